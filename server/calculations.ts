import type { Logger } from 'pino';
import { ENGINE_VERSION, type ResultDocument } from '../src/document/index.ts';
import type { Audit } from './audit.ts';
import type { Metrics } from './metrics.ts';
import { calculatePrepared, prepare, type Prepared } from './index-levels.ts';
import { canonicalJson, onlyFinite } from './json.ts';
import { Problem } from './problem.ts';
import type { Session } from './sessions/sessions.ts';
import type { Vault } from './sessions/vault.ts';
import { TTL } from './store/keys.ts';
import { StoreUnavailable } from './store/store.ts';

/** Shape of the entries below: part of their names, so that a new release never reads an old one. */
const CACHE_VERSION = '1';

const PARAMS = 'params';
const RESULTS = 'results';
const calculationName = (hash: string): string => `calc:${hash}`;

/** A cached result, as the design has it. Times are ISO 8601. */
interface CacheEntry {
  result: ResultDocument;
  cached_at: string;
  cache_version: string;
  params_hash: string;
  hit_count: number;
  last_accessed: string;
}

export interface Calculated {
  readonly document: ResultDocument;
  readonly cache: 'hit' | 'miss';
  /** False when the store was away: the result is right and held nowhere. */
  readonly held: boolean;
}

/** Answers calculations from what a session already has, or computes them and keeps the result for it. */
export class Calculations {
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #audit: Audit;
  readonly #metrics: Metrics;

  constructor(clock: () => number, log: Logger, audit: Audit, metrics: Metrics) {
    this.#clock = clock;
    this.#log = log;
    this.#audit = audit;
    this.#metrics = metrics;
  }

  /**
   * @param params the request document, any JSON object.
   * @throws Problem INVALID with every fault; StoreUnavailable where an index series is named.
   */
  async calculate(session: Session, params: object): Promise<Calculated> {
    const prepared = await prepare(session, params);
    const content = [CACHE_VERSION, ENGINE_VERSION, prepared.series?.found.checksum, canonicalJson(params)];
    const hash = session.vault.hash(content.join(' '));
    const kept = session.record && (await this.#withoutStore(() => this.#cached(session.vault, hash)));
    const entry = kept?.entry ?? (await this.#compute(session, prepared, hash));
    const held = kept !== undefined && (await this.#keep(session.vault, entry, params));
    this.#notice(kept, entry.result);
    return { document: entry.result, cache: kept?.entry ? 'hit' : 'miss', held };
  }

  /**
   * The last result of the session; undefined when there is none.
   * @throws StoreUnavailable
   */
  async latest(session: Session): Promise<ResultDocument | undefined> {
    const text = await session.vault.read(RESULTS);
    return text === undefined ? undefined : (JSON.parse(text) as ResultDocument);
  }

  #notice(kept: { entry?: CacheEntry } | undefined, { calculation_time: seconds }: ResultDocument): void {
    const outcome = !kept ? 'error' : kept.entry ? 'hit' : 'miss';
    this.#metrics.lookup('store', outcome);
    if (!kept?.entry) this.#metrics.engine(seconds);
    this.#audit.count('calculations');
    this.#audit.count(({ hit: 'cache_hits', miss: 'cache_misses', error: 'cache_errors' } as const)[outcome]);
  }

  async #compute(session: Session, prepared: Prepared, hash: string): Promise<CacheEntry> {
    const calculated = await calculatePrepared(session, prepared);
    if (!calculated.ok) throw new Problem('INVALID', { issues: calculated.issues });
    const now = new Date(this.#clock()).toISOString();
    return {
      result: calculated.value,
      cached_at: now,
      cache_version: CACHE_VERSION,
      params_hash: hash,
      hit_count: 0,
      last_accessed: now,
    };
  }

  async #cached(vault: Vault, hash: string): Promise<{ entry?: CacheEntry }> {
    const text = await vault.read(calculationName(hash));
    if (text === undefined) return {};
    const entry = JSON.parse(text) as CacheEntry;
    if (this.#left(entry) <= 0) return {};
    return {
      entry: {
        ...entry,
        hit_count: entry.hit_count + 1,
        last_accessed: new Date(this.#clock()).toISOString(),
      },
    };
  }

  /** Keeps the entry for what is left of its hour, and its parameters and result as the session's last. */
  async #keep(vault: Vault, entry: CacheEntry, params: object): Promise<boolean> {
    const kept = await this.#withoutStore(() =>
      vault.write([
        {
          name: calculationName(entry.params_hash),
          text: JSON.stringify(entry, onlyFinite),
          ttl: this.#left(entry),
        },
        { name: PARAMS, text: JSON.stringify(params), ttl: TTL.params },
        { name: RESULTS, text: JSON.stringify(entry.result, onlyFinite), ttl: TTL.results },
      ]),
    );
    return kept !== undefined;
  }

  /** Milliseconds until a cached result ends. */
  #left(entry: CacheEntry): number {
    return TTL.calculation - (this.#clock() - Date.parse(entry.cached_at));
  }

  /** What the store says, or undefined when it does not answer: never a reason to fail a calculation. */
  async #withoutStore<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#log.warn({ store: error.message }, 'calculated without the store');
      return undefined;
    }
  }
}
