/** A sheet parted into tables at its blank rows and columns. */
import { isEmpty, numberIn, textIn, transpose } from './cells.ts';
import type { Line } from './model.ts';
import { areYearsAlong } from './dates.ts';
import { goingOn, type Span } from './gaps.ts';
import { parsePeriod } from './period.ts';

/** A rectangle within lines: first and last row and column, inclusive. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const spans = (filled: readonly boolean[]): Span[] => {
  const found: [number, number][] = [];
  filled.forEach((is, i) => {
    if (!is) return;
    const last = found.at(-1);
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
};

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

function part(lines: readonly Line[], box: Box): Box[] {
  const { top, left, bottom, right } = box;
  const filled = (r: number, c: number) => !isEmpty(lines[r]![c]!);
  const rows = goingOn(
    () => within(lines, box),
    spans(range(top, bottom).map((r) => range(left, right).some((c) => filled(r, c)))),
  );
  const columns = goingOn(
    () => transpose(within(lines, box)),
    spans(range(left, right).map((c) => range(top, bottom).some((r) => filled(r, c)))),
  );
  const [firstRow, firstColumn] = [rows[0], columns[0]];
  if (!firstRow || !firstColumn) return [];
  if (rows.length === 1 && columns.length === 1)
    return [
      {
        top: top + firstRow[0],
        bottom: top + firstRow[1],
        left: left + firstColumn[0],
        right: left + firstColumn[1],
      },
    ];
  // Rows first: tables one below the other may have their blank columns in other places.
  if (rows.length > 1)
    return rows.flatMap(([a, b]) => part(lines, { ...box, top: top + a, bottom: top + b }));
  return columns.flatMap(([a, b]) => part(lines, { ...box, left: left + a, right: left + b }));
}

export const within = (lines: readonly Line[], { top, left, bottom, right }: Box): Line[] =>
  lines.slice(top, bottom + 1).map((line) => line.slice(left, right + 1));

const around = (a: Box, b: Box): Box => ({
  top: Math.min(a.top, b.top),
  left: Math.min(a.left, b.left),
  bottom: Math.max(a.bottom, b.bottom),
  right: Math.max(a.right, b.right),
});

/** A column of words alone, to the left of numbers that have none: their heads, set off by an empty column. */
function headsBeside(lines: readonly Line[], a: Box, b: Box): boolean {
  if (a.left !== a.right || a.right >= b.left || b.left - a.right > 2) return false;
  if (a.top > b.bottom || b.top > a.bottom) return false;
  const heads = within(lines, a).flat();
  const firsts = within(lines, b).map((line) => line[0]!);
  const isWords = heads.every((c) => isEmpty(c) || (textIn(c) !== null && typeof numberIn(c) !== 'number'));
  return (
    isWords &&
    firsts.some((c) => typeof numberIn(c) === 'number') &&
    !firsts.some((c) => textIn(c) !== null && !parsePeriod(textIn(c)!) && numberIn(c) === null)
  );
}

/** A row of heads or periods, set off by an empty row from the numbers below it. */
function headsAbove(lines: readonly Line[], a: Box, b: Box): boolean {
  if (a.top !== a.bottom || b.top - a.bottom !== 2) return false;
  if (a.left > b.right || b.left > a.right) return false;
  const heads = within(lines, a)[0]!;
  const below = within(lines, b);
  const filled = heads.filter((c) => !isEmpty(c));
  const years = filled.filter((c) => c.day === undefined && typeof c.value === 'number');
  const isPeriods =
    areYearsAlong(years.map((c) => Number(c.value))) ||
    filled.filter((c) => c.day !== undefined || (textIn(c) !== null && parsePeriod(textIn(c)!) !== null))
      .length >= 2;
  const hasNumbers = below.some((line) => line.filter((c) => typeof numberIn(c) === 'number').length >= 2);
  const hasPeriods =
    below[0]!.filter((c) => c.day !== undefined || (textIn(c) !== null && parsePeriod(textIn(c)!) !== null))
      .length >= 2;
  const isWords = filled.length >= 2 && filled.every((c) => textIn(c) !== null && numberIn(c) === null);
  const hasWords = below[0]!.some(
    (c) => textIn(c) !== null && numberIn(c) === null && !parsePeriod(textIn(c)!),
  );
  const fits = b.right - b.left >= 1 && filled.length <= b.right - b.left + 2;
  if (isWords && !isPeriods)
    return (
      fits &&
      !hasWords &&
      a.left === b.left &&
      a.right === b.right &&
      below.some((line) => line.some((c) => typeof numberIn(c) === 'number'))
    );
  return isPeriods && hasNumbers && !hasPeriods && fits;
}

/** The tables of a sheet, in reading order. */
export function tablesIn(lines: readonly Line[]): Box[] {
  const height = lines.length;
  const width = lines[0]?.length ?? 0;
  if (!height || !width) return [];
  const parts = part(lines, { top: 0, left: 0, bottom: height - 1, right: width - 1 });
  for (let joined = true; joined;) {
    joined = false;
    for (let i = 0; i < parts.length && !joined; i++)
      for (let j = 0; j < parts.length && !joined; j++) {
        if (i === j) continue;
        const [a, b] = [parts[i]!, parts[j]!];
        if (!headsBeside(lines, a, b) && !headsAbove(lines, a, b)) continue;
        const whole = around(a, b);
        if (
          parts.some(
            (p, k) =>
              k !== i &&
              k !== j &&
              p.top <= whole.bottom &&
              p.bottom >= whole.top &&
              p.left <= whole.right &&
              p.right >= whole.left,
          )
        )
          continue;
        parts.splice(Math.max(i, j), 1);
        parts.splice(Math.min(i, j), 1, whole);
        joined = true;
      }
  }
  return parts;
}
