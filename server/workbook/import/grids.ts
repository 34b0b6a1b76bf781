/** The one door to the library that reads workbooks: bytes in, the used cells of each sheet out. */
import { readXls, readXlsx, type Cell, type CellValue as Read, type Sheet, type Workbook } from 'hucre/xlsx';
import type { CellValue } from '../../../src/sheet/index.ts';
import type { ReadableGrid, Value } from '../../../src/sheet/read/index.ts';
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
export async function gridsOf(bytes: Uint8Array, kind: FileKind, range?: string): Promise<ReadableGrid[]> {
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

/** @throws TooManyCells, Unreadable */
export async function opened(
  bytes: Uint8Array,
  kind: FileKind,
  range: string | undefined,
): Promise<Workbook> {
  try {
    return await (kind === 'xls' ? readXls : readXlsx)(bytes, {
      readStyles: true,
      ...(range === undefined ? {} : { range }),
    });
  } catch (error) {
    const { message } = error as Error;
    throw /over the \d+ limit/.test(message) ? new TooManyCells() : new Unreadable(message, { cause: error });
  }
}

/** Row and column of every cell that is not empty; a formula without a value is none that is empty. */
function filledPlaces({ rows, cells }: Sheet): Places {
  const places = { rows: [] as number[], columns: [] as number[] };
  const add = (row: number, column: number): void => {
    places.rows.push(row);
    places.columns.push(column);
  };
  const isEmpty = (value: Read | undefined) => value === null || value === undefined || value === '';
  // Rows may be holes.
  rows.forEach((row, r) => row.forEach((value, c) => isEmpty(value) || add(r, c)));
  for (const [at, cell] of cells ?? []) {
    const [row, column] = at.split(',').map(Number) as [number, number];
    if (!isEmpty(rows[row]?.[column])) continue;
    if (!isEmpty(cell.formulaResult) || isUncomputed(rows[row]?.[column], cell)) add(row, column);
  }
  return places;
}

/** Formulas that gave an empty text were computed. */
const isUncomputed = (value: Read | undefined, { formula, formulaResult }: Cell): boolean =>
  formula !== undefined && (value ?? formulaResult ?? null) === null;

function gridOf(sheet: Sheet, block: Block): ReadableGrid {
  const { name, rows, cells } = sheet;
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
    formulas: laidOut((_, cell) => cell?.formula !== undefined),
    hidden: isHidden(sheet, block),
  };
}

function isHidden({ hidden, veryHidden, rowDefs, columns }: Sheet, block: Block): boolean {
  if (hidden || veryHidden) return true;
  const isIn = (place: number, { first, last }: Run) => place >= first && place <= last;
  return (
    [...(rowDefs ?? [])].some(([row, { hidden: isOff }]) => isOff === true && isIn(row, block.rows)) ||
    (columns ?? []).some((column, c) => column?.hidden === true && isIn(c, block.columns))
  );
}

/** As cells of type `d` hold it, which the library gives as a text. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z?$/;

/** Dates as serial days, counted from 1900 in every workbook; the result of a formula stands for it. */
function valueOf(value: Read, cell: Cell | undefined): Value {
  const shown = value ?? cell?.formulaResult ?? null;
  if (shown instanceof Date) return shown.getTime() / 86_400_000 + 25569;
  if (typeof shown !== 'string') return shown;
  if (cell?.type === 'error') return { error: shown };
  return ISO_TIME.test(shown) ? { iso: shown } : shown;
}

/** What a cell shows in its plainest form. */
export function plainValue(value: Value): CellValue {
  if (value === null || typeof value !== 'object') return value;
  if ('iso' in value) return value.iso.slice(0, 10);
  return 'error' in value ? value.error : value.basicValue;
}
