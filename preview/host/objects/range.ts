import type { Place, Rect } from '../../grid/index.ts';
import { intersection, union } from '../address.ts';
import { inputOf, spread, valueType } from '../cell-values.ts';
import { targetOf } from '../client-object.ts';
import { conditionsKind } from './conditional-format.ts';
import type { Kind } from '../kind.ts';
import { checkRect } from '../limits.ts';
import { rangeFormatKind } from './range-format.ts';
import { scopedTablesKind } from './table.ts';
import { typedFormat } from '../typed-text.ts';
import type { WorkbookHost } from '../workbook-host.ts';

const cells =
  (read: (view: ReturnType<WorkbookHost['read']>[number][number]) => unknown) =>
  (place: Place, host: WorkbookHost) =>
    host.read(place).map((row) => row.map(read));

function write(place: Place, given: unknown, host: WorkbookHost): void {
  host.refuseProtected(place.sheet);
  const inputs = spread(given, place.rect, inputOf);
  host.countFormulas(inputs.flat().filter((input) => input?.kind === 'formula').length);
  host.cells.entered(place, host.excel);
  host.grid.write(place.sheet, place.rect, inputs);
  const { sheet, rect } = place;
  const formats = spread(given, rect, (value) => (typeof value === 'string' ? typedFormat(value) : null));
  if (formats.flat().every((format) => format === null)) return;
  host.grid.applyStyle(sheet, rect, (row, column) => {
    const numberFormat = formats[row - rect.row]![column - rect.column];
    const isPlain = () => host.grid.styleAt(sheet, row, column).numberFormat === 'General';
    return numberFormat && isPlain() ? { numberFormat } : null;
  });
}

/** In a workbook that counts from 1904 a date is 1,462 days less. */
function values(place: Place, host: WorkbookHost): unknown[][] {
  const { sheet, rect } = place;
  const views = host.read(place).map((line) => line.map(({ value }) => value));
  if (!host.excel.from1904) return views;
  return views.map((line, r) =>
    line.map((value, c) => {
      const { numberFormat } = host.grid.styleAt(sheet, rect.row + r, rect.column + c);
      return typeof value === 'number' && /[yd]/i.test(numberFormat) ? value - 1462 : value;
    }),
  );
}

const at = (place: Place, rect: Rect): Place => {
  checkRect(rect);
  return { sheet: place.sheet, rect };
};

const other = (given: unknown, place: Place, host: WorkbookHost) =>
  typeof given === 'string' ? host.place(given, place.sheet) : targetOf<Place>(given);

const range = 'Range';
const used = (place: Place, host: WorkbookHost): Place | null => {
  const rect = host.grid.usedRect(place.sheet, place.rect);
  return rect && at(place, rect);
};

/** The filled cells around, up to blank rows and columns: what Excel selects with Ctrl+A. */
function surrounding({ sheet, rect }: Place, host: WorkbookHost): Place {
  const size = host.grid.size(sheet);
  const filled = (candidate: Rect) => host.grid.usedRect(sheet, candidate) !== null;
  let { row: top, column: left } = rect;
  let bottom = rect.row + rect.rows - 1;
  let right = rect.column + rect.columns - 1;
  for (let grown = true; grown;) {
    grown = false;
    const from = Math.max(0, left - 1);
    const columns = right + 2 - from;
    const above = Math.max(0, top - 1);
    const rows = bottom + 2 - above;
    if (top > 0 && filled({ row: top - 1, column: from, rows: 1, columns })) [top, grown] = [top - 1, true];
    if (bottom + 1 < size.rows && filled({ row: bottom + 1, column: from, rows: 1, columns }))
      [bottom, grown] = [bottom + 1, true];
    if (left > 0 && filled({ row: above, column: left - 1, rows, columns: 1 }))
      [left, grown] = [left - 1, true];
    if (right + 1 < size.columns && filled({ row: above, column: right + 1, rows, columns: 1 }))
      [right, grown] = [right + 1, true];
  }
  return { sheet, rect: { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 } };
}

function spillParent({ sheet, rect }: Place, host: WorkbookHost): Place | null {
  for (let row = rect.row; row >= 0; row--)
    for (let column = rect.column; column >= 0; column--) {
      const spill = host.grid.spillFrom(sheet, row, column);
      if (spill && intersection(spill, rect)) return { sheet, rect: { row, column, rows: 1, columns: 1 } };
    }
  return null;
}

export const rangeKind: Kind<Place> = {
  name: 'Range',
  properties: {
    address: { get: (place, host) => host.address(place) },
    addressLocal: { get: (place, host) => host.address(place) },
    values: { get: values, set: write },
    formulas: { get: cells(({ value, formula }) => formula || value), set: write },
    text: { get: cells(({ text }) => text) },
    valueTypes: { get: cells(valueType) },
    numberFormat: {
      get: ({ sheet, rect }, host) =>
        Array.from({ length: rect.rows }, (_, r) =>
          Array.from(
            { length: rect.columns },
            (__, c) => host.grid.styleAt(sheet, rect.row + r, rect.column + c).numberFormat,
          ),
        ),
      set: ({ sheet, rect }, given: unknown, host) => {
        const formats = spread(given, rect, (format) => (format === null ? null : String(format)));
        host.grid.applyStyle(sheet, rect, (row, column) => {
          const numberFormat = formats[row - rect.row]![column - rect.column];
          return numberFormat === null || numberFormat === undefined ? null : { numberFormat };
        });
      },
    },
    rowIndex: { get: ({ rect }) => rect.row },
    columnIndex: { get: ({ rect }) => rect.column },
    rowCount: { get: ({ rect }) => rect.rows },
    columnCount: { get: ({ rect }) => rect.columns },
    cellCount: { get: ({ rect }) => rect.rows * rect.columns },
    hasSpill: { get: (place, host) => spillParent(place, host) !== null },
    left: { get: ({ sheet, rect }, host) => host.grid.boxOf(sheet, rect).left * 0.75 },
    top: { get: ({ sheet, rect }, host) => host.grid.boxOf(sheet, rect).top * 0.75 },
    width: { get: ({ sheet, rect }, host) => host.grid.boxOf(sheet, rect).width * 0.75 },
    height: { get: ({ sheet, rect }, host) => host.grid.boxOf(sheet, rect).height * 0.75 },
  },
  children: {
    format: { kind: () => rangeFormatKind as Kind<never>, at: (place) => place },
    worksheet: { kind: 'Worksheet', at: ({ sheet }) => sheet },
    conditionalFormats: { kind: () => conditionsKind as Kind<never>, at: (place) => place },
  },
  objects: {
    getCell: {
      kind: range,
      at: (place, _, row: number, column: number) =>
        at(place, { row: place.rect.row + row, column: place.rect.column + column, rows: 1, columns: 1 }),
    },
    getRow: {
      kind: range,
      at: (place, _, row: number) => at(place, { ...place.rect, row: place.rect.row + row, rows: 1 }),
    },
    getColumn: {
      kind: range,
      at: (place, _, column: number) =>
        at(place, { ...place.rect, column: place.rect.column + column, columns: 1 }),
    },
    getLastRow: {
      kind: range,
      at: (place) => at(place, { ...place.rect, row: place.rect.row + place.rect.rows - 1, rows: 1 }),
    },
    getLastCell: {
      kind: range,
      at: (place) =>
        at(place, {
          row: place.rect.row + place.rect.rows - 1,
          column: place.rect.column + place.rect.columns - 1,
          rows: 1,
          columns: 1,
        }),
    },
    getResizedRange: {
      kind: range,
      at: (place, _, rows: number, columns: number) =>
        at(place, { ...place.rect, rows: place.rect.rows + rows, columns: place.rect.columns + columns }),
    },
    getAbsoluteResizedRange: {
      kind: range,
      at: (place, _, rows: number, columns: number) => at(place, { ...place.rect, rows, columns }),
    },
    getOffsetRange: {
      kind: range,
      at: (place, _, rows: number, columns: number) =>
        at(place, { ...place.rect, row: place.rect.row + rows, column: place.rect.column + columns }),
    },
    getEntireRow: {
      kind: range,
      at: (place, host) =>
        at(place, { ...host.wholeSheet(place.sheet), row: place.rect.row, rows: place.rect.rows }),
    },
    getEntireColumn: {
      kind: range,
      at: (place, host) =>
        at(place, {
          ...host.wholeSheet(place.sheet),
          column: place.rect.column,
          columns: place.rect.columns,
        }),
    },
    getBoundingRect: {
      kind: range,
      at: (place, host, given: unknown) => at(place, union(place.rect, other(given, place, host).rect)),
    },
    getIntersection: { kind: range, at: meet },
    getIntersectionOrNullObject: { kind: range, at: meet, orNull: true },
    getUsedRange: { kind: range, at: used },
    getUsedRangeOrNullObject: { kind: range, at: used, orNull: true },
    getSurroundingRegion: { kind: range, at: surrounding },
    getTables: {
      kind: () => scopedTablesKind as Kind<never>,
      at: (place, _, whole = false) => ({ place, whole }),
    },
    getSpillParent: { kind: range, at: spillParent },
    getSpillParentOrNullObject: { kind: range, at: spillParent, orNull: true },
    getSpillingToRange: { kind: range, at: spill },
    getSpillingToRangeOrNullObject: { kind: range, at: spill, orNull: true },
  },
  methods: {
    clear: ({ sheet, rect }, host, what: 'All' | 'Contents' | 'Formats' = 'All') => {
      host.refuseProtected(sheet);
      host.grid.clear(sheet, rect, what);
    },
    select: ({ sheet, rect }, host) => {
      host.grid.select(sheet, rect);
    },
    calculate: (_, host) => {
      host.cells.calculated();
      host.grid.calculation.everything();
    },
    // The grid has no outline: rows of a group are hidden, and shown again from the grid's own menu.
    group: (place, host, by: string) => {
      refuseColumns(by);
      host.refuseProtected(place.sheet);
    },
    hideGroupDetails: ({ sheet, rect }, host, by: string) => {
      refuseColumns(by);
      host.grid.hideRows(sheet, rect.row, rect.rows);
    },
  },
};

function refuseColumns(by: string): void {
  if (by !== 'ByRows') throw new Error(`NotImplemented: the preview groups rows alone, not ${by}`);
}

function meet(place: Place, host: WorkbookHost, given: unknown): Place | null {
  const second = other(given, place, host);
  const rect = second.sheet === place.sheet ? intersection(place.rect, second.rect) : null;
  return rect && at(place, rect);
}

function spill({ sheet, rect }: Place, host: WorkbookHost): Place | null {
  const found = host.grid.spillFrom(sheet, rect.row, rect.column);
  return found && { sheet, rect: found };
}
