/** A reading as a mode with deals or pots takes it: every line of amounts, and their sum as the project's own flows. */
import type { Preset } from '../engine/index.ts';
import type { ReadFlow, Reading, Source } from './reading.ts';
import { hasSources } from './sources.ts';

/** A deal of the request document. */
export interface SentDeal {
  readonly id: string;
  readonly cost: number;
  readonly year: number;
}

/** An amount of one deal or pot. */
export interface ApartFlow extends ReadFlow {
  readonly deal?: string;
  readonly pot?: string;
}

export interface Apart {
  /** The whole project's flows, the investment first. */
  readonly flows: readonly ReadFlow[];
  readonly cash: readonly ApartFlow[];
  readonly deals: readonly SentDeal[];
}

/** Null where the mode takes one line of amounts; `lacking` where it takes several and the reading has not as many. */
export function apart(preset: Preset, reading: Pick<Reading, 'sources'> | null): Apart | 'lacking' | null {
  if (!hasSources(preset)) return null;
  const sources = reading?.sources;
  if (!sources || (preset.pots && sources.length !== preset.pots.length)) return 'lacking';
  return preset.pots ? byPot(preset.pots, sources) : byDeal(sources);
}

const sum = (amounts: readonly (number | null)[]): number | null =>
  amounts.reduce((total, amount) => (total === null || amount === null ? null : total + amount), 0);

function byPot(pots: readonly string[], sources: readonly Source[]): Apart {
  const leading = sum(sources.map((s) => s.flows[0]!.amount));
  const origin = leading !== null && leading < 0 ? 0 : 1;
  const rows = sources[0]!.flows.map((flow, i) => ({
    ...flow,
    period: origin + i,
    amount: sum(sources.map((s) => s.flows[i]!.amount)),
  }));
  const cash = sources.flatMap((source, p) =>
    source.flows.map((flow, i) => ({ ...flow, period: origin + i, pot: pots[p]! })),
  );
  return { flows: rows, cash: inOrder(cash.filter((f) => f.period > 0)), deals: [] };
}

/** The first amount of a deal is its cost, a negative one. */
function byDeal(sources: readonly Source[]): Apart | 'lacking' {
  const deals: SentDeal[] = [];
  for (const { name, flows } of sources) {
    const year = flows.findIndex((f) => f.amount !== 0);
    const cost = -(flows[year]?.amount ?? 0);
    if (!(cost > 0)) return 'lacking';
    deals.push({ id: name, cost, year });
  }
  const cash = sources.flatMap(({ name, flows }, s) =>
    flows.flatMap((flow, period) =>
      period === 0 || period === deals[s]!.year ? [] : [{ ...flow, period, deal: name }],
    ),
  );
  const invested = deals.reduce((total, deal) => total + deal.cost, 0);
  const rows = sources[0]!.flows.map((flow, period) => ({
    ...flow,
    period,
    amount: period === 0 ? -invested : sum(cash.filter((f) => f.period === period).map((f) => f.amount)),
  }));
  return { flows: rows, cash: inOrder(cash), deals };
}

const inOrder = (flows: readonly ApartFlow[]): ApartFlow[] => [...flows].sort((a, b) => a.period - b.period);
