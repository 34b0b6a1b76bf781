/** Cash told apart by where it comes from: a column for each deal or pot, its name above it. */
import type { Flows, Preset } from '../engine/index.ts';
import type { CellValue, Grid } from './grid.ts';
import type { CellIssue, ReadFlow, Source } from './reading.ts';
import { readAmounts } from './cells.ts';

/** Whether a mode tells cash apart. */
export const hasSources = (preset: Preset): boolean => preset.byDeal === true || preset.pots !== undefined;

/** The columns of a range, or its rows where it is wider than high; all as long as the longest. */
export function readSources(grid: Grid): { sources: Source[]; issues: CellIssue[] } {
  const { values } = grid;
  const down = values.length >= (values[0]?.length ?? 0);
  const lines: Grid[] = down
    ? (values[0] ?? []).map((_, c) => ({
        ...grid,
        column: grid.column + c,
        values: values.map((line) => [line[c] ?? null]),
      }))
    : values.map((line, r) => ({ ...grid, row: grid.row + r, values: [line] }));
  const issues: CellIssue[] = [];
  const read = lines
    .filter((line) => line.values.flat().some((value) => value !== null && value !== ''))
    .map((line, i) => {
      const { flows, issues: found } = readAmounts(line);
      issues.push(...found);
      return { name: headOf(line.values.flat(), flows.length) ?? String(i + 1), flows };
    });
  const length = Math.max(0, ...read.map((source) => source.flows.length));
  const padded = read.map((source) => ({
    ...source,
    flows: [
      ...source.flows,
      ...Array.from({ length: length - source.flows.length }, (_, i): ReadFlow => ({
        period: source.flows.length + i,
        amount: 0,
        cell: source.flows[0]?.cell ?? '',
      })),
    ],
  }));
  return { sources: padded, issues };
}

/** The text above the amounts. */
function headOf(cells: readonly CellValue[], amounts: number): string | undefined {
  const first = cells.find((value) => value !== null && value !== '');
  return typeof first === 'string' && cells.length > amounts ? first.trim() : undefined;
}

type Fault = (
  code: CellIssue['code'],
  cell: string,
  received?: unknown,
  params?: CellIssue['params'],
) => void;

/**
 * Flows of sources. A deal begins with its cost, a negative amount; the pots of a mode share the investment, which is
 * the negative sum of their first row or the term `investment`.
 * @returns contributions, cash and deals, with the first row as period 0 when it holds the investment
 */
export function flowsOfSources(
  preset: Preset,
  sources: readonly Source[],
  investment: number | undefined,
  fault: Fault,
): Pick<Flows, 'contributions' | 'cash' | 'deals'> & { readonly closing: boolean; readonly rows: number } {
  const rows = sources[0]?.flows.length ?? 0;
  const amountOf = ({ flows }: Source, i: number) => flows[i]?.amount ?? 0;
  const at = sources[0]?.flows[0]?.cell ?? '';
  if (preset.byDeal) {
    const deals = sources.flatMap((source) => {
      const first = source.flows.findIndex((f) => (f.amount ?? 0) !== 0);
      if (sources.find(({ name }) => name === source.name) !== source)
        fault('duplicateDeal', source.flows[0]?.cell ?? at, source.name);
      if (first >= 0 && amountOf(source, first) < 0)
        return [
          { id: source.name, cost: -amountOf(source, first), expenses: 0, period: first, writeDowns: [] },
        ];
      fault('dealWithoutCost', source.flows[Math.max(0, first)]?.cell ?? at, source.name);
      return [];
    });
    const cash = sources.flatMap((source) =>
      source.flows.flatMap(({ amount }, period) => {
        const isCost = deals.some((d) => d.id === source.name && d.period === period);
        return period === 0 || isCost
          ? []
          : [{ period, amount: amount ?? 0, pot: 'cash', deal: source.name }];
      }),
    );
    return { contributions: [], cash, deals, closing: true, rows };
  }
  const pots = preset.pots!;
  if (sources.length !== pots.length)
    fault('columnsDiffer', at, sources.length, { columns: pots.length, known: pots.join(', ') });
  const leading = sources.reduce((sum, source) => sum + amountOf(source, 0), 0);
  const closing = investment === undefined ? leading < 0 : leading === -investment;
  const paid = closing ? -leading : investment;
  if (paid === undefined) fault('termMissing', at, undefined, { term: 'investment_amount', range: at });
  const shift = closing ? 0 : 1;
  return {
    contributions: [{ period: 0, amount: paid ?? 0 }],
    cash: sources.flatMap((source, pot) =>
      source.flows.flatMap(({ amount }, i) =>
        i + shift > 0 ? [{ period: i + shift, amount: amount ?? 0, pot: pots[pot] ?? pots[0]! }] : [],
      ),
    ),
    closing,
    rows,
  };
}
