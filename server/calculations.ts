import type { Logger } from 'pino';
import { ENGINE_VERSION, type ResultDocument } from '../src/document/index.ts';
import type { Audit } from './audit.ts';
import { CACHE_VERSION, left, readEntry, writeEntry } from './entry.ts';
import { Hits } from './hits.ts';
import { calculatePrepared, withSeries, type Prepared } from './index-levels.ts';
import { canonicalJson, onlyFinite } from './json.ts';
import { CALC, LastResult } from './last.ts';
import type { Metrics } from './metrics.ts';
import { Problem } from './problem.ts';
import type { Session } from './sessions/sessions.ts';
import { TTL } from './store/keys.ts';

export interface Calculated {
  /** The result document as JSON; `warnings` is its last key. */
  readonly text: string;
  /** Names it within the session: of the parameters and all else it depends on. */
  readonly hash: string;
  /** The same, parsed. */
  document(): ResultDocument;
  readonly cache: 'hit' | 'miss';
  /** False when the store was away: the result is right and not held. */
  readonly held: boolean;
}

/** Answers calculations from what a session already has, or computes them and keeps the result for it. */
export class Calculations {
  readonly #clock: () => number;
  readonly #audit: Audit;
  readonly #metrics: Metrics;
  readonly #hits: Hits;
  readonly #last: LastResult;

  constructor(clock: () => number, log: Logger, audit: Audit, metrics: Metrics) {
    this.#clock = clock;
    this.#audit = audit;
    this.#metrics = metrics;
    this.#hits = new Hits(clock, log);
    this.#last = new LastResult(log);
  }

  /**
   * @param params the request document, any JSON object.
   * @throws Problem INVALID with every fault; StoreUnavailable where an index series is named.
   */
  calculate(session: Session, params: object): Promise<Calculated> {
    return withSeries(session, params, (prepared) => this.#calculate(session, params, prepared));
  }

  /**
   * The last result of the session; undefined when there is none.
   * @throws StoreUnavailable
   */
  async latest(session: Session): Promise<ResultDocument | undefined> {
    const text = await this.#last.read(session);
    return text === undefined ? undefined : (JSON.parse(text) as ResultDocument);
  }

  /** Writes what was noted of cached results and not yet written: the last of each session, then their hits. */
  async write(): Promise<void> {
    await this.#last.write();
    await this.#hits.write();
  }

  async #calculate(session: Session, params: object, prepared: Prepared): Promise<Calculated> {
    const { vault, record } = session;
    const content = [CACHE_VERSION, ENGINE_VERSION, prepared.series?.found.checksum, canonicalJson(params)];
    const hash = vault.hash(content.join(' '));
    const cached = await vault.cached(
      CALC,
      hash,
      TTL.calculation,
      (text) => left(readEntry(text).entry, this.#clock()) > 0,
      () => this.#compute(session, prepared, hash),
      (made) => this.#last.made(session, hash, params, readEntry(made).result),
    );
    const text = readEntry(cached.value).result;
    const computed = cached.from === 'made';
    if (!computed) {
      this.#hits.note(vault, session.id, `${CALC}:${hash}`);
      this.#last.used(session, hash, params, text);
    }
    this.#audit.count('calculations');
    this.#audit.count(!computed ? 'cache_hits' : cached.held ? 'cache_misses' : 'cache_errors');
    return {
      text,
      hash,
      document: () => JSON.parse(text) as ResultDocument,
      cache: computed ? 'miss' : 'hit',
      held: cached.held && record !== undefined,
    };
  }

  async #compute(session: Session, prepared: Prepared, hash: string): Promise<string> {
    const calculated = await calculatePrepared(session, prepared);
    if (!calculated.ok) throw new Problem('INVALID', { issues: calculated.issues });
    const { warnings, ...document } = calculated.value;
    this.#metrics.engine(document.calculation_time);
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
}
