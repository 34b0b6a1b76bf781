import type { TermSpec } from '../../engine/index.ts';
import { parseNumber, styleOf, type Style } from '../../sheet/read/number.ts';

/** What an entry holds: `undefined` when empty, `null` when it cannot be read. Rates are fractions. */
export type EntryValue = number | string | undefined | null;

/** Reads a number that stands in no column of others: `1.125` is one and an eighth. */
export function readNumber(text: string): number | null | undefined {
  const read = parseNumber(text);
  if (read.kind === 'blank') return undefined;
  return read.kind === 'ambiguous' ? read.point : read.kind === 'number' && !read.percent ? read.value : null;
}

/** The amount a text holds; null where it holds none, or may mean two. */
export const readAmount = (text: string, unit?: string): number | null =>
  readAmounts([text], unit)[0]!.value ?? null;

/** An amount as it was typed. */
export interface Amount {
  readonly value: number | null | undefined;
  /** Both readings of a text that has two. */
  readonly either?: { readonly a: number; readonly b: number };
  /** It is not written as the pane writes numbers, so its reading is shown. */
  readonly told?: boolean;
}

/** Thousands or more, at the end of a number or in the unit of a deal; asking once too often does no harm. */
const SCALE = /([百千万亿]+|m[mn]|bn|[km]|thou)(?=\D*$)/i;

/**
 * Amounts of one column, whose texts tell each other's decimal mark.
 * @param unit of the deal: 5万 in one that counts in 万元 may be 5 or 50,000
 */
export function readAmounts(texts: readonly string[], unit = ''): Amount[] {
  const style = styleOf(texts);
  const isScaled = SCALE.test(unit);
  return texts.map((text) => {
    const amount = amountIn(text, style);
    const bare = isScaled && amount.told && amountIn(text.normalize('NFKC').replace(SCALE, ''), style).value;
    return typeof bare === 'number' && bare !== amount.value
      ? { value: null, either: { a: bare, b: amount.value! } }
      : amount;
  });
}

function amountIn(text: string, style: Style | 'mixed' | undefined): Amount {
  const alone = parseNumber(text);
  if (alone.kind === 'blank') return { value: undefined };
  const read = style === undefined || style === 'mixed' ? alone : parseNumber(text, style);
  if (read.kind === 'ambiguous') return { value: null, either: { a: read.point, b: read.comma } };
  if (read.kind !== 'number' || read.percent || (style === 'mixed' && read.style === 'comma'))
    return { value: null };
  // 1,500 among numbers with a decimal comma: both are usual.
  if (alone.kind === 'number' && alone.value !== read.value)
    return { value: null, either: { a: alone.value, b: read.value } };
  return { value: read.value, told: style === 'comma' || read.unit !== undefined };
}

/**
 * Reads the entry of a term. In a percent field `8` and `8%` are 0.08; `0.08` may be meant as either and `1.500` as two
 * amounts, as 5万 where the deal may count in 万元: they are not taken, and `0.08%` or `1.5` says which.
 */
export function readEntry(text: string, unit: TermSpec['unit']): EntryValue {
  if (unit === 'text') return text.trim() || undefined;
  if (unit === 'amount') return readAmounts([text], '万')[0]!.value;
  const [bare, sign] = text.normalize('NFKC').split(/\s*(%)\s*$/);
  const percent = readNumber(bare!);
  if (typeof percent !== 'number') return percent;
  return percent > 0 && percent < 1 && !sign ? null : fraction(percent);
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

/** A value as it is typed, so that it is read back as it was. */
export function typedText(value: EntryValue, unit: TermSpec['unit']): string {
  const text = entryText(value, unit);
  if (typeof value !== 'number' || readEntry(text, unit) !== null) return text;
  return unit === 'percent' ? `${text}%` : `${text}0`;
}
