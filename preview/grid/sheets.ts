import { sheetDefaults } from './sheet-defaults.ts';
import { book, sheetOf, toRect, toUniverRange, type Core } from './core.ts';
import type { Box, Place, Rect, SheetInfo } from './types.ts';

export function listSheets(core: Core): SheetInfo[] {
  return book(core)
    .getSheets()
    .map((sheet) => ({
      id: sheet.getSheetId(),
      name: sheet.getSheetName(),
      hidden: sheet.isSheetHidden(),
      tabColor: sheet.getTabColor() ?? '',
    }));
}

export const activeSheet = (core: Core): string => book(core).getActiveSheet().getSheetId();

/** The library activates what it inserts; Excel does not. */
export function addSheet(core: Core, name: string): string {
  const before = book(core).getActiveSheet();
  const sheet = book(core).insertSheet(name, { sheet: sheetDefaults });
  // It would take over the selection of the sheet before.
  sheet.getRange(0, 0).activate();
  before.activate();
  return sheet.getSheetId();
}

export function removeSheet(core: Core, id: string): void {
  book(core).deleteSheet(id);
}

export function activateSheet(core: Core, id: string): void {
  if (activeSheet(core) !== id) sheetOf(core, id).activate();
}

export function renameSheet(core: Core, id: string, name: string): void {
  sheetOf(core, id).setName(name);
}

export function moveSheet(core: Core, id: string, index: number): void {
  book(core).moveSheet(sheetOf(core, id), index);
}

export function setHidden(core: Core, id: string, hidden: boolean): void {
  if (hidden) sheetOf(core, id).hideSheet();
  else sheetOf(core, id).showSheet();
}

export function setTabColor(core: Core, id: string, color: string): void {
  sheetOf(core, id).setTabColor(color);
}

export function size(core: Core, id: string): { rows: number; columns: number } {
  const sheet = sheetOf(core, id);
  return { rows: sheet.getMaxRows(), columns: sheet.getMaxColumns() };
}

export function freeze(core: Core, id: string, rows: number, columns: number): void {
  const sheet = sheetOf(core, id);
  if (rows === 0 && columns === 0) sheet.cancelFreeze();
  else
    sheet.setFreeze({
      ySplit: rows,
      xSplit: columns,
      startRow: rows === 0 ? -1 : rows,
      startColumn: columns === 0 ? -1 : columns,
    });
}

export function frozen(core: Core, id: string): { rows: number; columns: number } {
  const { xSplit, ySplit } = sheetOf(core, id).getFreeze();
  return { rows: ySplit, columns: xSplit };
}

export function gridlinesShown(core: Core, id: string): boolean {
  return !sheetOf(core, id).hasHiddenGridLines();
}

export function showGridlines(core: Core, id: string, shown: boolean): void {
  sheetOf(core, id).setHiddenGridlines(!shown);
}

export function selection(core: Core): Place {
  const range = book(core).getActiveRange();
  const rect = range ? toRect(range.getRange()) : { row: 0, column: 0, rows: 1, columns: 1 };
  return { sheet: activeSheet(core), rect: bounded(core, rect) };
}

/** Whole rows and columns come without ends. */
function bounded(core: Core, rect: Rect): Rect {
  const sheet = book(core).getActiveSheet();
  return {
    row: rect.row || 0,
    column: rect.column || 0,
    rows: Number.isNaN(rect.rows) ? sheet.getMaxRows() : rect.rows,
    columns: Number.isNaN(rect.columns) ? sheet.getMaxColumns() : rect.columns,
  };
}

export function activeCell(core: Core): { row: number; column: number } {
  const cell = book(core).getActiveCell()?.getRange();
  return { row: cell?.startRow ?? 0, column: cell?.startColumn ?? 0 };
}

export function select(core: Core, sheet: string, rect: Rect): void {
  activateSheet(core, sheet);
  const worksheet = sheetOf(core, sheet);
  worksheet.getRange(toUniverRange(rect)).activate();
  const seen = worksheet.getVisibleRange();
  const inView =
    !seen ||
    (rect.row >= seen.startRow &&
      rect.row <= seen.endRow &&
      rect.column >= seen.startColumn &&
      rect.column <= seen.endColumn);
  if (!inView) worksheet.scrollToCell(rect.row, rect.column);
}

/** Pixels of a rectangle from the sheet's first cell, hidden rows and columns left out. */
export function boxOf(core: Core, sheet: string, rect: Rect): Box {
  const worksheet = sheetOf(core, sheet).getSheet();
  const widthTo = (column: number) =>
    sum(column, (c) => (worksheet.getColVisible(c) ? worksheet.getColumnWidth(c) : 0));
  const heightTo = (row: number) =>
    sum(row, (r) => (worksheet.getRowVisible(r) ? worksheet.getRowHeight(r) : 0));
  const left = widthTo(rect.column);
  const top = heightTo(rect.row);
  return {
    left,
    top,
    width: widthTo(rect.column + rect.columns) - left,
    height: heightTo(rect.row + rect.rows) - top,
  };
}

const sum = (count: number, size: (index: number) => number) => {
  let total = 0;
  for (let i = 0; i < count; i++) total += size(i);
  return total;
};

/** What the page has of the grid: cells, without the heads of rows and columns. */
export function cellsBox(core: Core): Box {
  const { left, top, right, bottom } = canvas().getBoundingClientRect();
  const { rowHeader, columnHeader } = book(core).getActiveSheet().getSheet().getConfig();
  return {
    left: left + rowHeader.width,
    top: top + columnHeader.height,
    width: right - left - rowHeader.width,
    height: bottom - top - columnHeader.height,
  };
}

/** Where a cell stands in the page, for pointers that want to click it. */
export function pageBox(core: Core, sheet: string, row: number, column: number): Box {
  const at = cellsBox(core);
  const worksheet = sheetOf(core, sheet);
  const cell = boxOf(core, sheet, { row, column, rows: 1, columns: 1 });
  const { xSplit, ySplit } = worksheet.getFreeze();
  const scroll = worksheet.getScrollState();
  const first = boxOf(core, sheet, {
    row: 0,
    column: 0,
    rows: scroll.sheetViewStartRow,
    columns: scroll.sheetViewStartColumn,
  });
  return {
    left: at.left + cell.left - (column < xSplit ? 0 : first.width + scroll.offsetX),
    top: at.top + cell.top - (row < ySplit ? 0 : first.height + scroll.offsetY),
    width: cell.width,
    height: cell.height,
  };
}

function canvas(): Element {
  const found = document.querySelector('canvas[id^=univer-sheet-main-canvas]');
  if (!found) throw new Error('the grid is not painted yet');
  return found;
}

export function defineName(core: Core, name: string, reference: string): void {
  const found = book(core).getDefinedName(name);
  if (found) found.delete();
  book(core).insertDefinedName(name, reference);
}

export function listNames(core: Core): { name: string; reference: string }[] {
  return book(core)
    .getDefinedNames()
    .map((name) => ({ name: name.getName(), reference: name.getFormulaOrRefString() }));
}

export function removeName(core: Core, name: string): void {
  book(core).deleteDefinedName(name);
}
