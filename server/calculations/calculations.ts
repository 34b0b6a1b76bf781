import type { Logger } from 'pino';
import type { Audit } from '../audit.ts';
import { ageOf, readEntry, writeEntry } from './cache-entry.ts';
import { withLevels, type Prepared } from './index-levels.ts';
import { HitCounts } from './hit-counts.ts';
import { LastResult } from './last-result.ts';
import type { Metrics } from '../metrics.ts';
import { CALC, paramsHash } from './cache-key.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import { versionOf } from '../store/keys.ts';
import type { PublishedLimits } from '../store/published-limits.ts';
import { textOf, type Figures } from '../threads/tasks.ts';
import type { Runs } from './engine-runs.ts';

export interface Calculated {
  /** The result document as JSON; `warnings` is its last key. */
  readonly text: string;
  /** Names it within the session: of the parameters and all else it depends on. */
  readonly hash: string;
  /** Its measures, beside the text. */
  readonly figures: Figures;
  /** The request document, with the levels of an index series it names: all that an export of it needs. */
  readonly body: object;
  readonly cache: 'hit' | 'miss';
  /** False when the store was away: the result is right and not held. */
  readonly held: boolean;
}

/** Answers calculations from what a session already has, or computes them and keeps the result for it. */
export class Calculations {
  readonly #runs: Runs;
  readonly #clock: () => number;
  readonly #limits: PublishedLimits;
  readonly #audit: Audit;
  readonly #metrics: Metrics;
  readonly #last: LastResult;
  readonly #hits = new HitCounts();

  constructor(
    runs: Runs,
    limits: PublishedLimits,
    clock: () => number,
    log: Logger,
    audit: Audit,
    metrics: Metrics,
  ) {
    this.#runs = runs;
    this.#limits = limits;
    this.#clock = clock;
    this.#audit = audit;
    this.#metrics = metrics;
    this.#last = new LastResult(clock, log);
  }

  /**
   * @param params the request document, any JSON object.
   * @throws Problem INVALID with every fault, TOO_HEAVY, BUSY, TOO_MANY_AT_ONCE; StoreUnavailable where an index series is named.
   */
  calculate(session: Session, params: object): Promise<Calculated> {
    return this.#calculate(session, params, true);
  }

  /** The same, counted among exports and not among calculations. */
  calculateForExport(session: Session, params: object): Promise<Calculated> {
    return this.#calculate(session, params, true, 'exports');
  }

  /** The same without becoming the session's last result. */
  calculateForComparison(session: Session, params: object): Promise<Calculated> {
    return this.#calculate(session, params, false);
  }

  /**
   * The last result document of the session, or the parameters it was computed from, as JSON; undefined when there is none.
   * @throws StoreUnavailable
   */
  latest(session: Session, what: 'params' | 'results'): Promise<string | undefined> {
    return this.#last.read(session, what);
  }

  /** Writes what was counted of cached results and not yet written. */
  write(): Promise<void> {
    return this.#hits.write();
  }

  async #calculate(
    session: Session,
    params: object,
    isLast: boolean,
    counted: 'calculations' | 'exports' = 'calculations',
  ): Promise<Calculated> {
    const { vault, record } = session;
    const prepared = await withLevels(session, params);
    // Its hash is that of the deal without a series, which may be held, or asked for at this moment.
    if (prepared.issues.length > 0) throw new Problem('INVALID', { issues: this.#runs.faultsOf(prepared) });
    const hash = paramsHash(session, prepared);
    const ttl = this.#limits.current.cache_timeout * 1000;
    const cached = await vault.cached({
      namespace: CALC,
      key: hash,
      ttl,
      fits: (text) => ageOf(readEntry(text).entry, this.#clock()) < ttl,
      make: (signal) => this.#compute(session, prepared, hash, signal),
      beside: (made) =>
        isLast
          ? this.#last.computed(session, hash, params, readEntry(made).result)
          : { texts: [], fields: {} },
      signal: () => session.signal,
    });
    const { entry, result: text } = readEntry(cached.value);
    const computed = cached.from === 'made';
    if (!computed) this.#hits.note(session.id, vault, hash);
    // Who has left while it was fetched or made may have asked for another since, which is then the last.
    const hasLeft = cached.from !== 'local' && session.signal?.aborted === true;
    if (isLast && !hasLeft) {
      if (!cached.held) await this.#last.notKept(session);
      else if (!computed) await this.#last.used(session, hash, params, text);
    }
    this.#audit.count(counted);
    if (counted === 'calculations')
      this.#audit.count(!computed ? 'cache_hits' : cached.held ? 'cache_misses' : 'cache_errors');
    return {
      text,
      hash,
      figures: entry.figures,
      body: prepared.body,
      cache: computed ? 'miss' : 'hit',
      held: cached.held && record !== undefined,
    };
  }

  async #compute(session: Session, prepared: Prepared, hash: string, signal: AbortSignal): Promise<string> {
    const ran = await this.#runs.run(session, prepared, signal);
    if (!ran.ok) throw new Problem('INVALID', { issues: ran.issues });
    const { head, warnings, figures, seconds } = ran.value;
    this.#metrics.engine(seconds);
    const now = new Date(this.#clock()).toISOString();
    const entry = {
      cached_at: now,
      cache_version: String(versionOf(CALC)),
      params_hash: hash,
      hit_count: 0,
      last_accessed: now,
      figures,
    };
    return writeEntry(entry, textOf(`${head},"calculated_at":"${now}"`, warnings));
  }
}
