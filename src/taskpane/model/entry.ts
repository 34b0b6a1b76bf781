import type { TermSpec } from '../../engine/index.ts';

/** What an entry holds: `undefined` when empty, `null` when it cannot be read. Rates are fractions. */
export type EntryValue = number | string | undefined | null;

/** Reads a typed number: grouping, full-width digits, a true minus and accounting brackets are understood. */
export function readNumber(text: string): number | null | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,\u2019_]/g, '')
    .replace(/\u2212/g, '-');
  if (plain === '') return undefined;
  const bracketed = /^\((.+)\)$/.exec(plain);
  const digits = bracketed ? `-${bracketed[1]}` : plain;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : null;
}

/** Reads the entry of a term: in a percent field `8`, `8%` and `8 %` are all 0.08. */
export function readEntry(text: string, unit: TermSpec['unit']): EntryValue {
  if (unit === 'text') return text.trim() || undefined;
  if (unit === 'amount') return readNumber(text);
  const percent = readNumber(text.normalize('NFKC').replace(/\s*%\s*$/, ''));
  return typeof percent === 'number' ? fraction(percent) : percent;
}

/** 7 % is 0.07 and back, without the noise of binary division. */
export const fraction = (percent: number): number => Number((percent / 100).toPrecision(15));
export const percentOf = (value: number): number => Number((value * 100).toPrecision(15));

/** A value as its field shows it, the unit left out. */
export function entryText(value: EntryValue, unit: TermSpec['unit']): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return (unit === 'percent' ? percentOf(value) : value)
    .toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 })
    .replace('-', '\u2212');
}

/** The numbers of a pasted block, one per line: the last number of each line; lines without one are skipped. */
export function readColumn(text: string): number[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const numbers = line
      .split('\t')
      .map(readNumber)
      .filter((n) => typeof n === 'number');
    return numbers.length ? [numbers[numbers.length - 1]!] : [];
  });
}
