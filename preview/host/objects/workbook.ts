import type { Place } from '../../grid/index.ts';
import type { Kind } from '../kind.ts';
import type { WorkbookHost } from '../workbook-host.ts';
import { activatedEvent, calculatedEvent, changedEvent, checkName, selectionEvent } from './worksheet.ts';
import { targetOf } from '../client-object.ts';
import { settingsKind } from './settings.ts';

const sheetReach = 'Worksheet';
const firstVisible = (host: WorkbookHost) => host.grid.sheets().find(({ hidden }) => !hidden)?.id;

const worksheetsKind: Kind<WorkbookHost> = {
  name: 'WorksheetCollection',
  objects: {
    add: {
      kind: sheetReach,
      at: (host, _, name?: string) => {
        const taken = new Set(host.grid.sheets().map((sheet) => sheet.name));
        let number = taken.size + 1;
        while (taken.has(`Sheet${number}`)) number++;
        const wanted = name ?? `Sheet${number}`;
        host.refuseStructure();
        checkName(wanted, host);
        return host.grid.addSheet(wanted);
      },
    },
    getItem: { kind: sheetReach, at: (host, _, name: string) => host.sheetByName(name) },
    getItemOrNullObject: {
      kind: sheetReach,
      at: (host, _, name: string) => host.sheetByName(name),
      orNull: true,
    },
    getActiveWorksheet: { kind: sheetReach, at: (host) => host.grid.activeSheet() },
    getFirst: { kind: sheetReach, at: firstVisible },
  },
  methods: { getCount: (host) => host.grid.sheets().length },
  events: {
    onChanged: changedEvent(null),
    onSelectionChanged: selectionEvent(null),
    onActivated: activatedEvent(null),
    onCalculated: calculatedEvent,
    onAdded: (host, _, fire) =>
      host.grid.on('added', ({ sheet }) => {
        fire({ type: 'WorksheetAdded', source: 'Local', worksheetId: host.idOf(sheet) });
      }),
    onDeleted: (host, _, fire) =>
      host.grid.on('deleted', ({ sheet }) => {
        fire({ type: 'WorksheetDeleted', source: 'Local', worksheetId: host.idOf(sheet) });
      }),
  },
  items: { kind: sheetReach, of: (host) => host.grid.sheets().map(({ id }) => id) },
};

const nameKind: Kind<{ readonly name: string; readonly reference: string }> = {
  name: 'NamedItem',
  properties: {
    name: { get: ({ name }) => name },
    formula: { get: ({ reference }) => `=${reference.replace(/^=/, '')}` },
    value: { get: ({ reference }) => `=${reference.replace(/^=/, '')}` },
    type: { get: () => 'Range' },
    visible: { get: () => true, set: () => undefined },
    comment: { get: () => '', set: () => undefined },
    scope: { get: () => 'Workbook' },
  },
  objects: {
    getRange: { kind: 'Range', at: namedPlace },
    getRangeOrNullObject: { kind: 'Range', at: namedPlace, orNull: true },
  },
  methods: {
    delete: ({ name }, host) => {
      host.grid.removeName(name);
    },
  },
};

function namedPlace({ reference }: { reference: string }, host: WorkbookHost): Place {
  return host.place(reference.replace(/^=/, ''), host.grid.activeSheet());
}

const findName = (host: WorkbookHost, _: WorkbookHost, name: string) =>
  host.grid.names().find((one) => one.name.toLowerCase() === name.toLowerCase());

const namesKind: Kind<WorkbookHost> = {
  name: 'NamedItemCollection',
  objects: {
    add: {
      kind: () => nameKind as Kind<never>,
      at: (host, _, name: string, reference: unknown) => {
        const text =
          typeof reference === 'string'
            ? reference.replace(/^=/, '')
            : absolute(host, targetOf<Place>(reference));
        host.grid.defineName(name, text);
        return { name, reference: text };
      },
    },
    getItem: { kind: () => nameKind as Kind<never>, at: findName },
    getItemOrNullObject: { kind: () => nameKind as Kind<never>, at: findName, orNull: true },
  },
  methods: { getCount: (host) => host.grid.names().length },
  items: { kind: () => nameKind as Kind<never>, of: (host) => host.grid.names() },
};

/** `Deal!$B$2:$C$13`. */
const absolute = (host: WorkbookHost, place: Place) =>
  host
    .address(place)
    .replace(
      /(!|:)([A-Z]+)(\d+)/g,
      (_, before: string, column: string, row: string) => `${before}$${column}$${row}`,
    );

const cultureKind: Kind<WorkbookHost> = {
  name: 'CultureInfo',
  properties: { name: { get: ({ culture }) => culture } },
  children: {
    numberFormat: {
      kind: () =>
        ({
          name: 'NumberFormatInfo',
          properties: {
            numberDecimalSeparator: { get: () => '.' },
            numberGroupSeparator: { get: () => ',' },
          },
        }) satisfies Kind<WorkbookHost> as Kind<never>,
      at: (host) => host,
    },
  },
};

const applicationKind: Kind<WorkbookHost> = {
  name: 'Application',
  properties: {
    calculationMode: { get: (host) => host.excel.calculation },
    calculationState: {
      get: (host) => (host.cells.pending ? 'Pending' : host.grid.calculation.idle ? 'Done' : 'Calculating'),
    },
    decimalSeparator: { get: () => '.' },
    thousandsSeparator: { get: () => ',' },
  },
  children: { cultureInfo: { kind: () => cultureKind as Kind<never>, at: (host) => host } },
  methods: {
    calculate: (host) => {
      host.cells.calculated();
      host.functions.forget();
      host.grid.calculation.everything();
    },
    suspendScreenUpdatingUntilNextSync: () => undefined,
    suspendApiCalculationUntilNextSync: () => undefined,
  },
};

const propertiesKind: Kind<WorkbookHost> = {
  name: 'DocumentProperties',
  properties: { title: { get: (host) => host.grid.title() }, author: { get: () => '' } },
};

/** A number of the days of 1900, in a workbook that may count from 1904. */
const dayIn = (serial: number, host: WorkbookHost): number => serial - (host.excel.from1904 ? 1462 : 0);

const functionsKind: Kind<WorkbookHost> = {
  name: 'Functions',
  objects: {
    date: {
      kind: () =>
        ({ name: 'FunctionResult', properties: { value: { get: (value: number) => value } } }) as Kind<never>,
      at: (host, _, year: number, month: number, day: number) =>
        dayIn(Date.UTC(year, month - 1, day) / 86_400_000 + 25_569, host),
    },
  },
};

export const workbookKind: Kind<WorkbookHost> = {
  name: 'Workbook',
  properties: { name: { get: (host) => `${host.grid.title()}.xlsx` } },
  children: {
    worksheets: { kind: () => worksheetsKind as Kind<never>, at: (host) => host },
    names: { kind: () => namesKind as Kind<never>, at: (host) => host },
    settings: { kind: () => settingsKind as Kind<never>, at: (host) => host },
    tables: { kind: 'TableCollection', at: () => ({ sheet: null }) },
    application: { kind: () => applicationKind as Kind<never>, at: (host) => host },
    functions: { kind: () => functionsKind as Kind<never>, at: (host) => host },
    properties: { kind: () => propertiesKind as Kind<never>, at: (host) => host },
  },
  objects: {
    getSelectedRange: { kind: 'Range', at: (host) => host.grid.selection() },
    getActiveCell: {
      kind: 'Range',
      at: (host): Place => ({
        sheet: host.grid.activeSheet(),
        rect: { ...host.grid.activeCell(), rows: 1, columns: 1 },
      }),
    },
  },
  events: {
    onSelectionChanged: (host, _, fire) =>
      host.grid.on('selected', () => {
        fire({ type: 'WorkbookSelectionChanged' });
      }),
  },
};
