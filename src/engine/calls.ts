/** Who pays in what and when, and when it joins the balances that the tiers pay back. */
import { yearFraction } from './dates.ts';
import type { Definition, Flows } from './definition.ts';
import { PERIODS_PER_YEAR } from './accrual.ts';
import type { Plan } from './plan.ts';
import type { EqualisationResult } from './result.ts';

/** A moment: a period, and the serial day when it lies inside the period. */
export interface Moment {
  readonly period: number;
  readonly date?: number | undefined;
}

/** Money paid in by one class at a moment; it joins the balances in period `at`, with the return accrued since. */
export interface Call extends Moment {
  readonly party: number;
  readonly amount: number;
  readonly at: number;
  readonly deal: string | undefined;
}

/** Calls in order of the period they are paid in, and the same money in order of the period it joins the balances. */
export interface Calls {
  readonly calls: readonly Call[];
  readonly joinings: readonly Call[];
  readonly equalisation: readonly EqualisationResult[];
}

/** A contribution that names no class: it falls on the classes by share. */
export interface Shared extends Moment {
  readonly amount: number;
  readonly deal?: string | undefined;
}

/**
 * All that is known of calls before the first period.
 * @param negative cash below zero that is called from the classes; what a reserve may bear is not among it
 */
export function callsOf(plan: Plan, flows: Flows, negative: readonly Shared[]): Calls {
  const { definition } = plan;
  const shared: Shared[] = [];
  const calls: Call[] = [];
  for (const c of flows.contributions) {
    if (c.class === undefined) shared.push(c);
    else calls.push(callOf(c, plan.indexOf.get(c.class)!, c.amount));
  }
  for (const { period, date, cost, expenses, id } of flows.deals ?? [])
    shared.push({ period, date, amount: cost + expenses, deal: id });
  for (const call of negative) shared.push(call);
  for (const call of shared) splitAmong(definition, flows, call, calls);
  const equalisation = flows.closings ? laterClosings(definition, flows, shared, calls) : [];
  calls.sort((a, b) => a.period - b.period);
  const joinings =
    definition.options.dealByDeal === 'carryforward' && flows.deals
      ? byRealisation(flows, calls).sort((a, b) => a.at - b.at)
      : calls;
  return { calls, joinings, equalisation };
}

const callOf = ({ period, date, deal }: Omit<Shared, 'amount'>, party: number, amount: number): Call => ({
  period,
  date,
  party,
  amount,
  at: period,
  deal,
});

const admittedBy = (flows: Flows, id: string): number =>
  flows.closings?.find((c) => c.class === id)?.period ?? 0;

/** Shares of the classes that have closed by a period. */
function presentShares(definition: Definition, flows: Flows, period: number): number[] {
  const shares = definition.classes.map((c) => (admittedBy(flows, c.id) <= period ? c.share : 0));
  const total = shares.reduce((a, b) => a + b, 0);
  return shares.map((s) => (total > 0 ? s / total : 0));
}

function splitAmong(definition: Definition, flows: Flows, call: Shared, into: Call[]): void {
  const { classes } = definition;
  const present = flows.closings && presentShares(definition, flows, call.period);
  for (let party = 0; party < classes.length; party++) {
    const share = present ? present[party]! : classes[party]!.share;
    if (share > 0) into.push(callOf(call, party, call.amount * share));
  }
}

/** A class that joins later pays its share of what was called before, credited to the earlier ones, and interest on it. */
function laterClosings(
  definition: Definition,
  flows: Flows,
  shared: readonly Shared[],
  into: Call[],
): EqualisationResult[] {
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
        if (amount !== 0)
          into.push(callOf({ period, date: newcomers[0]!.date, deal: call.deal }, party, amount));
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
  return equalisation;
}

function yearsBetween({ options }: Definition, { timeline }: Flows, from: Moment, to: Moment): number {
  const { dates, unit } = timeline;
  if (!dates || options.dayCount === 'periods') return (to.period - from.period) / PERIODS_PER_YEAR[unit];
  return yearFraction(from.date ?? dates[from.period]!, to.date ?? dates[to.period]!, options.dayCount);
}

/** With carryforward a deal's capital joins at its first cash or end, a write-down its part earlier; the rest at once. */
function byRealisation(flows: Flows, calls: readonly Call[]): Call[] {
  return calls.flatMap((call): Call[] => {
    const deal = flows.deals?.find((d) => d.id === call.deal);
    if (!deal) return [call];
    const cost = deal.cost + deal.expenses;
    const firstCash = flows.cash.reduce(
      (first, c) => (c.deal === deal.id && c.amount !== 0 ? Math.min(first, c.period) : first),
      Infinity,
    );
    const realised = Math.max(call.period, Math.min(firstCash, deal.closedAt ?? Infinity));
    const joined: Call[] = [];
    let left = cost;
    const join = (at: number, part: number) => {
      if (part <= 0 || at > flows.timeline.periods) return;
      left -= part;
      joined.push({ ...call, amount: (call.amount * part) / cost, at });
    };
    for (const down of [...deal.writeDowns].sort((a, b) => a.period - b.period))
      if (down.period < realised) join(Math.max(call.period, down.period), Math.min(down.amount, left));
    join(realised, left);
    return joined;
  });
}
