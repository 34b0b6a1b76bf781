import type { Place } from '../../grid/index.ts';
import { targetOf } from '../client-object.ts';
import type { Kind } from '../kind.ts';
import { rangeKind } from './range.ts';
import type { WorkbookHost } from '../workbook-host.ts';

/** A name of a sheet: remembered, not known to the grid's formulas. */
interface NamedItem {
  readonly name: string;
  readonly place: Place;
}

const namedItem: Kind<NamedItem> = {
  name: 'NamedItem',
  properties: { name: { get: ({ name }) => name } },
  objects: { getRange: { kind: () => rangeKind as Kind<never>, at: ({ place }) => place } },
};

const namesOf = (host: WorkbookHost, sheet: string): Map<string, Place> => {
  const names = host.names.get(sheet) ?? new Map<string, Place>();
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

/** Names of one sheet; the target is the sheet's id. */
export const namesKind: Kind<string> = {
  name: 'NamedItemCollection',
  objects: {
    add: {
      kind: () => namedItem as Kind<never>,
      at: (sheet, host, name: string, reference: unknown): NamedItem => {
        check(name);
        const names = namesOf(host, sheet);
        if ([...names.keys()].some((known) => known.toLowerCase() === name.toLowerCase()))
          throw new Error('ItemAlreadyExists: A resource with the same name or identifier already exists.');
        const place =
          typeof reference === 'string' ? host.place(reference, sheet) : targetOf<Place>(reference);
        names.set(name, place);
        return { name, place };
      },
    },
    getItem: {
      kind: () => namedItem as Kind<never>,
      at: (sheet, host, name: string) => {
        const place = namesOf(host, sheet).get(name);
        return place && { name, place };
      },
    },
  },
};
