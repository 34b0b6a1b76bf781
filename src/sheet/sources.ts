/** Cash told apart by where it comes from: a line for each deal or pot. */
import type { Flows, Preset } from '../engine/index.ts';
import type { CellIssue, Source } from './reading.ts';

/** Whether a mode tells cash apart. */
export const hasSources = (preset: Preset): boolean => preset.byDeal === true || preset.pots !== undefined;

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
