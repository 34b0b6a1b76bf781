/** Tells where the number in the selected cell came from: of a sheet that was written from a run, or from a formula. */
import type { ResultDocument } from '../document/index.ts';
import type { Locale } from '../i18n/index.ts';
import { cellAddress, type CellExplanation, type Signature } from '../sheet/index.ts';
import type { Kept } from './excel/saved-runs.ts';
import type { Asked } from './model/state.ts';
import type { Desk } from './service-watch.ts';
import type { WithExcel } from './with-excel.ts';

const described = new Map<Locale, Promise<readonly Signature[]>>();

/** The functions in the words that Excel shows; none where they cannot be fetched now. */
function signatures(locale: Locale): Promise<readonly Signature[]> {
  const file = locale === 'en' ? '/functions.json' : '/functions.zh-CN.json';
  const fetched =
    described.get(locale) ??
    fetch(file)
      .then(async (response) => {
        if (!response.ok) throw new Error(`${file} answers ${response.status}`);
        return ((await response.json()) as { functions: Signature[] }).functions;
      })
      .catch(() => {
        described.delete(locale);
        return [];
      });
  described.set(locale, fetched);
  return fetched;
}

type Teller = (row: number, column: number) => CellExplanation | null;

/** Tells of the selected cell; nothing while the Explain view is closed. */
export function createExplain({ store, announce }: Desk, withExcel: WithExcel): () => Promise<void> {
  /** The sheet that was last asked about, run again from what is kept of it. */
  let teller: { kept: string; locale: Locale; tell: Teller } | undefined;
  let asking = false;
  let askAgain = false;

  async function explain(): Promise<void> {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    try {
      do {
        askAgain = false;
        await explainOnce();
      } while (askAgain);
    } finally {
      asking = false;
    }
  }

  async function explainOnce(): Promise<void> {
    const { tab, host, locale } = store.get();
    if (tab !== 'explain' || host !== 'excel') return;
    const asked = await withExcel('', async (): Promise<Asked> => {
      const { sheet, row, column, kept } = await (await import('./lazy.ts')).readActiveCell();
      const cell = cellAddress(row, column);
      const told = kept && (await tellerOf(kept, locale))(row, column);
      if (!told) return explainFormulaCell(sheet, cell, locale);
      return { sheet, cell, told, changed: await changedOf(sheet, cell, told) };
    });
    if (!asked || JSON.stringify(asked) === JSON.stringify(store.get().asked)) return;
    store.set({ asked, notice: null });
    if (asked.told) announce([asked.told.title, asked.told.when, ...asked.told.sentences].join(' '));
  }

  async function tellerOf(kept: Kept, locale: Locale): Promise<Teller> {
    const key = JSON.stringify(kept);
    if (teller?.kept === key && teller.locale === locale) return teller.tell;
    const { calculate, explainer, readRequest } = await import('./lazy.ts');
    const answer = calculate(kept.body);
    const request = readRequest(kept.body);
    // A request that was once answered and is refused now was kept by other rules than these.
    if (!answer.ok || !request.ok) return () => null;
    const { tables, unit }: ResultDocument = answer.value;
    const { flows } = request.value;
    const tell = explainer({ result: tables, flows, map: kept.map, unit }, locale);
    teller = { kept: key, locale, tell };
    return tell;
  }

  return explain;
}

/** A cell of the user's own sheet, from its formula. */
async function explainFormulaCell(sheet: string, cell: string, locale: Locale): Promise<Asked> {
  const { readFormulaCell, explainFormula } = await import('./lazy.ts');
  const found = await readFormulaCell();
  if ('nearest' in found) return { sheet, cell, told: null, nearest: found.nearest, changed: {} };
  const signature = (await signatures(locale)).find(({ name }) => name === found.call.name);
  return { sheet, cell, told: explainFormula(found, signature, locale), changed: {} };
}

/** Which of the cells named no longer hold what the run gave. */
async function changedOf(sheet: string, cell: string, told: CellExplanation): Promise<Asked['changed']> {
  const given = [{ cell, amount: told.value }, ...told.inputs].filter((i) => i.amount !== null);
  const { readCells } = await import('./lazy.ts');
  const cells = given.map((i) => i.cell);
  const now = await readCells(sheet, cells);
  const changed: Record<string, number | string> = {};
  given.forEach((input, i) => {
    const amount = input.amount!;
    const value = now[i] === '' ? 0 : now[i];
    const holds = typeof value === 'number' && Math.abs(value - amount) <= 1e-6 * (1 + Math.abs(amount));
    if (!holds) changed[input.cell] = typeof value === 'number' ? value : String(value ?? '');
  });
  return changed;
}
