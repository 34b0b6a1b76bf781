/** The service as the add-in asks it: one session for the pane and for formulas, held in memory only. */
import type { Locale } from '../i18n/index.ts';

export const TIMEOUT_SECONDS = 10;
export const RETRY_SECONDS = 30;
/** A refusal of this one file: there is no room for it. */
const NO_ROOM = 507;

/** Why the service did not answer. */
export type AwayReason = 'network' | 'slow' | 'busy' | 'failed' | 'session';

/** A call to the API; its answer comes in the language given. */
export interface Call {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON, a form as it is. */
  readonly body?: unknown;
  readonly locale: Locale;
  readonly cancel: AbortSignal;
  /** Time limit in s, where it is not the usual one. */
  readonly seconds?: number;
  /** The body comes in pieces and is not waited for: only its beginning has a time limit. */
  readonly streamed?: boolean;
  /** Open to all: it needs no session. */
  readonly open?: boolean;
}

/** What became of a call; `reply` may still be a refusal. */
export type Asked =
  | { readonly kind: 'answered'; readonly reply: Response; readonly ms: number; readonly renewed: boolean }
  | { readonly kind: 'away'; readonly reason: AwayReason }
  | { readonly kind: 'cancelled' };

/** A session is opened when it is first needed. */
export interface Service {
  /** With the session's token; a session that has ended is renewed once. 429 and faults of the service count as away. */
  ask(call: Call): Promise<Asked>;
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

function sessionOf(opened: unknown): Session {
  const { token, expires_at, session_timeout } = opened as {
    token: string;
    expires_at: string;
    session_timeout?: number;
  };
  return {
    token,
    until: Date.parse(expires_at),
    idle: (session_timeout ?? Infinity) * 1000,
    lastUsed: Date.now(),
  };
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
  let opening: Promise<Session> | null = null;
  const send = (path: string, init: RequestInit, limits: Partial<Limits> = {}): Promise<Response> =>
    answerTo(fetch, origin + path, init, { patience: timeout, ...limits });

  async function begin(): Promise<Session> {
    const response = await send('/api/v1/sessions', { method: 'POST' });
    if (response.status !== 201) throw awayBy(response, 'session');
    return (session = sessionOf(await json(response)));
  }

  /** The session, or the one that is opened for all who ask meanwhile: what one call stores the next must find. */
  function current(cancel: AbortSignal): Promise<Session> {
    if (session) return Promise.resolve(session);
    opening ??= begin().finally(() => (opening = null));
    return unlessCancelled(opening, cancel);
  }

  /** Another call may have renewed it by now. */
  const forget = (ended: Session): void => {
    if (session === ended) session = null;
  };

  async function ask(call: Call): Promise<Asked> {
    const { path, cancel, seconds, open, streamed } = call;
    const limits = { cancel, streamed, ...(seconds === undefined ? {} : { patience: seconds * 1000 }) };
    try {
      let renewed = false;
      let mine = open ? null : await current(cancel);
      let started = performance.now();
      let reply = await send(path, requestOf(call, mine), limits);
      if (reply.status === 401 && mine) {
        forget(mine);
        renewed = true;
        mine = await current(cancel);
        started = performance.now();
        reply = await send(path, requestOf(call, mine), limits);
      }
      const ms = performance.now() - started;
      if (reply.status === 401) {
        if (mine) forget(mine);
        throw new Away('session');
      }
      if (mine) mine.lastUsed = Date.now();
      if (reply.status === 429 || (reply.status >= 500 && reply.status !== NO_ROOM))
        throw awayBy(reply, 'failed');
      return { kind: 'answered', reply, ms, renewed };
    } catch (error) {
      if (cancel.aborted) return { kind: 'cancelled' };
      if (error instanceof Away) return { kind: 'away', reason: error.reason };
      throw error;
    }
  }

  return {
    ask,

    async isLive() {
      try {
        return (await send('/health/live', {})).ok;
      } catch {
        return false;
      }
    },

    sessionUntil: () => session && new Date(Math.min(session.until, session.lastUsed + session.idle)),

    async clear() {
      const mine = opening ? await opening.catch(() => null) : session;
      if (!mine) return true;
      try {
        const init = { method: 'DELETE', headers: authorization(mine) };
        const { status, ok } = await send('/api/v1/sessions/current', init);
        // 401, 404: it has ended already, and its data with it.
        const gone = ok || status === 401 || status === 404;
        if (gone) forget(mine);
        return gone;
      } catch {
        return false;
      }
    },
  };
}

/** What is waited for, unless the caller no longer does. */
function unlessCancelled<T>(wait: Promise<T>, cancel: AbortSignal): Promise<T> {
  const left = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new Error('cancelled'));
    cancel.addEventListener('abort', stop, { signal: left.signal });
    if (cancel.aborted) stop();
  });
  return Promise.race([wait, cancelled]).finally(() => left.abort());
}

const authorization = (session: Session | null): Record<string, string> =>
  session ? { Authorization: `Bearer ${session.token}` } : {};

function requestOf({ method = 'POST', body, locale }: Call, session: Session | null): RequestInit {
  const isForm = body instanceof FormData;
  return {
    method,
    headers: {
      ...authorization(session),
      ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
      'Accept-Language': locale,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  };
}

interface Limits {
  /** Milliseconds until an answer counts as too slow. */
  readonly patience: number;
  readonly cancel?: AbortSignal;
  readonly streamed?: boolean | undefined;
}

/** The answer to one request, with its body where that is not streamed. */
async function answerTo(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  { patience, cancel, streamed }: Limits,
): Promise<Response> {
  const control = new AbortController();
  const stop = () => control.abort();
  const timer = setTimeout(stop, patience);
  cancel?.addEventListener('abort', stop);
  try {
    if (cancel?.aborted) stop();
    const response = await fetch(url, { ...init, signal: control.signal, cache: 'no-store' });
    if (streamed && response.ok) return response;
    // The body belongs to the same time limit.
    return new Response(response.status === 204 ? null : await response.blob(), response);
  } catch (error) {
    if (cancel?.aborted) throw error;
    throw new Away(control.signal.aborted ? 'slow' : 'network');
  } finally {
    clearTimeout(timer);
    if (!streamed) cancel?.removeEventListener('abort', stop);
  }
}

const awayBy = (response: Response, otherwise: AwayReason): Away =>
  new Away(response.status === 429 || response.status === 503 ? 'busy' : otherwise);

/** The body as JSON; null when something else stands there, such as a proxy's page. */
export async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

let shared: Service | undefined;
/** The one of this page: the runtime that formulas and the pane share. */
export const theService = (): Service => (shared ??= openService(fetch.bind(globalThis)));
