import { LRUCache } from 'lru-cache';
import { sessionValueKey } from './keys.ts';
import { ENTRY_OVERHEAD, PURGE_EVERY } from './memory.ts';

/**
 * What this process has read from the shared store, as it was there: sealed, bounded in bytes, and never for longer
 * than it has left there. It serves while the store is away, too.
 */
export class LocalCopy {
  readonly #values: LRUCache<string, Buffer>;
  #epoch = 0;

  constructor(bytes: number, clock: () => number) {
    this.#values = new LRUCache({
      maxSize: bytes,
      sizeCalculation: (value: Buffer, key: string) => value.length + key.length + ENTRY_OVERHEAD,
      perf: { now: clock },
      ttlResolution: 0,
    });
    // lru-cache keeps what has expired until it is asked for or purged.
    setInterval(() => this.#values.purgeStale(), PURGE_EVERY).unref();
  }

  /** Changes whenever something is dropped. What was read from the store before that must not be kept after it. */
  get epoch(): number {
    return this.#epoch;
  }

  get(key: string): Buffer | undefined {
    return this.#values.get(key);
  }

  /** Keeps a value for `ttl` ms, unless something was dropped since `epoch`. */
  set(key: string, value: Buffer, ttl: number, epoch: number): void {
    if (ttl > 0 && epoch === this.#epoch) this.#values.set(key, value, { ttl });
  }

  /** Forgets all of a session. */
  drop(session: string): void {
    this.#epoch += 1;
    const prefix = sessionValueKey(session, '');
    for (const key of [...this.#values.keys()]) if (key.startsWith(prefix)) this.#values.delete(key);
  }

  /** Forgets one value. */
  forget(key: string): void {
    this.#epoch += 1;
    this.#values.delete(key);
  }

  clear(): void {
    this.#epoch += 1;
    this.#values.clear();
  }

  /** Values now held. */
  get size(): number {
    return this.#values.size;
  }
}
