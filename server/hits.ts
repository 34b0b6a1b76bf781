import type { Logger } from 'pino';
import { left, readEntry, writeEntry } from './calculations/cache-entry.ts';
import { inTurn } from './serialise.ts';
import type { Vault } from './sessions/session-store.ts';
import { StoreUnavailable } from './store/store.ts';

const WRITE_EVERY = 60_000;
/** Entries whose hits are remembered at a time; beyond that, hits are not counted. */
const MOST = 10_000;

interface Noted {
  readonly vault: Vault;
  readonly name: string;
  count: number;
  at: number;
}

/**
 * Counts how often cached results are used, beside the requests: a hit costs an addition, and what was used is written
 * into its entry once a minute. Two instances that write at the same moment count one of them: these are statistics.
 */
export class Hits {
  readonly #clock: () => number;
  readonly #log: Logger;
  #noted = new Map<string, Noted>();

  constructor(clock: () => number, log: Logger) {
    this.#clock = clock;
    this.#log = log;
    setInterval(() => void this.write(), WRITE_EVERY).unref();
  }

  note(vault: Vault, session: string, name: string): void {
    const key = `${session} ${name}`;
    const noted = this.#noted.get(key);
    if (noted) {
      noted.count += 1;
      noted.at = this.#clock();
    } else if (this.#noted.size < MOST) this.#noted.set(key, { vault, name, count: 1, at: this.#clock() });
  }

  /** Writes what was noted since the last time, one entry after the other. */
  readonly write = inTurn(() => this.#writeNoted());

  async #writeNoted(): Promise<void> {
    const noted = [...this.#noted.values()];
    this.#noted = new Map();
    try {
      for (const each of noted) await this.#add(each);
    } catch (error) {
      // The store is away, and its entries with it.
      const name = error instanceof StoreUnavailable ? 'the store is away' : (error as Error).name;
      this.#log.warn({ error: name, entries: noted.length }, 'hits were not written');
    }
  }

  async #add({ vault, name, count, at }: Noted): Promise<void> {
    const text = await vault.read(name);
    if (text === undefined) return;
    const { entry, result } = readEntry(text);
    const ttl = left(entry, this.#clock());
    if (ttl <= 0) return;
    const last = Math.max(at, Date.parse(entry.last_accessed));
    const counted = {
      ...entry,
      hit_count: entry.hit_count + count,
      last_accessed: new Date(last).toISOString(),
    };
    await vault.write([{ name, text: writeEntry(counted, result), ttl }]);
  }
}
