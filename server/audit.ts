import type { Logger } from 'pino';
import { serialise } from './serialise.ts';
import { TTL } from './store/keys.ts';
import { StoreUnavailable, type Store } from './store/store.ts';

const DAY = 86_400_000;
const WRITE_AFTER = 1000;
const MOST_EVENTS = 1000;
const EVENTS = 'audit:events';
const SHOWN_EVENTS = 100;

/** Things that are counted by the day, for thirty days. */
export type Counted = 'sessions_opened' | 'calculations' | 'cache_hits' | 'cache_misses' | 'cache_errors';

const SECURITY_EVENTS = [
  'RATE_LIMITED',
  'TOO_MANY_AT_ONCE',
  'BUSY',
  'SESSION_INVALID',
  'ADMIN_REQUIRED',
  'TICKET_INVALID',
  'SESSION_ENDED_BY_OPERATOR',
  'SEALED_VALUE_REJECTED',
] as const;

/** Events that an operator should see. */
export type SecurityEvent = (typeof SECURITY_EVENTS)[number];

export const isSecurityEvent = (code: string): code is SecurityEvent =>
  (SECURITY_EVENTS as readonly string[]).includes(code);

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * Counts and security events, without content: collected here and written beside the requests, at most once a second, so that
 * nothing waits for them. What cannot be written while the store is away is kept and written later.
 */
export class Audit {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #waiting = new Map<string, Map<string, number>>();
  #events: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, clock: () => number, log: Logger) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  count(what: Counted): void {
    this.#add(`stats:${dayOf(this.#clock())}`, what);
  }

  /** @param id the request's, under which the log knows more. */
  security(event: SecurityEvent, id?: string): void {
    this.#log.warn({ event, request_id: id }, 'security event');
    this.#add(`audit:${dayOf(this.#clock())}`, event);
    const at = new Date(this.#clock()).toISOString();
    this.#events.push(JSON.stringify({ at, event, request_id: id ?? null }));
    if (this.#events.length > MOST_EVENTS) this.#events.shift();
  }

  /** Writes what has been collected. */
  readonly write = serialise(() => this.#writeCollected());

  async #writeCollected(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#waiting];
    const events = this.#events;
    this.#waiting.clear();
    this.#events = [];
    try {
      while (counts.length > 0) {
        const [key, values] = counts[0]!;
        await this.#store.addCounts(key, Object.fromEntries(values), TTL.audit);
        counts.shift();
      }
      while (events.length > 0) {
        await this.#store.append(EVENTS, events[0]!, MOST_EVENTS, TTL.audit);
        events.shift();
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      for (const [key, values] of counts) for (const [name, by] of values) this.#add(key, name, by);
      this.#events = [...events, ...this.#events].slice(-MOST_EVENTS);
    }
  }

  /**
   * What was counted in the last `days` days, today included, and the last security events.
   * @throws StoreUnavailable
   */
  async report(days: number) {
    await this.write();
    const now = this.#clock();
    const dates = Array.from({ length: days }, (_, i) => dayOf(now - i * DAY));
    const read = async (kind: string) =>
      Promise.all(dates.map((date) => this.#store.getHash(`${kind}:${date}`)));
    const [{ active }, stats, security, events] = await Promise.all([
      this.#store.sweepSessions(now),
      read('stats'),
      read('audit'),
      this.#store.latest(EVENTS, SHOWN_EVENTS),
    ]);
    const total = (what: Counted): number => stats.reduce((sum, day) => sum + Number(day?.[what] ?? 0), 0);
    const [hits, misses] = [total('cache_hits'), total('cache_misses')];
    return {
      timestamp: new Date(now).toISOString(),
      days,
      active_sessions: active,
      sessions_opened: total('sessions_opened'),
      total_calculations: total('calculations'),
      cache_usage: {
        hits,
        misses,
        errors: total('cache_errors'),
        hit_rate: hits + misses > 0 ? hits / (hits + misses) : null,
      },
      security_counts: security.reduce<Record<string, number>>((sums, day) => {
        for (const [name, n] of Object.entries(day ?? {})) sums[name] = (sums[name] ?? 0) + Number(n);
        return sums;
      }, {}),
      security_events: events.map(
        (text) => JSON.parse(text) as { at: string; event: string; request_id: string | null },
      ),
    };
  }

  #add(key: string, name: string, by = 1): void {
    const counts = this.#waiting.get(key) ?? new Map<string, number>();
    this.#waiting.set(key, counts.set(name, (counts.get(name) ?? 0) + by));
    this.#timer ??= setTimeout(() => void this.write(), WRITE_AFTER).unref();
  }
}
