import type { Logger } from 'pino';
import { calculate, ENGINE_VERSION, type ResultDocument } from '../src/document/index.ts';
import { CACHE_VERSION, left, readEntry, writeEntry } from './entry.ts';
import { Hits } from './hits.ts';
import { canonicalJson, onlyFinite } from './json.ts';
import { Problem } from './problem.ts';
import type { Session } from './sessions/sessions.ts';
import { TTL } from './store/keys.ts';
import { StoreUnavailable } from './store/store.ts';

const PARAMS = 'params';
const RESULTS = 'results';
const CALC = 'calc';

export interface Calculated {
  /** The result document as JSON; `warnings` is its last key. */
  readonly text: string;
  /** The same, parsed. */
  document(): ResultDocument;
  readonly cache: 'hit' | 'miss';
  /** False when the store was away: the result is right and not held as the session's last. */
  readonly held: boolean;
}

/** Answers calculations from what a session already has, or computes them and keeps the result for it. */
export class Calculations {
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #hits: Hits;

  constructor(clock: () => number, log: Logger) {
    this.#clock = clock;
    this.#log = log;
    this.#hits = new Hits(clock, log);
  }

  /**
   * @param params the request document, any JSON object.
   * @throws Problem INVALID with every fault.
   */
  async calculate(session: Session, params: object): Promise<Calculated> {
    const { vault, record } = session;
    const hash = vault.hash(`${CACHE_VERSION} ${ENGINE_VERSION} ${canonicalJson(params)}`);
    const cached = await vault.cached(
      CALC,
      hash,
      TTL.calculation,
      (text) => left(readEntry(text).entry, this.#clock()) > 0,
      () => this.#compute(params, hash),
    );
    const text = readEntry(cached.value).result;
    const computed = cached.from === 'made';
    if (!computed) this.#hits.note(vault, session.id, `${CALC}:${hash}`);
    const held =
      cached.held &&
      record !== undefined &&
      (record.last_params === hash || (await this.#keepAsLast(session, hash, params, text)));
    return {
      text,
      document: () => JSON.parse(text) as ResultDocument,
      cache: computed ? 'miss' : 'hit',
      held,
    };
  }

  /**
   * The last result of the session; undefined when there is none.
   * @throws StoreUnavailable
   */
  async latest(session: Session): Promise<ResultDocument | undefined> {
    const text = await session.vault.read(RESULTS);
    return text === undefined ? undefined : (JSON.parse(text) as ResultDocument);
  }

  #compute(params: object, hash: string): string {
    const calculated = calculate(params);
    if (!calculated.ok) throw new Problem('INVALID', { issues: calculated.issues });
    const { warnings, ...document } = calculated.value;
    const now = new Date(this.#clock()).toISOString();
    const entry = {
      cached_at: now,
      cache_version: CACHE_VERSION,
      params_hash: hash,
      hit_count: 0,
      last_accessed: now,
    };
    return writeEntry(entry, JSON.stringify({ ...document, warnings }, onlyFinite));
  }

  /** Writes what was asked and answered as the session's last. The record names it, so that the same again writes nothing. */
  async #keepAsLast(session: Session, hash: string, params: object, result: string): Promise<boolean> {
    const values = [
      { name: PARAMS, text: JSON.stringify(params), ttl: TTL.params },
      { name: RESULTS, text: result, ttl: TTL.results },
    ];
    try {
      return await session.vault.write(values, { last_params: hash });
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#log.warn({ store: error.message }, 'the last result was not kept');
      return false;
    }
  }
}
