/** When capital joins the balances that the tiers pay back, and what it brings with it. */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import type { Moment } from '../parse/moments.ts';
import type { Call } from './calls.ts';
import type { Sleeper } from './capital.ts';
import type { Accrual, Brought, Joining } from './step.ts';
import { orderOf } from './time.ts';

/** A part of a call, and the period in which it joins. */
export interface Part {
  readonly call: Call;
  readonly amount: number;
  readonly at: number;
  /** Moves out at a closing of capital that had joined before. */
  readonly credited: boolean;
}

/**
 * With carryforward a deal's capital joins at its first cash or end, a write-down with its part of the expenses
 * earlier; everything else at once.
 */
export function partsOf({ options }: Definition, flows: Flows, calls: readonly Call[]): Part[] {
  const isCredit = ({ moved = false, amount }: Call) => moved && amount < 0;
  const whole = (call: Call): Part => ({
    call,
    amount: call.amount,
    at: call.period,
    credited: isCredit(call),
  });
  if (options.dealByDeal !== 'carryforward' || !flows.deals) return calls.map(whole);
  const parts = calls.flatMap((call): Part[] => {
    const deal = flows.deals!.find((d) => d.id === call.deal);
    if (!deal) return [whole(call)];
    const all = deal.cost + deal.expenses;
    const firstCash = flows.cash.reduce(
      (first, c) => (c.deal === deal.id && c.amount !== 0 ? Math.min(first, c.period) : first),
      Infinity,
    );
    const ends = Math.min(firstCash, deal.closedAt ?? Infinity);
    const realised = Math.max(call.period, ends);
    const own: Part[] = [];
    let left = 1;
    const join = (from: number, part: number) => {
      const at = Math.max(call.period, from);
      if (part <= 0 || at > flows.timeline.periods) return;
      left -= part;
      own.push({ call, amount: call.amount * part, at, credited: isCredit(call) && from < call.period });
    };
    for (const down of [...deal.writeDowns].sort((a, b) => a.period - b.period))
      if (down.period < realised && deal.cost > 0) join(down.period, Math.min(down.amount / deal.cost, left));
    join(ends, all > 0 ? left : 0);
    return own;
  });
  // What is credited comes off what was there before anything joins.
  return parts.sort((a, b) => a.at - b.at || Number(b.credited) - Number(a.credited));
}

const NOTHING: readonly undefined[] = [];

/** A part of a call that brings no return with it. */
const joined = ({ call, amount, at, credited }: Part, foreseen: boolean, sleeper?: Sleeper): Joining => ({
  party: call.party,
  amount,
  at,
  credited,
  from: call,
  foreseen,
  returns: NOTHING,
  capitalised: 0,
  sleeper,
});

/**
 * What sleeps of a call: what a class is credited of the call at a closing comes off the same. All parts of a call share the
 * moment from which it bears, by which they are found.
 */
function sleeperOf(sleepers: Sleeper[], party: number, begins: Moment): Sleeper {
  let sleeper = sleepers.find((s) => s.party === party && s.begins === begins);
  if (!sleeper) {
    sleeper = { party, begins, left: 0, original: 0, awoke: 0, awokeOriginal: 0 };
    sleepers.push(sleeper);
  }
  return sleeper;
}

/**
 * What a call brings that joins in period `at`: as a call of its own date on which nothing has been paid would stand,
 * accrued, compounded, lapsed or capitalised.
 * @param sleepers of all calls so far
 */
export function joiningOf(
  part: Part,
  foreseen: boolean,
  accruals: readonly Accrual[],
  flows: Pick<Flows, 'timeline'>,
  sleepers: Sleeper[] = [],
): Joining {
  const { timeline } = flows;
  const { call, amount, at } = part;
  const { party } = call;
  const begins: Moment = call.accruesFrom ?? call;
  const end = orderOf(timeline, { period: at });
  const place = orderOf(timeline, begins);
  const sleeps = place > end || (part.credited && call.accruesFrom !== undefined);
  const sleeper = sleeps ? sleeperOf(sleepers, party, begins) : undefined;
  if (place >= end) return joined(part, foreseen, sleeper);
  const own = accruals.filter((a) => a.payees.includes(party));
  if (own.length === 0) return joined(part, foreseen, sleeper);
  const stand = own.map(() => ({ accrued: 0, lapsed: 0, capitalised: 0, arrears: 0, bearing: 0 }));
  let capital = amount;
  for (let k = Math.max(1, begins.period); k <= at; k++) {
    const start = k === begins.period ? begins : { period: k - 1 };
    if (orderOf(timeline, start) >= orderOf(timeline, { period: k })) continue;
    own.forEach((accrual, i) => {
      const s = stand[i]!;
      const earned = accrual.earn(accrual.original ? amount : capital, s.bearing, s.arrears, start, {
        period: k,
      });
      s.accrued += earned.accrued;
      s.arrears += earned.accrued;
      s.bearing = earned.bearing;
    });
    if (k === at) break;
    own.forEach(({ shortfall }, i) => {
      if (shortfall === 'accrue') return;
      const s = stand[i]!;
      if (shortfall === 'pik') {
        capital += s.arrears;
        s.capitalised += s.arrears;
      } else s.lapsed += s.arrears;
      s.arrears = s.bearing = 0;
    });
  }
  const returns: Brought[] = [];
  own.forEach(({ index }, i) => (returns[index] = stand[i]!));
  return { ...joined(part, foreseen, sleeper), returns, capitalised: capital - amount };
}
