import { TTL } from '../store/keys.ts';
import type { Figures } from '../threads/tasks.ts';

/** Shape of the entries below: part of their names, so that a new release never reads an old one. */
export const CACHE_VERSION = '3';

/** A cached result, as the design has it, beside the result itself. Times are ISO 8601. */
export interface CacheEntry {
  readonly cached_at: string;
  readonly cache_version: string;
  readonly params_hash: string;
  readonly hit_count: number;
  readonly last_accessed: string;
  /** Measures of the result, to be compared without reading it. */
  readonly figures: Figures;
}

/** The result comes last, so that it can be answered as it is written, without being read and written again. */
const RESULT = ',"result":';

export const writeEntry = (entry: CacheEntry, result: string): string =>
  `${JSON.stringify(entry).slice(0, -1)}${RESULT}${result}}`;

export function readEntry(text: string): { entry: CacheEntry; result: string } {
  const at = text.indexOf(RESULT);
  return {
    entry: JSON.parse(`${text.slice(0, at)}}`) as CacheEntry,
    result: text.slice(at + RESULT.length, -1),
  };
}

/** Milliseconds until a cached result ends. */
export const left = (entry: CacheEntry, now: number): number =>
  TTL.calculation - (now - Date.parse(entry.cached_at));
