import { Increment, type Hash, type SessionValue } from './store.ts';

/** lru-cache keeps what has expired until it is asked for or purged; ms. */
export const PURGE_EVERY = 60_000;
/** What an entry costs beside its bytes, roughly: the cache's own arrays and the object headers. */
export const ENTRY_OVERHEAD = 256;

const hashSize = (hash: Hash): number =>
  Object.entries(hash).reduce((size, [name, value]) => size + name.length + value.length, 0);

export const sizeOf = (value: Buffer | Hash, key: string): number =>
  key.length + ENTRY_OVERHEAD + (Buffer.isBuffer(value) ? value.length : hashSize(value));

/** Counts with others added. */
export function added(known: Hash | undefined, counts: Readonly<Record<string, number>>): Hash {
  const sums: Record<string, string> = { ...known };
  for (const [name, by] of Object.entries(counts)) sums[name] = String(Number(sums[name] ?? 0) + by);
  return sums;
}

/** What lies under a key once a value was written there. */
export function merged(known: Buffer | Hash | undefined, value: SessionValue['value']): Buffer | Hash {
  if (Buffer.isBuffer(value)) return value;
  const hash = known === undefined || Buffer.isBuffer(known) ? {} : known;
  if (!(value instanceof Increment)) return { ...hash, ...value };
  return added(hash, { [value.field]: value.by });
}
