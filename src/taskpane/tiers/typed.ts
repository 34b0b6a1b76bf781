/** What stands in a field as a text, and back. */
import type { Locale } from '../../engine/index.ts';
import { fraction, percentOf, readAmount, readEntry, readNumber } from '../model/entry.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { isRecord, jsonIn, jsonText, pathKey, valueAt, type Path } from './json.ts';

export type Typed = Exclude<Field['as'], 'choice' | 'segments' | 'flag' | 'some' | 'shares'>;

const grouped = (value: number, decimals: number): string =>
  value
    .toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: 15 })
    .replace('-', '\u2212');

/** A value as its field shows it; what could not be read stands there as it was typed. */
export function shownText(as: Typed, value: unknown, locale: Locale): string {
  if (as === 'json') return typeof value === 'string' ? value : jsonText(value);
  if (value === undefined || value === null) return '';
  if (as === 'text') return typeof value === 'string' ? value : isRecord(value) ? String(value[locale]) : '';
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  if (as !== 'rate') return grouped(value, as === 'amount' ? 2 : 0);
  const text = grouped(percentOf(value), 2);
  // 0.08 % is told from 8 % by its sign.
  return fraction(percentOf(value)) === readEntry(text, 'percent') ? text : `${text}%`;
}

/** What the field of a draft shows. */
export const fieldText = (draft: Draft, path: Path, as: Typed, locale: Locale): string =>
  draft.texts[pathKey(path)] ?? shownText(as, valueAt(draft.definition, path), locale);

/**
 * The value that a text means: undefined where it is empty, the text itself where it cannot be read, so that the engine
 * refuses it at its place.
 */
export function readTyped(as: Typed, text: string): unknown {
  if (as === 'text') return text === '' ? undefined : text;
  if (text.trim() === '') return undefined;
  if (as === 'json') return jsonIn(text) ?? text;
  const read =
    as === 'rate' ? readEntry(text, 'percent') : as === 'amount' ? readAmount(text) : readNumber(text);
  return typeof read === 'number' ? read : text;
}
