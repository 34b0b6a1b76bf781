/** Ranges as plain series, coerced as Excel coerces the ranges of its own IRR, NPV and XIRR. */
import { irr, serialOf, xirr, type Rate } from '../engine/index.ts';
import { cellAddress, numberInText } from '../sheet/index.ts';
import { asGrid, fail, language, noAnswer, type Fault } from './cell.ts';

type Invocation = CustomFunctions.Invocation | undefined;

/** The numbers of a range in reading order: text, logicals and blanks are skipped and take no period. */
export function flowsOf(values: unknown[][], parameter: number, invocation: Invocation): number[] {
  const flows: number[] = [];
  values.flat().forEach((value, i) => {
    if (typeof value === 'number') flows.push(value);
    else if (typeof value === 'string' && value.startsWith('#'))
      refuse({ values, parameter }, i, invocation, 'notNumber');
  });
  return flows;
}

/** What was paid in and what was received, both positive. */
export function sumsOf(values: unknown[][], invocation: Invocation): { paidIn: number; received: number } {
  let paidIn = 0;
  let received = 0;
  for (const flow of flowsOf(values, 0, invocation))
    if (flow < 0) paidIn -= flow;
    else received += flow;
  return { paidIn, received };
}

/** A range and its place among the parameters. */
interface Range {
  readonly values: unknown[][];
  readonly parameter: number;
}

/** Reads a cell of a range that stands beside others; the number read before it is told. */
type Read = (value: unknown, before: number | undefined) => number | Fault;

const isBlank = (value: unknown): boolean => value === null || value === '' || value === undefined;

const amount: Read = (value) => (isBlank(value) ? 0 : typeof value === 'number' ? value : 'notNumber');

const day: Read = (value) =>
  typeof value === 'number'
    ? Math.floor(value)
    : ((typeof value === 'string' ? serialOf(value) : null) ?? 'notDate');

const laterDay: Read = (value, before) => {
  const read = day(value, before);
  return before !== undefined && typeof read === 'number' && read < before ? 'datesBackwards' : read;
};

const level: Read = (value) => (typeof value === 'number' && value > 0 ? value : 'notLevel');

/** Ranges read cell beside cell, from cell `first` on: cells blank in all are left out; lengths that differ are `#NUM!`. */
function sideBySide(ranges: readonly (Range & { read: Read })[], invocation: Invocation, first = 0) {
  const cells = ranges.map(({ values }) => values.flat());
  const count = cells[0]!.length;
  if (cells.some((line) => line.length !== count)) return noAnswer();
  const columns = ranges.map((): number[] => []);
  for (let i = first; i < count; i++) {
    if (cells.every((line) => isBlank(line[i]))) continue;
    ranges.forEach((range, r) => {
      const read = range.read(cells[r]![i], columns[r]!.at(-1));
      if (typeof read !== 'number') return refuse(range, i, invocation, read);
      columns[r]!.push(read);
    });
  }
  return columns;
}

/** Flows and their days, as XIRR takes them: any text among the flows is refused. */
export function datedFlows(
  values: unknown[][],
  dates: unknown[][],
  invocation: Invocation,
  ascending = false,
): { flows: number[]; days: number[] } {
  const [flows, days] = sideBySide(
    [
      { values, parameter: 0, read: amount },
      { values: dates, parameter: 1, read: ascending ? laterDay : day },
    ],
    invocation,
  );
  return { flows: flows!, days: days! };
}

/** Years of 365 days since the first day. */
export const yearsOf = (days: readonly number[]): number[] => days.map((d) => (d - days[0]!) / 365);

/**
 * Flows and the index at each of them, in the order of their dates if there are any; a head above both is left out.
 * @param datesAt place of the dates among the parameters
 */
export function indexedFlows(
  values: unknown[][],
  index: unknown[][],
  dates: unknown[][] | null | undefined,
  invocation: Invocation,
  datesAt = 3,
): { flows: number[]; levels: number[]; years: number[] | undefined } {
  const [flows, levels, days] = sideBySide(
    [
      { values, parameter: 0, read: amount },
      { values: index, parameter: 1, read: level },
      ...(dates == null ? [] : [{ values: dates, parameter: datesAt, read: day }]),
    ],
    invocation,
    isHead(values) && isHead(index) ? 1 : 0,
  );
  if (!days) return { flows: flows!, levels: levels!, years: undefined };
  const order = days.map((_, i) => i).sort((i, j) => days[i]! - days[j]!);
  const inOrder = (column: readonly number[]) => order.map((i) => column[i]!);
  return { flows: inOrder(flows!), levels: inOrder(levels!), years: yearsOf(inOrder(days)) };
}

/** Words, neither an error nor a number stored as text. */
function isHead(values: unknown[][]): boolean {
  const first = values[0]?.[0];
  return typeof first === 'string' && first !== '' && !first.startsWith('#') && numberInText(first) === null;
}

/** The rate of a range, per period or annual. */
export function rateOf(
  values: unknown[][],
  dates: unknown[][] | null | undefined,
  guess: number | undefined,
  invocation: Invocation,
): Rate {
  if (dates == null) return irr(flowsOf(values, 0, invocation), guess);
  const { flows, days } = datedFlows(values, dates, invocation);
  return xirr(flows, days, guess);
}

/** `#VALUE!` that names cell `i` of a range, counted in reading order. */
function refuse({ values, parameter }: Range, i: number, invocation: Invocation, code: Fault): never {
  const { row, column } = asGrid(values, invocation, parameter);
  const width = values[0]!.length;
  const cell = cellAddress(row + Math.floor(i / width), column + (i % width));
  return fail(language(), code, { cell, received: String(values.flat()[i] ?? '') });
}
