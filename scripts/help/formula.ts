/** Formulas of the help, computed: with the functions of the add-in, over the sheet that the help shows. */
import type { Locale } from '../../src/engine/index.ts';
import * as functions from '../../src/functions/functions.ts';
import { inExcel } from './host.ts';
import type { FunctionMetadata } from './metadata.ts';
import { simulated, type Spill } from './simulated.ts';

/** What stands in the cells, by address. */
export type Sheet = ReadonlyMap<string, string | number>;

await functions.loadWaterfall();
await functions.loadStudies();

const byId = new Map(Object.entries(functions).map(([name, member]) => [name.toUpperCase(), member]));

/** The arguments between the parentheses, as they are written; one that is left out is empty. */
function argumentsOf(formula: string): { name: string; written: string[] } {
  const found = /^=WATERFALL\.([A-Z.]+)\((.*)\)$/.exec(formula);
  if (!found) throw new Error(`${formula} is no formula of the help`);
  const written = found[2]!.match(/("[^"]*"|[^,"])+|(?<=,|^)(?=,|$)/g) ?? [];
  return { name: found[1]!, written: found[2] === '' ? [] : written.map((w) => w.trim()) };
}

function rangeOf(reference: string, sheet: Sheet): (string | number)[][] {
  const [from, to = from] = reference.split(':').map((address) => {
    const [, column, row] = /^([A-Z])(\d+)$/.exec(address)!;
    return { column: column!.charCodeAt(0), row: Number(row) };
  });
  const rows = Array.from({ length: to!.row - from!.row + 1 }, (_, i) => from!.row + i);
  const columns = Array.from({ length: to!.column - from!.column + 1 }, (_, i) => from!.column + i);
  return rows.map((r) => columns.map((c) => sheet.get(`${String.fromCharCode(c)}${r}`) ?? ''));
}

function argument(written: string, sheet: Sheet, isMatrix: boolean): unknown {
  if (written === '') return undefined;
  if (written.startsWith('"')) return written.slice(1, -1);
  const number = /^(-?[\d.]+)(%?)$/.exec(written);
  if (number) return Number(number[1]) / (number[2] ? 100 : 1);
  const range = rangeOf(written, sheet);
  return isMatrix ? range : range[0]![0];
}

/** What the formula gives: a matrix, of one cell where it is one number. A formula that is refused is a fault of the help. */
export function compute(
  formula: string,
  sheet: Sheet,
  metadata: readonly FunctionMetadata[],
  locale: Locale,
): Spill {
  const { name, written } = argumentsOf(formula);
  const about = metadata.find((f) => f.name === name);
  if (!about) throw new Error(`${formula}: there is no such function`);
  const given = about.parameters.map((p, i) =>
    argument(written[i] ?? '', sheet, p.dimensionality === 'matrix'),
  );
  if (name === 'SIMULATE') return inExcel(locale, () => simulated(given, locale));
  const call = byId.get(about.id) as (...given: unknown[]) => Spill;
  return inExcel(locale, () => {
    try {
      return call(...given);
    } catch (error) {
      throw new Error(`${formula}: ${(error as Error).message}`, { cause: error });
    }
  });
}
