/**
 * What the general partner must give back: carry received beyond what the whole-fund definition, run on all
 * flows to the date, entitles it to; at most what is left of the carry after tax, never less than nothing.
 */
import { distribute, type Distribution } from './distribute.ts';
import { GP } from './parties.ts';
import type { Definition, Flows } from './definition.ts';
import { measure, total, type Ruler } from './measures.ts';
import type { ClawbackResult } from './result.ts';

const upTo = <T extends { readonly period: number }>(flows: readonly T[], period: number): T[] =>
  flows.filter((f) => f.period <= period);

/** Carry of the whole-fund definition on the flows to a period, with `nav` received in it. */
export function entitlementAt(definition: Definition, flows: Flows, period: number, nav = 0): number {
  const { clawback: _clawback, ...options } = definition.options;
  const { timeline, deals, closings } = flows;
  const whole: Definition = {
    ...definition,
    options: { ...options, dealByDeal: 'none', lateCall: 'recompute' },
  };
  const cash = upTo(flows.cash, period);
  const outcome = distribute(whole, {
    ...flows,
    timeline: {
      ...timeline,
      periods: period,
      ...(timeline.dates ? { dates: timeline.dates.slice(0, period + 1) } : {}),
    },
    contributions: upTo(flows.contributions, period),
    cash: nav > 0 ? [...cash, { period, amount: nav, pot: definition.pots[0]!.id }] : cash,
    ...(deals ? { deals: upTo(deals, period) } : {}),
    ...(closings ? { closings: upTo(closings, period) } : {}),
  });
  return total(outcome.carry);
}

/** The clawback at each true-up date and at the end, and the measures after it. */
export function clawbackOf(
  definition: Definition,
  flows: Flows,
  outcome: Distribution,
  ruler: Ruler,
): ClawbackResult {
  const { taxRate, escrow = 0, trueUpAt = [], nav = 0 } = definition.options.clawback!;
  const last = flows.timeline.periods;
  const received = outcome.received.map((column) => [...column]);
  const gp = outcome.parties.indexOf(GP);
  const investors = definition.classes.flatMap((c, i) => (c.id === GP ? [] : [i]));
  let returned = 0;
  const entries = [...new Set([...trueUpAt, last])]
    .filter((k) => k > 0 && k <= last)
    .sort((a, b) => a - b)
    .map((period) => {
      const carry = total(outcome.carry.slice(0, period + 1)) - returned;
      const entitlement = entitlementAt(definition, flows, period, period === last ? nav : 0);
      const excess = Math.max(0, carry - entitlement);
      const amount = Math.min(excess, Math.max(0, carry * (1 - taxRate)));
      returned += amount;
      const paidIn = (p: number) => total(outcome.contributed[p]!.slice(0, period + 1));
      const all = investors.reduce((sum, p) => sum + paidIn(p), 0);
      received[gp]![period]! -= amount;
      for (const p of investors) received[p]![period]! += all > 0 ? (amount * paidIn(p)) / all : 0;
      return {
        period,
        received: carry,
        entitlement,
        amount,
        fromEscrow: Math.min(amount, escrow * carry),
        shortfall: excess - amount,
      };
    });
  return {
    entries,
    total: returned,
    after: outcome.parties.map((party, p) => ({
      party,
      measures: measure(outcome.contributed[p]!, received[p]!, ruler, definition.options),
    })),
  };
}
