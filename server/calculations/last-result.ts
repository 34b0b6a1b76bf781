import type { Logger } from 'pino';
import { readEntry } from './cache-entry.ts';
import { inTurn } from '../serialise.ts';
import type { Session } from '../sessions/sessions.ts';
import type { Text, Vault } from '../sessions/session-store.ts';
import { TTL } from '../store/keys.ts';
import { StoreUnavailable, type Hash } from '../store/store.ts';

const WRITE_AFTER = 1000;
/** Sessions whose record is to be told of a result once the store is back. */
const MOST_UNNAMED = 10_000;
const PARAMS = 'params';
const RESULTS = 'results';
export const CALC = 'calc';

interface Last {
  readonly texts: readonly Text[];
  readonly fields: Hash;
}

/** A result and whose it is. */
interface Named {
  readonly vault: Vault;
  readonly hash: string;
}

interface Waiting extends Named {
  readonly params: object;
  readonly result: string;
}

/**
 * What a session last asked and was answered. A result that is made is written with it in one step. One that was cached
 * costs its request nothing: the session's record names it (`last_params`) as soon as it is used, and parameters and
 * result follow within a second, once for all that the session asks in it. Until then, which the record tells too
 * (`held_params`), the result is read where it is cached. One that is held nowhere is named all the same, a store that was
 * away hears of it when it is back: that there is none is better than an older one.
 */
export class LastResult {
  readonly #log: Logger;
  #waiting = new Map<string, Waiting>();
  /** Results of which the store has not heard. */
  #unnamed = new Map<string, Named>();
  /** Last results that are being read, by session and what its record tells. */
  readonly #reading = new Map<string, Promise<string | undefined>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** What is written with a result that was made for these parameters. */
  made(session: Session, hash: string, params: object, result: string): Last {
    this.#forget(session.id);
    const { texts, fields } = held(hash, params, result);
    return { texts, fields: { ...fields, last_params: hash } };
  }

  /** Notes that a cached result was used. */
  used({ id, record, vault }: Session, hash: string, params: object, result: string): void {
    this.#forget(id);
    if (record === undefined) return void this.#name(id, { vault, hash });
    if (record.last_params !== hash) void this.#beside(vault.write([], { last_params: hash }));
    // Named, but not written: whoever was to write it has died.
    else if (record.held_params === hash) return;
    this.#waiting.set(id, { vault, hash, params, result });
    this.#writeSoon();
  }

  /** Notes that a result was given that is held nowhere; waited for, none before it is given any more. */
  async unheld({ id, vault }: Session, hash: string): Promise<void> {
    this.#forget(id);
    await this.#name(id, { vault, hash });
  }

  /**
   * The last result as JSON, read once for all who ask at the same time; undefined when there is none.
   * @throws StoreUnavailable
   */
  async read(session: Session): Promise<string | undefined> {
    const { last_params, held_params } = session.record ?? {};
    const key = `${session.id} ${last_params} ${held_params}`;
    const reading = this.#reading.get(key) ?? this.#read(session).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #read({ vault, record }: Session): Promise<string | undefined> {
    if (record?.last_params === record?.held_params) return vault.read(RESULTS);
    const entry = await vault.read(`${CALC}:${record?.last_params}`);
    return entry === undefined ? undefined : readEntry(entry).result;
  }

  /** Writes what was noted since the last time. */
  readonly write = inTurn(() => this.#writeNoted());

  #forget(id: string): void {
    this.#waiting.delete(id);
    this.#unnamed.delete(id);
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => void this.write(), WRITE_AFTER).unref();
  }

  /** Tells the session's record of a result; false when that has to wait for the store. */
  async #name(id: string, named: Named): Promise<boolean> {
    try {
      await named.vault.write([], { last_params: named.hash });
      return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (this.#unnamed.size < MOST_UNNAMED) this.#unnamed.set(id, named);
      this.#writeSoon();
      return false;
    }
  }

  async #writeNoted(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [id, named] of [...this.#unnamed]) {
      // Meanwhile the session may have had another result.
      if (this.#unnamed.get(id) !== named) continue;
      this.#unnamed.delete(id);
      if (!(await this.#name(id, named))) break;
    }
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { vault, hash, params, result } of waiting) {
      const { texts, fields } = held(hash, params, result);
      await this.#beside(vault.write(texts, fields));
    }
  }

  /** The result is cached all the same, and was answered. */
  async #beside(written: Promise<boolean>): Promise<void> {
    try {
      await written;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#log.warn({ store: error.message }, 'the last result was not noted');
    }
  }
}

const held = (hash: string, params: object, result: string): Last => ({
  texts: [
    { name: PARAMS, text: JSON.stringify(params), ttl: TTL.params },
    { name: RESULTS, text: result, ttl: TTL.results },
  ],
  fields: { held_params: hash },
});
