/** The call of one of our functions in a formula, with its arguments as Excel writes them in English. */
import { TABLE, tableReference, type TableReference } from './table-reference.ts';

export interface Reference {
  readonly kind: 'range';
  /** Null where it is the sheet of the formula. */
  readonly sheet: string | null;
  /** Without `$`: `B2`, `B2:C13`, `B:B`; a `#` behind it is what spills from there. */
  readonly address: string;
  readonly spilled: boolean;
}

export type Argument =
  | Reference
  | TableReference
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'missing' }
  /** A formula of its own, which only Excel computes, with the cells it names. */
  | {
      readonly kind: 'formula';
      readonly text: string;
      readonly cells: readonly (Reference | TableReference)[];
    };

export interface Call {
  /** `CARRY`, `IRR.ALL`. */
  readonly name: string;
  /** The formula is this call and nothing else. */
  readonly isWhole: boolean;
  readonly arguments: readonly Argument[];
}

const OURS = /\bWATERFALL\.([A-Z]+(?:\.[A-Z]+)*)\(/gi;

/** The first of our functions in a formula; null where there is none. */
export function callIn(formula: unknown): Call | null {
  if (typeof formula !== 'string' || !formula.startsWith('=')) return null;
  for (const found of formula.matchAll(OURS)) {
    if (isQuoted(formula, found.index)) continue;
    const from = found.index + found[0].length;
    const { parts, end } = partsFrom(formula, from);
    return {
      name: found[1]!.toUpperCase(),
      isWhole: formula.slice(1, found.index).trim() === '' && formula.slice(end + 1).trim() === '',
      arguments: parts.map(argumentOf),
    };
  }
  return null;
}

const isQuoted = (formula: string, at: number): boolean =>
  [...formula.slice(0, at)].filter((c) => c === '"').length % 2 === 1;

const OPENS = '({';
const CLOSES = ')}';

/** What stands between the commas of a call, from its first character on; `end` is its closing parenthesis. */
function partsFrom(formula: string, from: number): { parts: string[]; end: number } {
  const parts = [''];
  let quote = '';
  let depth = 0;
  let brackets = 0;
  let at = from;
  for (; at < formula.length; at++) {
    const c = formula[at]!;
    if (quote) {
      if (c === quote) quote = '';
    } else if (brackets || c === '[') {
      if (c === "'") parts[parts.length - 1] += formula[at++]!;
      else if (c === '[') brackets += 1;
      else if (c === ']') brackets -= 1;
      parts[parts.length - 1] += formula[at] ?? '';
      continue;
    } else if (c === '"' || c === "'") quote = c;
    else if (OPENS.includes(c)) depth += 1;
    else if (CLOSES.includes(c)) {
      if (depth === 0) break;
      depth -= 1;
    } else if (c === ',' && depth === 0) {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += c;
  }
  return { parts: parts.length === 1 && parts[0]!.trim() === '' ? [] : parts, end: at };
}

const CELLS = String.raw`\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7}`;
const SHEET = String.raw`(?:(?:'((?:[^']|'')+)'|([^'!\s(),=+\-*/^&<>{};:"]+))!)?`;
const RANGE = new RegExp(String.raw`^(?:(?:'((?:[^']|'')+)'|([^'!\s(),]+))!)?(${CELLS})(#?)$`, 'i');
/** Texts in quotes, parts of tables, and references that are no part of a name or a function. */
const WITHIN = new RegExp(
  String.raw`"(?:[^"]|"")*"|(?<table>${TABLE})|(?<![\p{L}\p{N}_.\\$'!:])${SHEET}(${CELLS})(#?)(?![\p{L}\p{N}_.(!:])`,
  'giu',
);

const referenceOf = ([quoted, plain, address, spill]: readonly (string | undefined)[]): Reference => ({
  kind: 'range',
  sheet: quoted?.replaceAll("''", "'") ?? plain ?? null,
  address: address!.replaceAll('$', '').toUpperCase(),
  spilled: spill === '#',
});

/** The cells that a formula names, each once. */
function cellsIn(text: string): (Reference | TableReference)[] {
  const found = [...text.matchAll(WITHIN)].flatMap((match): (Reference | TableReference)[] => {
    if (match.groups!.table !== undefined)
      return [tableReference(match[0])].filter((table) => table !== null);
    // Behind the name and the inside of a part of a table.
    return match[6] === undefined ? [] : [referenceOf(match.slice(4))];
  });
  const key = (one: Reference | TableReference) =>
    one.kind === 'table' ? one.text : `${one.sheet ?? ''}!${one.address}`;
  return [...new Map(found.map((one) => [key(one), one])).values()];
}

const NAME = /^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u;
const PERCENT = /^(-?[\d.]+(?:E[-+]?\d+)?)%$/i;

function argumentOf(written: string): Argument {
  const text = written.trim();
  if (text === '') return { kind: 'missing' };
  const range = RANGE.exec(text);
  if (range) return referenceOf(range.slice(1));
  const table = tableReference(text);
  if (table) return table;
  const quoted = /^"((?:[^"]|"")*)"$/.exec(text);
  if (quoted) return { kind: 'value', value: quoted[1]!.replaceAll('""', '"') };
  if (/^(true|false)$/i.test(text)) return { kind: 'value', value: text.toLowerCase() === 'true' };
  const percent = PERCENT.exec(text);
  const number = percent ? Number(percent[1]) / 100 : Number(text);
  if (Number.isFinite(number)) return { kind: 'value', value: number };
  return NAME.test(text) ? { kind: 'name', name: text } : { kind: 'formula', text, cells: cellsIn(text) };
}
