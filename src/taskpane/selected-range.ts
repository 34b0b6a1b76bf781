/** The range the pane takes its deal from: read, read again when cells change, and what the user says of it. */
import type { Grid, Reading, Said } from '../sheet/index.ts';
import type { Layout } from './model/layouts.ts';
import { isOfSameCells, readNow, reread, select } from './model/state.ts';
import type { Desk } from './service-watch.ts';
import type { WithExcel } from './with-excel.ts';

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

  let before: Promise<unknown> = Promise.resolve();
  /** One after the other: each adds to what was said before it. */
  async function saySo(change: (said: Said) => Said): Promise<void> {
    const { reading } = store.get();
    if (!reading) return;
    const say = async () => (await lazy()).sayOf(store, reading, change, (all) => (layouts = all));
    await (before = before.then(() => withExcel(`${reading.sheet}!${reading.address}`, say)));
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

  let again: (() => Promise<void>) | undefined;
  async function refresh(): Promise<void> {
    const { createRefresh } = await lazy();
    await (again ??= createRefresh(desk, read))();
  }

  return { use, lookAt, readAgain, refresh, saySo };
}
