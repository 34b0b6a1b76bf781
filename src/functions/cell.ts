/** What stands between the engine and a cell: language, errors with words, results remembered by input. */
import type { Rate } from '../engine/index.ts';
import { functionFaults, functionTexts } from '../i18n/functions.ts';
import { cellIssueMessage, formatPercent, localeOf, say, type Locale } from '../i18n/index.ts';
import type { CellIssue } from '../sheet/index.ts';

/** Language of the host; English where there is none. */
export function language(): Locale {
  const office = (globalThis as { Office?: { context?: { displayLanguage?: string } } }).Office;
  return localeOf(office?.context?.displayLanguage);
}

export type Fault = keyof typeof functionFaults;

/** Names in a sentence, one behind the other. */
export const listed = (names: readonly string[], locale: Locale): string =>
  names.join(locale === 'en' ? ', ' : '、');

/** `#VALUE!` with a sentence. */
export function refuse(sentence: string): never {
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, sentence);
}

/** `#VALUE!` with one of the functions' sentences. */
export const fail = (locale: Locale, code: Fault, params?: Record<string, string | number>): never =>
  refuse(say(functionFaults[code], locale, params));

/** @param placed whether the host tells where ranges stand; if not, cells are counted from the start of each */
export const placeOf = (cell: string, placed: boolean): string =>
  placed ? cell : say(functionTexts.countedCell, language(), { cell });

/**
 * `#VALUE!` that names every cell at fault. Excel shows no more than a few lines: the first three.
 * @param placed as of a place
 */
export function failAt(issues: readonly CellIssue[], placed: boolean): never {
  const locale = language();
  const cellOf = (cell: string) => placeOf(cell, placed);
  const lineOf = (issue: CellIssue): string => {
    const { cell } = issue;
    const words = cellIssueMessage(issue, locale);
    if (!cell) return words;
    const named = new RegExp(`\\b${cell.replace(/.*!/, '')}\\b`);
    // Sentences of the reader name their cell themselves.
    return issue.message && named.test(words)
      ? words.replace(named, cellOf(cell))
      : `${cellOf(cell)}: ${words}`;
  };
  return refuse(issues.slice(0, 3).map(lineOf).join(' '));
}

/** `#NUM!`: there is no answer. Excel allows no text here. */
export function noAnswer(): never {
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidNumber);
}

/** One number as a matrix: Excel tells the addresses of ranges only to functions that give one. */
export const one = (value: number): number[][] => [[value]];

/** The number or rate that was found; `#NUM!` where there is none, or none that a double holds. */
export function answer(found: number | Rate | null): number[][] {
  const value = typeof found !== 'object' ? found : found?.ok ? found.rate : NaN;
  return Number.isFinite(value) ? one(value) : noAnswer();
}

/** Excel restarts an add-in that holds too much memory. */
const REMEMBERED_CHARACTERS = 4_000_000;
/** Larger inputs are not cached: making their key costs more than most runs. */
const LONGEST_KEY = 400_000;
const results = new Map<string, unknown>();
let remembered = 0;

/**
 * The result for these inputs, computed once: inserting a row recalculates every formula below it with the same input.
 * While a formula is being typed and previewed nothing is remembered. Errors are not remembered: they carry addresses.
 */
export function cached<T>(
  invocation: CustomFunctions.Invocation | undefined,
  name: string,
  inputs: readonly unknown[],
  compute: () => T,
): T {
  if (invocation?.isInValuePreview) return compute();
  const key = name + JSON.stringify(inputs, withoutPlace);
  const known = results.get(key);
  if (known !== undefined) return known as T;
  const result = compute();
  if (key.length > LONGEST_KEY) return result;
  results.set(key, result);
  remembered += key.length;
  for (const oldest of results.keys()) {
    if (remembered <= REMEMBERED_CHARACTERS) break;
    results.delete(oldest);
    remembered -= oldest.length;
  }
  return result;
}

/** Where a range stands does not change what is computed of it. */
const withoutPlace = (key: string, value: unknown): unknown => (key === 'address' ? undefined : value);

/**
 * A rate as a fraction: above 1 it was meant as percent, at -1 nothing is worth anything.
 * @param place where it stands; empty where the formula itself holds it
 */
export function fraction(rate: number, place = ''): number {
  const locale = language();
  if (rate > 1) {
    const words = say(functionFaults.rate, locale, { received: rate, percent: formatPercent(rate, locale) });
    refuse(place === '' ? words : `${place}: ${words}`);
  }
  return rate > -1 ? rate : noAnswer();
}

/** The cell of an argument that is one number; empty where the formula holds it or the host does not tell. */
export const argumentCell = (invocation: CustomFunctions.Invocation | undefined, parameter: number): string =>
  (invocation?.parameterAddresses?.[parameter] ?? '').replace(/^.*!/, '');
