/** What a cell holds as Excel gives it: errors are texts such as `#REF!`, blanks are empty texts or null. */
export type CellValue = string | number | boolean | null;

/** A rectangle of cells with the place it was read from. */
export interface Grid {
  /** Name of the worksheet, or an empty text when unknown (custom functions). */
  readonly sheet: string;
  /** Zero-based row and column of the first cell. */
  readonly row: number;
  readonly column: number;
  readonly values: readonly (readonly CellValue[])[];
  /** Number formats as Excel gives them, when known: they tell dates and percents from plain numbers. */
  readonly numberFormats?: readonly (readonly string[])[];
}

/** `B2` for row 1, column 1 (zero-based). */
export function cellAddress(row: number, column: number): string {
  let letters = '';
  for (let c = column; c >= 0; c = Math.floor(c / 26) - 1)
    letters = String.fromCharCode(65 + (c % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** `B2:C13` of a rectangle, without the sheet. */
export function rangeAddress(row: number, column: number, rows: number, columns: number): string {
  const first = cellAddress(row, column);
  const last = cellAddress(row + rows - 1, column + columns - 1);
  return first === last ? first : `${first}:${last}`;
}

/** Values with the place an address such as `Deal!B11:C13` names; the first cell of a sheet when it is unknown. */
export function gridAt(values: Grid['values'], address: string): Grid {
  const match = /^(?:(.*)!)?\$?([A-Z]+)\$?(\d+)/.exec(address);
  const letters = match?.[2] ?? 'A';
  const column = [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const sheet = (match?.[1] ?? '').replace(/^'(.*)'$/, '$1').replace(/''/g, "'");
  return { sheet, row: Number(match?.[3] ?? 1) - 1, column, values };
}

/** `Deal!B2`, the sheet in quotes where Excel wants them. */
export const inSheet = (sheet: string, address: string): string =>
  `${/^[\w.\u2e80-\uffff]+$/.test(sheet) ? sheet : `'${sheet.replace(/'/g, "''")}'`}!${address}`;
