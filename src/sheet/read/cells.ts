/** The cells of a grid, each with what stands in it: its number, its day, its error. */
import { serialOf } from '../../engine/index.ts';
import { isDateFormat } from './dates.ts';
import type { Cell, Line, ReadableGrid, Value } from './model.ts';
import { parseNumber, type Style } from './number.ts';
import { parsePeriod, type ParsedPeriod } from './period.ts';

/** `B2` for row 1, column 1 (zero-based). */
export function cellAddress(row: number, column: number): string {
  let letters = '';
  for (let c = column; c >= 0; c = Math.floor(c / 26) - 1)
    letters = String.fromCharCode(65 + (c % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** The range that holds all of these cells. */
export function rangeOf(cells: readonly Pick<Cell, 'row' | 'column'>[]): string {
  let [top, left, bottom, right] = [Infinity, Infinity, 0, 0];
  for (const { row, column } of cells) {
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  }
  if (top === Infinity) return '';
  const [first, last] = [cellAddress(top, left), cellAddress(bottom, right)];
  return first === last ? first : `${first}:${last}`;
}

/** Days from the epoch of 1904 to that of 1900. */
const FROM_1904 = 1462;
/** Serials before it lie before 1 March 1900, which no deal means. */
const FIRST_DAY = 61;
const LAST_DAY = 2_958_465;

const isErrorText = (value: string): boolean => /^#[A-Z][A-Z/0!?_]+$/.test(value);

function cellOf(
  value: Value,
  format: string,
  has1904: boolean,
  hasFormula: boolean,
): Omit<Cell, 'row' | 'column' | 'address'> {
  if (value === null || value === undefined)
    return { value: null, format, ...(hasFormula ? { notComputed: true } : {}) };
  if (typeof value === 'object') {
    if ('basicValue' in value) return cellOf(value.basicValue, format, has1904, hasFormula);
    if ('error' in value) return { value: null, format, error: value.error };
    const day = serialOf(value.iso.slice(0, 10));
    return day === null ? { value: value.iso, format } : { value: day, format, day };
  }
  if (typeof value === 'string') {
    if (isErrorText(value)) return { value: null, format, error: value };
    return value.trim() === ''
      ? { value: null, format }
      : { value, format, parsed: parseNumber(value), named: parsePeriod(value) };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return { value: null, format, error: '#NUM!' };
  if (typeof value === 'number' && isDateFormat(format)) {
    const day = Math.floor(value) + (has1904 ? FROM_1904 : 0);
    if (day >= FIRST_DAY && day <= LAST_DAY) return { value: day, format, day };
  }
  return { value, format };
}

export function cellsOf(grid: ReadableGrid): Line[] {
  const width = grid.values.reduce((most, line) => Math.max(most, line.length), 0);
  const columns = Array.from({ length: width }, (_, c) => cellAddress(0, grid.column + c).slice(0, -1));
  return grid.values.map((line, r) =>
    columns.map((letters, c): Cell => {
      const format = grid.numberFormats?.[r]?.[c] ?? '';
      const cell = cellOf(line[c] ?? null, format, grid.date1904 ?? false, grid.formulas?.[r]?.[c] ?? false);
      return Object.assign(cell, {
        row: grid.row + r,
        column: grid.column + c,
        address: `${letters}${grid.row + r + 1}`,
      });
    }),
  );
}

/** The period that the text of a cell names. */
export const periodNamed = (cell: Cell): ParsedPeriod | null => {
  const text = textIn(cell);
  return text === null ? null : cell.named === undefined ? parsePeriod(text) : cell.named;
};

export const transpose = (lines: readonly Line[]): Line[] =>
  (lines[0] ?? []).map((_, c) => lines.map((line) => line[c]!));

export const isEmpty = (cell: Cell): boolean =>
  cell.value === null && cell.error === undefined && !cell.notComputed;

export const textIn = (cell: Cell): string | null =>
  typeof cell.value === 'string' ? cell.value.trim() : null;

/** Blank, or a dash or n/a, or 0. */
export const isNothing = (cell: Cell): boolean =>
  isEmpty(cell) || cell.value === 0 || cell.parsed?.kind === 'blank';

/** The number in a cell, also as text; null where it is none, `undefined` where it is blank. */
export function numberIn(cell: Cell, style?: Style): number | null | undefined {
  if (cell.error !== undefined || cell.notComputed) return null;
  const { value } = cell;
  if (typeof value === 'number') return value;
  if (value === null) return undefined;
  if (typeof value === 'boolean') return null;
  const parsed = cell.parsed && style === undefined ? cell.parsed : parseNumber(value, style);
  if (parsed.kind === 'blank') return undefined;
  if (parsed.kind === 'number') return parsed.value;
  return parsed.kind === 'ambiguous' ? parsed.point : null;
}

/** Words: a text that is neither a number nor a dash. */
export const wordsIn = (cell: Cell): string | null => {
  const text = textIn(cell);
  return text !== null && (cell.parsed ?? parseNumber(text)).kind === 'none' ? text : null;
};

export const isPercentFormat = (format: string): boolean => /%/.test(format.replace(/"[^"]*"|\\./g, ''));

/** Half a unit of the last digit that a number shows; numbers of more than nine decimals are exact. */
export function halfUnit(value: number): number {
  let scale = 1;
  for (let decimals = 0; decimals <= 9; decimals++, scale *= 10) {
    const scaled = value * scale;
    if (Math.abs(scaled - Math.round(scaled)) <= 1e-12 * Math.abs(scaled)) return 0.5 / scale;
  }
  return 0;
}
