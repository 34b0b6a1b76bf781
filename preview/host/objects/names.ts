import type { Place } from '../../grid/index.ts';
import { targetOf } from '../client-object.ts';
import type { Kind } from '../kind.ts';
import type { NameModel, WorkbookHost } from '../workbook-host.ts';

/** A name of a sheet: remembered, not known to the grid's formulas. */
interface NamedItem {
  readonly sheet: string;
  readonly name: string;
  readonly model: NameModel;
}

const namedItem: Kind<NamedItem> = {
  name: 'NamedItem',
  // On the web.
  withoutUndo: ['comment'],
  properties: {
    name: { get: ({ name }) => name },
    formula: {
      get: ({ model: { place, formula } }, host) => (place ? `=${host.address(place)}` : formula),
    },
    visible: {
      get: ({ model }) => model.visible,
      set: ({ model }, visible: boolean) => {
        model.visible = visible;
      },
    },
  },
  objects: { getRange: { kind: 'Range', at: ({ model }) => model.place } },
  methods: {
    delete: ({ sheet, name }, host) => {
      namesOf(host, sheet).delete(name);
    },
  },
};

const namesOf = (host: WorkbookHost, sheet: string): Map<string, NameModel> => {
  const names = host.names.get(sheet) ?? new Map<string, NameModel>();
  host.names.set(sheet, names);
  return names;
};

/** Excel's rules for a name: letters, digits, periods and underscores, and no reference to a cell. */
function check(name: string): void {
  const legal =
    /^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) && !/^[a-z]{1,3}\d+$|^r\d*(c\d*)?$|^c\d*$/i.test(name);
  if (!legal || name.length > 255)
    throw new Error('InvalidArgument: The argument is invalid or missing or has an incorrect format.');
}

const find = (sheet: string, host: WorkbookHost, wanted: string): NamedItem | undefined => {
  for (const [name, model] of namesOf(host, sheet))
    if (name.toLowerCase() === wanted.toLowerCase()) return { sheet, name, model };
  return undefined;
};

function modelOf(reference: unknown, sheet: string, host: WorkbookHost): NameModel {
  if (typeof reference !== 'string') return { place: targetOf<Place>(reference), formula: '', visible: true };
  return /^="/.test(reference)
    ? { place: null, formula: reference, visible: true }
    : { place: host.place(reference.replace(/^=/, ''), sheet), formula: '', visible: true };
}

const item = () => namedItem as Kind<never>;

/** Names of one sheet; the target is the sheet's id. */
export const namesKind: Kind<string> = {
  name: 'NamedItemCollection',
  objects: {
    add: {
      kind: item,
      at: (sheet, host, name: string, reference: unknown): NamedItem => {
        host.refuseProtected(sheet);
        check(name);
        if (find(sheet, host, name))
          throw new Error('ItemAlreadyExists: A resource with the same name or identifier already exists.');
        const model = modelOf(reference, sheet, host);
        namesOf(host, sheet).set(name, model);
        return { sheet, name, model };
      },
    },
    getItem: { kind: item, at: find },
    getItemOrNullObject: { kind: item, at: find, orNull: true },
  },
};
