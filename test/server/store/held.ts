import { randomUUID } from 'node:crypto';
import { sessionValueKey } from '../../../server/store/keys.ts';
import type { Store } from '../../../server/store/store.ts';

/** What an area may hold in these tests. */
export const QUOTA = { bytes: 100, files: 5 };
export const MINUTE = 60_000;
export const record = () => ({ id: 'x', status: 'active', last_accessed: 'then' });
export const bytes = (text: string) => Buffer.from(text);

/** A session held in a store, and what is read and written of it as text. */
export interface Held {
  readonly store: Store;
  readonly id: string;
  read(name: string): Promise<string | undefined>;
  /** Answers whether the session was there to write into; `ttl` in ms, a minute if left out. */
  write(name: string, value: string, ttl?: number): Promise<boolean>;
}

/** Opens a new session in the store that lives for `ttl` ms. */
export async function sessionIn(store: Store, ttl: number): Promise<Held> {
  const id = randomUUID();
  await store.openSession(id, record(), ttl, Date.now() + ttl);
  return {
    store,
    id,
    read: async (name) => (await store.getValue(sessionValueKey(id, name)))?.toString(),
    write: (name, value, ttl = MINUTE) => store.writeSession(id, [{ name, value: bytes(value), ttl }]),
  };
}
