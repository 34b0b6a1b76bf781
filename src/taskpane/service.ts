import type { ResultDocument } from '../document/index.ts';
import type { Locale } from '../i18n/index.ts';
import { faultsOf, type Fault } from './faults.ts';
import type { AwayReason } from './state.ts';

export const TIMEOUT_SECONDS = 10;
export const RETRY_SECONDS = 30;

export type Answer =
  | {
      readonly kind: 'done';
      readonly document: ResultDocument;
      readonly cached: boolean;
      readonly ms: number;
      readonly renewed: boolean;
    }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'away'; readonly reason: AwayReason }
  | { readonly kind: 'cancelled' };

/** The service as the pane sees it: one session, held in memory only, opened when it is first needed. */
export interface Service {
  calculate(body: unknown, locale: Locale, cancel: AbortSignal): Promise<Answer>;
  isLive(): Promise<boolean>;
  /** Until when the session's data stay there; null when there is none. */
  sessionUntil(): Date | null;
  /** Erases everything of this session there; false when the service cannot be reached. */
  clear(): Promise<boolean>;
}

interface Session {
  readonly token: string;
  /** Its end, at the latest. */
  readonly until: number;
  /** Milliseconds without use after which it ends earlier. */
  readonly idle: number;
  lastUsed: number;
}

class Away extends Error {
  constructor(readonly reason: AwayReason) {
    super(reason);
  }
}

export function openService(
  fetch: typeof globalThis.fetch,
  origin = '',
  timeout = TIMEOUT_SECONDS * 1000,
): Service {
  let session: Session | null = null;

  async function ask(path: string, init: RequestInit, cancel?: AbortSignal): Promise<Response> {
    const control = new AbortController();
    const stop = () => control.abort();
    const timer = setTimeout(stop, timeout);
    cancel?.addEventListener('abort', stop);
    try {
      if (cancel?.aborted) stop();
      const response = await fetch(origin + path, { ...init, signal: control.signal, cache: 'no-store' });
      // The body belongs to the same time limit.
      return new Response(response.status === 204 ? null : await response.text(), response);
    } catch (error) {
      if (cancel?.aborted) throw error;
      throw new Away(control.signal.aborted ? 'slow' : 'network');
    } finally {
      clearTimeout(timer);
      cancel?.removeEventListener('abort', stop);
    }
  }

  const authorized = (): Record<string, string> =>
    session ? { Authorization: `Bearer ${session.token}` } : {};

  async function begin(cancel?: AbortSignal): Promise<void> {
    const response = await ask('/api/v1/sessions', { method: 'POST' }, cancel);
    if (response.status !== 201) throw awayBy(response, 'session');
    const opened = (await json(response)) as { token: string; expires_at: string; session_timeout?: number };
    session = {
      token: opened.token,
      until: Date.parse(opened.expires_at),
      idle: (opened.session_timeout ?? Infinity) * 1000,
      lastUsed: Date.now(),
    };
  }

  const send = (body: unknown, locale: Locale, cancel: AbortSignal): Promise<Response> =>
    ask(
      '/api/v1/calculations',
      {
        method: 'POST',
        headers: { ...authorized(), 'Content-Type': 'application/json', 'Accept-Language': locale },
        body: JSON.stringify(body),
      },
      cancel,
    );

  return {
    async calculate(body, locale, cancel) {
      try {
        let renewed = false;
        if (!session) await begin(cancel);
        let started = performance.now();
        let response = await send(body, locale, cancel);
        if (response.status === 401) {
          session = null;
          renewed = true;
          await begin(cancel);
          started = performance.now();
          response = await send(body, locale, cancel);
        }
        const ms = performance.now() - started;
        if (response.status === 401) {
          session = null;
          throw new Away('session');
        }
        if (session) session.lastUsed = Date.now();
        const answer = await json(response);
        if (response.ok && isDocument(answer))
          return { kind: 'done', document: answer, cached: answer.cache === 'hit', ms, renewed };
        if ([400, 413, 422].includes(response.status)) return { kind: 'refused', faults: faultsOf(answer) };
        throw awayBy(response, 'failed');
      } catch (error) {
        if (cancel.aborted) return { kind: 'cancelled' };
        if (error instanceof Away) return { kind: 'away', reason: error.reason };
        throw error;
      }
    },

    async isLive() {
      try {
        return (await ask('/health/live', {})).ok;
      } catch {
        return false;
      }
    },

    sessionUntil: () => session && new Date(Math.min(session.until, session.lastUsed + session.idle)),

    async clear() {
      if (!session) return true;
      try {
        const { status, ok } = await ask('/api/v1/sessions/current', {
          method: 'DELETE',
          headers: authorized(),
        });
        // 401, 404: it has ended already, and its data with it.
        const gone = ok || status === 401 || status === 404;
        if (gone) session = null;
        return gone;
      } catch {
        return false;
      }
    },
  };
}

const awayBy = (response: Response, otherwise: AwayReason): Away =>
  new Away(response.status === 429 || response.status === 503 ? 'busy' : otherwise);

const isDocument = (answer: unknown): answer is ResultDocument & { cache?: string } =>
  typeof (answer as ResultDocument | null)?.tables?.project === 'object';

/** The body as JSON; null when something else stands there, such as a proxy's page. */
async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
