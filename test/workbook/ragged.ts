import type { CellValue, Grid } from '../../src/sheet/index.ts';

/** A sheet from A1 on, of rows of any length: what a row is short of is empty. */
export const sheetOf = (name: string, rows: CellValue[][]) => {
  const width = Math.max(...rows.map((row) => row.length));
  return {
    sheet: name,
    row: 0,
    column: 0,
    values: rows.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? null)),
  } satisfies Grid;
};
