/** Who pays in what and when, and when it joins the balances that the tiers pay back. */
import { yearFraction } from './dates.ts';
import type { Definition, Flows } from './definition.ts';
import { PERIODS_PER_YEAR } from './accrual.ts';
import { partyIds } from './books.ts';
import type { EqualisationResult } from './result.ts';

/** A moment: a period, and the serial day when it lies inside the period. */
export interface Moment {
  readonly period: number;
  readonly date?: number | undefined;
}

/** Money paid in by one class. */
export interface Call extends Moment {
  readonly party: number;
  readonly amount: number;
  readonly deal?: string | undefined;
}

/** Capital that joins the balances in a period, with the return accrued since it was paid in. */
export interface Joining {
  readonly party: number;
  readonly amount: number;
  readonly since: Moment;
  readonly deal?: string | undefined;
}

export interface Calls {
  readonly calls: readonly Call[][];
  readonly joinings: readonly Joining[][];
  readonly equalisation: readonly EqualisationResult[];
}

/** A contribution that names no class: it falls on the classes by share. */
interface Shared extends Moment {
  readonly amount: number;
  readonly deal?: string | undefined;
}

/** All that is known of calls before the first period; negative cash that a reserve may bear is not among it. */
export function callsOf(definition: Definition, flows: Flows): Calls {
  const n = flows.timeline.periods;
  const shared = sharedCalls(definition, flows);
  const own = flows.contributions.flatMap((c): Call[] =>
    c.class === undefined ? [] : [{ ...c, party: partyIds(definition).indexOf(c.class) }],
  );
  const split = [...own, ...shared.flatMap((c) => splitAmong(definition, flows, c))];
  const closings = laterClosings(definition, flows, shared);
  const all = [...split, ...closings.calls];
  const byPeriod = <T>(items: readonly T[], period: (item: T) => number): T[][] => {
    const lists: T[][] = Array.from({ length: n + 1 }, () => []);
    for (const item of items) lists[period(item)]!.push(item);
    return lists;
  };
  const joinings =
    definition.options.dealByDeal === 'carryforward'
      ? byRealisation(flows, all)
      : all.map((c) => ({ ...c, since: c, at: c.period }));
  return {
    calls: byPeriod(all, (c) => c.period),
    joinings: byPeriod(joinings, (j) => j.at),
    equalisation: closings.equalisation,
  };
}

function sharedCalls({ options }: Definition, flows: Flows): Shared[] {
  const deals = (flows.deals ?? []).map((d): Shared => ({
    period: d.period,
    date: d.date,
    amount: d.cost + d.expenses,
    deal: d.id,
  }));
  const negative: Shared[] = [];
  if (options.negativeCash === 'call') {
    const strict = options.dealByDeal === 'strict';
    const sums = new Map<string, Shared>();
    for (const { period, pot, deal, amount } of flows.cash) {
      const key = `${period} ${pot} ${strict ? (deal ?? '') : ''}`;
      const sum = (sums.get(key)?.amount ?? 0) - amount;
      sums.set(key, { period, amount: sum, deal: strict ? deal : undefined });
    }
    negative.push(...[...sums.values()].filter((s) => s.amount > 0));
  }
  return [...flows.contributions.filter((c) => c.class === undefined), ...deals, ...negative];
}

const admittedBy = (flows: Flows, id: string): number =>
  flows.closings?.find((c) => c.class === id)?.period ?? 0;

/** Shares of the classes that have closed by a period. */
function presentShares(definition: Definition, flows: Flows, period: number): number[] {
  const shares = definition.classes.map((c) => (admittedBy(flows, c.id) <= period ? c.share : 0));
  const total = shares.reduce((a, b) => a + b, 0);
  return shares.map((s) => (total > 0 ? s / total : 0));
}

function splitAmong(definition: Definition, flows: Flows, call: Shared): Call[] {
  const everyone = flows.closings === undefined;
  const shares = everyone
    ? definition.classes.map((c) => c.share)
    : presentShares(definition, flows, call.period);
  return shares.flatMap((share, party) =>
    share > 0 ? [{ ...call, party, amount: call.amount * share }] : [],
  );
}

/** A class that joins later pays its share of what was called before, credited to the earlier ones, and interest on it. */
function laterClosings(
  definition: Definition,
  flows: Flows,
  shared: readonly Shared[],
): { calls: Call[]; equalisation: EqualisationResult[] } {
  const calls: Call[] = [];
  const equalisation: EqualisationResult[] = [];
  const periods = [...new Set((flows.closings ?? []).map((c) => c.period))].sort((a, b) => a - b);
  for (const period of periods) {
    if (period === 0) continue;
    const before = presentShares(definition, flows, period - 1);
    const after = presentShares(definition, flows, period);
    const interest = new Array<number>(after.length).fill(0);
    const newcomers = flows.closings!.filter((c) => c.period === period);
    for (const call of shared.filter((c) => c.period < period)) {
      after.forEach((share, party) => {
        const amount = call.amount * (share - before[party]!);
        if (amount !== 0) calls.push({ period, date: newcomers[0]!.date, party, amount, deal: call.deal });
        const paying = newcomers.find((c) => c.class === definition.classes[party]!.id);
        if (!paying) return;
        const due = amount * paying.rate * yearsBetween(definition, flows, call, paying);
        interest[party]! -= due;
        before.forEach((s, earlier) => (interest[earlier]! += due * s));
      });
    }
    interest.forEach((sum, party) => {
      if (sum !== 0) equalisation.push({ period, party: definition.classes[party]!.id, interest: sum });
    });
  }
  return { calls, equalisation };
}

function yearsBetween({ options }: Definition, { timeline }: Flows, from: Moment, to: Moment): number {
  const { dates, unit } = timeline;
  if (!dates || options.dayCount === 'periods') return (to.period - from.period) / PERIODS_PER_YEAR[unit];
  return yearFraction(from.date ?? dates[from.period]!, to.date ?? dates[to.period]!, options.dayCount);
}

/** With carryforward a deal's capital joins at its first cash or end, a write-down its part earlier; the rest at once. */
function byRealisation(flows: Flows, calls: readonly Call[]): (Joining & { at: number })[] {
  return calls.flatMap((call): (Joining & { at: number })[] => {
    const deal = flows.deals?.find((d) => d.id === call.deal);
    if (!deal) return [{ ...call, since: call, at: call.period }];
    const cost = deal.cost + deal.expenses;
    const firstCash = flows.cash.reduce(
      (first, c) => (c.deal === deal.id && c.amount !== 0 ? Math.min(first, c.period) : first),
      Infinity,
    );
    const realised = Math.max(call.period, Math.min(firstCash, deal.closedAt ?? Infinity));
    const joined: (Joining & { at: number })[] = [];
    let left = cost;
    const join = (at: number, part: number) => {
      if (part <= 0 || at > flows.timeline.periods) return;
      left -= part;
      const { party, deal: id } = call;
      joined.push({ party, amount: (call.amount * part) / cost, since: call, deal: id, at });
    };
    for (const down of [...deal.writeDowns].sort((a, b) => a.period - b.period))
      if (down.period < realised) join(Math.max(call.period, down.period), Math.min(down.amount, left));
    join(realised, left);
    return joined;
  });
}
