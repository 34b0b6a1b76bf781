/** What the user can do; each waits for Excel or the service and then changes the state. */
import { say } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';
import { rangeAddress, type Grid } from '../sheet/index.ts';
import { modeById } from '../sheet/mode.ts';
import { onSavedModes, OWN } from '../sheet/saved-modes.ts';
import { createDetail } from './detail-sheets.ts';
import * as excel from './excel/excel.ts';
import type { Files } from './files/index.ts';
import { createRunning } from './calculate.ts';
import type { Service } from '../client/service.ts';
import { isStale } from './model/request.ts';
import { shownRun } from './model/state.ts';
import type { Store } from './model/store.ts';
import { createRunsInWorkbook } from './runs-in-workbook.ts';
import { createSelectedRange } from './selected-range.ts';
import { clock, wordsOf, type Actions, type QuestionPart, type TierEditor } from './views/view.ts';
import { watchService, type Desk } from './service-watch.ts';
import { excelFor } from './with-excel.ts';

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

export function createActions(
  store: Store,
  service: Service,
  page: Pick<Desk, 'announce' | 'focus'>,
): AllActions {
  const desk: Desk = {
    store,
    service,
    ...page,
    keep: (run) => void kept.keep(run),
    tell(notice) {
      store.set({ notice });
      page.announce(say(wordsOf(notice.key), store.get().locale, notice.params));
    },
  };
  const withExcel = excelFor(desk);
  const selected = createSelectedRange(desk, withExcel);
  const kept = createRunsInWorkbook(store, withExcel);
  const watch = watchService(desk, () => page.announce(say(pane.recovered, store.get().locale)));
  const running = createRunning(desk, watch, () => actions, selected.readAgain);
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

  async function loadRuns(): Promise<void> {
    const { readSavedModes } = await lazy();
    // Formulas read them too, and ask again where Excel refuses.
    const [hasRuns] = await Promise.all([kept.load(), readSavedModes().catch(() => undefined)]);
    if (hasRuns) await selected.refresh();
  }

  /** A part that is fetched when it is first needed; undefined while it is on its way. */
  function partOf<T>(load: () => Promise<T>): (fetch: boolean) => T | undefined {
    let part: T | undefined;
    let isAsked = false;
    return (fetch) => {
      if (fetch && !isAsked) {
        isAsked = true;
        load().then(
          (loaded) => {
            part = loaded;
            store.set((s) => ({ ...s }));
          },
          () => {
            isAsked = false;
            store.set({ editing: false });
            desk.tell({ key: 'partMissing', tone: 'danger' });
          },
        );
      }
      return part;
    };
  }
  const questions = partOf<QuestionPart>(async () =>
    (await import('./questions/index.ts')).createQuestions(
      desk,
      async () => {
        const grid = await withExcel('', async () => (await lazy()).readSelected());
        return grid && { grid, address: rangeOfGrid(grid) };
      },
      {
        rename(run, name) {
          const { name: _old, ...rest } = run;
          void kept.keep(name ? { ...rest, name } : rest);
        },
        forget: (run) => void kept.forget(run),
      },
      (work) => void writeSheets(work),
    ),
  );
  const fetchTiers = () => import('./tiers/index.ts');
  const tiers = partOf<TierEditor>(async () =>
    (await fetchTiers()).createTiers(desk, withExcel, () => void selected.refresh()),
  );
  const fetchInputs = () => import('./input-block.ts');
  // Fetched ahead, as the form is: tiers are edited and inputs written where the service has gone away too.
  setTimeout(() => Promise.all([fetchTiers(), fetchInputs()]).catch(() => undefined));
  onSavedModes(() => {
    const { mode } = store.get();
    if (mode?.startsWith(OWN) && !modeById(mode))
      store.set((s) => ({ ...s, mode: null, notice: { key: 'modeGone', tone: 'warn' } }));
    else store.set((s) => ({ ...s }));
    // A cell may name a mode that is there now, or no longer.
    void selected.refresh();
  });

  const { writeDetail, writeStatements, writeSheets, cancelWriting, explain } = createDetail(
    desk,
    withExcel,
    () => actions,
  );

  const sheetRead = (): string => store.get().reading?.sheet ?? '';

  const actions: AllActions = {
    useSelection: () => void selected.use(),
    lookAtSelection: selected.lookAt,
    refresh: selected.refresh,
    loadRuns: () => loadRuns().catch(() => undefined),
    answer: (question, choice) =>
      void selected.saySo(({ answers, roles }) =>
        question === null
          ? { answers: {}, roles: {} }
          : { roles, answers: { ...answers, [question]: choice } },
      ),
    setRole: (range, role) =>
      void selected.saySo(({ answers, roles }) => ({ answers, roles: { ...roles, [range]: role } })),
    selectCell: (cell, sheet = sheetRead()) =>
      void withExcel(`${sheet}!${cell}`, () => excel.selectCell(sheet, cell)),
    async repair(cell, value) {
      const sheet = sheetRead();
      const done = await withExcel(`${sheet}!${cell}`, () =>
        excel.writeCell(sheet, cell, value).then(() => true),
      );
      if (done && (await selected.readAgain()))
        desk.tell({ key: 'repaired', params: { cell, value: String(value) }, tone: 'ok' });
    },
    run: () => void running.run(),
    async runNow() {
      if (!store.get().reading && store.get().source === 'selection') await selected.use();
      await running.run();
    },
    cancel() {
      running.cancel();
      cancelWriting();
    },
    tryAgain: () => void watch.tryAgain(),
    writeDetail: (stale) => void writeDetail(stale),
    writeStatements: () => void writeStatements(),
    forgetRun: (run) => void kept.forget(run),
    takeBackRun: () => void kept.takeBack(),
    explain: () => void explain(),
    async writeNow() {
      const run = shownRun(store.get());
      if (!run || isStale(store.get(), run.taken)) await actions.runNow();
      await writeDetail();
    },
    async repairFormulas() {
      const done = await withExcel('', async () => (await lazy()).repairFormulas());
      if (done) desk.tell((await lazy()).repairNotice(done, store.get().locale));
    },
    async clearData() {
      const until = service.sessionUntil();
      const gone = await service.clear();
      store.set({ menu: false, held: null });
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
    questions: () => questions(true) ?? null,
    tiers,
    writeInputs(newSheet) {
      fetchInputs().then(
        (part) => part.writeInputs(desk, withExcel, selected.use, newSheet),
        () => desk.tell({ key: 'partMissing', tone: 'danger' }),
      );
    },
    editTiers: () => store.set({ editing: true, menu: false, notice: null }),
    withFiles(work) {
      fetchFiles().then(work, () => desk.tell({ key: 'partMissing', tone: 'danger' }));
    },
  };
  return actions;
}
