import {
  BooleanNumber,
  BorderStyleTypes,
  HorizontalAlign,
  ICommandService,
  IUndoRedoService,
  VerticalAlign as UniverVertical,
  WrapStrategy,
  type ICellData,
  type IMutationInfo,
  type IRange,
  type IStyleData,
} from '@univerjs/presets';
import {
  AddWorksheetMergeMutation,
  RemoveWorksheetMergeMutation,
  SetRangeValuesMutation,
  SetRangeValuesUndoMutationFactory,
  SetStyleCommand,
  SetWorksheetColWidthMutation,
  SetWorksheetColWidthMutationFactory,
  type ISetRangeValuesMutationParams,
} from '@univerjs/preset-sheets-core';
import { ensureSize } from './cells.ts';
import { book, sheetOf, toUniverRange, type Core } from './core.ts';
import type { Align, Border, CellStyle, Edge, Rect, VerticalAlign } from './types.ts';

const horizontal: Record<Align, HorizontalAlign> = {
  General: HorizontalAlign.UNSPECIFIED,
  Left: HorizontalAlign.LEFT,
  Center: HorizontalAlign.CENTER,
  Right: HorizontalAlign.RIGHT,
  CenterAcrossSelection: HorizontalAlign.CENTER,
};
const vertical: Record<VerticalAlign, UniverVertical> = {
  Top: UniverVertical.TOP,
  Center: UniverVertical.MIDDLE,
  Bottom: UniverVertical.BOTTOM,
};

function toStyle(change: Partial<CellStyle>): IStyleData {
  const style: IStyleData = {};
  const flag = (on: boolean) => (on ? BooleanNumber.TRUE : BooleanNumber.FALSE);
  if (change.numberFormat !== undefined) style.n = { pattern: change.numberFormat };
  if (change.bold !== undefined) style.bl = flag(change.bold);
  if (change.italic !== undefined) style.it = flag(change.italic);
  if (change.underline !== undefined) style.ul = { s: flag(change.underline) };
  if (change.size !== undefined) style.fs = change.size;
  if (change.fontName !== undefined) style.ff = change.fontName;
  if (change.color !== undefined) style.cl = { rgb: change.color };
  if (change.fill !== undefined) style.bg = change.fill === null ? null : { rgb: change.fill };
  if (change.align !== undefined) style.ht = horizontal[change.align];
  if (change.verticalAlign !== undefined) style.vt = vertical[change.verticalAlign];
  if (change.wrap !== undefined) style.tb = change.wrap ? WrapStrategy.WRAP : WrapStrategy.OVERFLOW;
  return style;
}

/** The change of each cell, or null where it stays as it is. */
export type StyleChange = (row: number, column: number) => Partial<CellStyle> | null;

export function applyStyle(core: Core, sheet: string, rect: Rect, change: StyleChange): void {
  ensureSize(core, sheet, rect);
  const cells: Record<number, Record<number, ICellData>> = {};
  for (let r = rect.row; r < rect.row + rect.rows; r++)
    for (let c = rect.column; c < rect.column + rect.columns; c++) {
      const wanted = change(r, c);
      if (wanted) (cells[r] ??= {})[c] = { s: toStyle(wanted) };
    }
  setLooks(core, sheet, cells);
  if (change(rect.row, rect.column)?.align === 'CenterAcrossSelection') centerAcross(core, sheet, rect);
}

/** The command behind the facade empties a formula's cell that is given a look alone. */
function setLooks(core: Core, subUnitId: string, cellValue: Record<number, Record<number, ICellData>>): void {
  const unitId = book(core).getId();
  const params: ISetRangeValuesMutationParams = { unitId, subUnitId, cellValue, trigger: SetStyleCommand.id };
  const before = SetRangeValuesUndoMutationFactory(core.injector, params);
  mutate(core, { id: SetRangeValuesMutation.id, params }, { id: SetRangeValuesMutation.id, params: before });
}

function mutate(core: Core, change: IMutationInfo, back: IMutationInfo): void {
  core.injector.get(ICommandService).syncExecuteCommand(change.id, change.params);
  core.injector.get(IUndoRedoService).pushUndoRedo({
    unitID: book(core).getId(),
    undoMutations: [back],
    redoMutations: [change],
  });
}

/** The grid has no such alignment: a text followed by blanks is merged over them, which looks the same. */
function centerAcross(core: Core, sheet: string, rect: Rect): void {
  const matrix = sheetOf(core, sheet).getSheet().getCellMatrix();
  const filled = (row: number, column: number) => {
    const cell = matrix.getValue(row, column);
    return Boolean(cell && (cell.f || (cell.v !== null && cell.v !== undefined && cell.v !== '')));
  };
  const end = rect.column + rect.columns;
  const ranges: IRange[] = [];
  for (let row = rect.row; row < rect.row + rect.rows; row++)
    for (let first = rect.column; first < end;) {
      let next = first + 1;
      while (next < end && !filled(row, next)) next++;
      if (next - first > 1)
        ranges.push(toUniverRange({ row, column: first, rows: 1, columns: next - first }));
      first = next;
    }
  if (!ranges.length) return;
  const params = { unitId: book(core).getId(), subUnitId: sheet, ranges };
  mutate(core, { id: AddWorksheetMergeMutation.id, params }, { id: RemoveWorksheetMergeMutation.id, params });
}

export function styleAt(core: Core, sheet: string, row: number, column: number): CellStyle {
  const worksheet = sheetOf(core, sheet);
  const style = worksheet.getSheet().getComposedCellStyle(row, column);
  const merged = worksheet.getCellMergeData(row, column);
  const align =
    (Object.keys(horizontal) as Align[]).find((name) => horizontal[name] === style.ht) ?? 'General';
  return {
    numberFormat: style.n?.pattern ?? 'General',
    bold: style.bl === BooleanNumber.TRUE,
    italic: style.it === BooleanNumber.TRUE,
    underline: style.ul?.s === BooleanNumber.TRUE,
    size: style.fs ?? 11,
    fontName: style.ff ?? '',
    color: style.cl?.rgb ?? '#000000',
    fill: style.bg?.rgb ?? null,
    align: align === 'Center' && merged ? 'CenterAcrossSelection' : align,
    verticalAlign:
      (Object.keys(vertical) as VerticalAlign[]).find((name) => vertical[name] === style.vt) ?? 'Bottom',
    wrap: style.tb === WrapStrategy.WRAP,
  };
}

const borderStyles: Record<Border['style'], BorderStyleTypes> = {
  none: BorderStyleTypes.NONE,
  thin: BorderStyleTypes.THIN,
  medium: BorderStyleTypes.MEDIUM,
  thick: BorderStyleTypes.THICK,
  double: BorderStyleTypes.DOUBLE,
  dashed: BorderStyleTypes.DASHED,
  dotted: BorderStyleTypes.DOTTED,
  hair: BorderStyleTypes.HAIR,
};

/** The side of a cell that is drawn for an edge of a range. */
const SIDES = { top: 't', bottom: 'b', left: 'l', right: 'r', horizontal: 'b', vertical: 'r' } as const;

/** The cells of a range that have an edge of it. */
const withEdge = ({ row, column, rows, columns }: Rect, edge: Edge): Rect =>
  ({
    top: { row, column, rows: 1, columns },
    bottom: { row: row + rows - 1, column, rows: 1, columns },
    left: { row, column, rows, columns: 1 },
    right: { row, column: column + columns - 1, rows, columns: 1 },
    horizontal: { row, column, rows: rows - 1, columns },
    vertical: { row, column, rows, columns: columns - 1 },
  })[edge];

/** The command behind the facade looks at every cell around and measures rows anew: seconds for a large table. */
export function setBorder(core: Core, sheet: string, rect: Rect, edge: Edge, border: Border): void {
  ensureSize(core, sheet, rect);
  const line = border.style === 'none' ? null : { s: borderStyles[border.style], cl: { rgb: border.color } };
  const { row, column, rows, columns } = withEdge(rect, edge);
  const cells: Record<number, Record<number, ICellData>> = {};
  for (let r = row; r < row + rows; r++)
    for (let c = column; c < column + columns; c++)
      (cells[r] ??= {})[c] = { s: { bd: { [SIDES[edge]]: line } } };
  setLooks(core, sheet, cells);
}

export function borderAt(core: Core, sheet: string, rect: Rect, edge: Edge): Border {
  const atEnd = edge === 'bottom' || edge === 'right';
  const row = atEnd ? rect.row + rect.rows - 1 : rect.row;
  const column = atEnd ? rect.column + rect.columns - 1 : rect.column;
  const borders = sheetOf(core, sheet).getSheet().getComposedCellStyle(row, column).bd;
  const found = borders?.[SIDES[edge]];
  const style = (Object.keys(borderStyles) as Border['style'][]).find(
    (name) => borderStyles[name] === found?.s,
  );
  return { style: style ?? 'none', color: found?.cl.rgb ?? '#000000' };
}

export function setColumnWidth(
  core: Core,
  sheet: string,
  column: number,
  columns: number,
  pixels: number,
): void {
  ensureSize(core, sheet, { row: 0, rows: 1, column, columns });
  const params = {
    unitId: book(core).getId(),
    subUnitId: sheet,
    ranges: [toUniverRange({ row: 0, column, rows: 1, columns })],
    colWidth: Math.round(pixels),
  };
  const before = SetWorksheetColWidthMutationFactory(params, sheetOf(core, sheet).getSheet());
  // The command behind the facade measures every row anew.
  mutate(
    core,
    { id: SetWorksheetColWidthMutation.id, params },
    { id: SetWorksheetColWidthMutation.id, params: before },
  );
}

export function setRowHeight(core: Core, sheet: string, row: number, rows: number, pixels: number): void {
  ensureSize(core, sheet, { row, rows, column: 0, columns: 1 });
  sheetOf(core, sheet).setRowHeightsForced(row, rows, Math.round(pixels));
}

export function hideRows(core: Core, sheet: string, row: number, rows: number): void {
  ensureSize(core, sheet, { row, rows, column: 0, columns: 1 });
  sheetOf(core, sheet).hideRows(row, rows);
}

export function autofitColumns(core: Core, sheet: string, column: number, columns: number): void {
  sheetOf(core, sheet).autoResizeColumns(column, columns);
}
