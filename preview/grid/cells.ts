import { CellValueType, type ICellData, type Nullable } from '@univerjs/presets';
import { FormulaDataModel } from '@univerjs/preset-sheets-core';
import { book, sheetOf, toUniverRange, type Core } from './core.ts';
import type { CellInput, CellView, ClearWhat, Rect, Scalar } from './types.ts';

const blank: CellView = { value: '', formula: '', text: '' };

/** The children of a spill stand outside the sheet's own cells. */
export function spilled(core: Core, sheet: string): Record<number, Record<number, ICellData>> {
  const all = core.injector.get(FormulaDataModel).getArrayFormulaCellData();
  return (all[book(core).getId()]?.[sheet] ?? {}) as Record<number, Record<number, ICellData>>;
}

function plainValue(cell: ICellData): Scalar {
  const { v, t, p } = cell;
  if (p?.body) return p.body.dataStream.replace(/\r?\n$/, '');
  if (v === null || v === undefined) return '';
  if (t === CellValueType.BOOLEAN) return v === true || v === 1 || v === 'TRUE';
  if (t === CellValueType.STRING || t === CellValueType.FORCE_STRING) return String(v);
  if (t === CellValueType.NUMBER && typeof v === 'string' && v !== '' && !Number.isNaN(Number(v)))
    return Number(v);
  return v;
}

export function readCells(core: Core, sheet: string, rect: Rect): CellView[][] {
  const worksheet = sheetOf(core, sheet).getSheet();
  const matrix = worksheet.getCellMatrix();
  const children = spilled(core, sheet);
  const formulas = core.injector.get(FormulaDataModel);
  const unit = book(core).getId();
  const view = (row: number, column: number): CellView => {
    const own = matrix.getValue(row, column);
    const child = children[row]?.[column];
    const cell = own?.f || own?.si || !child ? own : child;
    if (!cell) return blank;
    const formula =
      cell.f || cell.si ? (formulas.getFormulaStringByCell(row, column, sheet, unit) ?? '') : '';
    const value = plainValue(cell);
    const shown = worksheet.getCell(row, column)?.v;
    return { value, formula, text: shown === null || shown === undefined ? '' : shownText(value, shown) };
  };
  return Array.from({ length: rect.rows }, (_, r) =>
    Array.from({ length: rect.columns }, (__, c) => view(rect.row + r, rect.column + c)),
  );
}

const shownText = (value: Scalar, shown: unknown) =>
  typeof value === 'boolean' ? String(value).toUpperCase() : String(shown);

/** Setting `v` alone would leave an old formula, its spill or rich text behind. */
const emptied = { v: null, f: null, si: null, p: null, t: null };

function cellData(input: CellInput): ICellData {
  if (input.kind === 'blank') return emptied;
  if (input.kind === 'formula') return { ...emptied, f: input.formula };
  const { value } = input;
  if (typeof value === 'number') return { ...emptied, v: value, t: CellValueType.NUMBER };
  if (typeof value === 'boolean') return { ...emptied, v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  return { ...emptied, v: value, t: CellValueType.STRING };
}

/** Cells left undefined are not touched. */
export function writeCells(
  core: Core,
  sheet: string,
  rect: Rect,
  inputs: readonly (readonly (CellInput | undefined)[])[],
): void {
  ensureSize(core, sheet, rect);
  const cells: Record<number, Record<number, ICellData>> = {};
  inputs.forEach((row, r) =>
    row.forEach((input, c) => {
      if (input) (cells[rect.row + r] ??= {})[rect.column + c] = cellData(input);
    }),
  );
  sheetOf(core, sheet).getRange(toUniverRange(rect)).setValues(cells);
}

/** Excel's sheet has a million rows; the grid's grows on demand. Inserting rows or columns would select them and scroll there. */
export function ensureSize(core: Core, sheet: string, { row, rows, column, columns }: Rect): void {
  const worksheet = sheetOf(core, sheet);
  const missingRows = row + rows - worksheet.getMaxRows();
  const missingColumns = column + columns - worksheet.getMaxColumns();
  if (missingRows > 0) worksheet.setRowCount(worksheet.getMaxRows() + missingRows + 20);
  if (missingColumns > 0) worksheet.setColumnCount(worksheet.getMaxColumns() + missingColumns + 5);
}

export function clearCells(core: Core, sheet: string, rect: Rect, what: ClearWhat): void {
  const range = sheetOf(core, sheet).getRange(toUniverRange(rect));
  if (what !== 'Formats') range.clearContent();
  if (what !== 'Contents') range.clearFormat();
}

/** The rectangle around every cell that holds something, or null on an empty sheet. */
export function usedRect(core: Core, sheet: string, within?: Rect): Rect | null {
  let top = Infinity;
  let left = Infinity;
  let bottom = -1;
  let right = -1;
  const take = (row: number, column: number, cell: Nullable<ICellData>) => {
    if (!cell || ((cell.v === null || cell.v === undefined || cell.v === '') && !cell.f && !cell.si)) return;
    if (within && (row < within.row || row >= within.row + within.rows)) return;
    if (within && (column < within.column || column >= within.column + within.columns)) return;
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    left = Math.min(left, column);
    right = Math.max(right, column);
  };
  sheetOf(core, sheet)
    .getSheet()
    .getCellMatrix()
    .forValue((row, column, cell) => {
      take(row, column, cell);
    });
  for (const [row, cells] of Object.entries(spilled(core, sheet)))
    for (const [column, cell] of Object.entries(cells)) take(Number(row), Number(column), cell);
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

/** The area a formula spilled into, when the cell is its anchor. */
export function spillFrom(core: Core, sheet: string, row: number, column: number): Rect | null {
  const ranges = core.injector.get(FormulaDataModel).getArrayFormulaRange();
  const range = ranges[book(core).getId()]?.[sheet]?.[row]?.[column];
  if (!range) return null;
  const rect = {
    row: range.startRow,
    column: range.startColumn,
    rows: range.endRow - range.startRow + 1,
    columns: range.endColumn - range.startColumn + 1,
  };
  return rect.rows * rect.columns > 1 ? rect : null;
}
