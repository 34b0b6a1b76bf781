/** A workbook as data, put into the library and taken from it. */
import {
  BooleanNumber,
  CellValueType,
  LocaleType,
  type ICellData,
  type IWorkbookData,
  type IWorksheetData,
} from '@univerjs/presets';
import type { BookData, CellEntry, SheetData, Sizes, StyleData } from './book-data.ts';
import { readCells, spillFrom, usedRect } from './cells.ts';
import { book, sheetOf, toRect, type Core } from './core.ts';
import { dataOfLook, lookOf } from './look.ts';
import { frozen, gridlinesShown, listSheets } from './sheets.ts';
import { sheetDefaults } from './sheet-defaults.ts';

let opened = 0;
export const nextId = (): string => `book-${++opened}`;

/** Room below and beside what a workbook holds. */
const MORE_ROWS = 50;
const MORE_COLUMNS = 10;

export function toWorkbook(name: string, data: BookData): Partial<IWorkbookData> {
  const id = nextId();
  const ids = data.sheets.map((_, i) => `${id}-sheet-${i + 1}`);
  return {
    id,
    name,
    locale: LocaleType.EN_US,
    appVersion: '1',
    styles: Object.fromEntries(data.styles.map((style, i) => [String(i), lookOf(style)])),
    sheetOrder: ids,
    sheets: Object.fromEntries(data.sheets.map((sheet, i) => [ids[i]!, worksheetOf(ids[i]!, sheet)])),
  };
}

function worksheetOf(id: string, sheet: SheetData): Partial<IWorksheetData> {
  const cellData: Record<number, Record<number, ICellData>> = {};
  let [rows, columns] = [0, 0];
  for (const cell of sheet.cells) {
    (cellData[cell.row] ??= {})[cell.column] = cellOf(cell);
    rows = Math.max(rows, cell.row + (cell.spill?.rows ?? 1));
    columns = Math.max(columns, cell.column + (cell.spill?.columns ?? 1));
  }
  const { freeze } = sheet;
  return {
    id,
    name: sheet.name,
    ...sheetDefaults,
    rowCount: Math.max(sheetDefaults.rowCount, rows + MORE_ROWS),
    columnCount: Math.max(sheetDefaults.columnCount, columns + MORE_COLUMNS),
    hidden: sheet.hidden ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    showGridlines: sheet.gridlines ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    columnData: spread(sheet.widths, (pixels) => (pixels ? { w: pixels } : { hd: BooleanNumber.TRUE })),
    rowData: spread(sheet.heights, (pixels) => (pixels ? { h: pixels } : { hd: BooleanNumber.TRUE })),
    mergeData: sheet.merges.map(({ row, column, rows: down, columns: across }) => ({
      startRow: row,
      startColumn: column,
      endRow: row + down - 1,
      endColumn: column + across - 1,
    })),
    ...(freeze.rows || freeze.columns
      ? {
          freeze: {
            xSplit: freeze.columns,
            ySplit: freeze.rows,
            startRow: freeze.rows || -1,
            startColumn: freeze.columns || -1,
          },
        }
      : {}),
    cellData,
  };
}

const spread = <T>(sizes: readonly Sizes[], of: (pixels: number) => T): Record<number, T> =>
  Object.fromEntries(
    sizes.flatMap(({ first, last, pixels }) =>
      Array.from({ length: last - first + 1 }, (_, i) => [first + i, of(pixels)]),
    ),
  );

/** What a formula gave when it was saved is computed again, not shown as if it were. */
function cellOf({ value, formula, style }: CellEntry): ICellData {
  const s = style === undefined ? {} : { s: String(style) };
  if (formula !== undefined) return { ...s, f: formula };
  if (value === undefined) return s;
  if (typeof value === 'boolean') return { ...s, v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  return { ...s, v: value, t: typeof value === 'number' ? CellValueType.NUMBER : CellValueType.STRING };
}

/** Names of the workbook need its sheets, so they come after it. */
export function defineNames(core: Core, names: BookData['names']): void {
  for (const { name, reference, sheet } of names) {
    const target = sheet === undefined ? null : book(core).getSheetByName(sheet);
    (target ?? book(core)).insertDefinedName(name, reference);
  }
}

/** The open workbook as data: what a file takes of it. */
export function toData(core: Core): BookData {
  const styles: StyleData[] = [];
  const places = new Map<string, number>();
  const placeOf = (style: StyleData): number | undefined => {
    const key = JSON.stringify(style);
    if (key === '{}') return undefined;
    if (!places.has(key)) places.set(key, styles.push(style) - 1);
    return places.get(key);
  };
  const sheets = listSheets(core);
  const active = book(core).getActiveSheet().getSheetId();
  return {
    sheets: sheets.map(({ id, name, hidden }) => ({
      name,
      hidden,
      gridlines: gridlinesShown(core, id),
      cells: cellsOf(core, id, placeOf),
      ...sizesOf(core, id),
      merges: sheetOf(core, id).getSheet().getMergeData().map(toRect),
      freeze: frozen(core, id),
    })),
    styles,
    names: book(core)
      .getDefinedNames()
      .map((one) => {
        const reference = one.getFormulaOrRefString();
        const home = sheets.find(({ id }) => id === one.getLocalSheetId());
        return {
          name: one.getName(),
          reference: reference.startsWith('=') ? reference : `=${reference}`,
          ...(home ? { sheet: home.name } : {}),
        };
      }),
    active: Math.max(
      0,
      sheets.findIndex(({ id }) => id === active),
    ),
  };
}

function cellsOf(core: Core, id: string, placeOf: (style: StyleData) => number | undefined): CellEntry[] {
  const sheet = sheetOf(core, id).getSheet();
  const matrix = sheet.getCellMatrix();
  const looks = book(core).getWorkbook().getStyles();
  const cells: CellEntry[] = [];
  const used = usedRect(core, id);
  const last = { row: matrix.getLength() - 1, column: matrix.getRange().endColumn ?? 0 };
  if (!used && last.row < 0) return cells;
  const rect = {
    row: 0,
    column: 0,
    rows: Math.max(last.row + 1, used ? used.row + used.rows : 0),
    columns: Math.max(last.column + 1, used ? used.column + used.columns : 0),
  };
  readCells(core, id, rect).forEach((line, row) =>
    line.forEach(({ value, formula }, column) => {
      const own = matrix.getValue(row, column);
      const look = own?.s ? looks.get(own.s) : undefined;
      const style = look ? placeOf(dataOfLook(look)) : undefined;
      // The table of a formula is listed with the formula alone.
      const isOwn = formula !== '' || (own?.v !== undefined && own.v !== null) || Boolean(own?.p);
      const spill = formula ? spillFrom(core, id, row, column) : null;
      const isError = typeof value === 'string' && ERROR.test(value);
      if (!isOwn && style === undefined) return;
      cells.push({
        row,
        column,
        ...(isOwn && value !== '' ? { value } : {}),
        ...(isOwn && isError ? { error: true as const } : {}),
        ...(formula ? { formula } : {}),
        ...(spill ? { spill: { rows: spill.rows, columns: spill.columns } } : {}),
        ...(style === undefined ? {} : { style }),
      });
    }),
  );
  return cells;
}

const ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA|BUSY!)$/;

function sizesOf(core: Core, id: string): Pick<SheetData, 'widths' | 'heights'> {
  const { columnData, rowData } = sheetOf(core, id).getSheet().getConfig();
  const sizes = <T extends { hd?: BooleanNumber }>(
    all: Readonly<Record<number, T | undefined>>,
    of: (one: T) => number | undefined,
  ) =>
    Object.entries(all).flatMap(([place, one]) => {
      const pixels = one?.hd === BooleanNumber.TRUE ? 0 : one && of(one);
      return pixels === undefined
        ? []
        : [{ first: Number(place), last: Number(place), pixels: Math.round(pixels) }];
    });
  return {
    widths: sizes(columnData, ({ w }) => w),
    heights: sizes(rowData, ({ h, ia }) => (ia === BooleanNumber.TRUE ? undefined : h)),
  };
}
