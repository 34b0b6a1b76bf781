/** The one door to the library that reads workbooks: bytes in, the used cells of each sheet out. */
import { readXls, readXlsx, type Cell, type CellValue as Read } from 'hucre/xlsx';
import type { CellValue, Grid } from '../../src/sheet/index.ts';

/** More cells than any deal has: 1,200 periods with 200 columns. */
const MOST_CELLS = 250_000;

export type FileKind = 'xlsx' | 'xls';

/** A workbook that holds more than is read. */
export class TooManyCells extends Error {
  override readonly name = 'TooManyCells';
}

/** @throws TooManyCells, or what the library throws of a file it cannot read */
export async function gridsOf(bytes: Uint8Array, kind: FileKind): Promise<Grid[]> {
  const book = await (kind === 'xls' ? readXls : readXlsx)(bytes, {
    readStyles: true,
    sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
  });
  let cells = 0;
  return book.sheets.map(({ name, rows: found, cells: detailed }) => {
    // Empty rows may be holes.
    const rows = Array.from(found, (row) => row ?? []);
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
    cells += width * rows.length;
    if (cells > MOST_CELLS) throw new TooManyCells(name);
    const columns = [...Array(width).keys()];
    const cellAt = (r: number, c: number) => detailed?.get(`${r},${c}`);
    return {
      sheet: name,
      row: 0,
      column: 0,
      values: rows.map((row, r) => columns.map((c) => valueOf(row[c] ?? null, cellAt(r, c)))),
      numberFormats: rows.map((row, r) =>
        columns.map(
          (c) => cellAt(r, c)?.style?.numFmt ?? (row[c] instanceof Date ? 'yyyy-mm-dd' : 'General'),
        ),
      ),
    };
  });
}

/** Dates as serial days; the result of a formula stands for it. */
function valueOf(value: Read, cell: Cell | undefined): CellValue {
  const shown = value ?? cell?.formulaResult ?? null;
  return shown instanceof Date ? shown.getTime() / 86_400_000 + 25569 : shown;
}
