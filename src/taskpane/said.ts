/** What the user says of a range: it is read with that, and the workbook keeps it. */
import { readSelection, type Reading, type Said } from '../sheet/index.ts';
import { keepLayouts, readLayouts } from './excel/layouts.ts';
import { readRange } from './excel/read-cells.ts';
import { remember, type Layout } from './model/layouts.ts';
import { isOfSameCells, readNow, reread } from './model/state.ts';
import type { Store } from './model/store.ts';

/** @param kept hears of all that the workbook keeps by then */
export async function sayOf(
  store: Store,
  cells: Reading,
  change: (said: Said) => Said,
  kept: (layouts: Layout[]) => void,
): Promise<void> {
  const { reading, mode } = store.get();
  if (!reading || !isOfSameCells(reading, cells)) return;
  const said = change(reading.said ?? { answers: {}, roles: {} });
  const grid = await readRange(reading.sheet, reading.address);
  if (!grid) return;
  // Written is the whole list: where it cannot be read, nothing is said and nothing lost.
  const others = await readLayouts();
  // What was read meanwhile may be newer.
  if (store.get().reading !== reading) return sayOf(store, cells, change, kept);
  const fresh = readSelection(grid, mode ?? undefined, said);
  store.set((s) => ({ ...readNow(reread(s, fresh)), choices: {} }));
  const all = remember(others, fresh, said);
  kept(all);
  await keepLayouts(all);
}
