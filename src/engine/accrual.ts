import { partsOf, yearFraction, yearStart } from './dates.ts';
import type { Compounding, DayCount, Timeline } from './definition.ts';

const TIMES_A_YEAR: Readonly<Partial<Record<Compounding, number>>> = {
  annual: 1,
  semiannual: 2,
  quarterly: 4,
  monthly: 12,
  daily: 365,
};

/** Periods in a year: of whole periods, and of what an annual rate of periodic flows is raised by. */
export const PERIODS_PER_YEAR = { year: 1, quarter: 4, month: 12, date: 1 } as const;

/**
 * Return on 1 of balance over `years`, at the nominal `rate`:
 * m times a year (1 + rate/m)^(m years) - 1, continuous e^(rate years) - 1, else rate x years.
 * `perPeriod` and `calendarYear` are simple here: when return joins what bears return is the caller's.
 */
export function growth(rate: number, compounding: Compounding, years: number): number {
  if (compounding === 'continuous') return Math.expm1(rate * years);
  const m = typeof compounding === 'number' ? compounding : TIMES_A_YEAR[compounding];
  if (m === undefined) return rate * years;
  if (m === 1 && years === 1) return rate;
  return Math.expm1(m * years * Math.log1p(rate / m));
}

/** How time passes for one tier: the year fraction of each period, and of what is left of it after a date inside it. */
export interface Clock {
  /** Years of period k, from period k - 1; 0 for the closing. */
  readonly of: readonly number[];
  /** Years from `date` to the end of period k; 0 without a date. */
  after(k: number, date: number | undefined): number;
}

/** Years from the closing to each period, besides. */
export interface SinceClosing extends Clock {
  readonly since: readonly number[];
}

/** Keeps what is made of a timeline under one day count. */
function perTimeline<T>(make: (timeline: Timeline, dayCount: DayCount) => T) {
  const made = new WeakMap<Timeline, Map<DayCount, T>>();
  return (timeline: Timeline, dayCount: DayCount): T => {
    let own = made.get(timeline);
    if (!own) made.set(timeline, (own = new Map()));
    let found = own.get(dayCount);
    if (!found) own.set(dayCount, (found = make(timeline, dayCount)));
    return found;
  };
}

/** Clock of a preferred return: each period by its own dates. */
export const periodClock = perTimeline((timeline, dayCount): Clock => {
  const { dates } = timeline;
  const n = timeline.periods;
  const of = new Array<number>(n + 1).fill(0);
  if (dates === undefined || dayCount === 'periods') {
    of.fill(1 / PERIODS_PER_YEAR[timeline.unit], 1);
    return { of, after: () => 0 };
  }
  for (let k = 1; k <= n; k++) of[k] = yearFraction(dates[k - 1]!, dates[k]!, dayCount);
  return {
    of,
    after: (k, date) => (date === undefined ? 0 : yearFraction(date, dates[k]!, dayCount)),
  };
});

/** Clock of a hurdle and of every IRR: years from the closing, and their differences. */
export const closingClock = perTimeline((timeline, dayCount): SinceClosing => {
  const { dates } = timeline;
  const n = timeline.periods;
  const since = new Array<number>(n + 1).fill(0);
  const of = new Array<number>(n + 1).fill(0);
  const dated = dates !== undefined && dayCount !== 'periods';
  for (let k = 1; k <= n; k++) {
    since[k] = dated ? yearFraction(dates[0]!, dates[k]!, dayCount) : k / PERIODS_PER_YEAR[timeline.unit];
    of[k] = since[k]! - since[k - 1]!;
  }
  return {
    of,
    since,
    after: (k, date) =>
      date === undefined || !dated ? 0 : since[k]! - yearFraction(dates[0]!, date, dayCount),
  };
});

/** The 31 Decembers from `from` up to, not including, `to`. */
export function yearEndsWithin(from: number, to: number): number[] {
  const days: number[] = [];
  for (let year = partsOf(from).year + 1; yearStart(year) - 1 < to; year++) days.push(yearStart(year) - 1);
  return days;
}
