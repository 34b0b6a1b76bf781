import type { Logger } from 'pino';
import { serialise } from './serialise.ts';
import { StoreUnavailable, type Store } from './store/store.ts';

const DAY = 86_400_000;
const WRITE_AFTER = 1000;
/** Of each kind: a flood of one leaves the others where they are. */
const MOST_EVENTS = 200;
const eventsKey = (event: SecurityEvent): string => `audit:events:${event}`;
const SHOWN_EVENTS = 100;

/** Things that are counted by the day. */
export type Counted =
  | 'sessions_opened'
  | 'calculations'
  | 'exports'
  | 'cache_hits'
  | 'cache_misses'
  | 'cache_errors'
  | 'jobs_started'
  | 'jobs_completed'
  | 'jobs_failed'
  | 'jobs_cancelled';

export const SECURITY_EVENTS = [
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

/** Whom a request came from, under pseudonyms, and its id, under which the log knows more. */
export interface Who {
  readonly request?: string;
  readonly session?: string;
  readonly source?: string;
}

/** A security event as it is kept and told. */
export interface Noted {
  readonly at: string;
  readonly event: SecurityEvent;
  readonly request_id: string | null;
  readonly session: string | null;
  readonly source: string | null;
}

/** What of the audit is asked for; times are ISO dates or date-times, `to` included. Without `days` a `from` looks back to it. */
export interface AuditQuery {
  readonly days?: number | undefined;
  readonly event?: SecurityEvent | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The last millisecond of an ISO date, or the date-time itself; of none the end of time. */
export const endOf = (to: string): number =>
  to === '' ? Infinity : Date.parse(to) + (to.includes('T') ? 0 : DAY - 1);

const DAYS_SHOWN = 30;
const LENGTH_OF_DATE = '2026-11-30'.length;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * Counts and security events, without content: collected here and written beside the requests, at most once a second, so that
 * nothing waits for them. What cannot be written while the store is away is kept and written later.
 */
export class Audit {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #days: number;
  readonly #waiting = new Map<string, Map<string, number>>();
  readonly #events = new Map<SecurityEvent, string[]>();
  #timer: NodeJS.Timeout | undefined;

  /** @param days for which all of it is kept */
  constructor(store: Store, clock: () => number, log: Logger, days: number) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#days = days;
  }

  count(what: Counted): void {
    this.#add(`stats:${dayOf(this.#clock())}`, what);
  }

  security(event: SecurityEvent, { request, session, source }: Who = {}): void {
    this.#log.warn({ event, request_id: request, session, source }, 'security event');
    this.#add(`audit:${dayOf(this.#clock())}`, event);
    const noted: Noted = {
      at: new Date(this.#clock()).toISOString(),
      event,
      request_id: request ?? null,
      session: session ?? null,
      source: source ?? null,
    };
    this.#keep(event, [JSON.stringify(noted)]);
  }

  /** Writes what has been collected. */
  readonly write = serialise(() => this.#writeCollected());

  async #writeCollected(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#waiting];
    const events = [...this.#events];
    this.#waiting.clear();
    this.#events.clear();
    const ttl = this.#days * DAY;
    try {
      while (counts.length > 0) {
        const [key, values] = counts[0]!;
        await this.#store.addCounts(key, Object.fromEntries(values), ttl);
        counts.shift();
      }
      for (const [event, waiting] of events)
        while (waiting.length > 0) {
          await this.#store.append(eventsKey(event), waiting[0]!, MOST_EVENTS, ttl);
          waiting.shift();
        }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      for (const [key, values] of counts) for (const [name, by] of values) this.#add(key, name, by);
      for (const [event, waiting] of events) this.#keep(event, waiting, true);
    }
  }

  /**
   * What was counted in the last `days` days, today included, in all and by the day, and the last security events. Between two
   * times, where these are asked for: whole days of counts, events to the millisecond. Of security one kind, where it is named.
   * @throws StoreUnavailable
   */
  async report({ days = 0, event, from = '', to = '' }: AuditQuery) {
    await this.write();
    const now = this.#clock();
    const back = days || (from ? this.#days : Math.min(DAYS_SHOWN, this.#days));
    const dates = Array.from({ length: back }, (_, i) => dayOf(now - i * DAY)).filter(
      (date) => date >= from.slice(0, LENGTH_OF_DATE) && (!to || date <= to.slice(0, LENGTH_OF_DATE)),
    );
    const read = async (kind: string) =>
      Promise.all(dates.map((date) => this.#store.getHash(`${kind}:${date}`)));
    const [{ active }, stats, security, events] = await Promise.all([
      this.#store.sweepSessions(now),
      read('stats'),
      read('audit'),
      Promise.all(
        (event ? [event] : SECURITY_EVENTS).map((kind) => this.#store.latest(eventsKey(kind), MOST_EVENTS)),
      ),
    ]);
    const numbers = (day: Readonly<Record<string, string>> | undefined) =>
      Object.fromEntries(Object.entries(day ?? {}).map(([name, n]) => [name, Number(n)]));
    const ofKind = (day: Readonly<Record<string, string>> | undefined) =>
      Object.fromEntries(Object.entries(numbers(day)).filter(([name]) => !event || name === event));
    const total = (what: Counted): number => stats.reduce((sum, day) => sum + Number(day?.[what] ?? 0), 0);
    const [hits, misses] = [total('cache_hits'), total('cache_misses')];
    const [since, until] = [from ? Date.parse(from) : -Infinity, endOf(to)];
    const isAsked = ({ at }: Noted): boolean => Date.parse(at) >= since && Date.parse(at) <= until;
    return {
      timestamp: new Date(now).toISOString(),
      days: dates.length,
      active_sessions: active,
      sessions_opened: total('sessions_opened'),
      total_calculations: total('calculations'),
      total_exports: total('exports'),
      jobs: {
        started: total('jobs_started'),
        completed: total('jobs_completed'),
        failed: total('jobs_failed'),
        cancelled: total('jobs_cancelled'),
      },
      cache_usage: {
        hits,
        misses,
        errors: total('cache_errors'),
        hit_rate: hits + misses > 0 ? hits / (hits + misses) : null,
      },
      security_counts: security.reduce<Record<string, number>>((sums, day) => {
        for (const [name, n] of Object.entries(ofKind(day))) sums[name] = (sums[name] ?? 0) + n;
        return sums;
      }, {}),
      by_day: dates.flatMap((date, i) =>
        stats[i] || security[i] ? [{ date, ...numbers(stats[i]), security: ofKind(security[i]) }] : [],
      ),
      security_events: events
        .flat()
        .map((text) => JSON.parse(text) as Noted)
        .filter(isAsked)
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .slice(0, SHOWN_EVENTS),
    };
  }

  /** @param before they are older than those that wait */
  #keep(event: SecurityEvent, more: readonly string[], before = false): void {
    const waiting = this.#events.get(event) ?? [];
    this.#events.set(event, (before ? [...more, ...waiting] : [...waiting, ...more]).slice(-MOST_EVENTS));
  }

  #add(key: string, name: string, by = 1): void {
    const counts = this.#waiting.get(key) ?? new Map<string, number>();
    this.#waiting.set(key, counts.set(name, (counts.get(name) ?? 0) + by));
    this.#timer ??= setTimeout(() => void this.write(), WRITE_AFTER).unref();
  }
}
