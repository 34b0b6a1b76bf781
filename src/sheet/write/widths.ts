/** How wide the columns of a detail sheet are: Excel shows `####` where a number does not fit, and cuts nothing. */
import type { DetailColumn } from '../table.ts';
import type { PlanCell } from '../plan.ts';

/** Characters of a number in a format of `FORMATS`. */
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

/** Other fonts, a larger scale and bold figures take more room than the default font's digits. */
const ROOM = 2;
const LEAST = { period: 7, date: 12, amount: 12, rate: 14, check: 9 } as const;

/** Room for the largest number of each column of the table, its total included. */
export const tableWidths = (
  columns: readonly DetailColumn[],
  formatOf: (column: DetailColumn) => string,
): number[] =>
  columns.map((column) => {
    const format = formatOf(column);
    const least = column.key === 'net' ? LEAST.amount + 1 : LEAST[column.format];
    return [...column.values, column.total].reduce<number>(
      (width, value) => (value === null ? width : Math.max(width, shownLength(value, format) + ROOM)),
      least,
    );
  });

/** Widens columns for single numbers that stand above the table, such as an amount among the terms. */
export function widenFor(
  widths: number[],
  cells: readonly { readonly column: number; readonly value: PlanCell; readonly format: string }[],
): void {
  for (const { column, value, format } of cells)
    if (typeof value === 'number')
      widths[column] = Math.max(widths[column] ?? LEAST.amount, shownLength(value, format) + ROOM);
}
