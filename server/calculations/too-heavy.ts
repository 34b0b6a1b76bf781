import { LRUCache } from 'lru-cache';
import { Problem } from '../problem.ts';
import { TTL } from '../store/keys.ts';

const MOST = 10_000;

/** Negative cache: work that exceeded its limits is refused for five minutes, since finding that out takes a thread all its time. */
export class TooHeavy {
  readonly #refused: LRUCache<string, true>;

  constructor(clock: () => number) {
    this.#refused = new LRUCache({ max: MOST, ttl: TTL.response, perf: { now: clock }, ttlResolution: 0 });
  }

  /**
   * What `work` gives, unless it was too heavy lately.
   * @param hash of the session and all that the work depends on
   * @throws Problem TOO_HEAVY; what `work` throws
   */
  async unlessRefused<T>(hash: string, work: () => Promise<T>): Promise<T> {
    if (this.#refused.has(hash)) throw new Problem('TOO_HEAVY');
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem && error.code === 'TOO_HEAVY') this.#refused.set(hash, true);
      throw error;
    }
  }
}
