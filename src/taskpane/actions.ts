/** What the user can do; each waits for Excel or the service and then changes the state. */
import { say } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';
import { modeById } from '../sheet/mode.ts';
import { onSavedModes, OWN } from '../sheet/saved-modes.ts';
import { createDetail } from './detail-sheets.ts';
import * as excel from './excel/excel.ts';
import { createExplain } from './explain-cell.ts';
import { createRunning } from './calculate.ts';
import type { Service } from '../client/service.ts';
import { isStale } from './model/request.ts';
import { shownRun } from './model/state.ts';
import type { Store } from './model/store.ts';
import { createParts } from './parts.ts';
import { createRunsInWorkbook, type RunsInWorkbook } from './runs-in-workbook.ts';
import { createSelectedRange, type SelectedRange } from './selected-range.ts';
import { clock, wordsOf, type Actions } from './views/view.ts';
import { watchService, type Desk, type Watch } from './service-watch.ts';
import { excelFor, type WithExcel } from './with-excel.ts';

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

export function createActions(
  store: Store,
  service: Service,
  page: Pick<Desk, 'announce' | 'focus' | 'show'>,
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
  const detail = createDetail(desk, withExcel, () => actions, selected.readAgain);
  const explain = createExplain(desk, withExcel);
  // Fetched early, so that it is here when the service is not; a failure shows when it is needed.
  lazy().catch(() => undefined);
  const parts = createParts({
    desk,
    watch,
    withExcel,
    selected,
    kept,
    writeSheets: (work) => void detail.writeSheets(work),
  });
  onSavedModes(() => savedModesChanged(store, selected));

  const actions: AllActions = {
    ...inputActions(desk, selected, withExcel),
    ...parts,
    loadRuns: () => loadRuns(kept, selected).catch(() => undefined),
    run: () => void running.run(),
    async runNow() {
      if (!store.get().reading && store.get().source === 'selection') await selected.use();
      await running.run();
    },
    cancel() {
      running.cancel();
      detail.cancelWriting();
    },
    tryAgain: () => void watch.tryAgain(),
    writeDetail: (stale) => void detail.writeDetail(stale),
    writeStatements: () => void detail.writeStatements(),
    forgetRun: (run) => void kept.forget(run),
    takeBackRun: () => void kept.takeBack(),
    explain: () => void explain(),
    async writeNow() {
      // Its cells may have changed while the pane was not seen.
      await selected.readAgain();
      const run = shownRun(store.get());
      if (!run || isStale(store.get(), run.taken)) await actions.runNow();
      await detail.writeDetail();
    },
    clearData: () => clearData(desk, watch),
    setLocale(locale) {
      store.set({ locale });
      void explain();
    },
    focus: page.focus,
    editTiers: () => store.set({ editing: true, menu: false, notice: null }),
  };
  return actions;
}

/** What is done with the cells that were read. */
function inputActions(
  desk: Desk,
  selected: SelectedRange,
  withExcel: WithExcel,
): Pick<
  AllActions,
  | 'useSelection'
  | 'lookAtSelection'
  | 'refresh'
  | 'answer'
  | 'setRole'
  | 'selectCell'
  | 'repair'
  | 'repairFormulas'
> {
  const { store } = desk;
  const sheetRead = (): string => store.get().reading?.sheet ?? '';
  return {
    useSelection: () => void selected.use(),
    lookAtSelection: selected.lookAt,
    refresh: selected.refresh,
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
    async repairFormulas() {
      const done = await withExcel('', async () => (await lazy()).repairFormulas());
      if (done) desk.tell((await lazy()).repairNotice(done, store.get().locale));
    },
  };
}

async function loadRuns(kept: RunsInWorkbook, selected: SelectedRange): Promise<void> {
  const { readSavedModes } = await lazy();
  // Formulas read them too, and ask again where Excel refuses.
  const [hasRuns] = await Promise.all([kept.load(), readSavedModes().catch(() => undefined)]);
  if (hasRuns) await selected.refresh();
}

/** The chosen mode may be gone from the workbook; a cell may name a mode that is there now, or no longer. */
function savedModesChanged(store: Store, selected: SelectedRange): void {
  const { mode } = store.get();
  if (mode?.startsWith(OWN) && !modeById(mode))
    store.set((s) => ({ ...s, mode: null, notice: { key: 'modeGone', tone: 'warn' } }));
  else store.set((s) => ({ ...s }));
  void selected.refresh();
}

async function clearData({ store, service, focus, tell }: Desk, watch: Watch): Promise<void> {
  const until = service.sessionUntil();
  const gone = await service.clear();
  store.set({ menu: false, held: null });
  focus('more');
  if (gone) watch.reached();
  else watch.goneAway('network');
  tell(
    gone
      ? { key: 'cleared', tone: 'ok' }
      : { key: 'clearFailed', params: { time: until ? clock(until) : '' }, tone: 'danger' },
  );
}
