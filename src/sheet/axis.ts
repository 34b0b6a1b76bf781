/** The line of years or dates beside the amounts: it says which amounts are cash of a period, and where they end. */
import { dateIn, isBlank, isNamedYear, yearIn, type Line } from './cells.ts';

export interface Axis {
  readonly kind: 'year' | 'date';
  readonly line: Line;
  /** Places in the line of its first and last year or date. */
  readonly first: number;
  readonly last: number;
  /** Years or dates from the first to the last. */
  readonly count: number;
  /** Called years, above or before them or each by itself. */
  readonly isHeaded: boolean;
}

const HEAD = /^(years?|periods?|年|年度|年份|期|期数|期间)$/i;

const areCalledYears = (head: Line, years: Line): boolean =>
  head.some((c) => typeof c.value === 'string' && HEAD.test(c.value.trim())) ||
  years.filter(isNamedYear).length > 1;

/** The years or dates a line holds; undefined where it holds none. */
export const axisIn = (line: Line): Axis | undefined => dateAxis(line) ?? yearAxis(line);

function dateAxis(line: Line): Axis | undefined {
  const dates = line.map(dateIn);
  const run = runOf(dates, (before, date) => date > before, true);
  if (!run) return undefined;
  const isPlain = (i: number) => typeof line[i]!.value === 'number' && dates[i] === null;
  const plain = [...line.keys()].filter(isPlain);
  // Of plain numbers, those among the dates want a format; those before them show that this is another line.
  const among = plain.filter((i) => i < run.last).length;
  const isAxis = plain.length === 0 || (run.count > 1 && plain[0]! > run.first && among < run.count);
  return isAxis ? { kind: 'date', line, ...run, isHeaded: false } : undefined;
}

/** Whole numbers that count up by one, from two on; under a head that says so any numbers, which may be faulty. */
function yearAxis(line: Line): Axis | undefined {
  const years = line.map(yearIn);
  const start = years.findIndex((y) => y !== null);
  if (start < 0) return undefined;
  const isHeaded = areCalledYears(line.slice(0, start), line.slice(start));
  const run = runOf(years, isNextYear, isHeaded);
  const isAxis = run && (isHeaded || (run.count > 1 && Number.isInteger(years[start])));
  return isAxis ? { kind: 'year', line, ...run, isHeaded } : undefined;
}

/** Whether a year goes on with those before it, some cells on; blanks between may have been counted or not. */
export const isNextYear = (before: number, year: number, cells: number): boolean =>
  year === before + 1 || year === before + cells;

/** From the first value to the last that goes on with it; beyond a gap another table may begin. */
function runOf(
  values: readonly (number | null)[],
  goesOn: (before: number, value: number, cells: number) => boolean,
  takesFaulty: boolean,
): { first: number; last: number; count: number } | undefined {
  const first = values.findIndex((v) => v !== null);
  if (first < 0) return undefined;
  let [last, count] = [first, 1];
  for (let i = first + 1; i < values.length; i++) {
    const value = values[i]!;
    if (value === null) continue;
    const isBeside = i === last + 1;
    if (!goesOn(values[last]!, value, i - last) && !(isBeside && takesFaulty)) {
      if (isBeside) return undefined;
      break;
    }
    last = i;
    count++;
  }
  return { first, last, count };
}

/** Whether the years or dates run down: as the longer of them does, else as the block is the longer. */
export function runsDown(rows: readonly Line[], columns: readonly Line[]): boolean {
  const longest = (lines: readonly Line[]) =>
    lines.reduce((most, line) => {
      const { count = 0, isHeaded } = axisIn(line) ?? {};
      // Two numbers may follow one another by chance.
      return count > 2 || (count > 1 && isHeaded) ? Math.max(most, count) : most;
    }, 0);
  const [down, across] = [longest(columns), longest(rows)];
  if (down !== across) return down > across;
  const filled = (lines: readonly Line[]) => lines.filter(isFilled).length;
  return filled(rows) >= filled(columns);
}

export const isFilled = (line: Line): boolean => line.some((c) => !isBlank(c.value));
