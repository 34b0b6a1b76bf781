import type { Place } from '../../grid/index.ts';
import { intersection } from '../address.ts';
import { targetOf } from '../client-object.ts';
import type { Kind, Property } from '../kind.ts';
import type { TableModel, WorkbookHost } from '../workbook-host.ts';

/**
 * Tables are remembered, not drawn: the grid's own would put a banner over the cells. They have no looks,
 * no filter buttons, and no structured references.
 */
const remembered = (name: string, value: unknown): Property<TableModel> => ({
  get: ({ extra }) => extra[name] ?? value,
  set: ({ extra }, given) => {
    extra[name] = given;
  },
});

const part = (rows: (table: TableModel) => Partial<Place['rect']>) => ({
  kind: 'Range',
  at: (table: TableModel): Place => ({
    sheet: table.place.sheet,
    rect: { ...table.place.rect, ...rows(table) },
  }),
});

export const tableKind: Kind<TableModel> = {
  name: 'Table',
  properties: {
    id: { get: ({ id }) => id },
    name: {
      get: ({ name }) => name,
      set: (table, name: string, host) => {
        if (named(host, name)) throw new Error('InvalidArgument: the name is taken');
        table.name = name;
      },
    },
    style: remembered('style', 'TableStyleMedium2'),
    showFilterButton: remembered('showFilterButton', true),
    showBandedRows: remembered('showBandedRows', true),
    showBandedColumns: remembered('showBandedColumns', false),
    showHeaders: remembered('showHeaders', true),
    showTotals: remembered('showTotals', false),
  },
  children: { worksheet: { kind: 'Worksheet', at: ({ place }) => place.sheet } },
  objects: {
    getRange: part(() => ({})),
    getHeaderRowRange: part(() => ({ rows: 1 })),
    getDataBodyRange: part(({ place: { rect } }) => ({ row: rect.row + 1, rows: rect.rows - 1 })),
  },
  methods: {
    delete: (table, host) => {
      host.tables.delete(table.id);
      host.grid.clear(table.place.sheet, table.place.rect, 'All');
    },
    convertToRange: (table, host) => {
      host.tables.delete(table.id);
    },
  },
};

const named = (host: WorkbookHost, name: string) =>
  [...host.tables.values()].find(
    (table) => table.name.toLowerCase() === name.toLowerCase() || table.id === name,
  );

let made = 0;

/** Tables of one sheet, or of the workbook where the sheet is null. */
export const tablesKind: Kind<{ readonly sheet: string | null }> = {
  name: 'TableCollection',
  properties: { count: { get: ({ sheet }, host) => tablesOf(sheet, host).length } },
  objects: {
    add: {
      kind: () => tableKind as Kind<never>,
      at: ({ sheet }, host, address: unknown, hasHeaders: boolean) => {
        if (sheet !== null) host.refuseProtected(sheet);
        if (!hasHeaders) throw new Error('NotImplemented: the preview makes tables with a head only');
        const place =
          typeof address === 'string'
            ? host.place(address, sheet ?? host.grid.activeSheet())
            : targetOf<Place>(address);
        const id = `table-${++made}`;
        const table: TableModel = { id, place, name: `Table${made}`, extra: {} };
        host.tables.set(id, table);
        return table;
      },
    },
    getItem: { kind: () => tableKind as Kind<never>, at: (_, host, name: string) => named(host, name) },
    getItemOrNullObject: {
      kind: () => tableKind as Kind<never>,
      at: (_, host, name: string) => named(host, name),
      orNull: true,
    },
  },
  methods: { getCount: ({ sheet }, host) => tablesOf(sheet, host).length },
  items: { kind: () => tableKind as Kind<never>, of: ({ sheet }, host) => tablesOf(sheet, host) },
};

/** Tables that a range touches, or lies over whole. */
export const scopedTablesKind: Kind<{ readonly place: Place; readonly whole: boolean }> = {
  name: 'TableScopedCollection',
  items: {
    kind: () => tableKind as Kind<never>,
    of: ({ place, whole }, host) =>
      tablesOf(place.sheet, host).filter((table) => {
        const { rect } = table.place;
        const shared = intersection(place.rect, rect);
        return shared && (!whole || (shared.rows === rect.rows && shared.columns === rect.columns));
      }),
  },
};

const tablesOf = (sheet: string | null, host: WorkbookHost) =>
  [...host.tables.values()].filter(({ place }) => sheet === null || place.sheet === sheet);
