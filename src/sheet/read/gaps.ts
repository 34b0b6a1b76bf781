/** Rows that go on with a table below a gap, such as a blank row after each year. */
import { isEmpty, numberIn, periodNamed, textIn } from './cells.ts';
import { isCalendarYear } from './dates.ts';
import type { Cell, Line } from './model.ts';
import { headSays, isTotalName } from './words.ts';

/** First and last row, inclusive. */
export type Span = readonly [first: number, last: number];

const isNamed = (cell: Cell): boolean => cell.day !== undefined || periodNamed(cell) !== null;
const isCount = (cell: Cell): boolean => cell.day === undefined && typeof cell.value === 'number';

/** The column in which a row begins; -1 for a blank one. */
const beginOf = (line: Line): number => line.findIndex((c) => !isEmpty(c));

/** Spans of rows, joined where the lower one has no heads and its periods follow those above. */
export function goingOn(linesOf: () => readonly Line[], spans: readonly Span[]): readonly Span[] {
  if (spans.length < 2) return spans;
  const lines = linesOf();
  const found: Span[] = [];
  for (const span of spans) {
    const above = found.at(-1);
    if (above && follows(lines, above, span)) found[found.length - 1] = [above[0], span[1]];
    else found.push(span);
  }
  return found;
}

function follows(lines: readonly Line[], [from, to]: Span, [next, end]: Span): boolean {
  const above = lines.slice(from, to + 1).filter((line) => !isAside(line));
  const below = lines.slice(next, end + 1);
  const last = above.at(-1);
  const column = last ? beginOf(last) : -1;
  if (!last || column < 0) return false;
  const begins = (line: Line) => beginOf(line) === column;
  // One count may be any number: a second one or a head tells it from an amount.
  const [previous, first] = [above.at(-2)?.[column], last[column]!];
  const isCounted =
    previous !== undefined &&
    (previous.value === Number(first.value) - 1 || headSays(textIn(previous) ?? '') === 'period');
  const isPeriod = (line: Line, before: Cell): boolean => {
    const cell = line[column]!;
    if (!begins(line)) return false;
    if (isNamed(cell)) return isNamed(before);
    if (!isCount(cell) || !isCount(before)) return false;
    const areYears = [cell, before].every((c) => isCalendarYear(Number(c.value)));
    return areYears || (isCounted && cell.value === Number(before.value) + 1);
  };
  let before = first;
  if (!isPeriod(below[0]!, before)) return false;
  for (const line of below) {
    if (isAside(line)) continue;
    if (!isPeriod(line, before)) return false;
    before = line[column]!;
  }
  const isIn = (line: Line, c: number) => !isEmpty(line[c]!);
  const hasAmount = below.some((line) => line.some((c, i) => i > column && typeof numberIn(c) === 'number'));
  return (
    hasAmount &&
    below.every((line) => line.every((_, c) => !isIn(line, c) || above.some((row) => isIn(row, c))))
  );
}

/** A total, or a remark by itself. */
const isAside = (line: Line): boolean => {
  const filled = line.filter((c) => !isEmpty(c));
  const text = filled[0] === undefined || isNamed(filled[0]) ? null : textIn(filled[0]);
  return text !== null && (filled.length === 1 || isTotalName(text));
};
