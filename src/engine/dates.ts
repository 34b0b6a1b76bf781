import type { DayCount } from './definition.ts';

/** Excel's serial day of 1970-01-01. Serial days are whole numbers; 1900's false leap day lies before all we accept. */
const EPOCH = 25569;
const DAY = 86_400_000;

/** Serial day of an ISO date (`2024-12-31`), or null when it is no real date between 1900-03-01 and 9999-12-31. */
export function serialOf(iso: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return null;
  const time = Date.UTC(+match[1]!, +match[2]! - 1, +match[3]!);
  const serial = time / DAY + EPOCH;
  return isoOf(serial) === iso && serial >= 61 ? serial : null;
}

/** ISO date of a serial day. */
export function isoOf(serial: number): string {
  return new Date((Math.floor(serial) - EPOCH) * DAY).toISOString().slice(0, 10);
}

/** The day `months` calendar months after `serial`, at most the last day of its month (as Excel's EDATE). */
export function addMonths(serial: number, months: number): number {
  const { year, month, day } = partsOf(serial);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(day, lastDay)) / DAY + EPOCH;
}

export function partsOf(serial: number): { year: number; month: number; day: number } {
  const date = new Date((serial - EPOCH) * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Serial day of 1 January. */
export function yearStart(year: number): number {
  return Date.UTC(year, 0, 1) / DAY + EPOCH;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function isLastOfFebruary(serial: number): boolean {
  return partsOf(serial).month === 2 && partsOf(serial + 1).month === 3;
}

/** Days of a 30/360 month count: the US rule knows the end of February, the European one does not. */
function days360(from: number, to: number, us: boolean): number {
  const a = partsOf(from);
  const b = partsOf(to);
  let [first, last] = [a.day, b.day];
  if (us) {
    if (isLastOfFebruary(from) && isLastOfFebruary(to)) last = 30;
    if (isLastOfFebruary(from)) first = 30;
    if (last === 31 && first >= 30) last = 30;
    if (first === 31) first = 30;
  } else {
    first = Math.min(first, 30);
    last = Math.min(last, 30);
  }
  return 360 * (b.year - a.year) + 30 * (b.month - a.month) + (last - first);
}

/** Actual/Actual ISDA: days in leap years over 366, the others over 365 (ISDA 2006 definitions, 4.16(b)). */
function actualActual(from: number, to: number): number {
  const first = partsOf(from).year;
  const last = partsOf(to).year;
  const lengthOf = (year: number) => (isLeap(year) ? 366 : 365);
  if (first === last) return (to - from) / lengthOf(first);
  return (
    (yearStart(first + 1) - from) / lengthOf(first) +
    (last - first - 1) +
    (to - yearStart(last)) / lengthOf(last)
  );
}

/**
 * Years between two serial days.
 * `periods` has no meaning between days; whole periods are counted by the timeline.
 */
export function yearFraction(from: number, to: number, dayCount: Exclude<DayCount, 'periods'>): number {
  switch (dayCount) {
    case 'act365':
      return (to - from) / 365;
    case 'act360':
      return (to - from) / 360;
    case '30360':
      return days360(from, to, true) / 360;
    case '30E360':
      return days360(from, to, false) / 360;
    case 'actact':
      return actualActual(from, to);
  }
}
