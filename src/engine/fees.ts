import { PERIODS_PER_YEAR } from './accrual.ts';
import { yearFraction } from './dates.ts';
import type { Books } from './books.ts';
import type { DayCount, Fees, Flows, Timeline } from './definition.ts';
import type { Plan } from './plan.ts';

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

/** Classes that bear a fee together, and what they still owe. */
export interface Pool {
  readonly classes: readonly number[];
  /** Numbers of the accounts whose cash pays it, and their books. */
  readonly accounts: readonly number[];
  readonly books: readonly Books[];
  owed: number;
}

/**
 * The fee of period k falls due, on the balances the period opens with: rate x years x base, less each class's
 * discount and the offset. What is unpaid stays owed.
 * @param paidIn by class before the period
 */
export function chargeFees(
  pool: Pool,
  fees: Fees,
  k: number,
  { definition }: Plan,
  paidIn: readonly number[],
  { timeline }: Flows,
): void {
  const steps = stretches(fees, k, timeline, definition.options.dayCount);
  const offset = fees.offset.reduce((sum, o) => (o.period === k ? sum + o.amount : sum), 0);
  for (const party of pool.classes) {
    const { share, feeDiscount = 0 } = definition.classes[party]!;
    const bases = {
      commitment: fees.commitment * share,
      contributed: paidIn[party]!,
      unreturned: pool.books.reduce((sum, b) => sum + b.unreturned[party]! - b.pending[party]!, 0),
    };
    for (const { years, rate, base } of steps)
      pool.owed += Math.max(0, bases[base]) * (1 - feeDiscount) * rate * years;
    pool.owed -= offset * share;
  }
}
