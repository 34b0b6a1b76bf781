import type { Figures } from '../threads/tasks.ts';

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

/** Milliseconds since a result was cached. */
export const ageOf = (entry: CacheEntry, now: number): number => now - Date.parse(entry.cached_at);
