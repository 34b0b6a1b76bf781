/** How wide texts and figures are, in digits of the default font: Excel shows `####` where a number does not fit. */
import type { DetailColumn } from '../table.ts';

/** Characters of a number in a format of `FORMATS`; with what stands between the digits as wide as they are. */
export function shownLength(value: number, format: string): number {
  if (format.includes('yyyy')) return 'yyyy-mm-dd'.length;
  const [positive = ''] = format.split(';');
  const [, decimals = ''] = /\.([0#]+)/.exec(positive) ?? [];
  const percent = positive.includes('%');
  const whole = Math.abs(percent ? value * 100 : value).toFixed(decimals.length);
  const digits = whole.split('.')[0]!.length;
  const commas = positive.includes(',') ? Math.floor((digits - 1) / 3) : 0;
  const [, suffix = ''] = /"([^"]*)"/.exec(positive) ?? [];
  return (value < 0 ? 1 : 0) + whole.length + commas + (percent ? 1 : 0) + suffix.length;
}

/** Characters that are as wide as they are high. */
const SQUARE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const WIDE = /[mwMW%@&—…]/;
const CAPITAL = /\p{Lu}/u;
const NARROW = /[ijl.,;:'!|()[\] ]/;

/** Digits of the default font that a text takes in bold, from above for the fonts that Excel and LibreOffice begin with. */
export const textWidth = (text: string): number =>
  [...text].reduce(
    (sum, c) =>
      sum +
      (SQUARE.test(c) ? 2.2 : WIDE.test(c) ? 1.75 : CAPITAL.test(c) ? 1.3 : NARROW.test(c) ? 0.65 : 1.08),
    0,
  );

/** Bold figures and a larger scale take more room; commas and points, counted as digits, leave some. */
const FIGURE_ROOM = 1;
const ROOM = 1.5;
const LEAST = { period: 6, date: 12, amount: 12, rate: 10, check: 8 } as const;
/** A longer head goes onto several lines. */
const LONGEST_HEAD = 24;

/** Room for the largest number of each column, its total and its head included, all in bold. */
export const tableWidths = (
  columns: readonly DetailColumn[],
  heads: readonly string[],
  formatOf: (column: DetailColumn) => string,
): number[] =>
  columns.map((column, c) => {
    const format = formatOf(column);
    const least = Math.max(LEAST[column.format], Math.min(LONGEST_HEAD, textWidth(heads[c]!) + ROOM));
    return [...column.values, column.total].reduce<number>(
      (width, value) => (value === null ? width : Math.max(width, shownLength(value, format) + FIGURE_ROOM)),
      least,
    );
  });

/** Widens the columns of a group whose name would not fit above them. */
export function widenForGroups(
  widths: number[],
  columns: readonly Pick<DetailColumn, 'group'>[],
  from = 0,
): void {
  for (let c = 0; c < columns.length;) {
    let end = c + 1;
    while (end < columns.length && columns[end]!.group === columns[c]!.group && columns[c]!.group) end++;
    const span = widths.slice(from + c, from + end).reduce((a, b) => a + b, 0);
    const wanted = textWidth(columns[c]!.group) + ROOM;
    for (let i = c; i < end; i++) widths[from + i]! += Math.max(0, wanted - span) / (end - c);
    c = end;
  }
}

/** Points of columns as Excel prints them in its default font: 7 px a digit, 5 px of margin. */
export const printedPoints = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + (7 * width + 5) * 0.75, 0);
