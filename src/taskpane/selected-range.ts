/** The range the pane takes its deal from: read, read again when cells change, and what the user says of it. */
import { say } from '../i18n/index.ts';
import type { Grid, Reading, Said } from '../sheet/index.ts';
import type { Layout } from './model/layouts.ts';
import { originKey } from './model/request.ts';
import { reread, select, type Origin, type Run, type State } from './model/state.ts';
import type { Desk } from './service-watch.ts';
import { wordsOf } from './views/view.ts';
import { troubleOf, type WithExcel } from './with-excel.ts';

export interface SelectedRange {
  /** Takes the cells that are selected. */
  use(): Promise<void>;
  /** Takes them if they hold cash flows and nothing is taken yet; says nothing otherwise. */
  lookAt(): Promise<void>;
  /** Reads the range as its cells are now; false when they cannot be read. */
  readAgain(): Promise<boolean>;
  /** Cells changed: reads again what was read from them. */
  refresh(): Promise<void>;
  /** Reads the range with what the user now says of it, and keeps that with the workbook. */
  saySo(change: (said: Said) => Said): Promise<void>;
}

/** Excel raises no event when another workbook feeds the cells, so the pane shows when it read them. */
const readNow = (state: State): State => ({ ...state, readAt: new Date() });

const lazy = () => import('./lazy.ts');

export function createSelectedRange(desk: Desk, withExcel: WithExcel): SelectedRange {
  const { store } = desk;
  let taken = 0;

  async function use(): Promise<void> {
    if (store.get().host !== 'excel') return;
    const mine = ++taken;
    const read = await withExcel('', async () => ({
      reading: await understood(await (await lazy()).readSelected()),
    }));
    // Cells that were taken later may be read sooner.
    if (!read || mine !== taken) return;
    const { reading } = read;
    if (!reading || reading.issues.some((i) => i.code === 'emptySelection'))
      return desk.tell({ key: 'selectionEmpty', tone: 'danger' });
    if (!reading.flows.length && !reading.terms.length && !reading.questions?.length)
      return desk.tell({ key: 'selectionWithout', params: { range: reading.address }, tone: 'danger' });
    store.set((s) => readNow(select(s, reading)));
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
    const kept = layouts ?? (await readLayouts().catch(() => undefined));
    layouts ??= kept;
    const said = layouts && recall(layouts, reading);
    return said ? readSelection(grid, mode, said) : reading;
  }

  async function read(sheet: string, address: string, mode?: string): Promise<Reading | null> {
    return understood(await (await lazy()).readRange(sheet, address), mode);
  }

  let before: Promise<void> = Promise.resolve();
  /** One after the other: each adds to what was said before it. */
  async function saySo(change: (said: Said) => Said): Promise<void> {
    const { reading } = store.get();
    if (reading) await (before = before.then(() => sayOf(reading, change)));
  }

  async function sayOf(cells: Reading, change: (said: Said) => Said): Promise<void> {
    const { reading, mode } = store.get();
    if (!reading || !isOfSameCells(reading, cells)) return;
    const said = change(reading.said ?? { answers: {}, roles: {} });
    await withExcel(`${reading.sheet}!${reading.address}`, async () => {
      const { readRange, readSelection, remember, readLayouts, keepLayouts } = await lazy();
      const grid = await readRange(reading.sheet, reading.address);
      if (!grid) return;
      // Written is the whole list: where it cannot be read, nothing is said and nothing lost.
      const others = await readLayouts();
      // What was read meanwhile may be newer.
      if (store.get().reading !== reading) return sayOf(cells, change);
      const fresh = readSelection(grid, mode ?? undefined, said);
      store.set((s) => ({ ...readNow(reread(s, fresh)), choices: {} }));
      layouts = remember(others, fresh, said);
      await keepLayouts(layouts);
    });
  }

  async function readAgain(): Promise<boolean> {
    const { source, reading, host } = store.get();
    if (source !== 'selection' || !reading || host !== 'excel') return true;
    const fresh = await withExcel(`${reading.sheet}!${reading.address}`, async () => {
      await (await lazy()).refuseUncalculated();
      return read(reading.sheet, reading.address);
    });
    if (!fresh) return false;
    const { reading: now } = store.get();
    // What was read or said of these cells meanwhile may be newer; where others were taken, these are not meant any more.
    if (now !== reading) return isOfSameCells(now, reading) && readAgain();
    store.set((s) => readNow(reread(s, fresh)));
    return true;
  }

  async function lookAt(): Promise<void> {
    try {
      const reading = await understood(await (await lazy()).readSelected());
      // The user may have chosen a source, a mode or terms while the cells were read: those stay.
      if (reading && reading.flows.length > 1)
        store.set((s) => (s.reading ? s : readNow(reread(s, reading))));
    } catch {
      // A chart may be selected: the pane then invites to select cells.
    }
  }

  return { use, lookAt, readAgain, refresh: createRefresh(desk, read), saySo };
}

const isOfSameCells = (one: Reading | null, other: Reading): boolean =>
  one?.sheet === other.sheet && one.address === other.address;

/** Reads again what was read and what runs were taken from, one time after the other: the last sees the last change. */
function createRefresh(
  desk: Desk,
  read: (sheet: string, address: string, mode?: string) => Promise<Reading | null>,
): () => Promise<void> {
  const { store } = desk;
  let refreshing = false;
  let again = false;

  async function refresh(): Promise<void> {
    if (refreshing) {
      again = true;
      return;
    }
    refreshing = true;
    try {
      do {
        again = false;
        await refreshOnce();
      } while (again);
    } finally {
      refreshing = false;
    }
  }

  async function refreshOnce(): Promise<void> {
    const { runs, host, phase } = store.get();
    // What is written from here changes none of the cells that were read; after it they are read again.
    if (host !== 'excel' || phase === 'writing') return;
    for (const [key, { sheet, address, mode }] of rangesOf(runs)) {
      const fresh = await read(sheet, address, mode).catch(() => null);
      if (fresh) store.set((s) => ({ ...s, earlier: { ...s.earlier, [key]: fresh } }));
    }
    const { reading: before } = store.get();
    if (!before) return;
    try {
      const fresh = await read(before.sheet, before.address);
      if (!fresh) return;
      // What was taken meanwhile may have been read before its cells changed.
      if (store.get().reading !== before) again = true;
      else store.set((s) => readNow(reread(s, fresh)));
    } catch (error) {
      await tellNotReread(desk, error, before.sheet);
    }
  }

  return refresh;
}

/** The ranges that runs were taken from, each with the mode it was read for. */
function rangesOf(runs: readonly Run[]) {
  const ranges = new Map<string, Extract<Origin, { kind: 'selection' }> & { readonly mode: string }>();
  for (const { taken, document } of runs)
    if (taken.origin.kind === 'selection')
      ranges.set(originKey(taken.origin), { ...taken.origin, mode: taken.mode?.id ?? document.mode });
  return ranges;
}

/** Figures that may be those of other cells than now stand there are not shown without a word. */
async function tellNotReread({ store, tell }: Desk, error: unknown, what: string): Promise<void> {
  const { key, params } = await troubleOf(error, what);
  const { excelTexts } = await lazy();
  const { locale, notice } = store.get();
  if (notice?.key === excelTexts.notReread) return;
  const why = say(wordsOf(key), locale, params);
  tell({ key: excelTexts.notReread, params: { why }, tone: 'warn' });
}
