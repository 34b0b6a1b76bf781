/** What the user can do; each waits for Excel or the service and then changes the state. */
import { say } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';
import type { Grid, Reading } from '../sheet/index.ts';
import { createDetail } from './detail-sheets.ts';
import * as excel from './excel/excel.ts';
import type { Files } from './files/index.ts';
import { lent } from './lent.ts';
import { originKey } from './model/request.ts';
import { createRunning } from './calculate.ts';
import type { Service } from './service.ts';
import { reread, select, shownRun, type Origin, type Store } from './model/state.ts';
import { clock, wordsOf, type Actions } from './views/view.ts';
import { watchService, type Desk } from './service-watch.ts';

export interface AllActions extends Actions {
  /** Reads the selection if it holds cash flows; says nothing otherwise. */
  lookAtSelection(): Promise<void>;
  /** Cells changed: what was read from them is read again. */
  refresh(): Promise<void>;
  runNow(): Promise<void>;
  writeNow(): Promise<void>;
  repairFormulas(): Promise<void>;
}

const readingOf = async (grid: Grid | null): Promise<Reading | null> =>
  grid && (await import('./lazy.ts')).readSelection(grid);

export function createActions(
  store: Store,
  service: Service,
  page: Pick<Desk, 'announce' | 'focus'>,
): AllActions {
  const desk: Desk = {
    store,
    service,
    ...page,
    tell(notice) {
      store.set({ notice });
      page.announce(say(wordsOf(notice.key), store.get().locale, notice.params));
    },
  };
  const watch = watchService(desk, () => page.announce(say(pane.recovered, store.get().locale)));
  const running = createRunning(desk, watch, () => actions, readAgain);
  // Fetched early, so that it is here when the service is not; a failure shows when it is needed.
  import('./lazy.ts').catch(() => undefined);
  let files: Files | undefined;
  let fetching: Promise<Files> | undefined;
  const fetchFiles = (): Promise<Files> =>
    (fetching ??= import('./files/index.ts').then(
      (part) => {
        files = part.createFiles(desk, watch, lent);
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
      desk.tell({ ...excel.troubleOf(error, what), tone: 'danger' });
      return null;
    }
  }

  async function useSelection(): Promise<void> {
    if (store.get().host !== 'excel') return;
    const read = await withExcel('', async () => ({ reading: await readingOf(await excel.readSelected()) }));
    if (!read) return;
    const { reading } = read;
    if (!reading || reading.issues.some((i) => i.code === 'emptySelection'))
      return desk.tell({ key: 'selectionEmpty', tone: 'danger' });
    if (!reading.flows.length && !reading.terms.length)
      return desk.tell({ key: 'selectionWithout', params: { range: reading.address }, tone: 'danger' });
    store.set((s) => select(s, reading));
  }

  async function read(sheet: string, address: string): Promise<Reading | null> {
    return readingOf(await excel.readRange(sheet, address));
  }

  /** The cells of the current selection as they are now; false when they cannot be read. */
  async function readAgain(): Promise<boolean> {
    const { source, reading, host } = store.get();
    if (source !== 'selection' || !reading || host !== 'excel') return true;
    const fresh = await withExcel(`${reading.sheet}!${reading.address}`, () =>
      read(reading.sheet, reading.address),
    );
    if (fresh) store.set((s) => reread(s, fresh));
    return fresh !== null;
  }

  async function refresh(): Promise<void> {
    const { reading, runs, host } = store.get();
    if (host !== 'excel') return;
    const origins = new Map<string, Extract<Origin, { kind: 'selection' }>>();
    for (const { taken } of runs)
      if (taken.origin.kind === 'selection') origins.set(originKey(taken.origin), taken.origin);
    for (const [key, { sheet, address }] of origins) {
      const fresh = await read(sheet, address).catch(() => null);
      if (fresh) store.set((s) => ({ ...s, earlier: { ...s.earlier, [key]: fresh } }));
    }
    if (!reading) return;
    const fresh = await read(reading.sheet, reading.address).catch(() => null);
    if (fresh) store.set((s) => (s.reading === reading ? reread(s, fresh) : s));
  }

  const { writeDetail, explain } = createDetail(desk, withExcel, () => actions);

  const sheetRead = (): string => store.get().reading?.sheet ?? '';

  const actions: AllActions = {
    useSelection: () => void useSelection(),
    async lookAtSelection() {
      try {
        const reading = await readingOf(await excel.readSelected());
        if (reading && reading.flows.length > 1) store.set((s) => (s.reading ? s : select(s, reading)));
      } catch {
        // A chart may be selected: the pane then invites to select cells.
      }
    },
    refresh,
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
      const n = await withExcel('', () => excel.repairFormulas());
      if (n !== null) desk.tell({ key: 'formulasRepaired', params: { n }, tone: 'ok' });
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
    withFiles(work) {
      fetchFiles().then(work, () => desk.tell({ key: 'partMissing', tone: 'danger' }));
    },
  };
  return actions;
}
