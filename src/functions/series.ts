/** Ranges as plain series, coerced as Excel coerces the ranges of its own IRR, NPV and XIRR. */
import { irr, serialOf, xirr } from '../engine/index.ts';
import { cellAddress } from '../sheet/index.ts';
import { asGrid, fail, language, noAnswer } from './cell.ts';

/** The numbers of a range in reading order: text, logicals and blanks are skipped and take no period. */
export function flowsOf(
  values: unknown[][],
  index: number,
  invocation: CustomFunctions.Invocation | undefined,
): number[] {
  const flows: number[] = [];
  for (const row of values)
    for (const value of row)
      if (typeof value === 'number') flows.push(value);
      else if (typeof value === 'string' && value.startsWith('#'))
        return refuse(values, value, index, invocation);
  return flows;
}

/** Flows and their days: text is refused, as XIRR refuses it; lengths that differ are `#NUM!`. */
export function datedFlows(
  values: unknown[][],
  dates: unknown[][],
  invocation: CustomFunctions.Invocation | undefined,
  ascending = false,
): { flows: number[]; days: number[] } {
  const amounts = values.flat();
  const when = dates.flat();
  if (amounts.length !== when.length) return noAnswer();
  const flows: number[] = [];
  const days: number[] = [];
  amounts.forEach((amount, i) => {
    const date = when[i];
    if (isBlank(amount) && isBlank(date)) return;
    const day =
      typeof date === 'number' ? Math.floor(date) : typeof date === 'string' ? serialOf(date) : null;
    const flow = isBlank(amount) ? 0 : amount;
    if (typeof flow !== 'number') return refuse(values, amount, 0, invocation);
    if (day === null) return refuse(dates, date, 1, invocation, 'notDate');
    if (ascending && days.length && day < days[days.length - 1]!)
      return refuse(dates, date, 1, invocation, 'datesBackwards');
    flows.push(flow);
    days.push(day);
  });
  return { flows, days };
}

const isBlank = (value: unknown): boolean => value === null || value === '' || value === undefined;

/** The rate of a range, per period or annual. */
export function rateOf(
  values: unknown[][],
  dates: unknown[][] | null | undefined,
  guess: number | undefined,
  invocation: CustomFunctions.Invocation | undefined,
): number {
  if (dates == null) {
    const found = irr(flowsOf(values, 0, invocation), guess);
    return found.ok ? found.rate : noAnswer();
  }
  const { flows, days } = datedFlows(values, dates, invocation);
  const found = xirr(flows, days, guess);
  return found.ok ? found.rate : noAnswer();
}

function refuse(
  values: unknown[][],
  received: unknown,
  index: number,
  invocation: CustomFunctions.Invocation | undefined,
  code: 'notNumber' | 'notDate' | 'datesBackwards' = 'notNumber',
): never {
  const { row, column } = asGrid(values, invocation, index);
  const r = values.findIndex((line) => line.includes(received));
  const cell = cellAddress(row + r, column + values[r]!.indexOf(received));
  return fail(language(), code, { cell, received: String(received) });
}
