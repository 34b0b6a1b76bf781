import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Session } from '../sessions/sessions.ts';
import type { Text } from '../sessions/session-store.ts';
import { TTL } from '../store/keys.ts';
import { StoreUnavailable, type Hash } from '../store/store.ts';

const PARAMS = 'params';
const RESULTS = 'results';
const MOST_OUTDATED = 10_000;

/** The hash of the last result stored, as the session's record had it when it was read: empty where there is none. */
const storedIn = ({ record }: Session): string | undefined => record && (record.last_params ?? '');

/** What a session last asked and was answered, as the design has it: `params` and `results`. */
export class LastResult {
  readonly #clock: () => number;
  readonly #log: Logger;
  /**
   * Sessions whose last result was not kept, with the last one stored then, where that is known: while it still is, it is
   * older, and none is better than a wrong one.
   */
  readonly #outdated = new LRUCache<string, { readonly stored: string | undefined }>({ max: MOST_OUTDATED });

  constructor(clock: () => number, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /** What is written in one step with a result that was computed. */
  computed(session: Session, hash: string, params: object, result: string): { texts: Text[]; fields: Hash } {
    this.#outdated.delete(session.id);
    return { texts: this.#textsOf(params, result), fields: { last_params: hash } };
  }

  /** Writes what a cached answer was given for, where it was not the last; to be waited for, or it may follow a newer one. */
  async used(session: Session, hash: string, params: object, result: string): Promise<void> {
    const { id, record, vault } = session;
    if (record?.last_params === hash && !this.#outdated.has(id)) return;
    try {
      await vault.write(this.#textsOf(params, result), { last_params: hash });
      this.#outdated.delete(id);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#outdated.set(id, { stored: storedIn(session) });
      this.#log.debug({ store: error.message }, 'the last result was not written');
    }
  }

  /** Erases the last result, since a later one was answered and not kept. */
  async notKept(session: Session): Promise<void> {
    const { id, vault } = session;
    try {
      await vault.drop([PARAMS, RESULTS]);
      await vault.write([], { last_params: '' });
      this.#outdated.delete(id);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#outdated.set(id, { stored: storedIn(session) });
    }
  }

  /**
   * The last result, or the parameters it was computed from, as JSON; undefined when there is none.
   * @throws StoreUnavailable
   */
  async read(session: Session, what: 'params' | 'results'): Promise<string | undefined> {
    const mark = this.#outdated.get(session.id);
    const stored = storedIn(session);
    const isNewer = mark?.stored !== undefined && stored !== undefined && stored !== mark.stored;
    // Another instance has kept it.
    if (isNewer) this.#outdated.delete(session.id);
    else if (mark) {
      await this.notKept(session);
      return undefined;
    }
    return session.vault.read(what);
  }

  #textsOf(params: object, result: string): Text[] {
    const created_at = new Date(this.#clock()).toISOString();
    return [
      { name: PARAMS, text: JSON.stringify({ ...params, created_at }), ttl: TTL.params },
      { name: RESULTS, text: result, ttl: TTL.results },
    ];
  }
}
