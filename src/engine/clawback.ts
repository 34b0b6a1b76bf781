/**
 * What the general partner must give back: carry received beyond what the whole-fund definition, run on all
 * flows to the date, entitles it to; at most what is left of the carry after tax, never less than nothing.
 */
import type { Axis } from './axis.ts';
import type { Clawback, Definition } from './definition.ts';
import type { Call } from './distribution/calls.ts';
import { programOf } from './distribution/index.ts';
import type { Program } from './distribution/program.ts';
import type { Flows } from './flows.ts';
import type { Received } from './history.ts';
import { GP } from './parties.ts';
import type { ClawbackResult, Column, LiquidationResult } from './result.ts';
import { measure, total } from './returns/measures.ts';

const toDate = (column: ArrayLike<number>, period: number): number => {
  let sum = 0;
  for (let k = 0; k <= period; k++) sum += column[k]!;
  return sum;
};

/** Of two sums; what is noise beside them is nothing, or a party would have a flow of it. */
const difference = (a: number, b: number): number =>
  Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : a - b;

const wholes = new WeakMap<Definition, Definition>();

/** The definition as a whole fund's, with late calls counted from the start: the measure of every entitlement. */
export function wholeFund(definition: Definition): Definition {
  let whole = wholes.get(definition);
  if (!whole) {
    const { clawback: _clawback, ...options } = definition.options;
    whole = { ...definition, options: { ...options, dealByDeal: 'none', lateCall: 'recompute' } };
    wholes.set(definition, whole);
  }
  return whole;
}

/** Runs the whole fund on all flows to a period; `nav` is cash of the first pot in that period. */
function entitledAt(definition: Definition, flows: Flows, period: number, nav = 0): Program {
  const program = programOf(wholeFund(definition), flows);
  program.load(flows, period, nav);
  program.run(null);
  return program;
}

/** The periods in which carry is trued up, the last of all among them. */
export const trueUpsOf = ({ trueUpAt = [] }: Clawback, last: number): number[] =>
  [...new Set([...trueUpAt, last])].filter((k) => k > 0 && k <= last).sort((a, b) => a - b);

/** What is given back of the carry that is kept: what is beyond the entitlement, at most what tax leaves. */
export const amountDue = (kept: number, entitlement: number, taxRate: number): number =>
  Math.min(Math.max(0, kept - entitlement), Math.max(0, kept * (1 - taxRate)));

/** The clawback at each true-up date and at the end, with simple interest since the carry was paid, and the measures after it. */
export function clawbackOf(
  definition: Definition,
  flows: Flows,
  contributed: readonly Column[],
  { parties, byParty, carry }: Received,
  axisFor: (own: readonly Call[]) => Axis,
  calls: readonly Call[],
): ClawbackResult {
  const { taxRate, interest: rate = 0, escrow = 0, nav = 0 } = definition.options.clawback!;
  const last = flows.timeline.periods;
  const received = byParty.map((column) => [...column]);
  const gp = parties.indexOf(GP);
  const investors = definition.classes.flatMap((c, i) => (c.id === GP ? [] : [i]));
  const { ends } = axisFor([]);
  let returned = 0;
  const entries = trueUpsOf(definition.options.clawback!, last).map((period) => {
    const paid = toDate(carry, period);
    const kept = paid - returned;
    const { record, ledgers, state } = entitledAt(definition, flows, period, period === last ? nav : 0);
    const entitlement = toDate(record.carry, period);
    /** What the capital and return tiers have paid and still owe the investors. */
    const promised = investors.reduce(
      (sum, p) =>
        record.tiers.reduce(
          (s, { tier, payments }) =>
            tier.kind === 'returnOfCapital' || tier.kind === 'preferredReturn'
              ? s + toDate(payments[p] ?? record.none, period)
              : s,
          sum,
        ) + ledgers.reduce((s, ledger) => s + ledger.owedTo(state, p), 0),
      0,
    );
    const had = investors.reduce((sum, p) => sum + toDate(byParty[p]!, period), returned);
    const excess = Math.max(0, kept - entitlement);
    const amount = amountDue(kept, entitlement, taxRate);
    returned += amount;
    // Each payment of carry bears its part of what comes back.
    const since = carry.slice(0, period + 1).reduce((sum, c, k) => sum + c * (ends[period]! - ends[k]!), 0);
    const interest = paid > 0 ? (amount * rate * since) / paid : 0;
    const paidIn = (p: number) => toDate(contributed[p]!, period);
    const all = investors.reduce((sum, p) => sum + paidIn(p), 0);
    received[gp]![period]! -= amount + interest;
    for (const p of investors) received[p]![period]! += all > 0 ? ((amount + interest) * paidIn(p)) / all : 0;
    const before = Math.max(0, promised - had);
    return {
      period,
      received: kept,
      entitlement,
      amount,
      interest,
      fromEscrow: Math.min(amount, escrow * kept),
      shortfall: excess - amount,
      investorShortfall: { before, after: Math.max(0, before - amount) },
    };
  });
  return {
    entries,
    total: returned,
    interest: total(entries.map((e) => e.interest)),
    after: parties.map((party, p) => {
      const own = calls.filter((c) => c.party === p);
      const axis = axisFor(own);
      const paidIn = axis.paidIn(contributed[p]!, own);
      return { party, measures: measure(paidIn, axis.spread(received[p]!), axis, definition.options) };
    }),
  };
}

/**
 * If everything were sold for its value at a date: what each party would have under the whole-fund definition beyond
 * what it has received, and the carry accrued in it. Below zero, the party would have to give back.
 */
export function liquidationsOf(
  definition: Definition,
  flows: Flows,
  { parties, byParty, carry }: Received,
): LiquidationResult[] {
  return [...flows.nav]
    .sort((a, b) => a.period - b.period)
    .map(({ period, amount: nav }): LiquidationResult => {
      const { record } = entitledAt(definition, flows, period, nav);
      const received = toDate(carry, period);
      const entitlement = toDate(record.carry, period);
      const exposure = Math.max(0, received - entitlement);
      const { taxRate = 0 } = definition.options.clawback ?? {};
      return {
        period,
        nav,
        entitlement,
        received,
        accrued: Math.max(0, entitlement - received),
        exposure,
        exposureAfterTax: Math.min(exposure, Math.max(0, received * (1 - taxRate))),
        values: parties.map((party, p) => ({
          party,
          value: difference(toDate(record.received[p]!, period), toDate(byParty[p]!, period)),
        })),
      };
    });
}
