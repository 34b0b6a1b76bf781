/** What single cells name as periods. */
import { numberIn, periodNamed, textIn } from './cells.ts';
import { dayInDigits, isCalendarYear, monthEnd } from './dates.ts';
import type { Cell } from './model.ts';
import { isClosingName, isFiscal, type ParsedPeriod } from './period.ts';
import { isTotalName, type unitOfHead } from './words.ts';

export type DayOrder = 'dayFirst' | 'monthFirst';

/** What one cell names as a period; which unit it is of, its line tells. */
export type Found =
  ParsedPeriod | { readonly kind: 'count'; readonly number: number } | { readonly kind: 'closing' };

/** Days of the calendar as serial numbers, October 1954 to January 2119. */
const DAYS = { least: 20_000, most: 80_000 };

function inNumber(value: number, headUnit: ReturnType<typeof unitOfHead>): Found | null {
  if (!Number.isInteger(value) || value < 0) return null;
  if (headUnit === 'date' && value >= DAYS.least && value <= DAYS.most) return { kind: 'date', day: value };
  if (isCalendarYear(value)) return { kind: 'year', year: value, counted: false };
  const inDigits = dayInDigits(value);
  if (inDigits !== undefined) return inDigits === null ? null : { kind: 'date', day: inDigits };
  // 202103 is March 2021 where the head says that it is a time.
  if (headUnit !== null && value > 190_000 && value < 220_100) {
    const day = monthEnd(Math.floor(value / 100), value % 100);
    return day === null ? null : { kind: 'date', day, endOf: 'month' };
  }
  return value <= 1200 ? { kind: 'count', number: value } : null;
}

export function inCell(cell: Cell, headUnit: ReturnType<typeof unitOfHead>): Found | null {
  if (cell.day !== undefined) return { kind: 'date', day: cell.day };
  if (typeof cell.value === 'number') return inNumber(cell.value, headUnit);
  const text = textIn(cell);
  if (text === null || isTotalName(text)) return null;
  const parsed = periodNamed(cell);
  if (parsed) return parsed;
  if (isClosingName(text)) return { kind: 'closing' };
  const number = numberIn(cell);
  return typeof number === 'number' ? inNumber(number, headUnit) : null;
}

export const fiscalIn = (cell: Cell): Found | null => {
  const text = textIn(cell) ?? '';
  return isFiscal(text) ? { kind: 'year', year: Number(/\d{4}/.exec(text)![0]), counted: false } : null;
};

export const kindOf = (found: Found): string => (found.kind === 'eitherOrder' ? 'date' : found.kind);

/** The kind that most of the cells are of. */
export function dominant(found: readonly (Found | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const f of found)
    if (f && f.kind !== 'closing') counts.set(kindOf(f), (counts.get(kindOf(f)) ?? 0) + 1);
  let best: string | null = null;
  for (const [kind, count] of counts) if (best === null || count > counts.get(best)!) best = kind;
  return best;
}
