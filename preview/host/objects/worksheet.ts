import type { Place } from '../../grid/index.ts';
import { addressOf } from '../address.ts';
import type { Kind, Property } from '../kind.ts';
import { targetOf } from '../client-object.ts';
import { checkRect } from '../limits.ts';
import type { WorkbookHost } from '../workbook-host.ts';

const range = 'Range';
const info = (sheet: string, host: WorkbookHost) => host.grid.sheets().find(({ id }) => id === sheet)!;
const isRange = (given: unknown, sheet: string, host: WorkbookHost): Place =>
  typeof given === 'string' ? host.place(given, sheet) : targetOf<Place>(given);

const usedRange = (sheet: string, host: WorkbookHost): Place | null => {
  const rect = host.grid.usedRect(sheet);
  return rect && { sheet, rect };
};

export const changedEvent =
  (sheet: string | null) => (_: unknown, host: WorkbookHost, fire: (event: object) => void) =>
    host.onEdited(sheet, (edit) => {
      fire({
        type: 'WorksheetChanged',
        changeType: 'RangeEdited',
        source: 'Local',
        triggerSource: 'Unknown',
        worksheetId: host.idOf(edit.sheet),
        address: addressOf(edit.rect),
      });
    });

export const selectionEvent =
  (sheet: string | null) => (_: unknown, host: WorkbookHost, fire: (event: object) => void) =>
    host.grid.on('selected', (place) => {
      if (sheet === null || place.sheet === sheet)
        fire({
          type: 'WorksheetSelectionChanged',
          worksheetId: host.idOf(place.sheet),
          address: addressOf(place.rect),
        });
    });

export const activatedEvent =
  (sheet: string | null) => (_: unknown, host: WorkbookHost, fire: (event: object) => void) =>
    host.grid.on('activated', (event) => {
      if (sheet === null || event.sheet === sheet)
        fire({ type: 'WorksheetActivated', worksheetId: host.idOf(event.sheet) });
    });

export const calculatedEvent = (_: unknown, host: WorkbookHost, fire: (event: object) => void) =>
  host.grid.on('calculated', () => {
    fire({ type: 'WorksheetCalculated', worksheetId: host.idOf(host.grid.activeSheet()), address: '' });
  });

/** Excel's rules for a sheet's name. */
export function checkName(name: string, host: WorkbookHost, own?: string): void {
  const bad = name === '' || name.length > 31 || /[\\/?*[\]:]/.test(name) || /^'|'$/.test(name);
  if (bad) throw new Error('InvalidArgument: The argument is invalid or missing or has an incorrect format.');
  const holder = host.grid.sheets().find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  if (holder && holder.id !== own)
    throw new Error('ItemAlreadyExists: A resource with the same name or identifier already exists.');
}

/** The grid does not print: breaks are remembered with the page's set-up. */
const breaksKind: Kind<string> = {
  name: 'PageBreakCollection',
  methods: {
    add: (sheet, host, given: unknown) => {
      const layout = host.layouts.get(sheet) ?? {};
      host.layouts.set(sheet, layout);
      (layout['breaks'] ??= {})[addressOf(isRange(given, sheet, host).rect)] = true;
    },
  },
};

const freezeKind: Kind<string> = {
  name: 'WorksheetFreezePanes',
  objects: {
    getLocationOrNullObject: {
      kind: range,
      at: (sheet, host): Place | null => {
        const { rows, columns } = host.grid.frozen(sheet);
        return rows + columns === 0
          ? null
          : { sheet, rect: { row: 0, column: 0, rows: Math.max(1, rows), columns: Math.max(1, columns) } };
      },
      orNull: true,
    },
  },
  methods: {
    freezeAt: (sheet, host, given: unknown) => {
      const { rect } = isRange(given, sheet, host);
      host.grid.freeze(sheet, rect.row + rect.rows, rect.column + rect.columns);
    },
    freezeRows: (sheet, host, count = 1) => {
      host.grid.freeze(sheet, count, host.grid.frozen(sheet).columns);
    },
    freezeColumns: (sheet, host, count = 1) => {
      host.grid.freeze(sheet, host.grid.frozen(sheet).rows, count);
    },
    unfreeze: (sheet, host) => {
      host.grid.freeze(sheet, 0, 0);
    },
  },
};

const standard = (pixels: number): Property<string> => ({ get: () => pixels * 0.75 });

/** The target is the sheet's id. */
export const worksheetKind: Kind<string> = {
  name: 'Worksheet',
  // On the desktop; the last three have an undo on the web.
  withoutUndo: ['delete', 'copy', 'name', 'position', 'visibility'],
  properties: {
    id: { get: (sheet, host) => host.idOf(sheet) },
    name: {
      get: (sheet, host) => host.sheetName(sheet),
      set: (sheet, name: string, host) => {
        host.refuseStructure();
        checkName(name, host, sheet);
        host.grid.renameSheet(sheet, name);
      },
    },
    position: {
      get: (sheet, host) => host.grid.sheets().findIndex(({ id }) => id === sheet),
      set: (sheet, index: number, host) => {
        host.refuseStructure();
        host.grid.moveSheet(sheet, index);
      },
    },
    visibility: {
      get: (sheet, host) => (info(sheet, host).hidden ? 'Hidden' : 'Visible'),
      set: (sheet, visibility: string, host) => {
        host.refuseStructure();
        host.grid.setHidden(sheet, visibility !== 'Visible');
      },
    },
    tabColor: {
      get: (sheet, host) => info(sheet, host).tabColor,
      set: (sheet, color: string, host) => {
        host.grid.setTabColor(sheet, color);
      },
    },
    showGridlines: {
      get: (sheet, host) => host.grid.gridlinesShown(sheet),
      set: (sheet, shown: boolean, host) => {
        host.grid.showGridlines(sheet, shown);
      },
    },
    standardHeight: standard(24),
    // Digits of the grid's font in a column that nobody changed.
    standardWidth: { get: () => 8.43 },
  },
  children: {
    freezePanes: { kind: () => freezeKind as Kind<never>, at: (sheet) => sheet },
    pageLayout: { kind: 'PageLayout', at: (sheet) => sheet },
    tables: { kind: 'TableCollection', at: (sheet) => ({ sheet }) },
    charts: { kind: 'ChartCollection', at: (sheet) => sheet },
    verticalPageBreaks: { kind: () => breaksKind as Kind<never>, at: (sheet) => sheet },
    names: { kind: 'NamedItemCollection', at: (sheet) => sheet },
  },
  objects: {
    getRange: {
      kind: range,
      at: (sheet, host, address?: string): Place =>
        address === undefined ? { sheet, rect: host.wholeSheet(sheet) } : host.place(address, sheet),
    },
    getRangeByIndexes: {
      kind: range,
      at: (sheet, _, row: number, column: number, rows: number, columns: number): Place => {
        checkRect({ row, column, rows, columns });
        return { sheet, rect: { row, column, rows, columns } };
      },
    },
    getCell: {
      kind: range,
      at: (sheet, _, row: number, column: number): Place => ({
        sheet,
        rect: { row, column, rows: 1, columns: 1 },
      }),
    },
    getUsedRange: {
      kind: range,
      at: (sheet, host): Place =>
        usedRange(sheet, host) ?? { sheet, rect: { row: 0, column: 0, rows: 1, columns: 1 } },
    },
    getUsedRangeOrNullObject: { kind: range, at: usedRange, orNull: true },
  },
  methods: {
    activate: (sheet, host) => {
      host.grid.activateSheet(sheet);
    },
    delete: (sheet, host) => {
      host.refuseStructure();
      if (host.grid.sheets().filter(({ hidden }) => !hidden).length === 1)
        throw new Error('InvalidOperation: the last visible sheet cannot be deleted');
      host.grid.removeSheet(sheet);
    },
    calculate: (_, host) => {
      host.cells.calculated();
      host.grid.calculation.everything();
    },
  },
  events: {
    onChanged: (sheet, host, fire) => changedEvent(sheet)(sheet, host, fire),
    onSelectionChanged: (sheet, host, fire) => selectionEvent(sheet)(sheet, host, fire),
    onActivated: (sheet, host, fire) => activatedEvent(sheet)(sheet, host, fire),
    onCalculated: calculatedEvent,
  },
};
