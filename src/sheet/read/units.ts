/** Units of money in heads: lines in 元 and in 万元 are one currency at two scales. */
import { currencyOf } from './currencies.ts';
import type { Findings } from './findings.ts';
import { isNothing, rangeOf, textIn } from './cells.ts';
import type { LayoutLine } from './layout.ts';
import type { Cell } from './model.ts';

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/百万|mn|mm|millions?|(?<![a-z])m(?![a-z])/, 1e6],
  [/亿/, 1e8],
  [/bn|billions?/, 1e9],
  [/千|'?000s?|thousands?|(?<![a-z])k(?![a-z])/, 1e3],
  [/万/, 1e4],
];
function partsOf(unit: string): { readonly scale: number; readonly currency: string | undefined } {
  const text = unit.toLowerCase();
  return {
    scale: SCALES.find(([pattern]) => pattern.test(text))?.[1] ?? 1,
    currency: currencyOf(text),
  };
}

/** The sign or code of a currency in a format: `[$€-407]`, `"$"#,##0`. */
function currencyInFormat(format: string): string | undefined {
  const plain = format.replace(/\[\$-[^\]]*\]/g, '').replace(/\\(.)/g, '$1');
  const [sign] = /\[\$[^-\]]+|[$€£¥￥]|"[^"]*"/.exec(plain) ?? [];
  return sign === undefined ? undefined : currencyOf(sign.replace(/^\[\$(?=.)/, ''));
}

/** Two cells in two currencies. */
export interface Mixed {
  readonly first: Cell;
  readonly cell: Cell;
  readonly names: readonly [string, string];
}

/** The first amount in another currency than those before it. */
export function otherCurrency(cells: readonly Cell[]): Mixed | undefined {
  let first: { readonly name: string; readonly cell: Cell } | undefined;
  for (const cell of cells) {
    const written = cell.parsed?.kind === 'number' ? cell.parsed.currency : undefined;
    const name = isNothing(cell)
      ? undefined
      : written === undefined
        ? currencyInFormat(cell.format)
        : currencyOf(written);
    if (name === undefined) continue;
    first ??= { name, cell };
    if (first.name !== name) return { first: first.cell, cell, names: [first.name, name] };
  }
  return undefined;
}

/** Cash in several currencies is refused at the first cell of another, whether amounts say so or a column of names does. */
export function checkCurrencies(
  cash: readonly LayoutLine[],
  names: readonly LayoutLine[],
  at: readonly number[],
  findings: Findings,
): void {
  const mixed = otherCurrency(cash.flatMap(({ cells }) => at.map((p) => cells[p]!)));
  if (mixed) {
    const range = rangeOf([mixed.first, mixed.cell]);
    findings.fault('currenciesDiffer', mixed.cell, { range, received: mixed.names });
  }
  for (const { cells, range } of names) {
    const filled = at.map((p) => cells[p]!).filter((c) => textIn(c) !== null);
    const nameOf = (cell: Cell) => currencyOf(textIn(cell)!) ?? textIn(cell)!;
    const other = filled.find((c) => nameOf(c) !== nameOf(filled[0]!));
    const received = [...new Set(filled.map((c) => textIn(c)!))];
    if (other) findings.fault('currenciesDiffer', other, { range, received });
  }
}

/** By line, what its amounts are multiplied with to be in the unit of the first. */
export interface Units {
  readonly unit: string | null;
  readonly scales: ReadonlyMap<number, number>;
}

/** Lines in several currencies are refused; in several scales of one they are brought to the first, with a word. */
export function unitsOf(lines: readonly LayoutLine[], all: readonly LayoutLine[], findings: Findings): Units {
  const named = lines.filter((l) => l.unit !== null);
  const [first] = named;
  const scales = new Map<number, number>();
  if (!first) {
    const others = [...new Set(all.flatMap((l) => l.unit ?? []))];
    return { unit: others.length === 1 ? others[0]! : null, scales };
  }
  const base = partsOf(first.unit!);
  for (const line of named) {
    const { scale, currency } = partsOf(line.unit!);
    const at = { address: line.cells.find((c) => c.value !== null)!.address };
    if (currency !== undefined && base.currency !== undefined && currency !== base.currency)
      findings.fault('currenciesDiffer', at, { range: line.range, received: [first.unit!, line.unit!] });
    else if (scale !== base.scale) {
      scales.set(line.index, scale / base.scale);
      findings.note(
        'unitChanged',
        { address: line.range },
        { first: line.unit!, second: first.unit! },
        'warning',
      );
    }
  }
  return { unit: first.unit, scales };
}

/** What an amount in one unit is multiplied with to be in another; null where they are of two currencies. */
export function scaleBetween(unit: string, base: string): number | null {
  const [from, to] = [partsOf(unit), partsOf(base)];
  const isOther = from.currency !== undefined && to.currency !== undefined && from.currency !== to.currency;
  return isOther ? null : from.scale / to.scale;
}

/** An amount in the unit of the first line. */
export const scaled = (amount: number, scale: number): number =>
  scale === 1 ? amount : Number((amount * scale).toPrecision(15));
