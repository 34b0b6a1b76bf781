/**
 * The lines of a block read into flows: the amounts are the last line that holds numbers, dates or years stand before
 * it. What has a number and stands outside them (totals, measures, a second table) is left out and told.
 */
import { isoOf } from '../engine/index.ts';
import { axisIn, isNextYear, type Axis } from './axis.ts';
import { oneTable, withoutMeasures } from './beside.ts';
import { amountIn, dateIn, isBlank, readAmount, yearIn, type Line } from './cells.ts';
import { isNamedTotal, outside, totalLeftOut } from './outside.ts';
import type { CellIssue, ReadFlow } from './reading.ts';

export interface ReadLines {
  readonly flows: ReadFlow[];
  readonly dated: boolean;
  /** The lines of the table, without those of its dates and years. */
  readonly cash: readonly Line[];
}

/** @param all the lines of a block, along which amounts run */
export function readFlows(all: readonly Line[], issues: CellIssue[]): ReadLines {
  const { table, cash, dates, years, numbers } = partsOf(all, issues);
  const amounts = numbers[numbers.length - 1];
  if (!amounts) return { flows: [], dated: false, cash };
  const axis = dates ?? years;
  const [first, last] = axis
    ? outside(
        {
          axis,
          first: Math.min(axis.first, years?.first ?? Infinity),
          last: Math.max(axis.last, years?.last ?? 0),
          amounts,
          numbers,
          lines: table,
        },
        issues,
      )
    : ends(amounts, table, issues);
  if (dates) noteDates(dates.line.slice(first, last + 1), issues);
  else if (years) noteYears(years, issues);

  // The leading investment is period 0; without one the first amount is period 1.
  const leading = amountIn(amounts[first]!);
  const origin = leading !== null && leading < 0 ? 0 : 1;
  const flows = amounts.slice(first, last + 1).map((cell, i): ReadFlow => {
    const date = dates ? dateIn(dates.line[first + i]!) : null;
    return { ...readAmount(cell, origin + i, issues), ...(date === null ? {} : { date }) };
  });
  return { flows, dated: dates !== undefined, cash };
}

interface Parts {
  readonly table: readonly Line[];
  readonly cash: readonly Line[];
  readonly dates: Axis | undefined;
  readonly years: Axis | undefined;
  /** The lines of cash that hold numbers; the last are the amounts. */
  readonly numbers: readonly Line[];
}

function partsOf(all: readonly Line[], issues: CellIssue[]): Parts {
  const table = oneTable(all, issues);
  const axes = table.flatMap((line) => axisIn(line) ?? []);
  const dates = axes.find((axis) => axis.kind === 'date');
  const numeric = table.filter((line) => line !== dates?.line && line.some((c) => amountIn(c) !== null));
  const headed = new Set(axes.flatMap(({ isHeaded, line }) => (isHeaded ? [line] : [])));
  const unheaded = numeric.filter((line) => !headed.has(line));
  const kept = withoutMeasures(unheaded.length ? unheaded : numeric, axes, all, issues);
  const amounts = kept[kept.length - 1];
  // Of several lines that count, the one that is called years, else the longest.
  const worth = ({ isHeaded, count }: Axis) => count + (isHeaded && count > 1 ? Infinity : 0);
  const years = axes
    .filter(({ kind, line }) => kind === 'year' && line !== amounts)
    .reduce<Axis | undefined>((most, axis) => (most && worth(most) >= worth(axis) ? most : axis), undefined);
  if (!dates && !years) return { table, cash: table, dates, years, numbers: kept };
  const numbers = kept.filter((line) => line !== years?.line);
  const others = new Set([...numeric, dates?.line, years?.line]);
  for (const line of numbers) others.delete(line);
  return { table, cash: table.filter((line) => !others.has(line)), dates, years, numbers };
}

/** Each amount has a date, later than the one before. */
function noteDates(line: Line, issues: CellIssue[]): void {
  let before = -Infinity;
  for (const cell of line) {
    const date = dateIn(cell);
    if (date === null) issues.push({ severity: 'error', code: 'mixedDates', cell: cell.address });
    else if (date <= before)
      issues.push({ severity: 'error', code: 'datesBackwards', cell: cell.address, received: isoOf(date) });
    before = date ?? before;
  }
}

/** Amounts without years or dates beside them: from the first to the last, but for a total that is called so. */
function ends(amounts: Line, lines: readonly Line[], issues: CellIssue[]): [first: number, last: number] {
  const first = amounts.findIndex((c) => amountIn(c) !== null);
  const lastBefore = (end: number) => amounts.findLastIndex((c, i) => i < end && !isBlank(c.value));
  const last = lastBefore(amounts.length);
  if (last - first < 2 || amountIn(amounts[last]!) === null || !isNamedTotal(lines, last))
    return [first, last];
  issues.push(totalLeftOut(amounts[last]!, amounts.slice(first, last)));
  return [first, Math.max(first, lastBefore(last))];
}

/** Each year from the first to the last must be there, and follow the one before. */
function noteYears({ line, first, last }: Axis, issues: CellIssue[]): void {
  const years = line.map(yearIn);
  let before = first;
  for (let i = first + 1; i <= last; i++) {
    const year = years[i]!;
    if (year === null || !isNextYear(years[before]!, year, i - before))
      issues.push({
        severity: 'error',
        code: year === null ? 'yearMissing' : 'yearNotNext',
        cell: line[i]!.address,
        received: line[i]!.value,
      });
    if (year !== null) before = i;
  }
}
