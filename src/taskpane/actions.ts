/** What the user can do; each waits for Excel or the service and then changes the state. */
import { say } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';
import { rangeAddress, type Grid, type Reading, type Said } from '../sheet/index.ts';
import { createDetail } from './detail-sheets.ts';
import * as excel from './excel/excel.ts';
import type { Files } from './files/index.ts';
import type { Layout } from './model/layouts.ts';
import type { Message } from './model/message.ts';
import { originKey } from './model/request.ts';
import { createRunning } from './calculate.ts';
import type { Service } from './service.ts';
import { nextId, reread, select, shownRun, type Origin, type Run, type Store } from './model/state.ts';
import { clock, wordsOf, type Actions, type QuestionPart } from './views/view.ts';
import { watchService, type Desk } from './service-watch.ts';

export interface AllActions extends Actions {
  /** Reads the selection if it holds cash flows; says nothing otherwise. */
  lookAtSelection(): Promise<void>;
  /** Cells changed: what was read from them is read again. */
  refresh(): Promise<void>;
  /** Runs that the workbook keeps. */
  loadRuns(): Promise<void>;
  runNow(): Promise<void>;
  writeNow(): Promise<void>;
  repairFormulas(): Promise<void>;
}

const lazy = () => import('./lazy.ts');

const rangeOfGrid = ({ row, column, values }: Grid): string =>
  rangeAddress(row, column, values.length, values[0]?.length ?? 1);

/** What Excel's refusal means, in words that are fetched. */
const troubleOf = (error: unknown, what: string): Promise<Message> =>
  lazy().then(
    (part) => part.troubleOf(error, what),
    () => ({ key: 'partMissing' }),
  );

export function createActions(
  store: Store,
  service: Service,
  page: Pick<Desk, 'announce' | 'focus'>,
): AllActions {
  const desk: Desk = {
    store,
    service,
    ...page,
    keep: (run) => void keepRun(run),
    tell(notice) {
      store.set({ notice });
      page.announce(say(wordsOf(notice.key), store.get().locale, notice.params));
    },
  };
  const watch = watchService(desk, () => page.announce(say(pane.recovered, store.get().locale)));
  const running = createRunning(desk, watch, () => actions, readAgain);
  // Fetched early, so that it is here when the service is not; a failure shows when it is needed.
  lazy().catch(() => undefined);
  let files: Files | undefined;
  let fetching: Promise<Files> | undefined;
  const fetchFiles = (): Promise<Files> =>
    (fetching ??= import('./files/index.ts').then(
      (part) => {
        files = part.createFiles(desk, watch);
        // What it shows is drawn once it is here.
        store.set((s) => ({ ...s }));
        return files;
      },
      (error: unknown) => {
        fetching = undefined;
        throw error;
      },
    ));
  fetchFiles().catch(() => undefined);

  /** Does something with Excel; a trouble is told and gives null. */
  async function withExcel<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      desk.tell({ ...(await troubleOf(error, what)), tone: 'danger' });
      return null;
    }
  }

  async function useSelection(): Promise<void> {
    if (store.get().host !== 'excel') return;
    const read = await withExcel('', async () => ({
      reading: await understood(await (await lazy()).readSelected()),
    }));
    if (!read) return;
    const { reading } = read;
    if (!reading || reading.issues.some((i) => i.code === 'emptySelection'))
      return desk.tell({ key: 'selectionEmpty', tone: 'danger' });
    if (!reading.flows.length && !reading.terms.length && !reading.questions?.length)
      return desk.tell({ key: 'selectionWithout', params: { range: reading.address }, tone: 'danger' });
    store.set((s) => select(s, reading));
  }

  /** A new run, or one with another name. A run too large to be kept stays for this session. */
  async function keepRun(run: Run): Promise<void> {
    if (store.get().host !== 'excel') return;
    const key = run.key ?? `${Date.now().toString(36)}${Math.floor(Math.random() * 36 ** 6).toString(36)}`;
    const kept = await lazy()
      .then((part) => part.keepRun(part.keptOf(run, key)))
      .catch(() => false);
    const change = kept ? { ...run, key } : run;
    store.set((s) => ({ ...s, runs: s.runs.map((r) => (r.id === run.id ? change : r)) }));
  }

  /** Runs that the workbook keeps, computed anew from what was asked. */
  async function loadRuns(): Promise<void> {
    const { calculate, readRuns, runOf } = await lazy();
    const known = new Set(store.get().runs.map((r) => r.key));
    const kept = (await readRuns()).filter((r) => !known.has(r.key));
    for (const one of kept) {
      const answer = calculate(one.body);
      if (answer.ok) store.set((s) => ({ ...s, runs: [...s.runs, runOf(one, nextId(s), answer.value)] }));
    }
    if (kept.length) await refresh();
  }

  async function forgetRun(run: Run): Promise<void> {
    store.set((s) => ({
      ...s,
      runs: s.runs.filter((r) => r.id !== run.id),
      shown: s.shown === run.id ? null : s.shown,
    }));
    if (run.key) await withExcel('', async () => (await lazy()).forgetRun(run.key!));
  }

  let layouts: Layout[] | undefined;

  /** A range as the reader understands it, with what was said of it before. */
  async function understood(
    grid: Grid | null,
    mode = store.get().mode ?? undefined,
  ): Promise<Reading | null> {
    if (!grid) return null;
    const { readSelection, readLayouts, recall } = await lazy();
    const reading = readSelection(grid, mode);
    if (reading.status === undefined || !reading.lines?.length) return reading;
    layouts ??= await readLayouts().catch(() => []);
    const said = recall(layouts, reading);
    return said ? readSelection(grid, mode, said) : reading;
  }

  async function read(sheet: string, address: string, mode?: string): Promise<Reading | null> {
    return understood(await (await lazy()).readRange(sheet, address), mode);
  }

  /** Reads the range anew with what the user now says of it, and keeps that with the workbook. */
  async function saySo(change: (said: Said) => Said): Promise<void> {
    const { reading, mode } = store.get();
    if (!reading) return;
    const said = change(reading.said ?? { answers: {}, roles: {} });
    await withExcel(`${reading.sheet}!${reading.address}`, async () => {
      const { readRange, readSelection, remember, keepLayouts } = await lazy();
      const grid = await readRange(reading.sheet, reading.address);
      if (!grid) return;
      const fresh = readSelection(grid, mode ?? undefined, said);
      store.set((s) => ({ ...reread(s, fresh), choices: {} }));
      layouts = remember(layouts ?? [], fresh, said);
      await keepLayouts(layouts);
    });
  }

  /** The cells of the current selection as they are now; false when they cannot be read. */
  async function readAgain(): Promise<boolean> {
    const { source, reading, host } = store.get();
    if (source !== 'selection' || !reading || host !== 'excel') return true;
    const fresh = await withExcel(`${reading.sheet}!${reading.address}`, async () => {
      await (await lazy()).refuseUncalculated();
      return read(reading.sheet, reading.address);
    });
    if (fresh) store.set((s) => reread(s, fresh));
    return fresh !== null;
  }

  async function refresh(): Promise<void> {
    const { reading, runs, host, phase } = store.get();
    // What is written from here changes none of the cells that were read.
    if (host !== 'excel' || phase === 'writing') return;
    const origins = new Map<string, Extract<Origin, { kind: 'selection' }> & { readonly mode: string }>();
    for (const { taken, document } of runs)
      if (taken.origin.kind === 'selection')
        origins.set(originKey(taken.origin), { ...taken.origin, mode: document.mode });
    for (const [key, { sheet, address, mode }] of origins) {
      const fresh = await read(sheet, address, mode).catch(() => null);
      if (fresh) store.set((s) => ({ ...s, earlier: { ...s.earlier, [key]: fresh } }));
    }
    if (!reading) return;
    try {
      const fresh = await read(reading.sheet, reading.address);
      if (fresh) store.set((s) => (s.reading === reading ? reread(s, fresh) : s));
    } catch (error) {
      await tellNotReread(error, reading.sheet);
    }
  }

  /** Figures that may be those of other cells than now stand there are not shown without a word. */
  async function tellNotReread(error: unknown, what: string): Promise<void> {
    const { key, params } = await troubleOf(error, what);
    const { excelTexts } = await lazy();
    const { locale, notice } = store.get();
    if (notice?.key === excelTexts.notReread) return;
    const why = say(wordsOf(key), locale, params);
    desk.tell({ key: excelTexts.notReread, params: { why }, tone: 'warn' });
  }

  let questions: QuestionPart | undefined;
  let fetchingQuestions = false;
  /** The part for questions, fetched when it is first shown. */
  function questionPart(): QuestionPart | null {
    if (questions || fetchingQuestions) return questions ?? null;
    fetchingQuestions = true;
    import('./questions/index.ts').then(
      (part) => {
        questions = part.createQuestions(
          desk,
          async () => {
            const grid = await withExcel('', async () => (await lazy()).readSelected());
            return grid && { grid, address: rangeOfGrid(grid) };
          },
          {
            rename(run, name) {
              const { name: _old, ...rest } = run;
              void keepRun(name ? { ...rest, name } : rest);
            },
            forget: (run) => void forgetRun(run),
          },
          (plan) => void writeSheet(plan),
        );
        store.set((s) => ({ ...s }));
      },
      () => {
        fetchingQuestions = false;
        desk.tell({ key: 'partMissing', tone: 'danger' });
      },
    );
    return null;
  }

  const { writeDetail, writeSheet, explain } = createDetail(desk, withExcel, () => actions);

  const sheetRead = (): string => store.get().reading?.sheet ?? '';

  const actions: AllActions = {
    useSelection: () => void useSelection(),
    async lookAtSelection() {
      try {
        const reading = await understood(await (await lazy()).readSelected());
        if (reading && reading.flows.length > 1) store.set((s) => (s.reading ? s : select(s, reading)));
      } catch {
        // A chart may be selected: the pane then invites to select cells.
      }
    },
    refresh,
    loadRuns: () => loadRuns().catch(() => undefined),
    answer: (question, choice) =>
      void saySo(({ answers, roles }) =>
        question === null
          ? { answers: {}, roles: {} }
          : { roles, answers: { ...answers, [question]: choice } },
      ),
    setRole: (range, role) =>
      void saySo(({ answers, roles }) => ({ answers, roles: { ...roles, [range]: role } })),
    selectCell: (cell, sheet = sheetRead()) =>
      void withExcel(`${sheet}!${cell}`, () => excel.selectCell(sheet, cell)),
    async repair(cell, value) {
      const sheet = sheetRead();
      const done = await withExcel(`${sheet}!${cell}`, () =>
        excel.writeCell(sheet, cell, value).then(() => true),
      );
      if (done && (await readAgain()))
        desk.tell({ key: 'repaired', params: { cell, value: String(value) }, tone: 'ok' });
    },
    run: () => void running.run(),
    async runNow() {
      if (!store.get().reading && store.get().source === 'selection') await useSelection();
      await running.run();
    },
    cancel: running.cancel,
    tryAgain: () => void watch.tryAgain(),
    writeDetail: () => void writeDetail(),
    explain: () => void explain(),
    async writeNow() {
      if (!shownRun(store.get())) await actions.runNow();
      await writeDetail();
    },
    async repairFormulas() {
      const done = await withExcel('', async () => (await lazy()).repairFormulas());
      if (done) desk.tell((await lazy()).repairNotice(done, store.get().locale));
    },
    async clearData() {
      const until = service.sessionUntil();
      const gone = await service.clear();
      store.set({ menu: false });
      page.focus('more');
      if (gone) watch.reached();
      else watch.goneAway('network');
      desk.tell(
        gone
          ? { key: 'cleared', tone: 'ok' }
          : { key: 'clearFailed', params: { time: until ? clock(until) : '' }, tone: 'danger' },
      );
    },
    setLocale(locale) {
      store.set({ locale });
      void explain();
    },
    focus: page.focus,
    files: () => files,
    questions: questionPart,
    withFiles(work) {
      fetchFiles().then(work, () => desk.tell({ key: 'partMissing', tone: 'danger' }));
    },
  };
  return actions;
}
