/** What sheets of one table share: title and notes in lines that a page holds, and columns as wide as what they show. */
import { INK } from './colors.ts';
import { type Canvas, plain } from './canvas.ts';
import type { Style } from '../plan.ts';
import { shownLength, textWidth } from './widths.ts';

/** Digits of a line, so that no title makes the page much smaller than its table does. */
const LINE = 100;
const TITLE = 14;
const TEXT = 11;

/** Puts title and notes from the first row on, and gives the row after them. */
export function putTitle(canvas: Canvas, title: string, notes: readonly string[]): number {
  const titles = linesOf(title, (LINE * TEXT) / TITLE);
  titles.forEach((line, i) => canvas.put(i, 0, plain(line), { bold: true, size: TITLE }));
  const others = notes.flatMap((note) => linesOf(note, LINE));
  others.forEach((line, i) => canvas.put(titles.length + i, 0, plain(line), { color: INK.muted }));
  return titles.length + others.length;
}

/** A text in lines of so many digits, broken at spaces and between Chinese characters. */
export function linesOf(text: string, digits: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/\s*(?:\p{Script=Han}\p{Po}*|[^\s\p{Script=Han}]+)/gu) ?? []) {
    if (line && textWidth(line + piece) > digits) {
      lines.push(line);
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line];
}

/** Excel's own, in digits: so wide is a column that nobody set. */
const USUAL = 8.43;
const FIGURE_ROOM = 1;
const TEXT_ROOM = 1.5;

/**
 * Widths of the first columns, so that every figure fits its own and every text the empty ones it may run over.
 * @param least of each column
 */
export function fittedWidths(canvas: Pick<Canvas, 'cells' | 'styles'>, least: readonly number[]): number[] {
  const widths = [...least];
  const looks = looksOf(canvas);
  const runs: { readonly from: number; readonly to: number; readonly needed: number }[] = [];
  canvas.cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      if (cell === null || (typeof cell === 'string' && cell.startsWith('='))) return;
      const { numberFormat = '0', size = TEXT, align } = looks[row]![column]!;
      if (typeof cell === 'number') {
        widths[column] = Math.max(widths[column] ?? USUAL, shownLength(cell, numberFormat) + FIGURE_ROOM);
        return;
      }
      let to = column;
      if (align !== 'right') while (to + 1 < least.length && (line[to + 1] ?? null) === null) to++;
      runs.push({ from: column, to, needed: (textWidth(cell) * size) / TEXT + TEXT_ROOM });
    }),
  );
  for (const { from, to, needed } of runs.sort((a, b) => a.to - a.from - (b.to - b.from))) {
    const room = widths.slice(from, to + 1).reduce((a, b) => a + b, 0);
    widths[from]! += Math.max(0, needed - room);
  }
  return widths;
}

interface Look {
  numberFormat?: string;
  size?: number;
  align?: Style['align'];
}

/** What counts for the width of each cell. */
function looksOf({ cells, styles }: Pick<Canvas, 'cells' | 'styles'>): Look[][] {
  const looks = cells.map((line) => line.map(() => ({}) as Look));
  for (const { area, style } of styles) {
    const { numberFormat, size, align } = style;
    for (const line of looks.slice(area.row, area.row + area.rows))
      for (const look of line.slice(area.column, area.column + area.columns)) {
        if (numberFormat !== undefined) look.numberFormat = numberFormat;
        if (size !== undefined) look.size = size;
        if (align !== undefined) look.align = align;
      }
  }
  return looks;
}
