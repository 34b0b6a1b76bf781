import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Peppers } from '../config.ts';
import { Problem } from '../problem.ts';
import type { Cache } from '../store/cache.ts';
import { sessionKey, TTL } from '../store/keys.ts';
import { StoreUnavailable, type Hash, type Store } from '../store/store.ts';
import { ANONYMISED, anonymiseAddress } from './anonymise.ts';
import { SessionKeys } from './sealing.ts';
import { bearerOf, mintToken, readToken, type Token } from './token.ts';
import { Vault } from './session-store.ts';
import type { WhenGone } from '../store/wanted.ts';

const TOUCH_EVERY = 60_000;

/** A session a request may act in. */
export interface Session {
  readonly id: string;
  /** Epoch ms; it ends earlier when unused for two hours. */
  readonly expiresAt: number;
  /** Epoch ms; when it ends if it is not used again, beyond which nothing is held that is written now. */
  readonly endsAt: number;
  /** As stored; left out while the store is away and the token alone vouches. */
  readonly record?: Hash;
  readonly vault: Vault;
  /** Tells when nobody waits any more for the answer to the request that acts in it. */
  readonly whenGone?: WhenGone;
}

/** Begins, recognises and ends sessions. Rules: 2 h after the last use, 12 h at most; the store's record decides while it is up. */
export class Sessions {
  readonly #store: Store;
  readonly #cache: Cache;
  readonly #peppers: Peppers;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #rejected: () => void;
  /** When a use that is being noted was: many requests at once note it once. */
  readonly #touching = new Map<string, number>();
  /** Sessions begun while the store was there and refused to write: each is offered to it again when it is used. */
  readonly #unrecorded = new LRUCache<string, Hash>({ max: 10_000, ttl: TTL.session });

  /** @param rejected hears of every stored value that does not open. */
  constructor(
    store: Store,
    cache: Cache,
    peppers: Peppers,
    clock: () => number,
    log: Logger,
    rejected: () => void,
  ) {
    this.#store = store;
    this.#cache = cache;
    this.#peppers = peppers;
    this.#clock = clock;
    this.#log = log;
    this.#rejected = rejected;
  }

  /** Begins a session. The token is given here and never again. Without the store it can compute, and ends when the store is back. */
  async open(address: string | undefined): Promise<{ session: Session; token: string }> {
    const now = this.#clock();
    const { text, token } = mintToken(this.#peppers.current, now + TTL.sessionAtMost);
    const at = new Date(now).toISOString();
    const record = {
      id: token.id,
      created_at: at,
      last_accessed: at,
      user_agent: ANONYMISED,
      client_ip: anonymiseAddress(address),
      status: 'active',
    };
    try {
      await this.#store.openSession(token.id, record, TTL.session, now + TTL.session);
      return { session: this.#session(token, record), token: text };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (this.#store.state().up) this.#unrecorded.set(token.id, record);
      return { session: this.#session(token), token: text };
    }
  }

  /**
   * The session an Authorization header speaks for.
   * @throws Problem SESSION_MISSING, SESSION_INVALID (not a token of ours), SESSION_EXPIRED (ended, by whatever way).
   */
  async authenticate(authorization: string | undefined): Promise<Session> {
    const token = this.tokenOf(authorization);
    let record: Hash | undefined;
    try {
      record = await this.#store.getHash(sessionKey(token.id));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return this.#session(token);
    }
    if (!record && (await this.#isUnrecorded(token))) return this.#session(token);
    const lastAccessed = Date.parse(record?.last_accessed ?? '');
    const idle = this.#clock() - lastAccessed;
    if (record?.status !== 'active' || !(idle < TTL.session)) throw new Problem('SESSION_EXPIRED');
    if (idle >= TOUCH_EVERY) this.#touch(token);
    return this.#session(token, record);
  }

  /**
   * The token in an Authorization header, whatever has become of its session.
   * @throws Problem SESSION_MISSING, SESSION_INVALID, SESSION_EXPIRED (by the token's own time).
   */
  tokenOf(authorization: string | undefined): Token {
    const given = bearerOf(authorization);
    if (given === undefined) throw new Problem('SESSION_MISSING');
    const token = readToken(given, this.#peppers);
    if (!token) throw new Problem('SESSION_INVALID');
    if (token.expiresAt <= this.#clock()) throw new Problem('SESSION_EXPIRED');
    return token;
  }

  /**
   * Erases a session and all that is held for it, on every instance, and leaves a mark for as long as its token lasts.
   * False when no session of that id was active.
   * @throws StoreUnavailable
   */
  async end(id: string): Promise<boolean> {
    const record = await this.#store.getHash(sessionKey(id));
    const begun = Date.parse(record?.created_at ?? '');
    const left = begun + TTL.sessionAtMost - this.#clock();
    const ended = await this.#store.endSession(id, left > 0 ? left : TTL.sessionAtMost);
    this.#cache.drop(id);
    return this.#unrecorded.delete(id) || ended;
  }

  /** Whether the store has never taken this session; asks it again, for the requests after this one. */
  async #isUnrecorded(token: Token): Promise<boolean> {
    const record = this.#unrecorded.get(token.id);
    if (!record) return false;
    const ttl = Math.min(TTL.session, token.expiresAt - this.#clock());
    try {
      await this.#store.openSession(token.id, record, ttl, this.#clock() + ttl);
      this.#unrecorded.delete(token.id);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
    return true;
  }

  /** Not waited for: the writes of this request follow it on the same connection. */
  #touch(token: Token): void {
    const now = this.#clock();
    if (now - (this.#touching.get(token.id) ?? -Infinity) < TOUCH_EVERY) return;
    this.#touching.set(token.id, now);
    const ttl = Math.min(TTL.session, token.expiresAt - now);
    this.#store
      .touchSession(token.id, new Date(now).toISOString(), ttl, now + ttl)
      .catch((error: unknown) => {
        this.#log.warn({ error: (error as Error).name }, 'last use of a session was not noted');
      })
      .finally(() => this.#touching.delete(token.id));
  }

  #session(token: Token, record?: Hash): Session {
    const vault = new Vault(
      token.id,
      new SessionKeys(token.secret, token.pepper),
      this.#store,
      this.#cache,
      this.#log,
      this.#rejected,
    );
    const { id, expiresAt } = token;
    return { id, expiresAt, endsAt: this.#endOf(token, record), vault, ...(record ? { record } : {}) };
  }

  /** A use is noted before anything is written, unless one was within the last minute. */
  #endOf({ expiresAt }: Token, record: Hash | undefined): number {
    const now = this.#clock();
    const last = Date.parse(record?.last_accessed ?? '');
    return Math.min(expiresAt, (now - last < TOUCH_EVERY ? last : now) + TTL.session);
  }
}
