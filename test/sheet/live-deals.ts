/** Deals written as sheets of formulas, recalculated by a real spreadsheet, and held to the engine cell by cell. */
import { documentOf } from '../../src/document/index.ts';
import { run, type Definition, type Flows, type Result } from '../../src/engine/index.ts';
import { detailSheet, detailTable, type DetailAbout, type SheetPlan } from '../../src/sheet/index.ts';
import { recalculated } from '../support/spreadsheet.ts';

export interface LiveCase {
  readonly mode: string;
  readonly terms: Readonly<Record<string, number>>;
  readonly definition: Definition;
  readonly flows: Flows;
}

export const about = (live: Flows | null): DetailAbout => ({
  title: 'Riverside',
  mode: 'mode',
  source: 'Deal!B2:C13',
  computedAt: new Date(Date.UTC(2026, 10, 21)),
  locale: 'en',
  termCells: {},
  live,
});

export const documentFor = ({ mode, terms, definition, flows }: LiveCase) =>
  documentOf({ mode, target: null, unit: null, options: {}, terms }, run(definition, flows));

export const sheetFor = (deal: LiveCase) => detailSheet(documentFor(deal), about(deal.flows));

/** How far a cell may be off: 1e-9 of all money that moves. */
const scaleOf = ({ flows }: LiveCase): number =>
  [...flows.contributions, ...flows.cash].reduce((s, f) => s + Math.abs(f.amount), 0);

const numberOf = (text: string | undefined): number =>
  text?.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text === '' ? undefined : text);

/** Value right of a label above the table. */
function beside(rows: readonly (readonly string[])[], label: string): string | undefined {
  const row = rows.find((cells) => cells.includes(label));
  return row?.slice(row.indexOf(label) + 1).find((cell) => cell !== '');
}

/** Measures that the sheet gives and the engine does not; a rate must be a root of the flows. */
function wrongMeasures(result: Result, rows: readonly (readonly string[])[]): string[] {
  const found: string[] = [];
  const { project, years, parties } = result;
  const flows = result.cash.map((_, k) =>
    parties.reduce((sum, p) => sum + p.received[k]! - p.contributed[k]!, 0),
  );
  flows[flows.length - 1]! += project.profit - flows.reduce((a, b) => a + b, 0);
  const rate = numberOf(beside(rows, 'IRR'));
  const value = flows.reduce((sum, f, k) => sum + f / (1 + rate) ** years[k]!, 0);
  const size = flows.reduce((sum, f, k) => sum + Math.abs(f) / (1 + rate) ** years[k]!, 0);
  if (Math.abs(value) > 1e-6 * size) found.push(`IRR: engine ${project.irr}, sheet ${rate}`);
  for (const [label, expected] of [
    ['DPI', project.dpi],
    ['TVPI', project.tvpi],
    ['Payback, years', project.payback],
    ['Tiers − parties', 0],
  ] as const) {
    const shown = beside(rows, label);
    const wrong = expected === null ? shown !== '–' : !(Math.abs(numberOf(shown) - expected) <= 1e-6);
    if (wrong) found.push(`${label}: engine ${expected}, sheet ${shown}`);
  }
  return found;
}

/**
 * Every cell of the table that is not what the engine gives, in words.
 * @param layout the deal the sheet was written for, where its inputs were changed since: a party that is paid only after
 * the change has no column in a tier of its own
 */
export function differences(
  deal: LiveCase,
  rows: readonly (readonly string[])[],
  layout: LiveCase = deal,
): string[] {
  const result = run(deal.definition, deal.flows);
  const written = detailTable(run(layout.definition, layout.flows), 'en', layout.flows);
  const found: string[] = [];
  const headRow = rows.findIndex((cells) => cells[0] === 'Total') - result.timeline.periods - 2;
  const heads = rows[headRow]!;
  const columns = new Map(detailTable(result, 'en', deal.flows).map((c) => [c.key, c]));
  // Inputs stand between the date and the net cash flow.
  const shift = heads.indexOf('Net cash flow') - 2;
  written.forEach(({ key, head }, i) => {
    const column = columns.get(key);
    if (!column) return;
    const c = i < 2 ? i : i + shift;
    if (heads[c] !== head) found.push(`column ${c}: ${heads[c]}, not ${head}`);
    const check = (value: number | null, row: number, where: string) => {
      if (value === null || column.format === 'date') return;
      const actual = rows[row]?.[c] ?? '';
      const limit = 1e-9 * (column.format === 'rate' ? 1 + Math.abs(value) : scaleOf(deal));
      if (actual === '' || !(Math.abs(Number(actual) - value) <= limit))
        found.push(`${column.key}, ${where}: engine ${value}, sheet ${actual}`);
    };
    column.values.forEach((value, k) => check(value, headRow + 1 + k, `period ${k}`));
    check(column.total, headRow + 2 + result.timeline.periods, 'total');
  });
  found.push(...wrongMeasures(result, rows));
  return found;
}

type Cells = SheetPlan['cells'];

/** The rows of the deals' sheets, recalculated in one book, each changed before as a user would. */
export async function recalculate(
  deals: readonly LiveCase[],
  edit: (cells: Cells, i: number) => Cells = (cells) => cells,
): Promise<string[][][]> {
  const sheets = await recalculated(
    Object.fromEntries(deals.map((deal, i) => [`Deal${i}`, edit(sheetFor(deal).cells, i)])),
  );
  return deals.map((_, i) => sheets[`Deal${i}`]!);
}

const MORE = 12_345;

/** The deal with another rate of its first return and more cash in its first period, and how a user makes the change in the sheet. */
export function changed(before: LiveCase) {
  const { definition, flows } = before;
  const tier = definition.pots[0]!.tiers.find((t) => t.kind === 'preferredReturn');
  const flow = flows.cash.find((c) => c.period === 1 && c.pot === definition.pots[0]!.id && c.amount > 0);
  if (tier?.kind !== 'preferredReturn' || !flow) return null;
  const rate = tier.rate + 0.015;
  const after: LiveCase = {
    ...before,
    definition: {
      ...definition,
      pots: definition.pots.map((pot) => ({
        ...pot,
        tiers: pot.tiers.map((t) => (t.id === tier.id ? { ...tier, rate } : t)),
      })),
    },
    flows: { ...flows, cash: flows.cash.map((c) => (c === flow ? { ...c, amount: c.amount + MORE } : c)) },
  };
  const edit = (cells: Cells): Cells => {
    const edited = cells.map((row) => [...row]);
    edited.find((row) => row[0] === 'Preferred return · Rate')![2] = rate;
    const headRow = edited.findIndex((row) => row.includes('Net cash flow'));
    const heads = edited[headRow]!;
    const groups = edited[headRow - 1]!;
    const ofDeal = flow.deal !== undefined && definition.options.dealByDeal !== 'none';
    const group = groups.indexOf(ofDeal ? `Deal · ${flow.deal}` : 'Cash flows');
    const ownHead = definition.pots.length > 1 ? `Cash · ${flow.pot}` : 'Cash';
    const input = group < 0 ? -1 : heads.indexOf(ownHead, group);
    const column =
      input >= 0 && input < heads.indexOf('Net cash flow') ? input : heads.indexOf('Net cash flow');
    const row = edited[headRow + 2]!;
    row[column] = (row[column] as number) + MORE;
    return edited;
  };
  return { before, after, edit };
}
