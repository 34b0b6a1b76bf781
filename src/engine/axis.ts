/** The moments at which money moves: every date of the timeline, and the calls' own dates between them. */
import type { DayCount, Options } from './definition.ts';
import type { Call } from './distribution/calls.ts';
import { PERIODS_PER_YEAR, positionOf, yearsBetween } from './distribution/time.ts';
import type { Timeline } from './flows.ts';
import type { Moment } from './parse/moments.ts';
import type { Column } from './result.ts';
import { answer, DEFAULT_GUESS, findRoot, findRootAt, type Rate } from './returns/irr.ts';
import { ROOT } from './returns/series.ts';

/** What series of flows are measured by: their moments, and the options that name the conventions. */
export interface Axis {
  /** Years from the closing to each moment. */
  readonly years: Column;
  /** Years from the closing to each period. */
  readonly ends: Column;
  /** Periods a year, where moments are one period apart. */
  readonly perYear: number | null;
  /** Time is counted by dates. */
  readonly dated: boolean;
  /** What 1 at each moment is worth at the closing. */
  discounts(rate: number): Column;
  /** A column by period as a series by moment. */
  spread(column: Column): Column;
  /** What is paid in at each moment: `column` by period, of which `calls` have moments of their own. */
  paidIn(column: Column, calls: readonly Call[]): Column;
  /** Levels by period as levels by moment, linear in days between two dates. */
  levels(index: Column): Column;
  /** Puts the annual rate of a series by moment into `ROOT` as ln(1 + r); NaN where it has none. */
  find(this: void, flows: ArrayLike<number>): void;
  rate(flows: Column): Rate;
  /** Place of a period's end among the moments, and of a moment of a call's own. */
  placeOf(moment: Moment): number;
}

const isOwn = ({ period, date }: Moment, { dates }: Timeline): boolean =>
  date !== undefined && dates !== undefined && date !== dates[period];

const plain = new WeakMap<Timeline, Map<DayCount, Axis>>();

/** Axes of one run: series without calls between two dates share theirs, which is kept with the timeline. */
export function axesOf(timeline: Timeline, { dayCount }: Options): (own: readonly Moment[]) => Axis {
  let known = plain.get(timeline);
  if (!known) plain.set(timeline, (known = new Map()));
  return (own) => {
    if (own.some((m) => isOwn(m, timeline))) return axisOf(timeline, dayCount, own);
    let axis = known.get(dayCount);
    if (!axis) known.set(dayCount, (axis = axisOf(timeline, dayCount, [])));
    return axis;
  };
}

/** @param own moments of calls; those on dates of the timeline are no moments of their own */
function axisOf(timeline: Timeline, dayCount: DayCount, own: readonly Moment[]): Axis {
  const { dates, unit } = timeline;
  const inside = own.filter((m) => isOwn(m, timeline)).map(({ period, date }) => ({ period, date }));
  const days = [...new Map(inside.map((m) => [m.date, m])).values()];
  const moments: Moment[] = [
    ...Array.from({ length: timeline.periods + 1 }, (_, period) => ({ period })),
    ...days,
  ];
  if (days.length) moments.sort((a, b) => positionOf(timeline, a) - positionOf(timeline, b));
  const closing = { period: 0 };
  const years = moments.map((m) => yearsBetween(timeline, dayCount, closing, m, true));
  const placeOf = days.length
    ? new Map(moments.map((m, i) => [m.date === undefined ? `p${m.period}` : m.date, i]))
    : null;
  const dated = dates !== undefined && dayCount !== 'periods';
  const serials = dated ? moments.map(({ period, date }) => date ?? dates[period]!) : [];
  const place = ({ period, date }: Moment): number =>
    placeOf ? placeOf.get(date === undefined || date === dates![period] ? `p${period}` : date)! : period;
  const spread = (column: Column): Column => {
    if (!placeOf) return column;
    const series = new Array<number>(moments.length).fill(0);
    column.forEach((amount, period) => (series[place({ period })] = amount));
    return series;
  };
  const m = PERIODS_PER_YEAR[unit];
  const guess = Math.expm1(Math.log1p(DEFAULT_GUESS) / m);
  const find = (flows: ArrayLike<number>): void => {
    if (dated && dayCount === 'act365') findRootAt(flows, serials, 1 / 365);
    else if (dated || placeOf) findRootAt(flows, years);
    else {
      findRoot(flows, guess);
      ROOT[0]! *= m;
    }
  };
  let known: { readonly rate: number; readonly factors: Column } | undefined;
  return {
    years,
    ends: placeOf
      ? Array.from({ length: timeline.periods + 1 }, (_, period) => years[place({ period })]!)
      : years,
    perYear: dated || placeOf ? null : m,
    dated,
    discounts(rate) {
      if (known?.rate !== rate) known = { rate, factors: years.map((t) => (1 + rate) ** -t) };
      return known.factors;
    },
    placeOf: place,
    spread,
    paidIn(column, calls) {
      if (!placeOf) return column;
      const series = [...spread(column)];
      for (const call of calls) {
        if (!isOwn(call, timeline)) continue;
        const end = place({ period: call.period });
        const left = series[end]! - call.amount;
        series[end] = Math.abs(left) <= 1e-12 * Math.abs(column[call.period]!) ? 0 : left;
        series[place(call)]! += call.amount;
      }
      return series;
    },
    levels(index) {
      return moments.map(({ period, date }) => {
        if (date === undefined || period === 0) return index[period]!;
        const part = period - positionOf(timeline, { period, date });
        return index[period]! - part * (index[period]! - index[period - 1]!);
      });
    },
    find,
    rate(flows) {
      find(flows);
      return answer();
    },
  };
}
