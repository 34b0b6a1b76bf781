/**
 * Where the cells of an .xlsx stand, from the text of its sheets alone. The library lays out every cell of the rectangle
 * from A1 to the last one, so that a note in a far corner costs as much as a full sheet: it is shown the near part then.
 */
import { cellAddress } from '../../../src/sheet/index.ts';
import { runsOf } from './blocks.ts';
import { TooManyCells } from './grids.ts';

/** Cells of a rectangle the library may lay out, some MiB. */
const MOST_ROOM = 1_000_000;
/** Cells of a sheet that say they hold something; what they hold is counted once it is read. */
const MOST_NAMED = 1_000_000;
const COLUMNS = 16_384;
const ROWS = 1_048_576;

/** How far sheets are read, and what stands beyond. */
export interface Extent {
  /** `A1:H200`, or undefined where all is read. */
  readonly range: string | undefined;
  /** Addresses of the first cells beyond it, a sheet each. */
  readonly beyond: readonly string[];
}

/** Gathers the cells of one sheet after another. */
export class Extents {
  #last: Place = { row: 0, column: 0 };
  #isCut = false;
  readonly #beyond: string[] = [];

  /** @throws TooManyCells where even the part near its first cell is larger than is read */
  add(part: string): void {
    const { box, filled } = cellsNamed(part);
    const near = room(box) > MOST_ROOM ? nearPart(filled) : box;
    if (room(near) > MOST_ROOM) throw new TooManyCells();
    if (near !== box) {
      this.#isCut = true;
      const far = filled.map(placeOf).find(({ row, column }) => row > near.row || column > near.column);
      if (far) this.#beyond.push(cellAddress(far.row, far.column));
    }
    this.#last = around(this.#last, near);
  }

  get extent(): Extent {
    const { row, column } = this.#last;
    return { range: this.#isCut ? `A1:${cellAddress(row, column)}` : undefined, beyond: this.#beyond };
  }
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Rows and columns from A1 to a cell, as cells. */
const room = ({ row, column }: Place): number => (row + 1) * (column + 1);
const around = (a: Place, b: Place): Place => ({
  row: Math.max(a.row, b.row),
  column: Math.max(a.column, b.column),
});
const placeOf = (packed: number): Place => ({
  row: Math.floor(packed / COLUMNS),
  column: packed % COLUMNS,
});

// Neither goes back over what it has passed: a hostile text of any length costs its length.
const CELL = /<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']/gi;
const EMPTY = /[^<>]{0,500}(?:\/>|><\/)/y;

/**
 * Cells with an address of their own; those without one follow the one before them and are as near.
 * @returns the last row and column of all of them, and places of those that are not empty, as one number each
 */
function cellsNamed(part: string): { box: Place; filled: number[] } {
  let box: Place = { row: 0, column: 0 };
  const filled: number[] = [];
  for (const { 0: tag, 1: letters, 2: digits, index } of part.matchAll(CELL)) {
    const column = [...letters!.toUpperCase()].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
    const row = Number(digits) - 1;
    // What lies outside any sheet is the library's to refuse.
    if (row < 0 || row >= ROWS || column >= COLUMNS) continue;
    box = around(box, { row, column });
    EMPTY.lastIndex = index + tag.length;
    if (!EMPTY.test(part) && filled.push(row * COLUMNS + column) > MOST_NAMED) throw new TooManyCells();
  }
  return { box, filled };
}

/** The last row and column of the cells that stand together, from the first filled one on. */
function nearPart(filled: readonly number[]): Place {
  const places = filled.map(placeOf);
  const [rows] = runsOf(
    places.map((p) => p.row),
    'rows',
  );
  const [columns] = runsOf(
    places.flatMap(({ row, column }) => (rows && row <= rows.last ? [column] : [])),
    'columns',
  );
  return { row: rows?.last ?? 0, column: columns?.last ?? 0 };
}
