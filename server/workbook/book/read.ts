/** A file as a workbook of data: cells with their formulas and looks, and what the file has beside them by its kind. */
import path from 'node:path';
import type { Cell, CellValue, Sheet } from 'hucre/xlsx';
import { opened, TooManyCells, type FileKind } from '../import/grids.ts';
import { MOST_CELLS, type Book, type BookCell, type BookSheet } from './document.ts';
import { typed } from './formula-names.ts';
import { leftOf, type Beside } from './left-behind.ts';
import { shifted } from './shared-formulas.ts';
import { Styles } from './styles.ts';

export interface OpenedBook {
  readonly book: Book;
  readonly not_kept: ReturnType<typeof leftOf>;
}

/**
 * @param range cells that are read, of every sheet; all where it is undefined
 * @throws TooManyCells, Unreadable
 */
export async function bookOf(
  bytes: Uint8Array,
  kind: FileKind,
  range: string | undefined,
  beside: Beside,
): Promise<OpenedBook> {
  const read = await opened(bytes, kind, range);
  const styles = new Styles(read.themeColors ?? []);
  const names = new Set(read.sheets.map(({ name }) => name));
  let filled = 0;
  const sheets = read.sheets.map((sheet): BookSheet => {
    const cells = cellsOf(sheet, styles);
    filled += cells.length;
    if (filled > MOST_CELLS) throw new TooManyCells();
    return { ...looksOf(sheet), cells };
  });
  return {
    book: {
      sheets,
      styles: styles.all,
      names: (read.namedRanges ?? []).flatMap(({ name, range: reference, scope }) =>
        // Those of Excel itself, as for printing, are part of what is left behind.
        name.startsWith('_xlnm.') || !reference || (scope !== undefined && !names.has(scope))
          ? []
          : [
              {
                name,
                reference: `=${typed(reference.replace(/^=/, ''))}`,
                ...(scope === undefined ? {} : { sheet: scope }),
              },
            ],
      ),
      active: Math.min(read.activeSheet ?? 0, sheets.length - 1),
    },
    not_kept: leftOf(read, beside),
  };
}

/** The name of a file without its extension. */
export const bookName = (file: string): string => path.basename(file, path.extname(file));

function cellsOf(sheet: Sheet, styles: Styles): BookCell[] {
  const masters = new Map<number, { formula: string; row: number; column: number }>();
  const spilled = new Set<string>();
  const found: BookCell[] = [];
  const places = new Set<string>();
  sheet.rows.forEach((row, r) => row.forEach((_, c) => places.add(`${r},${c}`)));
  for (const at of sheet.cells?.keys() ?? []) places.add(at);
  const ordered = [...places]
    .map((at) => at.split(',').map(Number) as [number, number])
    .sort(([r1, c1], [r2, c2]) => r1 - r2 || c1 - c2);
  for (const [row, column] of ordered) {
    const at = `${row},${column}`;
    const cell = sheet.cells?.get(at);
    const formula = cell && formulaOf(cell, row, column, masters);
    const spill = cell && formula ? areaOf(cell) : undefined;
    if (spill) addSpilled(spilled, row, column, spill);
    const style = styles.placeOf(cell?.style, isDate(sheet.rows[row]?.[column] ?? cell?.formulaResult));
    // The table of a formula is computed again; a file holds its cells as values.
    const isChild = spilled.has(at) && !formula;
    const value = isChild ? undefined : valueOf(sheet.rows[row]?.[column] ?? null, cell);
    if (formula === undefined && value === undefined && style === undefined) continue;
    found.push({
      row,
      column,
      ...value,
      ...(formula === undefined ? {} : { formula: `=${typed(formula)}` }),
      ...(spill ? { spill } : {}),
      ...(style === undefined ? {} : { style }),
    });
  }
  return found;
}

function formulaOf(
  cell: Cell,
  row: number,
  column: number,
  masters: Map<number, { formula: string; row: number; column: number }>,
): string | undefined {
  const { formula, formulaType, formulaSharedIndex: shared } = cell;
  if (formula && formulaType === 'shared' && shared !== undefined)
    masters.set(shared, { formula, row, column });
  if (formula) return formula;
  const master = formulaType === 'shared' && shared !== undefined ? masters.get(shared) : undefined;
  return master && shifted(master.formula, row - master.row, column - master.column);
}

/** The cells of a formula that gives a table; undefined where it gives one. */
function areaOf({ formulaType, formulaRef }: Cell): { rows: number; columns: number } | undefined {
  const corners = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(formulaRef ?? '');
  if (formulaType !== 'array' || !corners) return undefined;
  const at = (letters: string) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);
  const rows = Number(corners[4]) - Number(corners[2]) + 1;
  const columns = at(corners[3]!) - at(corners[1]!) + 1;
  const isTable = rows > 0 && columns > 0 && rows * columns > 1 && rows * columns <= MOST_CELLS;
  return isTable ? { rows, columns } : undefined;
}

function addSpilled(
  spilled: Set<string>,
  row: number,
  column: number,
  { rows, columns }: { rows: number; columns: number },
): void {
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) if (r || c) spilled.add(`${row + r},${column + c}`);
}

const isDate = (value: CellValue | undefined): boolean =>
  value instanceof Date || (typeof value === 'string' && ISO_TIME.test(value));
/** As cells of type `d` hold it, which the library gives as a text. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z?$/;

function valueOf(value: CellValue, cell: Cell | undefined): Pick<BookCell, 'value' | 'error'> | undefined {
  const shown = value ?? cell?.formulaResult ?? null;
  if (shown === null || (shown === '' && cell?.formula === undefined)) return undefined;
  if (shown instanceof Date) return { value: shown.getTime() / 86_400_000 + 25569 };
  if (typeof shown !== 'string') return { value: shown };
  if (cell?.type === 'error') return { value: shown, error: true };
  return { value: ISO_TIME.test(shown) ? Date.parse(shown) / 86_400_000 + 25569 : shown };
}

/** Excel measures widths in digits of its own font, 7 pixels each with 5 around them, and heights in points. */
const DIGIT = 7;
const AROUND = 5;
const POINT = 96 / 72;

function looksOf(sheet: Sheet): Omit<BookSheet, 'cells'> {
  return {
    name: sheet.name,
    hidden: Boolean(sheet.hidden ?? sheet.veryHidden),
    gridlines: sheet.view?.showGridLines ?? true,
    widths: (sheet.columns ?? []).flatMap((column, place) =>
      column?.hidden
        ? [{ first: place, last: place, pixels: 0 }]
        : column?.width === undefined
          ? []
          : [{ first: place, last: place, pixels: Math.round(column.width * DIGIT + AROUND) }],
    ),
    heights: [...(sheet.rowDefs ?? [])].flatMap(([place, { hidden, height }]) =>
      hidden
        ? [{ first: place, last: place, pixels: 0 }]
        : height === undefined
          ? []
          : [{ first: place, last: place, pixels: Math.round(height * POINT) }],
    ),
    merges: (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
      row: startRow,
      column: startCol,
      rows: endRow - startRow + 1,
      columns: endCol - startCol + 1,
    })),
    freeze: { rows: sheet.freezePane?.rows ?? 0, columns: sheet.freezePane?.columns ?? 0 },
  };
}
