/**
 * Ranges as plain series. A blank is 0 and keeps its period; text that is no number is refused with its cell. Excel's own
 * IRR skips blanks and text, which nothing can do that sees blanks as 0.
 */
import { irr, isoOf, xirr, type Rate } from '../engine/index.ts';
import { functionTexts } from '../i18n/functions.ts';
import { say } from '../i18n/index.ts';
import { dayOfNumber, isCalendarYear, parseDate } from '../sheet/read/dates.ts';
import { currencyOf } from '../sheet/read/currencies.ts';
import { parseNumber, styleOfCells, unitInSome } from '../sheet/read/number.ts';
import { cellAddress, type CellValue } from '../sheet/index.ts';
import { fail, language, noAnswer, placeOf, type Fault } from './cell.ts';
import { cellsIn, gridOf, sizeOf, type Range } from './range.ts';

/** Reads cell `i` of a range; where it is not what it should be, the fault. */
type Read = (value: CellValue, i: number) => number | Fault;

const isBlank = (value: CellValue | undefined): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'string' && parseNumber(value).kind === 'blank');
const isNothing = (value: CellValue | undefined): boolean => value === 0 || isBlank(value);

const amount: Read = (value) => {
  if (typeof value === 'number') return value;
  if (isBlank(value)) return 0;
  const parsed = typeof value === 'string' ? parseNumber(value) : undefined;
  if (parsed?.kind === 'ambiguous') return 'numberEitherWay';
  return parsed?.kind === 'number' && !parsed.percent ? parsed.value : 'notNumber';
};

const level: Read = (value, i) => {
  const read = isBlank(value) ? NaN : amount(value, i);
  return typeof read === 'number' && read > 0 ? read : 'notLevel';
};

/** `#VALUE!` for several rows and columns. Excel's own functions read them row by row, and would take years for cash. */
export function refuseBlock({ height, width, address }: Range): void {
  if (height < 2 || width < 2) return;
  const locale = language();
  const range = address || say(functionTexts.theRange, locale);
  fail(locale, 'severalLines', { range, rows: height, columns: width });
}

function lineOf(range: Range): readonly CellValue[] {
  refuseBlock(range);
  return cellsIn(range);
}

/** Words above a column or left of a row; null where the cell is blank. */
function isHead({ rows }: Range): boolean | null {
  const first = rows[0]?.[0];
  if (isNothing(first)) return null;
  if (typeof first !== 'string') return false;
  return parseNumber(first).kind === 'none' && parseDate(first) === null;
}

/** Where the cells of ranges that stand beside each other begin: behind a head that none of them contradicts. */
function firstOf(ranges: readonly Range[]): number {
  const heads = ranges.map(isHead);
  return heads.includes(true) && !heads.includes(false) ? 1 : 0;
}

/** Texts of another currency than those before, or with a comma that is a mark in one and groups digits in another. */
function refuseMixed(range: Range): void {
  const cells = lineOf(range);
  if (!cells.some((value) => typeof value === 'string')) return;
  const style = styleOfCells(cells.flatMap((value) => (typeof value === 'string' ? [value] : [])));
  const lone = unitInSome(cells);
  if (lone >= 0) refuse(range, lone, cells[lone]!, 'numberEitherWay');
  let first: string | undefined;
  cells.forEach((value, i) => {
    const parsed = typeof value === 'string' ? parseNumber(value) : undefined;
    if (parsed?.kind !== 'number') return;
    if (style === 'mixed' && parsed.style === 'comma') refuse(range, i, value, 'numberEitherWay');
    const currency = parsed.currency && currencyOf(parsed.currency);
    if (currency && (first ??= currency) !== currency) refuse(range, i, value, 'otherCurrency');
  });
}

/** The amounts of a row or a column, one a period. */
export function flowsOf(range: Range): number[] {
  const first = firstOf([range]);
  refuseMixed(range);
  return lineOf(range)
    .slice(first)
    .map((value, i) => {
      const read = amount(value, i);
      return typeof read === 'number' ? read : refuse(range, first + i, value, read);
    });
}

/** What was paid in and what was received, both positive. */
export function sumsOf(range: Range): { paidIn: number; received: number } {
  let paidIn = 0;
  let received = 0;
  for (const flow of flowsOf(range))
    if (flow < 0) paidIn -= flow;
    else received += flow;
  return { paidIn, received };
}

/** How the dates of a range are read: texts such as 05/04/2024 by the order that the others settle. */
function dayIn(cells: readonly CellValue[]): Read {
  const texts = cells.flatMap((value) => (typeof value === 'string' ? [parseDate(value)] : []));
  const either = texts.flatMap((d) => (d?.kind === 'eitherOrder' ? [d] : []));
  const dayFirst = either.some((d) => d.monthFirst === null);
  const monthFirst = either.some((d) => d.dayFirst === null);
  return (value) => {
    if (typeof value === 'number')
      return dayOfNumber(value) ?? (isCalendarYear(value) ? 'yearNoDate' : 'notDate');
    const date = typeof value === 'string' ? parseDate(value) : null;
    if (!date) return 'notDate';
    if (date.kind === 'date') return date.day;
    if (dayFirst === monthFirst) return 'dateEitherWay';
    return (dayFirst ? date.dayFirst : date.monthFirst) ?? 'notDate';
  };
}

interface Column {
  readonly range: Range;
  readonly read: Read;
}

/** Ranges read cell beside cell, a head above any of them left out; lengths that differ are `#NUM!`. */
function sideBySide(columns: readonly Column[]): number[][] {
  const cells = columns.map(({ range }) => lineOf(range));
  for (const { range, read } of columns) if (read === amount) refuseMixed(range);
  const size = sizeOf(columns[0]!.range);
  if (columns.some(({ range }) => sizeOf(range) !== size)) return noAnswer();
  const read = columns.map((): number[] => []);
  const count = Math.max(...cells.map((line) => line.length));
  for (let i = firstOf(columns.map(({ range }) => range)); i < count; i++) {
    const values = cells.map((line) => line[i] ?? null);
    if (values.every(isNothing)) continue;
    columns.forEach(({ range, read: reader }, c) => {
      const found = reader(values[c]!, i);
      if (typeof found !== 'number') return refuse(range, i, values[c]!, found);
      read[c]!.push(found);
    });
  }
  return read;
}

/** A date that Excel would take for a day: a blank handed over as 0 beside money is none. */
const dateColumn = (range: Range): Column => {
  const day = dayIn(cellsIn(range));
  return { range, read: (value, i) => (isNothing(value) ? 'dateMissing' : day(value, i)) };
};

/** Flows and their days. */
export function datedFlows(
  values: Range,
  dates: Range,
  ascending = false,
): { flows: number[]; days: number[] } {
  const { range, read } = dateColumn(dates);
  let before = -Infinity;
  const later: Read = (value, i) => {
    const day = read(value, i);
    if (typeof day !== 'number') return day;
    if (day < before) return 'datesBackwards';
    return (before = day);
  };
  const [flows, days] = sideBySide([
    { range: values, read: amount },
    { range, read: ascending ? later : read },
  ]);
  return { flows: flows!, days: days! };
}

/** Years of 365 days since the first day. */
export const yearsOf = (days: readonly number[]): number[] => days.map((d) => (d - days[0]!) / 365);

/** Flows and the index at each of them, in the order of their dates if there are any. */
export function indexedFlows(
  values: Range,
  index: Range,
  dates: Range | undefined,
): { flows: number[]; levels: number[]; years: number[] | undefined } {
  const [flows, levels, days] = sideBySide([
    { range: values, read: amount },
    { range: index, read: level },
    ...(dates ? [dateColumn(dates)] : []),
  ]);
  if (!days) return { flows: flows!, levels: levels!, years: undefined };
  const order = days.map((_, i) => i).sort((i, j) => days[i]! - days[j]!);
  const inOrder = (column: readonly number[]) => order.map((i) => column[i]!);
  return { flows: inOrder(flows!), levels: inOrder(levels!), years: yearsOf(inOrder(days)) };
}

/** The rate of a range, per period or annual. */
export function rateOf(values: Range, dates: Range | undefined, guess: number | undefined): Rate {
  if (!dates) return irr(flowsOf(values), guess);
  const { flows, days } = datedFlows(values, dates);
  return xirr(flows, days, guess);
}

/** `#VALUE!` that names cell `i` of a range. */
function refuse(range: Range, i: number, value: CellValue, code: Fault): never {
  const locale = language();
  const { row, column } = gridOf(range);
  const { width, address } = range;
  const date = typeof value === 'string' ? parseDate(value) : null;
  const either = date?.kind === 'eitherOrder' ? date : undefined;
  return fail(locale, code, {
    cell: address
      ? cellAddress(row + Math.floor(i / width), column + (i % width))
      : say(functionTexts.cellOfRange, locale, { number: i + 1 }),
    received: typeof value === 'boolean' ? String(value).toUpperCase() : String(value ?? ''),
    ...(code === 'dateEitherWay' && either
      ? { one: isoOf(either.dayFirst!), other: isoOf(either.monthFirst!) }
      : {}),
  });
}

/** The numbers of one row or one column with the places of their cells, blanks and words left out. */
export function numbersIn(range: Range): { value: number; cell: string }[] {
  refuseBlock(range);
  const { row: top, column: left } = gridOf(range);
  return range.rows.flatMap((line, r) =>
    line.flatMap((given, c) => {
      const parsed = typeof given === 'string' ? parseNumber(given) : undefined;
      const value = parsed?.kind === 'number' ? parsed.value : given;
      const cell = placeOf(cellAddress(top + r, left + c), range.address !== '');
      return typeof value === 'number' ? [{ value, cell }] : [];
    }),
  );
}
