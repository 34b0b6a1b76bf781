/** Sections of one table with blank rows or columns between them: the periods stand over the first alone. */
import { areYearsAlong } from './dates.ts';
import { numberIn, periodNamed, textIn, transpose, wordsIn } from './cells.ts';
import type { Cell, Line } from './model.ts';
import type { Box } from './tables.ts';
import { headSays, isTotalName } from './words.ts';

/** Heads and titles above the periods. */
const MOST_HEADS = 4;
/** Blank rows between two sections. */
const MOST_BLANK = 2;

const isNumber = (cell: Cell): boolean => cell.day === undefined && typeof numberIn(cell) === 'number';
const isPeriod = (cell: Cell): boolean =>
  cell.day !== undefined || (textIn(cell) !== null && periodNamed(cell) !== null);
/** 0, 1, 2 along a row. */
const counts = (cells: readonly Cell[]): boolean =>
  cells.length >= 3 &&
  cells.every((c, i) => c.value === i || c.value === i + 1) &&
  cells[1]!.value !== cells[0]!.value;

interface Periods {
  readonly row: number;
  readonly columns: ReadonlySet<number>;
  readonly first: number;
}

/** The row of periods at the top of a box, by columns of the sheet. */
function periodsOf(lines: readonly Line[], { top, bottom, left, right }: Box): Periods | null {
  for (let row = top; row <= Math.min(bottom, top + MOST_HEADS - 1); row++) {
    const cells = lines[row]!.slice(left, right + 1);
    const numbers = cells.filter(isNumber);
    const isCount = counts(numbers) || areYearsAlong(numbers.map((c) => numberIn(c)!));
    const columns = cells.flatMap((c, i) => (isPeriod(c) || (isCount && isNumber(c)) ? [left + i] : []));
    if (columns.length >= 2 && columns[0]! > left)
      return { row, columns: new Set(columns), first: columns[0]! };
  }
  return null;
}

/** A box whose numbers stand under the periods of another: at least two in a row, with words before them. */
function isUnder(lines: readonly Line[], box: Box, { columns, first }: Periods, above: Box): boolean {
  if (box.left > first || box.left < above.left || box.right > above.right) return false;
  if (periodsOf(lines, box)) return false;
  let widest = 0;
  for (let row = box.top; row <= box.bottom; row++) {
    const line = lines[row]!;
    const numbers = line.flatMap((c, i) => (i >= box.left && i <= box.right && isNumber(c) ? [i] : []));
    const under = numbers.filter((i) => columns.has(i));
    widest = Math.max(widest, under.length);
    const isBeside = (i: number) =>
      columns.has(i) ||
      i < first ||
      lines.some((l, r) => r >= above.top && r <= above.bottom && isTotalName(textIn(l[i]!) ?? ''));
    if (!numbers.every(isBeside)) return false;
    if (numbers.length > 0 && !line.slice(box.left, first).some((c) => wordsIn(c) !== null)) return false;
  }
  return widest >= 2;
}

const saysCash = (lines: readonly Line[], { top, bottom, left }: Box, { first }: Periods): boolean =>
  lines.slice(top, bottom + 1).some((line) => {
    const name = line
      .slice(left, first)
      .map(wordsIn)
      .find((w) => w !== null);
    return ['net', 'paidIn', 'paidOut'].includes(String(headSays(name ?? ''))) && line.some(isNumber);
  });

/** Boxes below one another joined where the lower ones hold cash under the periods of the first. */
function joinedDown(lines: readonly Line[], boxes: readonly Box[]): Box[] {
  const rest = [...boxes].sort((a, b) => a.top - b.top || a.left - b.left);
  const found: Box[] = [];
  while (rest.length) {
    const box = rest.shift()!;
    const periods = periodsOf(lines, box);
    let bottom = box.bottom;
    let [under, joined]: Box[][] = [[], []];
    if (periods)
      for (const next of rest) {
        if (next.left > box.right || next.right < box.left) continue;
        if (next.top - bottom - 1 > MOST_BLANK || next.top <= bottom || !isUnder(lines, next, periods, box))
          break;
        bottom = next.bottom;
        under = [...under, next];
        // Under lines of cash, or beside names alone, as deals are.
        if (saysCash(lines, next, periods) || !saysCash(lines, box, periods)) joined = under;
      }
    for (const part of joined) rest.splice(rest.indexOf(part), 1);
    found.push(joined.length ? { ...box, bottom: joined.at(-1)!.bottom } : box);
  }
  return found;
}

/** Where the periods of rows that stand alone begin, such as years over their dates; undefined where the box is none. */
function timelineFrom(lines: readonly Line[], box: Box): number | undefined {
  if (box.bottom - box.top > 1) return undefined;
  const firsts = lines.slice(box.top, box.bottom + 1).map((line, i) => {
    const cells = line.slice(box.left, box.right + 1);
    const row = { ...box, top: box.top + i, bottom: box.top + i };
    const years = cells.map((c) => numberIn(c) ?? 0);
    if (cells.length >= 3 && (cells.every(isPeriod) || counts(cells) || areYearsAlong(years)))
      return box.left;
    const periods = periodsOf(lines, row);
    if (periods && periods.columns.size >= 3) return periods.first;
    return cells.some(isNumber) ? null : undefined;
  });
  if (firsts.includes(null)) return undefined;
  return firsts.find((first) => typeof first === 'number') ?? undefined;
}

/** A row of periods that stands alone, over sections whose names and numbers are set apart by a blank column. */
function underTimeline(lines: readonly Line[], boxes: readonly Box[]): Box[] {
  const line = boxes.find((b) => (timelineFrom(lines, b) ?? 0) > 0);
  if (!line) return [...boxes];
  const first = timelineFrom(lines, line)!;
  const below = boxes.filter((b) => b.top > line.bottom).sort((a, b) => a.top - b.top);
  let joined: Box[] = [];
  let bottom = line.bottom;
  while (below.length) {
    const { top, bottom: end } = below[0]!;
    const band = below.filter((b) => b.top <= end);
    below.splice(0, band.length);
    const rows = { top, bottom: Math.max(...band.map((b) => b.bottom)) };
    const isInside = band.every((b) => b.right < first || (b.left >= first && b.right <= line.right));
    if (!isInside || top - bottom - 1 > MOST_BLANK || !hasNames(lines, rows, { first, right: line.right }))
      break;
    joined = [...joined, ...band];
    bottom = rows.bottom;
  }
  const isApart = joined.some((b) => b.right < first) && joined.some((b) => b.left >= first);
  if (!isApart) return [...boxes];
  const left = Math.min(line.left, ...joined.map((b) => b.left));
  const others = boxes.filter((b) => b !== line && !joined.includes(b));
  const cuts = (b: Box) => b.top <= bottom && b.bottom >= line.top && b.left <= line.right && b.right >= left;
  return others.some(cuts) ? [...boxes] : [...others, { top: line.top, left, bottom, right: line.right }];
}

/** Every row with numbers under the periods has words before them. */
const hasNames = (
  lines: readonly Line[],
  rows: Pick<Box, 'top' | 'bottom'>,
  { first, right }: { readonly first: number; readonly right: number },
): boolean =>
  lines
    .slice(rows.top, rows.bottom + 1)
    .every(
      (cells) =>
        !cells.slice(first, right + 1).some(isNumber) ||
        cells.slice(0, first).some((c) => wordsIn(c) !== null),
    );

const turned = ({ top, left, bottom, right }: Box): Box => ({
  top: left,
  left: top,
  bottom: right,
  right: bottom,
});

export const withSections = (lines: readonly Line[], boxes: readonly Box[]): Box[] =>
  boxes.length < 2
    ? [...boxes]
    : joinedDown(transpose(lines), joinedDown(lines, underTimeline(lines, boxes)).map(turned)).map(turned);
