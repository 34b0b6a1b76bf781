import { LRUCache } from 'lru-cache';
import { serialise } from '../serialise.ts';
import { TTL } from '../store/keys.ts';
import { StoreUnavailable, type Store } from '../store/store.ts';

/** How many clients' counts one process keeps; the least recently used is dropped first. */
const MOST_CLIENTS = 50_000;
const SYNCHRONISE_AFTER = 1000;

interface Count {
  /** Start of the minute it counts, epoch ms. */
  readonly minute: number;
  /** The shared total as of the last synchronisation. */
  shared: number;
  /** Counted here, on its way to the store. */
  sent: number;
  /** Counted here and not yet sent. */
  own: number;
}

export interface Taken {
  readonly allowed: boolean;
  readonly left: number;
  /** Until the next minute begins, in seconds, at least 1. */
  readonly reset: number;
}

/**
 * Counts requests by the minute. It decides by what this process knows and tells the store beside the requests, so several
 * instances agree within about a second, and a store that is away leaves every instance with its own limit: never without one.
 */
export class RateLimit {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #counts = new LRUCache<string, Count>({ max: MOST_CLIENTS });
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Counts one request under `key`, of which a minute may have `most`. A refused one is not counted. */
  take(key: string, most: number): Taken {
    const now = this.#clock();
    const minute = now - (now % TTL.rateLimit);
    let count = this.#counts.get(key);
    if (count?.minute !== minute) {
      count = { minute, shared: 0, sent: 0, own: 0 };
      this.#counts.set(key, count);
    }
    const before = count.shared + count.sent + count.own;
    const reset = Math.max(1, Math.ceil((minute + TTL.rateLimit - now) / 1000));
    if (before >= most) return { allowed: false, left: 0, reset };
    count.own += 1;
    this.#changed.add(key);
    this.#timer ??= setTimeout(() => void this.synchronise(), SYNCHRONISE_AFTER).unref();
    return { allowed: true, left: most - before - 1, reset };
  }

  /** Adds what was counted here to the shared counts and learns their totals. */
  readonly synchronise = serialise(async () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const keys = [...this.#changed];
    this.#changed.clear();
    await Promise.all(keys.map((key) => this.#send(key)));
  });

  async #send(key: string): Promise<void> {
    const count = this.#counts.peek(key);
    const left = count ? count.minute + TTL.rateLimit - this.#clock() : 0;
    if (!count || left <= 0 || count.own === 0) return;
    const by = count.own;
    count.own = 0;
    count.sent += by;
    try {
      count.shared = await this.#store.count(`rate_limit:${key}`, by, left);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      count.own += by;
      // Sent with the next ones, whether or not this client comes again.
      this.#changed.add(key);
    } finally {
      count.sent -= by;
    }
  }
}
