/** Years as formulas, by arithmetic on the dates of the sheet: the engine's day counts, which no one function gives alike everywhere. */
import {
  PERIODS_PER_YEAR,
  TIMES_A_YEAR,
  type Compounding,
  type DayCount,
  type Timeline,
} from '../../engine/index.ts';
import type { Book } from './book.ts';
import { atClosing, before, times, type Expr } from './expression.ts';

/** A part of one period: its days, and the dates of the period around it. */
export interface Span {
  readonly from: Expr;
  readonly to: Expr;
  readonly start: Expr;
  readonly end: Expr;
  readonly closing: Expr;
}

export interface Clock {
  /** Whether the timeline has dates, so that something can happen inside a period. */
  readonly hasDates: boolean;
  /** Years of a period by its own dates, or as the difference of years from the closing. */
  period(dayCount: DayCount, fromClosing: boolean): Expr;
  /** Years of a part of a period. */
  within(span: Span, dayCount: DayCount, fromClosing: boolean): Expr;
  /** Years from the closing; its cell of period 0 is 0. */
  since(dayCount: DayCount): Expr;
}

/** The last day of February. */
const endsFebruary = (d: Expr) => `AND(MONTH(${d})=2,MONTH(${d}+1)=3)`;

/** Years between two dates. */
export function yearsBetween(from: Expr, to: Expr, dayCount: Exclude<DayCount, 'periods'>): Expr {
  const months = `360*(YEAR(${to})-YEAR(${from}))+30*(MONTH(${to})-MONTH(${from}))`;
  switch (dayCount) {
    case 'act365':
      return `(${to}-${from})/365`;
    case 'act360':
      return `(${to}-${from})/360`;
    case '30E360':
      return `(${months}+MIN(30,DAY(${to}))-MIN(30,DAY(${from})))/360`;
    case '30360': {
      const first = `IF(${endsFebruary(from)},30,MIN(30,DAY(${from})))`;
      const last = `IF(AND(${endsFebruary(from)},${endsFebruary(to)}),30,IF(${first}=30,MIN(30,DAY(${to})),DAY(${to})))`;
      return `(${months}+${last}-${first})/360`;
    }
    case 'actact': {
      const part = (d: Expr) => `(${d}-DATE(YEAR(${d}),1,1))/(DATE(YEAR(${d})+1,1,1)-DATE(YEAR(${d}),1,1))`;
      return `YEAR(${to})-YEAR(${from})+${part(to)}-${part(from)}`;
    }
  }
}

export function openClock(
  book: Book,
  { dates, unit }: Timeline,
  group: string,
  heads: { readonly period: string; readonly since: string },
): Clock {
  const m = PERIODS_PER_YEAR[unit];
  const whole = m === 1 ? '1' : `1/${m}`;
  const date = book.ref('date');
  const inDays = (dayCount: DayCount) => dates !== undefined && dayCount !== 'periods';
  const column = (key: string, from: Expr, dayCount: DayCount, first: Expr | null): Expr =>
    book.has(key)
      ? book.ref(key)
      : book.define(
          key,
          group,
          first === null ? heads.period : heads.since,
          yearsBetween(from, date, dayCount as Exclude<DayCount, 'periods'>),
          { format: 'factor', first },
        );
  const since = (dayCount: DayCount) => {
    if (inDays(dayCount)) return column(`since.${dayCount}`, atClosing(date), dayCount, '0');
    if (m === 1) return book.ref('period');
    const key = 'since.periods';
    return book.has(key)
      ? book.ref(key)
      : book.define(key, group, heads.since, `${book.ref('period')}/${m}`, { format: 'factor', first: '0' });
  };
  return {
    hasDates: dates !== undefined,
    period(dayCount, fromClosing) {
      if (!inDays(dayCount)) return whole;
      // 30/360 US is the one count whose periods do not add up to the years from the closing.
      if (!fromClosing || dayCount !== '30360')
        return column(`years.${dayCount}`, before(date), dayCount, null);
      const years = since(dayCount);
      return `(${years}-${before(years)})`;
    },
    within({ from, to, start, end, closing }, dayCount, fromClosing) {
      // A part of a period counted as one is its part by days.
      if (dayCount === 'periods') return times(`(${to}-${from})/(${end}-${start})`, whole);
      if (!fromClosing || dayCount !== '30360') return yearsBetween(from, to, dayCount);
      const years = (d: Expr) => `(${yearsBetween(closing, d, dayCount)})`;
      return `${years(to)}-${years(from)}`;
    },
    since,
  };
}

/** Return on 1 over `years` at the nominal `rate`. */
export function growth(rate: Expr, compounding: Compounding, years: Expr): Expr {
  if (compounding === 'continuous') return `EXP(${times(rate, years)})-1`;
  const m = typeof compounding === 'number' ? compounding : TIMES_A_YEAR[compounding];
  if (m === undefined) return times(rate, years);
  if (m === 1 && years === '1') return rate;
  return `(1+${m === 1 ? rate : `${rate}/${m}`})^(${times(String(m), years)})-1`;
}

/** Whether what is earned inside a period bears a return itself, once it was cut in stretches. */
export const compoundsInside = (compounding: Compounding): boolean =>
  compounding === 'continuous' || typeof compounding === 'number' || TIMES_A_YEAR[compounding] !== undefined;
