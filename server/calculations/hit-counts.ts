import { serialise } from '../serialise.ts';
import type { Vault } from '../sessions/session-store.ts';
import { TTL } from '../store/keys.ts';
import { Increment, StoreUnavailable } from '../store/store.ts';

/** Hash of how often each cached result of a session was used, by the hash of its parameters. */
export const HITS = 'hits';
const WRITE_EVERY = 60_000;
/** Results whose uses are remembered at a time; beyond that, uses are not counted. */
const MOST = 10_000;

interface Noted {
  readonly vault: Vault;
  readonly hash: string;
  count: number;
}

/**
 * Counts how often cached results are used. A write for each use would cost an answer from this process's copy nearly half its
 * rate, so they are added up here and to the store's counters once a minute.
 */
export class HitCounts {
  #noted = new Map<string, Noted>();

  constructor() {
    setInterval(() => void this.write(), WRITE_EVERY).unref();
  }

  note(session: string, vault: Vault, hash: string): void {
    const key = `${session} ${hash}`;
    const noted = this.#noted.get(key);
    if (noted) noted.count += 1;
    else if (this.#noted.size < MOST) this.#noted.set(key, { vault, hash, count: 1 });
  }

  /** Adds what was noted since the last time; what the store does not take is not counted. */
  readonly write = serialise(async () => {
    const noted = [...this.#noted.values()];
    this.#noted = new Map();
    try {
      for (const { vault, hash, count } of noted)
        await vault.write([], {}, [{ name: HITS, value: new Increment(hash, count), ttl: TTL.session }]);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  });
}
