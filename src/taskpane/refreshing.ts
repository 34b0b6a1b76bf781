/** Cells changed: what was read from them is read again. */
import { excelTexts } from '../i18n/excel.ts';
import { say } from '../i18n/index.ts';
import type { Reading } from '../sheet/index.ts';
import { originKey } from './model/request.ts';
import { readNow, reread, type Origin, type Run } from './model/state.ts';
import type { Desk } from './service-watch.ts';
import { wordsOf } from './views/view.ts';
import { troubleOf } from './excel/refusals.ts';

/** Reads again what was read and what runs were taken from, one time after the other: the last sees the last change. */
export function createRefresh(
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
  const { key, params } = troubleOf(error, what);
  const { locale, notice } = store.get();
  if (notice?.key === excelTexts.notReread) return;
  const why = say(wordsOf(key), locale, params);
  tell({ key: excelTexts.notReread, params: { why }, tone: 'warn' });
}
