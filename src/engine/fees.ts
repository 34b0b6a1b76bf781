import { PERIODS_PER_YEAR } from './accrual.ts';
import { yearFraction } from './dates.ts';
import type { DayCount, Fees, InvestorClass, Timeline } from './definition.ts';

/** A stretch of one period under one step of the schedule. */
interface Stretch {
  readonly years: number;
  readonly rate: number;
  readonly base: Fees['schedule'][number]['base'];
}

/**
 * The stretches of period k: the day after the previous date through this one, cut where a step begins inside.
 * A step counts from its own day, inclusive; one given by period counts for all of that period.
 */
function stretches(fees: Fees, k: number, timeline: Timeline, dayCount: DayCount): Stretch[] {
  const { dates } = timeline;
  const dated = dates !== undefined && dayCount !== 'periods';
  /** The moment after which a step counts, in serial days or in periods. */
  const begins = fees.schedule.map(({ from }) => {
    if (!dated) return from.date === undefined ? from.period - 1 : from.period;
    return from.date === undefined ? (dates[from.period - 1] ?? -Infinity) : from.date - 1;
  });
  const [start, end] = dated ? [dates[k - 1]!, dates[k]!] : [k - 1, k];
  const cuts = [...new Set([start, ...begins.filter((b) => b > start && b < end), end])].sort(
    (a, b) => a - b,
  );
  const years = (a: number, b: number) =>
    dated ? yearFraction(a, b, dayCount) : (b - a) / PERIODS_PER_YEAR[timeline.unit];
  return cuts.slice(1).flatMap((to, i) => {
    const from = cuts[i]!;
    let step = -1;
    begins.forEach((b, s) => {
      if (b <= from && (step < 0 || b >= begins[step]!)) step = s;
    });
    return step < 0 ? [] : [{ years: years(from, to), ...fees.schedule[step]! }];
  });
}

/**
 * The fee of period k on some classes: rate x years x base at opening, less each class's discount.
 * @param contributed paid in by each class before the period
 * @param unreturned capital of each class still out before the period
 */
export function feeOf(
  fees: Fees,
  k: number,
  timeline: Timeline,
  dayCount: DayCount,
  classes: readonly (InvestorClass & { contributed: number; unreturned: number })[],
): number {
  let fee = 0;
  for (const { years, rate, base } of stretches(fees, k, timeline, dayCount))
    for (const c of classes) {
      const on = base === 'commitment' ? fees.commitment * c.share : Math.max(0, c[base]);
      fee += on * (1 - (c.feeDiscount ?? 0)) * rate * years;
    }
  return fee;
}
