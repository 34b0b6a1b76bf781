/** Years as formulas, by arithmetic on the dates of the sheet: the engine's day counts, which no one function gives alike everywhere. */
import type { Compounding, DayCount, Timeline } from '../../engine/index.ts';
import type { Book } from './book.ts';
import { atClosing, before, times, type Expr } from './expression.ts';

const PERIODS = { year: 1, quarter: 4, month: 12, date: 1 } as const;
const TIMES_A_YEAR: Readonly<Partial<Record<Compounding, number>>> = {
  annual: 1,
  semiannual: 2,
  quarterly: 4,
  monthly: 12,
  daily: 365,
};

export interface Clock {
  /** Years of a period by its own dates. */
  period(dayCount: DayCount): Expr;
  /** Years of a period as the difference of years from the closing. */
  difference(dayCount: DayCount): Expr;
  /** Years from the closing; its cell of period 0 is 0. */
  since(dayCount: DayCount): Expr;
  /** Whether time is counted in dates. */
  dated(dayCount: DayCount): boolean;
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

/** Years from a day inside a period to the period's end, or their difference counted from the closing. */
export function yearsAfter(
  from: Expr,
  end: Expr,
  closing: Expr,
  dayCount: DayCount,
  fromClosing: boolean,
): Expr {
  const count = dayCount as Exclude<DayCount, 'periods'>;
  // 30/360 US is the one count whose periods do not add up to the years from the closing.
  if (!fromClosing || dayCount !== '30360') return yearsBetween(from, end, count);
  const since = (d: Expr) => `(${yearsBetween(closing, d, count)})`;
  return `${since(end)}-${since(from)}`;
}

export function openClock(
  book: Book,
  { dates, unit }: Timeline,
  group: string,
  heads: { readonly period: string; readonly since: string },
): Clock {
  const m = PERIODS[unit];
  const whole = m === 1 ? '1' : `1/${m}`;
  const date = book.ref('date');
  const dated = (dayCount: DayCount) => dates !== undefined && dayCount !== 'periods';
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
  const period = (dayCount: DayCount) =>
    dated(dayCount) ? column(`years.${dayCount}`, before(date), dayCount, null) : whole;
  const since = (dayCount: DayCount) => {
    if (dated(dayCount)) return column(`since.${dayCount}`, atClosing(date), dayCount, '0');
    if (m === 1) return book.ref('period');
    const key = 'since.periods';
    return book.has(key)
      ? book.ref(key)
      : book.define(key, group, heads.since, `${book.ref('period')}/${m}`, { format: 'factor', first: '0' });
  };
  return {
    dated,
    period,
    since,
    difference(dayCount) {
      // 30/360 US is the one count whose periods do not add up to the years from the closing.
      if (!dated(dayCount) || dayCount !== '30360') return period(dayCount);
      const years = since(dayCount);
      return `(${years}-${before(years)})`;
    },
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
