/** One cell as a period: a date, a year, a half-year, a quarter or a month, counted or of the calendar. */
import { fullYear, isCalendarYear, monthEnd, monthNamed, parseDate, type ParsedDate } from './dates.ts';

export type ParsedPeriod =
  | ParsedDate
  /** A year of the calendar, or one that is counted: Year 1. */
  | { readonly kind: 'year'; readonly year: number; readonly counted: boolean }
  /** Quarter or month `number` from 1, of a year where one is named; counted ones may go on past 4 and 12. */
  | { readonly kind: 'quarter' | 'month'; readonly number: number; readonly year?: number }
  /** A half-year without its year; with it, it is a date. */
  | { readonly kind: 'half'; readonly number: number }
  /** A period that does not say how long it is: Period 1, T1, 第1期. */
  | { readonly kind: 'period'; readonly number: number };

const CHINESE: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十一: 11,
  十二: 12,
};
const numberOf = (digits: string): number => CHINESE[digits] ?? Number(digits);
const DIGITS = '(\\d{1,4}|十[一二]?|[一二三四五六七八九])';

const longYear = (digits: string): number => (digits.length === 2 ? fullYear(digits) : Number(digits));
const yearOf = (n: number, fiscal = false): ParsedPeriod | null =>
  isCalendarYear(n)
    ? { kind: 'year', year: n, counted: false }
    : n <= 200 && !fiscal
      ? { kind: 'year', year: n, counted: true }
      : null;

const quarter = (number: number, year?: string): ParsedPeriod | null => {
  if (year === undefined) return number >= 0 && number <= 400 ? { kind: 'quarter', number } : null;
  return number >= 1 && number <= 4 ? { kind: 'quarter', number, year: longYear(year) } : null;
};
const month = (number: number): ParsedPeriod | null =>
  number >= 0 && number <= 1200 ? { kind: 'month', number } : null;

/** Last day of the first or the second half of a year. */
export const halfEnd = (year: number, half: number): number | null => monthEnd(year, 6 * half);

const half = (number: number, year?: string): ParsedPeriod | null => {
  if (year === undefined) return { kind: 'half', number };
  const day = halfEnd(longYear(year), number);
  return day === null ? null : { kind: 'date', day, endOf: 'half' };
};
const HALF = '(?:h|hy|half(?:[- ]year)?|hf)';
const halfNumber = (name: string): number => (/^[2下二s]/.test(name) ? 2 : 1);

/** 2020-21, 2020/2021: a year and the next. */
export const isFiscal = (text: string): boolean => {
  const [, first, second] = /^(?:fy ?)?(\d{4})[-/](\d{2}|\d{4})$/i.exec(text.normalize('NFKC').trim()) ?? [];
  return first !== undefined && String(Number(first) + 1).endsWith(second!);
};

const YEAR_MARK = '(?:fy|cy|财年)? ?';
const PATTERNS: readonly (readonly [RegExp, (m: string[]) => ParsedPeriod | null])[] = [
  // A quarter of a year.
  [
    new RegExp(`^(?:q|qtr|quarter) ?([1-4])[-/ ,.']*${YEAR_MARK}'?(\\d{4}|\\d{2})[aefbp]?$`),
    (m) => quarter(+m[1]!, m[2]),
  ],
  [
    new RegExp(`^${YEAR_MARK}(\\d{4}|\\d{2})年?[-/ .]*(?:q|qtr|quarter) ?([1-4])[aefbp]?$`),
    (m) => quarter(+m[2]!, m[1]),
  ],
  [/^([1-4]) ?q[-/ ']*(\d{4}|\d{2})[aefbp]?$/, (m) => quarter(+m[1]!, m[2])],
  [/^(\d{4}) ?年? ?第?([1-4一二三四]) ?季度?$/, (m) => quarter(numberOf(m[2]!), m[1])],
  // A half of a year, and a half by itself.
  [new RegExp(`^${HALF} ?([12])[-/ ,.']*${YEAR_MARK}'?(\\d{4}|\\d{2})[aefbp]?$`), (m) => half(+m[1]!, m[2])],
  [
    new RegExp(`^${YEAR_MARK}(\\d{4}|\\d{2})年?[-/ .']*(?:${HALF} ?([12])|([12]) ?h)[aefbp]?$`),
    (m) => half(+(m[2] ?? m[3])!, m[1]),
  ],
  [new RegExp(`^([12]) ?h[-/ ']*${YEAR_MARK}'?(\\d{4}|\\d{2})[aefbp]?$`), (m) => half(+m[1]!, m[2])],
  [
    /^(first|second|1st|2nd) half(?:[- ]year)?(?:,? (?:of )?'?(\d{4}|\d{2}))?$/,
    (m) => half(halfNumber(m[1]!), m[2]),
  ],
  [
    /^(\d{4}|\d{2}) ?年?度? ?(?:第?([一二12]) ?半年|([上下])半年)度?$/,
    (m) => half(halfNumber((m[2] ?? m[3])!), m[1]),
  ],
  [/^(?:第?([一二12]) ?半年|([上下])半年)度?$/, (m) => half(halfNumber((m[1] ?? m[2])!))],
  [new RegExp(`^${HALF} ?(\\d{1,3})$`), (m) => half(+m[1]!)],
  [/^([12]) ?h$/, (m) => half(+m[1]!)],
  // A quarter by itself.
  [/^(?:q|qtr\.?|quarter) ?(\d{1,3})$/, (m) => quarter(+m[1]!)],
  [/^([1-4]) ?q$/, (m) => quarter(+m[1]!)],
  [/^([1-4])(?:st|nd|rd|th) quarter$/, (m) => quarter(+m[1]!)],
  [new RegExp(`^第? ?${DIGITS} ?个?季度?$`), (m) => quarter(numberOf(m[1]!))],
  // A month by itself.
  [/^(?:m|mth\.?|mo\.?|month) ?(\d{1,4})$/, (m) => month(+m[1]!)],
  [new RegExp(`^第? ?${DIGITS} ?个?月份?$`), (m) => month(numberOf(m[1]!))],
  [
    /^(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?$/,
    (m) => month(monthNamed(m[1]!)),
  ],
  // Years.
  [/^(?:fy|cy) ?'?(\d{2}|\d{4}) ?[aefbp]?$/, (m) => yearOf(longYear(m[1]!), true)],
  [/^(?:year|yr\.?|y) ?(\d{1,4}) ?[aefbp]?$/, (m) => yearOf(+m[1]!)],
  [/^(\d{4}) ?(?:[aefbp]|\([aefbp]\)|年度?|年末|年底|财年|年[aefbp])$/, (m) => yearOf(+m[1]!, true)],
  [new RegExp(`^第? ?${DIGITS} ?(?:个?年度?)$`), (m) => yearOf(numberOf(m[1]!))],
  // A fiscal year by both of its years; 2011-12 may also be December 2011.
  [/^(?:fy ?)?(\d{4})[-/](\d{2}|\d{4})$/, (m) => (+m[2]! > 12 && isFiscal(m[0]!) ? yearOf(+m[1]!) : null)],
  // Periods as such.
  [/^(?:period|prd|time|p|t|n|cf) ?[-_=+]? ?(\d{1,4})$/, (m) => ({ kind: 'period', number: +m[1]! })],
  [
    new RegExp(`^(?:第? ?${DIGITS} ?期|期 ?(\\d{1,4}))$`),
    (m) => ({ kind: 'period', number: numberOf(m[1] ?? m[2]!) }),
  ],
];

/** How every period begins: most texts of a sheet do not, and are done with at once. */
const START =
  /^(?:['\d第期一二三四五六七八九十财上下]|first|second|(?:q|qtr|h|hy|hf|half|quarter|m|mth|mo|month|y|yr|year|fy|cy|period|prd|time|p|t|n|cf)(?![a-z])|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/;

/** The period that a text names; null where it names none. Bare digits are a year of the calendar or a day as 20201231. */
export function parsePeriod(text: string): ParsedPeriod | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/[*†‡]+$/, '')
    .trim();
  if (plain === '' || plain.length > 40) return null;
  const lower = plain.toLowerCase();
  if (!START.test(lower)) return null;
  for (const [pattern, read] of PATTERNS) {
    const match = pattern.exec(lower);
    const found = match && read(match);
    if (found) return found;
  }
  if (/^\d{4}$/.test(plain) && isCalendarYear(Number(plain)))
    return { kind: 'year', year: Number(plain), counted: false };
  return parseDate(plain);
}

/** Words for the closing, which comes before period 1. */
export const isClosingName = (text: string): boolean =>
  /^(?:closing|close|initial(?: investment| outlay)?|inception|start|acquisition|purchase|entry|today|now|cost|investment|期初|初始|初始投资|投资日|投资|成本|投资成本|交割日?)$/i.test(
    text.normalize('NFKC').trim(),
  );

/** Words for an outlay, the amount of which may be written without its sign. */
export const isCostName = (text: string): boolean =>
  /^(?:cost|acquisition|purchase|investment|initial (?:investment|outlay)|成本|投资|初始投资|投资成本)$/i.test(
    text.normalize('NFKC').trim(),
  );
