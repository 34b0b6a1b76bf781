/** Single cells and lines of them: what is a number, a date, an error, a run of years. */
import { cellAddress, rangeAddress, type CellValue, type Grid } from './grid.ts';
import type { CellIssue, ReadFlow } from './reading.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
  readonly address: string;
  readonly format: string;
}

export type Line = readonly Cell[];

export const isBlank = (value: CellValue): boolean => value === null || value === '';
export const isError = (value: CellValue): boolean =>
  typeof value === 'string' && /^#[A-Z/0!?_]+$/.test(value);
const isDateFormat = (format: string): boolean =>
  /[ymd]/i.test(format.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '')) && !/general/i.test(format);

/** Reads a number out of text: `3,000`, `(1,200)`, `￥5 000`, full-width digits, a trailing minus. Null when it is not one. */
export function numberInText(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u00a0¥$€£]/g, '')
    .replace(/\u2212/g, '-');
  const negative = /^\(.*\)$/.test(plain) || /^-|-$/.test(plain);
  const digits = plain.replace(/[()-]/g, '');
  const percent = digits.endsWith('%');
  const body = percent ? digits.slice(0, -1) : digits;
  if (!/^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$|^\.\d+$/.test(body)) return null;
  const value = Number(body.replace(/,/g, '')) / (percent ? 100 : 1);
  return negative ? -value : value;
}

export const transpose = (cells: readonly Line[]): Line[] =>
  (cells[0] ?? []).map((_, c) => cells.map((line) => line[c]!));

export function cellsOf(grid: Grid): Cell[][] {
  return grid.values.map((values, r) =>
    values.map((value, c) => ({
      row: grid.row + r,
      column: grid.column + c,
      value,
      address: cellAddress(grid.row + r, grid.column + c),
      format: grid.numberFormats?.[r]?.[c] ?? '',
    })),
  );
}

/** Serial day of a cell that is a date: a number formatted as one, an ISO text, or `2024/12/31`. */
export function dateIn(cell: Cell): number | null {
  if (typeof cell.value === 'number')
    return isDateFormat(cell.format) && cell.value > 60 ? Math.floor(cell.value) : null;
  return typeof cell.value === 'string' ? dateInText(cell.value) : null;
}

/** Serial day of a text. */
export function dateInText(text: string): number | null {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim());
  if (!match) return null;
  const time = Date.UTC(+match[1]!, +match[2]! - 1, +match[3]!);
  return new Date(time).getUTCDate() === +match[3]! ? time / 86_400_000 + 25569 : null;
}

export const amountIn = (cell: Cell): number | null =>
  typeof cell.value === 'number'
    ? cell.value
    : typeof cell.value === 'string'
      ? numberInText(cell.value)
      : null;

export const isTotalName = (text: string): boolean => /^(total|sum|合计|总计|小计)/i.test(text.trim());

/** `Year 1`, `第1年`, `FY2024`, `2024E`: a year as people name it, forecasts marked. */
const NAMED_YEAR = /^(?:(?:year|yr|period|y|fy|第)\s*)?(\d{1,4})\s*(?:年度?|期|[aef])?$/i;

/** Whether a cell calls itself a year, as a mere number does not. */
export const isNamedYear = ({ value }: Cell): boolean =>
  typeof value === 'string' && /\D/.test(value.trim()) && NAMED_YEAR.test(value.trim());

/** The number that may stand for a year, also as text. */
export function yearIn(cell: Cell): number | null {
  if (dateIn(cell) !== null) return null;
  const named = typeof cell.value === 'string' && NAMED_YEAR.exec(cell.value.trim());
  return named ? Number(named[1]) : amountIn(cell);
}

/** The range that holds all of these cells. */
export function addressAround(cells: readonly Cell[]): string {
  let [top, left, bottom, right] = [Infinity, Infinity, 0, 0];
  for (const { row, column } of cells) {
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  }
  return rangeAddress(top, left, bottom - top + 1, right - left + 1);
}

export function readAmount(cell: Cell, period: number, issues: CellIssue[]): ReadFlow {
  const { value, address } = cell;
  if (typeof value === 'number') return { period, amount: value, cell: address };
  if (isBlank(value)) {
    issues.push({ severity: 'warning', code: 'blankIsZero', cell: address, params: { period } });
    return { period, amount: 0, cell: address, doubtful: true };
  }
  if (isError(value)) {
    issues.push({
      severity: 'error',
      code: 'errorForAmount',
      cell: address,
      received: value,
      params: { error: String(value), period },
    });
    return { period, amount: null, cell: address, error: String(value) };
  }
  const number = typeof value === 'string' ? numberInText(value) : null;
  if (number === null) {
    issues.push({
      severity: 'error',
      code: 'textForAmount',
      cell: address,
      received: value,
      params: { period },
    });
    return { period, amount: null, cell: address, error: String(value) };
  }
  issues.push({
    severity: 'warning',
    code: 'numberAsText',
    cell: address,
    received: value,
    params: { number },
  });
  return { period, amount: number, cell: address, doubtful: true };
}

/** The amounts of a range of cash, one cell a period; a head above is left out, a blank is 0 and keeps its period. */
export function readAmounts(grid: Grid): { flows: ReadFlow[]; issues: CellIssue[] } {
  const cells = cellsOf(grid).flat();
  const issues: CellIssue[] = [];
  let last = cells.length - 1;
  while (last >= 0 && isBlank(cells[last]!.value)) last--;
  let first = 0;
  while (first < last && isBlank(cells[first]!.value)) first++;
  const head = cells[first];
  if (head && typeof head.value === 'string' && amountIn(head) === null && !isError(head.value)) first++;
  else first = 0;
  const flows = cells.slice(first, last + 1).map((cell, i) => readAmount(cell, i, issues));
  return { flows, issues };
}
