/**
 * How much a session has written: counted by spans of half an hour over as long as a value may live, which is never less
 * than what it holds, and costs a sum of five numbers.
 */
import type { Hash, SessionValue } from './store.ts';

/** What one session may write in that time. */
export const SESSION_BYTES = 64 * 1024 * 1024;

export const SPAN = 1800_000;
/** Spans that count, the one that runs included. */
export const SPANS = 5;

export const spanOf = (now: number): number => Math.floor(now / SPAN);

const sizeOf = (value: Buffer | Hash): number =>
  Buffer.isBuffer(value) ? value.length : Object.values(value).reduce((sum, { length }) => sum + length, 0);

export const bytesOf = (values: readonly SessionValue[]): number =>
  values.reduce((sum, { value }) => sum + sizeOf(value), 0);
