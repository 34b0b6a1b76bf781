/** Years between moments, and what a rate makes of them. */
import { partsOf, yearFraction, yearStart } from '../dates.ts';
import type { Moment } from '../parse/moments.ts';
import type { Compounding, DayCount, FloatingRate, NominalRate } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import type { State } from './state.ts';

export type { Moment };

/** Periods in a year: of whole periods, and of what an annual rate of periodic flows is raised by. */
export const PERIODS_PER_YEAR = { year: 1, quarter: 4, month: 12, date: 1 } as const;

/** How often a year return capitalises; those not named here are simple between the moments at which they do. */
export const TIMES_A_YEAR: Readonly<Partial<Record<Compounding, number>>> = {
  annual: 1,
  semiannual: 2,
  quarterly: 4,
  monthly: 12,
  daily: 365,
};

/**
 * Return on 1 over `years` at the nominal `rate`:
 * m times a year (1 + rate/m)^(m years) - 1, continuous e^(rate years) - 1, else rate x years.
 */
export function growth(rate: number, compounding: Compounding, years: number): number {
  if (compounding === 'continuous') return Math.expm1(rate * years);
  const m = typeof compounding === 'number' ? compounding : TIMES_A_YEAR[compounding];
  if (m === undefined) return rate * years;
  if (m === 1 && years === 1) return rate;
  return Math.expm1(m * years * Math.log1p(rate / m));
}

/** Moments in order: by day where the timeline has dates, else by period. */
export const orderOf = ({ dates }: Timeline, { period, date }: Moment): number =>
  dates ? (date ?? dates[period]!) : period;

/** The moment that lies at a place of the order inside or at the end of period k. */
const momentAt = ({ dates }: Timeline, place: number, k: number): Moment =>
  dates && place !== dates[k] ? { period: k, date: place } : { period: k };

/** Where a moment stands on the line of periods: a call inside a period has its part of the period by days. */
export function positionOf({ dates }: Timeline, { period, date }: Moment): number {
  if (!dates || date === undefined || period === 0) return period;
  return period - (dates[period]! - date) / (dates[period]! - dates[period - 1]!);
}

/**
 * Years between two moments. A preferred return counts between the two dates themselves; a hurdle and every measure
 * count `sinceClosing`, by differences of the years from the closing (under 30/360 the two differ).
 */
export function yearsBetween(
  timeline: Timeline,
  dayCount: DayCount,
  from: Moment,
  to: Moment,
  sinceClosing = false,
): number {
  const { dates, unit } = timeline;
  if (!dates || dayCount === 'periods')
    return (positionOf(timeline, to) - positionOf(timeline, from)) / PERIODS_PER_YEAR[unit];
  const [start, end] = [orderOf(timeline, from), orderOf(timeline, to)];
  return sinceClosing
    ? yearFraction(dates[0]!, end, dayCount) - yearFraction(dates[0]!, start, dayCount)
    : yearFraction(start, end, dayCount);
}

/** Rate of a floating clause at a level of its index, held between 0 and 1. */
export const floatingAt = ({ spread, floor = 0, cap = 1 }: FloatingRate, level: number): number =>
  Math.min(1, Math.max(0, Math.min(cap, Math.max(floor, level + spread))));

/** One rate from a place of the order on. */
export interface RateFrom {
  readonly from: number;
  readonly rate: number;
}

/** A rate as steps in order. A step by period number begins at that period's opening date. */
export function stepsOf(rate: NominalRate, timeline: Timeline): readonly RateFrom[] {
  if (typeof rate === 'number') return [{ from: -Infinity, rate }];
  const at = (period: number) => orderOf(timeline, { period });
  if ('index' in rate)
    return rate.index.map((level, period) => ({
      from: period === 0 ? -Infinity : at(period),
      rate: floatingAt(rate, level),
    }));
  return rate
    .map(({ from, rate }) => ({
      from: from === undefined ? -Infinity : (from.date ?? at(Math.max(0, from.period - 1))),
      rate,
    }))
    .sort((a, b) => a.from - b.from);
}

/** A stretch of time under one rate. */
export interface Stretch {
  readonly from: Moment;
  readonly to: Moment;
  readonly rate: number;
}

/** The time between two moments of one period, cut where the rate changes. Before the first step the rate is 0. */
export function stretchesOf(
  steps: readonly RateFrom[],
  timeline: Timeline,
  from: Moment,
  to: Moment,
): Stretch[] {
  const [start, end] = [orderOf(timeline, from), orderOf(timeline, to)];
  const found: Stretch[] = [];
  let begin = from;
  let rate = 0;
  for (const step of steps) {
    if (step.from > start && step.from < end) {
      const cut = momentAt(timeline, step.from, to.period);
      found.push({ from: begin, to: cut, rate });
      begin = cut;
    }
    if (step.from < end) rate = step.rate;
  }
  found.push({ from: begin, to, rate });
  return found;
}

/** The 31 Decembers from `from` up to, not including, `to`. */
export function yearEndsWithin(from: number, to: number): number[] {
  const days: number[] = [];
  for (let year = partsOf(from).year + 1; yearStart(year) - 1 < to; year++) days.push(yearStart(year) - 1);
  return days;
}

/** How a rate grows a balance over a timeline. Made once for a form; rates are bound and bound again. */
export interface Growth {
  /** Puts the return on 1 over each period into a lane of the state. */
  bind(s: State, rate: NominalRate, lane: number): void;
  /** Return on 1 between two moments of one period. */
  between(from: Moment, to: Moment): number;
  /** The time between two moments of one period, cut where the bound rate changes. */
  within(from: Moment, to: Moment): readonly Stretch[];
}

/** @param at place of the returns on 1, one entry a period */
export function growthOf(
  timeline: Timeline,
  dayCount: DayCount,
  compounding: Compounding,
  sinceClosing: boolean,
  at: number,
  lanes: number,
): Growth {
  const n = timeline.periods;
  // Few lengths of a period occur, so that binding a rate makes few powers.
  const lengths: number[] = [];
  const lengthOf = new Int32Array(n + 1);
  for (let k = 1; k <= n; k++) {
    const years = yearsBetween(timeline, dayCount, { period: k - 1 }, { period: k }, sinceClosing);
    const known = lengths.indexOf(years);
    lengthOf[k] = known < 0 ? lengths.push(years) - 1 : known;
  }
  const grown = new Float64Array(lengths.length);
  let steps: readonly RateFrom[] = [];
  /** The bound rate, where it is one. */
  let constant: number | null = null;
  const between = (from: Moment, to: Moment): number => {
    if (constant !== null)
      return growth(constant, compounding, yearsBetween(timeline, dayCount, from, to, sinceClosing));
    let sum = 0;
    let product = 1;
    for (const stretch of stretchesOf(steps, timeline, from, to)) {
      const years = yearsBetween(timeline, dayCount, stretch.from, stretch.to, sinceClosing);
      const part = growth(stretch.rate, compounding, years);
      sum = sum + part + (isSimple(compounding) ? 0 : (product - 1) * part);
      product *= 1 + part;
    }
    return sum;
  };
  return {
    between,
    bind(s, rate, lane) {
      const first = at + lane;
      constant = typeof rate === 'number' ? rate : null;
      steps = stepsOf(rate, timeline);
      if (constant !== null) {
        for (let i = 0; i < grown.length; i++) grown[i] = growth(constant, compounding, lengths[i]!);
        for (let k = 1; k <= n; k++) s[first + k * lanes] = grown[lengthOf[k]!]!;
      } else for (let k = 1; k <= n; k++) s[first + k * lanes] = between({ period: k - 1 }, { period: k });
    },
    within: (from, to) => stretchesOf(steps, timeline, from, to),
  };
}

/** Nothing capitalises between the dates of the timeline. */
const isSimple = (compounding: Compounding): boolean =>
  compounding === 'simple' || compounding === 'perPeriod' || compounding === 'calendarYear';
