/** The one door to the library that reads workbooks: bytes in, the used cells of each sheet out. */
import { readXls, readXlsx, type Cell, type CellValue as Read, type Sheet, type Workbook } from 'hucre/xlsx';
import type { CellValue, Grid } from '../../../src/sheet/index.ts';
import { blocksOf, type Block, type Places, type Run } from './blocks.ts';

/** More cells than any deal has: 1,200 periods with 200 columns. */
const MOST_CELLS = 250_000;
/** Empty ones between them cost, too, once they are laid out: so many may be, and so many for each that is filled. */
const ROOM = 50_000;
const ROOM_EACH = 10;

export type FileKind = 'xlsx' | 'xls';

/** A workbook that holds more than is read. */
export class TooManyCells extends Error {
  override readonly name = 'TooManyCells';
}

/** What the library throws of a file it cannot read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * Blocks of cells that stand together, a grid each: what is empty between them costs nothing.
 * @param range cells that are read, of every sheet; all where it is undefined
 * @throws TooManyCells, Unreadable
 */
export async function gridsOf(bytes: Uint8Array, kind: FileKind, range?: string): Promise<Grid[]> {
  const book = await opened(bytes, kind, range);
  let filled = 0;
  let room = 0;
  return book.sheets.flatMap((sheet) => {
    const places = filledPlaces(sheet);
    filled += places.rows.length;
    const blocks = blocksOf(places);
    room += blocks.reduce((sum, block) => sum + size(block.rows) * size(block.columns), 0);
    if (filled > MOST_CELLS || room > Math.min(ROOM + ROOM_EACH * filled, MOST_CELLS + ROOM))
      throw new TooManyCells();
    return blocks.map((block) => gridOf(sheet, block));
  });
}

const size = ({ first, last }: Run): number => last - first + 1;

async function opened(bytes: Uint8Array, kind: FileKind, range: string | undefined): Promise<Workbook> {
  try {
    return await (kind === 'xls' ? readXls : readXlsx)(bytes, {
      readStyles: true,
      sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
      ...(range === undefined ? {} : { range }),
    });
  } catch (error) {
    const { message } = error as Error;
    throw /over the \d+ limit/.test(message) ? new TooManyCells() : new Unreadable(message, { cause: error });
  }
}

/** Row and column of every cell that is not empty. */
function filledPlaces({ rows, cells }: Sheet): Places {
  const places = { rows: [] as number[], columns: [] as number[] };
  const add = (row: number, column: number): void => {
    places.rows.push(row);
    places.columns.push(column);
  };
  const isEmpty = (value: Read | undefined) => value === null || value === undefined || value === '';
  // Rows may be holes.
  rows.forEach((row, r) => row.forEach((value, c) => isEmpty(value) || add(r, c)));
  for (const [at, { formulaResult }] of cells ?? []) {
    const [row, column] = at.split(',').map(Number) as [number, number];
    if (!isEmpty(formulaResult) && isEmpty(rows[row]?.[column])) add(row, column);
  }
  return places;
}

function gridOf({ name, rows, cells }: Sheet, block: Block): Grid {
  const row = block.rows.first;
  const column = block.columns.first;
  const laidOut = <T>(of: (value: Read, cell: Cell | undefined) => T): T[][] =>
    Array.from({ length: size(block.rows) }, (_, r) =>
      Array.from({ length: size(block.columns) }, (_, c) =>
        of(rows[row + r]?.[column + c] ?? null, cells?.get(`${row + r},${column + c}`)),
      ),
    );
  return {
    sheet: name,
    row,
    column,
    values: laidOut(valueOf),
    numberFormats: laidOut(
      (value, cell) => cell?.style?.numFmt ?? (value instanceof Date ? 'yyyy-mm-dd' : 'General'),
    ),
  };
}

/** Dates as serial days; the result of a formula stands for it. */
function valueOf(value: Read, cell: Cell | undefined): CellValue {
  const shown = value ?? cell?.formulaResult ?? null;
  return shown instanceof Date ? shown.getTime() / 86_400_000 + 25569 : shown;
}
