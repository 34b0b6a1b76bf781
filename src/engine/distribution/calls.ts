/** Who pays in what and when. */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import type { Moment } from '../parse/moments.ts';
import type { EqualisationResult } from '../result.ts';
import { orderOf, yearsBetween } from './time.ts';

/** Money paid in by one class at a moment. */
export interface Call extends Moment {
  readonly party: number;
  readonly amount: number;
  readonly deal: string | undefined;
  /** When preferred returns on it begin, if not at its own moment. */
  readonly accruesFrom?: Moment | undefined;
  /** Capital that moved between classes at a closing. */
  readonly moved?: boolean;
  /** Cash below zero that was called. */
  readonly negative?: boolean;
}

/** A contribution that names no class: it falls on the classes by share. */
type Shared = Omit<Call, 'party'>;

/** First period of a class: 0 unless it closes later. */
export const admittedAt = (flows: Pick<Flows, 'closings'>, id: string): number =>
  flows.closings?.find((c) => c.class === id)?.period ?? 0;

/** Shares of the classes that have closed by a period. */
export function presentShares(
  { classes }: Definition,
  flows: Pick<Flows, 'closings'>,
  period: number,
): number[] {
  if (!flows.closings) return classes.map((c) => c.share);
  const shares = classes.map((c) => (admittedAt(flows, c.id) <= period ? c.share : 0));
  const total = shares.reduce((a, b) => a + b, 0);
  return shares.map((s) => (total > 0 ? s / total : 0));
}

/** One class's part of a sum; every call has one shape, which a spread would not give it. */
const callOf = (
  { period, date, deal, accruesFrom, moved, negative }: Shared,
  party: number,
  amount: number,
): Call => ({
  period,
  date,
  party,
  amount,
  deal,
  accruesFrom,
  moved: moved ?? false,
  negative: negative ?? false,
});

/** A sum on the classes that have closed by its moment. */
export function amongClasses(definition: Definition, flows: Pick<Flows, 'closings'>, call: Shared): Call[] {
  const calls: Call[] = [];
  presentShares(definition, flows, call.period).forEach((share, party) => {
    if (share > 0) calls.push(callOf(call, party, call.amount * share));
  });
  return calls;
}

/**
 * All calls that are known before the first period, in order of time.
 * @param negative cash below zero that is called; what a reserve may bear is not among it
 */
export function callsOf(
  definition: Definition,
  flows: Flows,
  negative: readonly Shared[],
): { readonly calls: readonly Call[]; readonly equalisation: readonly EqualisationResult[] } {
  const shared: Shared[] = [];
  const calls: Call[] = [];
  for (const { period, date, amount, class: id, accruesFrom } of flows.contributions) {
    const call = { period, date, amount, accruesFrom, deal: undefined };
    if (id === undefined) shared.push(call);
    else
      calls.push(
        callOf(
          call,
          definition.classes.findIndex((c) => c.id === id),
          amount,
        ),
      );
  }
  for (const { period, date, cost, expenses, id } of flows.deals ?? [])
    shared.push({ period, date, amount: cost + expenses, deal: id });
  for (const call of negative) shared.push(call);
  for (const call of shared) calls.push(...amongClasses(definition, flows, call));
  const moved: Call[] = [];
  const equalisation = flows.closings ? laterClosings(definition, flows, shared, moved) : [];
  // Capital moves out of what was there before the calls of its period.
  return { calls: [...moved, ...calls].sort((a, b) => a.period - b.period), equalisation };
}

/** A class that joins later pays its share of what was called before, credited to the earlier ones, and interest on it. */
function laterClosings(
  definition: Definition,
  flows: Flows,
  shared: readonly Shared[],
  into: Call[],
): EqualisationResult[] {
  const { timeline } = flows;
  const equalisation: EqualisationResult[] = [];
  const periods = [...new Set((flows.closings ?? []).map((c) => c.period))].sort((a, b) => a - b);
  for (const period of periods) {
    if (period === 0) continue;
    const before = presentShares(definition, flows, period - 1);
    const after = presentShares(definition, flows, period);
    const interest = new Array<number>(after.length).fill(0);
    const newcomers = flows.closings!.filter((c) => c.period === period);
    const { date } = newcomers[0]!;
    for (const call of shared.filter((c) => c.period < period)) {
      // Capital that bears nothing yet moves as such.
      const waits =
        call.accruesFrom && orderOf(timeline, call.accruesFrom) > orderOf(timeline, newcomers[0]!);
      const accruesFrom = waits ? call.accruesFrom : undefined;
      after.forEach((share, party) => {
        const amount = call.amount * (share - before[party]!);
        if (amount !== 0)
          into.push(
            callOf({ period, date, amount, deal: call.deal, moved: true, accruesFrom }, party, amount),
          );
        const paying = newcomers.find((c) => c.class === definition.classes[party]!.id);
        if (!paying) return;
        const { dayCount } = definition.options;
        const due = amount * paying.rate * yearsBetween(timeline, dayCount, call, paying);
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
