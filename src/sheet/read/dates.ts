/** Texts as dates and months of a year, in every usual form. */
import { serialOf } from '../../engine/index.ts';

/** A day that its text tells, or the two it may be. */
export type ParsedDate =
  | {
      readonly kind: 'date';
      readonly day: number;
      /** Last day of a month or a half-year, which the text names instead. */
      readonly endOf?: 'month' | 'half';
    }
  /** `31/12/2020` and `12/31/2020`: a reading is missing where it is no day. */
  | { readonly kind: 'eitherOrder'; readonly dayFirst: number | null; readonly monthFirst: number | null };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const TIME = '(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[ap]m)?Z?)?';

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** Serial day, or null where there is no such day. */
export const dayOf = (year: number, month: number, day: number): number | null =>
  serialOf(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);

/** 1900 to 2200: a year of the calendar; as a day it would lie in 1905. */
export const isCalendarYear = (n: number): boolean => Number.isInteger(n) && n >= 1900 && n <= 2200;

/** Years along a row, each as often as it has parts: 2020, 2020, 2021; not amounts that happen to be as large. */
export const areYearsAlong = (numbers: readonly number[]): boolean =>
  numbers.every(
    (n, i) => isCalendarYear(n) && (i === 0 || n - numbers[i - 1]! === 0 || n - numbers[i - 1]! === 1),
  ) &&
  numbers.length > 1 &&
  numbers.at(-1)! > numbers[0]!;

/** The day in 20201231; null where its digits are none, undefined where it has no such digits. */
export const dayInDigits = (value: number): number | null | undefined =>
  value > 19_000_000 && value < 22_000_000
    ? dayOf(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100)
    : undefined;

/** The day in a number that stands for a date: a serial one, or 20201231; null where it is none. */
export function dayOfNumber(value: number): number | null {
  const inDigits = dayInDigits(value);
  if (inDigits !== undefined) return inDigits;
  return value >= 61 && value < 2_958_466 && !isCalendarYear(value) ? Math.floor(value) : null;
}

/** Last day of a month. */
export const monthEnd = (year: number, month: number): number | null => {
  const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
  return next === null || month < 1 || month > 12 ? null : next - 1;
};

/** Two digits are of this century up to 69, as in Excel's wider window. */
export const fullYear = (digits: string): number =>
  digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 70 ? 2000 : 1900);

export const monthNamed = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

const PATTERNS: readonly (readonly [RegExp, (m: string[]) => number | null])[] = [
  [new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`, 'i'), (m) => dayOf(+m[1]!, +m[3]!, +m[4]!)],
  [/^(\d{4})年 ?(\d{1,2})月 ?(\d{1,2})日?$/, (m) => dayOf(+m[1]!, +m[2]!, +m[3]!)],
  [/^(\d{4})(\d{2})(\d{2})$/, (m) => dayOf(+m[1]!, +m[2]!, +m[3]!)],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[-/ .]*${MONTH}[-/ .,']*(\\d{4}|\\d{2})${TIME}$`, 'i'),
    (m) => dayOf(fullYear(m[3]!), monthNamed(m[2]!), +m[1]!),
  ],
  [
    new RegExp(`^${MONTH}[. -]*(\\d{1,2})(?:st|nd|rd|th)?(?:, ?|[ -])(\\d{4})${TIME}$`, 'i'),
    (m) => dayOf(+m[3]!, monthNamed(m[1]!), +m[2]!),
  ],
];

const MONTHS_OF_YEARS: readonly (readonly [RegExp, (m: string[]) => number | null])[] = [
  [
    new RegExp(`^${MONTH}[-/ .,']*(\\d{4}|\\d{2})$`, 'i'),
    (m) => monthEnd(fullYear(m[2]!), monthNamed(m[1]!)),
  ],
  [new RegExp(`^(\\d{4})[-/ .]*${MONTH}$`, 'i'), (m) => monthEnd(+m[1]!, monthNamed(m[2]!))],
  [/^(\d{4})[-/.](\d{1,2})$/, (m) => monthEnd(+m[1]!, +m[2]!)],
  [/^(\d{1,2})[-/](\d{4})$/, (m) => monthEnd(+m[2]!, +m[1]!)],
  [/^(\d{4})年 ?(\d{1,2})月(?:份|末|底)?$/, (m) => monthEnd(+m[1]!, +m[2]!)],
];

const NUMERIC = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}$`, 'i');

/** The date in a text, normalized before; null where it is none. */
export function parseDate(text: string): ParsedDate | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  for (const [pattern, read] of PATTERNS) {
    const match = pattern.exec(plain);
    const day = match && read(match);
    if (day != null) return { kind: 'date', day };
  }
  for (const [pattern, read] of MONTHS_OF_YEARS) {
    const match = pattern.exec(plain);
    const day = match && read(match);
    if (day != null) return { kind: 'date', day, endOf: 'month' };
  }
  const numeric = NUMERIC.exec(plain);
  if (!numeric) return null;
  const [a, b, year] = [Number(numeric[1]), Number(numeric[3]), fullYear(numeric[4]!)];
  const dayFirst = dayOf(year, b, a);
  const monthFirst = dayOf(year, a, b);
  if (dayFirst === null && monthFirst === null) return null;
  return { kind: 'eitherOrder', dayFirst, monthFirst };
}

/** Formats of cells that show days, months or years; not times alone, nor `[Red]` and text in quotes. */
export const isDateFormat = (format: string): boolean => {
  const bare = format.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '');
  return /[yd]|m{3,}|\bm[-/]|[-/]m/i.test(bare) && !/general|standard|[#0?]/i.test(bare.replace(/\.0+/g, ''));
};
