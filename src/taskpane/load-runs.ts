/** Runs that the workbook keeps, computed anew. */
import { calculate } from '../document/index.ts';
import { readRuns } from './excel/kept-runs.ts';
import { runOf } from './model/kept-runs.ts';
import { nextId } from './model/state.ts';
import type { Store } from './model/store.ts';

/** Shows those that are not there yet; false where there are none. */
export async function loadRuns(store: Store): Promise<boolean> {
  const all = await readRuns();
  const known = new Set(store.get().runs.map((r) => r.key));
  const kept = all.filter((r) => !known.has(r.key));
  for (const one of kept) {
    const answer = calculate(one.body);
    if (answer.ok) store.set((s) => ({ ...s, runs: [...s.runs, runOf(one, nextId(), answer.value)] }));
  }
  return kept.length > 0;
}
