import type { Rect } from '../grid/index.ts';

/** `AB` for 27. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let c = column; c >= 0; c = Math.floor(c / 26) - 1)
    letters = String.fromCharCode(65 + (c % 26)) + letters;
  return letters;
}

const columnNumber = (letters: string) =>
  [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

export function addressOf({ row, column, rows, columns }: Rect): string {
  const first = `${columnLetters(column)}${row + 1}`;
  const last = `${columnLetters(column + columns - 1)}${row + rows}`;
  return first === last ? first : `${first}:${last}`;
}

/** A sheet's name as it stands before `!`. */
export const quoted = (name: string) =>
  /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`;

/** The sheet's name in an address, when there is one, and the rest. */
export function splitAddress(address: string): { sheet: string | null; cells: string } {
  const [, quotedName, plainName, cells] =
    /^(?:'((?:[^']|'')+)'!|([^'!]+)!)?([^!]*)$/.exec(address.trim()) ?? [];
  if (cells === undefined) throw new Error(`InvalidArgument: ${address} is no address`);
  return { sheet: quotedName?.replaceAll("''", "'") ?? plainName ?? null, cells };
}

/** Whole rows and columns end where the grid of the sheet does. */
export function parseCells(cells: string, size: { rows: number; columns: number }): Rect | null {
  const [first = '', last = first] = cells.replaceAll('$', '').split(':');
  const from = corner(first);
  const to = corner(last);
  if (!from || !to) return null;
  const row = Math.min(from.row ?? 0, to.row ?? 0);
  const column = Math.min(from.column ?? 0, to.column ?? 0);
  const endRow = Math.max(from.row ?? size.rows - 1, to.row ?? size.rows - 1);
  const endColumn = Math.max(from.column ?? size.columns - 1, to.column ?? size.columns - 1);
  return { row, column, rows: endRow - row + 1, columns: endColumn - column + 1 };
}

function corner(text: string): { row: number | null; column: number | null } | null {
  const [, letters, digits] = /^([A-Z]{1,3})?(\d{1,7})?$/i.exec(text) ?? [];
  if (!letters && !digits) return null;
  return { row: digits ? Number(digits) - 1 : null, column: letters ? columnNumber(letters) : null };
}

export function intersection(a: Rect, b: Rect): Rect | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}

export function union(a: Rect, b: Rect): Rect {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}
