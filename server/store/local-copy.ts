import { LRUCache } from 'lru-cache';
import { sessionValueKey } from './keys.ts';
import { ENTRY_OVERHEAD, PURGE_EVERY } from './memory-values.ts';

export interface Mark {
  readonly epoch: number;
  readonly at: number;
}

/**
 * What this process has read from the shared store, as it was there: sealed, bounded in bytes, and never for longer
 * than it has left there. It serves while the store is away, too.
 */
export class LocalCopy {
  readonly #values: LRUCache<string, Buffer>;
  readonly #clock: () => number;
  #evictions = 0;
  /** Changes whenever something is dropped. */
  #epoch = 0;

  constructor(bytes: number, clock: () => number) {
    this.#clock = clock;
    this.#values = new LRUCache({
      maxSize: bytes,
      sizeCalculation: (value: Buffer, key: string) => value.length + key.length + ENTRY_OVERHEAD,
      dispose: (_value, _key, reason) => {
        if (reason === 'evict') this.#evictions += 1;
      },
      perf: { now: clock },
      ttlResolution: 0,
    });
    // lru-cache keeps what has expired until it is asked for or purged.
    setInterval(() => this.#values.purgeStale(), PURGE_EVERY).unref();
  }

  /** To be taken before the store is asked, and given with what it answered. */
  mark(): Mark {
    return { epoch: this.#epoch, at: this.#clock() };
  }

  get(key: string): Buffer | undefined {
    return this.#values.get(key);
  }

  /** Keeps a value that had `left` ms, unless something was dropped since the mark: it might be this. */
  set(key: string, value: Buffer, left: number, mark: Mark): void {
    // lru-cache still gives a value in its last millisecond.
    const ttl = mark.at + left - this.#clock() - 1;
    if (ttl <= 0 || mark.epoch !== this.#epoch) return;
    // What came from a connection is a part of a larger piece, which would be kept with it.
    const own = Buffer.allocUnsafeSlow(value.length);
    value.copy(own);
    this.#values.set(key, own, { ttl });
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

  /** Bytes now held, and how many values made way for others before their time. */
  get usage(): { readonly bytes: number; readonly evictions: number } {
    return { bytes: this.#values.calculatedSize, evictions: this.#evictions };
  }

  /** Values now held. */
  get size(): number {
    return this.#values.size;
  }
}
