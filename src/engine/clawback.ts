/**
 * What the general partner must give back: carry received beyond what the whole-fund definition, run on all
 * flows to the date, entitles it to; at most what is left of the carry after tax, never less than nothing.
 */
import type { Definition, Flows } from './definition.ts';
import type { Distribution } from './distribute.ts';
import type { Received } from './history.ts';
import { measure, total, type Ruler } from './measures.ts';
import { GP } from './parties.ts';
import type { ClawbackResult, LiquidationResult } from './result.ts';
import { wholeFundAt } from './whole-fund.ts';

const toDate = (column: readonly number[], period: number): number => total(column.slice(0, period + 1));

/** The clawback at each true-up date and at the end, with simple interest since the carry was paid, and the measures after it. */
export function clawbackOf(
  definition: Definition,
  flows: Flows,
  outcome: Distribution,
  { byParty, carry }: Received,
  ruler: Ruler,
): ClawbackResult {
  const { taxRate, interest: rate = 0, escrow = 0, trueUpAt = [], nav = 0 } = definition.options.clawback!;
  const last = flows.timeline.periods;
  const received = byParty.map((column) => [...column]);
  const gp = outcome.parties.indexOf(GP);
  const investors = definition.classes.flatMap((c, i) => (c.id === GP ? [] : [i]));
  let returned = 0;
  const entries = [...new Set([...trueUpAt, last])]
    .filter((k) => k > 0 && k <= last)
    .sort((a, b) => a - b)
    .map((period) => {
      const paid = toDate(carry, period);
      const kept = paid - returned;
      const entitlement = total(wholeFundAt(definition, flows, period, period === last ? nav : 0).carry);
      const excess = Math.max(0, kept - entitlement);
      const amount = Math.min(excess, Math.max(0, kept * (1 - taxRate)));
      returned += amount;
      // Each payment of carry bears its part of what comes back.
      const since = carry
        .slice(0, period + 1)
        .reduce((sum, c, k) => sum + c * (ruler.years[period]! - ruler.years[k]!), 0);
      const interest = paid > 0 ? (amount * rate * since) / paid : 0;
      const paidIn = (p: number) => toDate(outcome.contributed[p]!, period);
      const all = investors.reduce((sum, p) => sum + paidIn(p), 0);
      received[gp]![period]! -= amount + interest;
      for (const p of investors)
        received[p]![period]! += all > 0 ? ((amount + interest) * paidIn(p)) / all : 0;
      return {
        period,
        received: kept,
        entitlement,
        amount,
        interest,
        fromEscrow: Math.min(amount, escrow * kept),
        shortfall: excess - amount,
      };
    });
  return {
    entries,
    total: returned,
    interest: total(entries.map((e) => e.interest)),
    after: outcome.parties.map((party, p) => ({
      party,
      measures: measure(outcome.contributed[p]!, received[p]!, ruler, definition.options),
    })),
  };
}

/**
 * If everything were sold for its value at a date: what each party would have under the whole-fund definition beyond
 * what it has received, and the carry accrued in it. Below zero, the party would have to give back.
 */
export function liquidationsOf(
  definition: Definition,
  flows: Flows,
  { parties }: Distribution,
  { byParty, carry }: Received,
): LiquidationResult[] {
  const values = new Map<number, number>();
  for (const { period, amount } of flows.nav) values.set(period, (values.get(period) ?? 0) + amount);
  return [...values]
    .sort(([a], [b]) => a - b)
    .flatMap(([period, nav]): LiquidationResult[] => {
      if (period === 0) return [];
      const whole = wholeFundAt(definition, flows, period, nav);
      const received = toDate(carry, period);
      const entitlement = total(whole.carry);
      const exposure = Math.max(0, received - entitlement);
      const { taxRate = 0 } = definition.options.clawback ?? {};
      return [
        {
          period,
          nav,
          entitlement,
          received,
          accrued: Math.max(0, entitlement - received),
          exposure,
          exposureAfterTax: Math.min(exposure, Math.max(0, received * (1 - taxRate))),
          values: parties.map((party, p) => ({
            party,
            value: total(whole.received[p]!) - toDate(byParty[p]!, period),
          })),
        },
      ];
    });
}
