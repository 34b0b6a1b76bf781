/** Deals written as sheets of formulas, recalculated by a real spreadsheet, and held to the engine cell by cell. */
import { documentOf } from '../../src/document/index.ts';
import {
  run,
  type Definition,
  type Flows,
  type RateStep,
  type Result,
  type TermValue,
} from '../../src/engine/index.ts';
import {
  detailSheet,
  detailTable,
  type DetailAbout,
  type PlanCell,
  type SheetPlan,
} from '../../src/sheet/index.ts';
import { recalculated } from '../support/spreadsheet.ts';

export interface LiveCase {
  readonly mode: string;
  readonly terms: Readonly<Record<string, TermValue>>;
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
export const scaleOf = ({ flows }: LiveCase): number =>
  [
    ...[...flows.contributions, ...flows.cash].map((f) => f.amount),
    ...(flows.deals ?? []).map((d) => d.cost + d.expenses),
  ].reduce((s, amount) => s + Math.abs(amount), 0);

const numberOf = (text: string | undefined): number =>
  text?.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text === '' ? undefined : text);

/** Value right of a label above the table. */
function beside(rows: readonly (readonly string[])[], label: string): string | undefined {
  const row = rows.find((cells) => cells.includes(label));
  return row?.slice(row.indexOf(label) + 1).find((cell) => cell !== '');
}

const hasOwnDates = ({ timeline: { dates } }: Result, { contributions, deals = [] }: Flows): boolean =>
  [...contributions, ...deals].some((f) => f.date !== undefined && f.date !== dates?.[f.period]);

/** Measures that the sheet gives and the engine does not; a rate must be a root of the flows. */
function wrongMeasures(result: Result, flowsOf: Flows, rows: readonly (readonly string[])[]): string[] {
  const found: string[] = [];
  const { project, years, parties } = result;
  const flows = result.cash.map((_, k) =>
    parties.reduce((sum, p) => sum + p.received[k]! - p.contributed[k]!, 0),
  );
  flows[flows.length - 1]! += project.profit - flows.reduce((a, b) => a + b, 0);
  const rate = numberOf(beside(rows, 'IRR'));
  const value = flows.reduce((sum, f, k) => sum + f / (1 + rate) ** years[k]!, 0);
  const size = flows.reduce((sum, f, k) => sum + Math.abs(f) / (1 + rate) ** years[k]!, 0);
  // Excel may choose another of several roots. Where calls lie between two dates the flows here are not those measured.
  const same = project.irr !== null && Math.abs(rate - project.irr) <= 1e-6 * (1 + Math.abs(rate));
  if (!same && Math.abs(value) > 1e-6 * size && !hasOwnDates(result, flowsOf))
    found.push(`IRR: engine ${project.irr}, sheet ${rate}`);
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

/** How many cells were held to the engine so far. */
export const compared = { cells: 0 };

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
  const map = sheetFor(layout).map!;
  const headRow = map.firstRow - 1;
  const heads = rows[headRow]!;
  const columns = new Map(detailTable(result, 'en', deal.flows).map((c) => [c.key, c]));
  written.forEach(({ key, head }) => {
    const column = columns.get(key);
    const c = map.columns.indexOf(key);
    // A date has a column where there are dates, cash over what was invested where there are no deals of their own.
    if (!column || (c < 0 && (key === 'date' || key === 'rate'))) return;
    if (heads[c] !== head && deal === layout) found.push(`column ${c}: ${heads[c]}, not ${head}`);
    const check = (value: number | null, row: number, where: string) => {
      if (value === null || column.format === 'date') return;
      compared.cells++;
      const actual = rows[row]?.[c] ?? '';
      const limit = 1e-9 * (column.format === 'rate' ? 1 + Math.abs(value) : scaleOf(deal));
      if (actual === '' || !(Math.abs(Number(actual) - value) <= limit))
        found.push(`${column.key}, ${where}: engine ${value}, sheet ${actual}`);
    };
    column.values.forEach((value, k) => check(value, headRow + 1 + k, `period ${k}`));
    check(column.total, headRow + 2 + result.timeline.periods, 'total');
  });
  found.push(...wrongMeasures(result, deal.flows, rows));
  return found;
}

/** What the total row of a sheet shows below a column of the table. */
export function totalShown(deal: LiveCase, rows: readonly (readonly string[])[], key: string): number {
  const { columns, firstRow, periods } = sheetFor(deal).map!;
  return Number(rows[firstRow + periods + 1]![columns.indexOf(key)]);
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

/** One change of the input, and how a user makes it in the sheet. */
interface Change {
  readonly deal: LiveCase;
  edit(cells: PlanCell[][]): void;
}

const PLUS = 12_345.67;

/** Column of the number right of a label. */
const valueAt = (row: readonly PlanCell[], label: number): number =>
  row.findIndex((cell, c) => c > label && typeof cell === 'number');

/** Adds to the cell below a head in a group of columns, in the row of a period. */
function addTo(cells: PlanCell[][], group: string, head: string, period: number, by: number): void {
  const netRow = cells.findIndex((row) => row.includes('Net cash flow'));
  const groupRow = cells.findIndex((row) => row.includes(group));
  const from = cells[groupRow]?.indexOf(group) ?? -1;
  // Heads stand below the names of groups; those of tiers may have a line between.
  const below = groupRow + 2 === netRow ? netRow : groupRow + 1;
  const ownRow = from >= 0 && cells[below]!.indexOf(head, from) >= 0 ? below : -1;
  const [headRow, at] =
    ownRow < 0
      ? [netRow, cells[netRow]!.indexOf('Net cash flow')]
      : [ownRow, cells[ownRow]!.indexOf(head, from)];
  const row = cells[headRow + 1 + period]!;
  row[at] = (row[at] as number) + by;
}

/** Another rate of the first return and hurdle, in its first step. */
function otherRates(deal: LiveCase): Change | null {
  const edits: [label: string, rate: number][] = [];
  const { definition } = deal;
  const pots = definition.pots.map((pot) => ({
    ...pot,
    tiers: pot.tiers.map((tier) => {
      if ((tier.kind !== 'preferredReturn' && tier.kind !== 'hurdle') || 'index' in Object(tier.rate))
        return tier;
      if (tier.kind === 'hurdle' && (tier.metric === 'multiple' || tier.id !== 'hurdle0')) return tier;
      const name = tier.kind === 'hurdle' ? 'Hurdle · Rate' : 'Preferred return · Rate';
      const { rate } = tier;
      if (typeof rate === 'number') {
        edits.push([name, rate + 0.015]);
        return { ...tier, rate: rate + 0.015 };
      }
      const steps = rate as readonly RateStep[];
      if (steps[0]!.from !== undefined) return tier;
      edits.push([name, steps[0]!.rate + 0.015]);
      return { ...tier, rate: steps.map((step, i) => (i ? step : { ...step, rate: step.rate + 0.015 })) };
    }),
  }));
  if (!edits.length) return null;
  return {
    deal: { ...deal, definition: { ...definition, pots } },
    edit(cells) {
      for (const [label, rate] of edits) {
        const row = cells.find((r) => r.includes(label));
        if (row) row[valueAt(row, row.indexOf(label))] = rate;
      }
    },
  };
}

function moreCash(deal: LiveCase): Change | null {
  const { definition, flows } = deal;
  const flow = flows.cash.find((c) => c.period === 1 && c.pot === definition.pots[0]!.id && c.amount > 0);
  if (!flow) return null;
  const ofDeal = flow.deal !== undefined && definition.options.dealByDeal !== 'none';
  const head = definition.pots.length > 1 ? `Cash · ${flow.pot}` : 'Cash';
  const cash = flows.cash.map((c) => (c === flow ? { ...c, amount: c.amount + PLUS } : c));
  return {
    deal: { ...deal, flows: { ...flows, cash } },
    edit: (cells) => addTo(cells, ofDeal ? flow.deal! : 'Cash flows', head, 1, PLUS),
  };
}

/** More is paid in at the closing by share. */
function moreCapital(deal: LiveCase): Change | null {
  const { flows } = deal;
  const flow = flows.contributions.find(
    (c) => c.period === 0 && c.class === undefined && c.date === undefined && c.accruesFrom === undefined,
  );
  if (!flow) return null;
  const contributions = flows.contributions.map((c) => (c === flow ? { ...c, amount: c.amount + PLUS } : c));
  return {
    deal: { ...deal, flows: { ...flows, contributions } },
    edit(cells) {
      const isInput =
        cells.some((row) => row.includes('Cash flows')) && cells.some((r) => r.includes('Paid in'));
      if (isInput) return addTo(cells, 'Cash flows', 'Paid in', 0, PLUS);
      const isLabel = (cell: PlanCell) => String(cell).startsWith('Investment');
      const row = cells.find((r) => r.some(isLabel))!;
      const at = valueAt(row, row.findIndex(isLabel));
      row[at] = (row[at] as number) + PLUS;
    },
  };
}

/** A deal costs more, and half of its write-down is taken back. */
function otherCost(deal: LiveCase): Change | null {
  const { definition, flows } = deal;
  const own = flows.deals?.[0];
  const onCost = flows.fees?.schedule.some((step) => step.base === 'activeCost');
  const carries = definition.options.dealByDeal === 'carryforward';
  if (!own || (definition.options.dealByDeal === 'none' && !onCost)) return null;
  const [down] = own.writeDowns;
  const takeBack = down && (carries || onCost) ? down.amount / 2 : 0;
  const deals = flows.deals!.map((d) =>
    d === own
      ? {
          ...d,
          cost: d.cost + PLUS,
          writeDowns: d.writeDowns.map((w) => (w === down ? { ...w, amount: w.amount - takeBack } : w)),
        }
      : d,
  );
  return {
    deal: { ...deal, flows: { ...flows, deals } },
    edit(cells) {
      const group = own.id;
      addTo(cells, group, own.expenses ? 'Cost and expenses' : 'Cost', own.period, PLUS);
      if (takeBack) addTo(cells, group, 'Write-down', down!.period, -takeBack);
    },
  };
}

/** The deal with other rates, cash, capital, costs and write-downs, and how a user makes the changes in the sheet. */
export function changed(before: LiveCase) {
  const changes: Change[] = [];
  let after = before;
  for (const change of [otherRates, moreCash, moreCapital, otherCost]) {
    const made = change(after);
    if (!made) continue;
    changes.push(made);
    after = made.deal;
  }
  if (!changes.length) return null;
  const edit = (cells: Cells): Cells => {
    const edited = cells.map((row) => [...row]);
    for (const change of changes) change.edit(edited);
    return edited;
  };
  return { before, after, edit };
}
