import { distribute, type Distribution } from './distribute.ts';
import type { Definition, Flows } from './definition.ts';

const upTo = <T extends { readonly period: number }>(flows: readonly T[], period: number): T[] =>
  flows.filter((f) => f.period <= period);

/**
 * What the definition as a whole fund's, with late calls counted from the start, would have paid on all flows to a
 * period: the measure of every entitlement. `nav` is cash of the first pot in that period.
 */
export function wholeFundAt(definition: Definition, flows: Flows, period: number, nav = 0): Distribution {
  const { clawback: _clawback, ...options } = definition.options;
  const { timeline, deals, closings } = flows;
  const whole: Definition = {
    ...definition,
    options: { ...options, dealByDeal: 'none', lateCall: 'recompute' },
  };
  const cash = upTo(flows.cash, period);
  return distribute(whole, {
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
}
