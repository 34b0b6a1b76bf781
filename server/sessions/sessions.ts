import { LRUCache } from 'lru-cache';
import type { Peppers } from '../config.ts';
import { Problem } from '../problem.ts';
import { sessionKey, TTL, versionOf } from '../store/keys.ts';
import { ifStoreAnswers, StoreUnavailable, type Hash, type Store } from '../store/store.ts';
import { addressHash } from '../limits/client-network.ts';
import type { Booking, Owner } from '../store/ledger.ts';
import type { PublishedLimits } from '../store/published-limits.ts';
import { ANONYMISED, anonymiseAddress } from './anonymise.ts';
import { SessionKeys } from './sealing.ts';
import { bearerOf, mintToken, readToken, type Token } from './token.ts';
import { Vault, type VaultParts } from './session-store.ts';

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
  /** Whose bytes it stores. */
  readonly owner: Owner;
  readonly vault: Vault;
  /** Aborted when the client of the request that acts in it is gone. */
  readonly signal?: AbortSignal;
}

/** A record of another version is one this release cannot read: its session begins anew. */
const RECORD_VERSION = String(versionOf('record'));
/** What a session's record costs, roughly. */
const RECORD_BYTES = 1024;

export interface SessionParts extends VaultParts {
  /** Says after how long without use a session ends. */
  readonly limits: Pick<PublishedLimits, 'current'>;
  readonly peppers: Peppers;
}

/** Begins, recognises and ends sessions. Rules: 2 h after the last use, or less where an operator says so, 12 h at most; the store's record decides while it is up. */
export class Sessions {
  readonly #parts: SessionParts;
  readonly #store: Store;
  readonly #clock: () => number;
  /** When a use that is being noted was: many requests at once note it once. */
  readonly #touching = new Map<string, number>();
  /** Sessions that the store did not take when they began: each is offered to it again when it is used. */
  readonly #unrecorded = new LRUCache<string, Hash>({ max: 10_000, ttl: TTL.session });

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#clock = parts.clock;
  }

  /** After how long without use a session ends, ms. */
  get timeout(): number {
    return this.#parts.limits.current.session_timeout * 1000;
  }

  /**
   * Begins a session. The token is given here and never again; it alone vouches while the store does not take the record.
   * @throws StoreFull when its address, or all, hold as much as they may
   */
  async open(address: string | undefined): Promise<{ session: Session; token: string }> {
    const now = this.#clock();
    const { text, token } = mintToken(this.#parts.peppers.current, now + TTL.sessionAtMost);
    const at = new Date(now).toISOString();
    const record = {
      v: RECORD_VERSION,
      id: token.id,
      created_at: at,
      last_accessed: at,
      user_agent: ANONYMISED,
      client_ip: anonymiseAddress(address),
      address: addressHash(address, this.#parts.peppers.current),
      status: 'active',
    };
    await this.#parts.ledger.book(recordOf(ownerOf(token.id, record), now));
    try {
      await this.#store.openSession(token.id, record, this.timeout, now + this.timeout);
      return { session: this.#session(token, record), token: text };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#unrecorded.set(token.id, record);
      return { session: this.#session(token), token: text };
    }
  }

  /**
   * The session an Authorization header speaks for.
   * @throws Problem SESSION_MISSING, SESSION_INVALID (not a token of this service), SESSION_EXPIRED (timed out or ended).
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
    const unrecorded = record ? undefined : this.#unrecorded.get(token.id);
    if (unrecorded) record = await this.#recordLate(token, unrecorded);
    if (unrecorded && !record) return this.#session(token);
    const lastAccessed = Date.parse(record?.last_accessed ?? '');
    const idle = this.#clock() - lastAccessed;
    const isKnown = record?.status === 'active' && record.v === RECORD_VERSION;
    if (!isKnown || !(idle < this.timeout)) throw new Problem('SESSION_EXPIRED');
    if (idle >= TOUCH_EVERY) this.#touch(token);
    return this.#session(token, record);
  }

  /**
   * The token in an Authorization header, even if its session has ended.
   * @throws Problem SESSION_MISSING, SESSION_INVALID, SESSION_EXPIRED (by the token's own time).
   */
  tokenOf(authorization: string | undefined): Token {
    const given = bearerOf(authorization);
    if (given === undefined) throw new Problem('SESSION_MISSING');
    const token = readToken(given, this.#parts.peppers);
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
    // A store that is full is not read, and still erases.
    const record = await ifStoreAnswers(() => this.#store.getHash(sessionKey(id)));
    const begun = Date.parse(record?.created_at ?? '');
    const left = begun + TTL.sessionAtMost - this.#clock();
    const files = (await ifStoreAnswers(() => this.#filesOf(id))) ?? [];
    const ended = await this.#store.endSession(id, left > 0 ? left : TTL.sessionAtMost);
    this.#parts.cache.drop(id);
    if (ended && record) {
      const owner = ownerOf(id, record);
      this.#parts.ledger.release(recordOf(owner, begun));
      await this.#parts.ledger.end(owner, files);
    }
    return this.#unrecorded.delete(id) || ended;
  }

  async #filesOf(id: string): Promise<Omit<Booking, 'owner'>[]> {
    const areas = ['uploads', 'exports', 'cache'] as const;
    const entries = await Promise.all(areas.map((area) => this.#store.filesOf(id, area)));
    return areas.flatMap((stored, i) =>
      Object.values(entries[i]!)
        .filter(({ bytes }) => bytes > 0)
        .map(({ bytes, expiresAt }) => ({ stored, bytes, expiresAt })),
    );
  }

  /** Offers the store a session that it did not take when it began; undefined when it still does not. */
  async #recordLate(token: Token, record: Hash): Promise<Hash | undefined> {
    const now = this.#clock();
    const ttl = Math.min(this.timeout, token.expiresAt - now);
    const used = { ...record, last_accessed: new Date(now).toISOString() };
    return ifStoreAnswers(async () => {
      await this.#store.openSession(token.id, used, ttl, now + ttl);
      this.#unrecorded.delete(token.id);
      return used;
    });
  }

  /** Not waited for: the writes of this request follow it on the same connection. */
  #touch(token: Token): void {
    const now = this.#clock();
    if (now - (this.#touching.get(token.id) ?? -Infinity) < TOUCH_EVERY) return;
    this.#touching.set(token.id, now);
    const ttl = Math.min(this.timeout, token.expiresAt - now);
    this.#store
      .touchSession(token.id, new Date(now).toISOString(), ttl, now + ttl)
      .catch((error: unknown) => {
        this.#parts.log.warn({ error: (error as Error).name }, 'last use of a session was not noted');
      })
      .finally(() => this.#touching.delete(token.id));
  }

  #session(token: Token, record?: Hash): Session {
    const { id, expiresAt } = token;
    const owner = ownerOf(id, record);
    const vault = new Vault(owner, new SessionKeys(token.secret, token.pepper), this.#parts);
    return { id, expiresAt, endsAt: this.#endOf(token, record), owner, vault, ...(record ? { record } : {}) };
  }

  /** A use is noted before anything is written, unless one was within the last minute. */
  #endOf({ expiresAt }: Token, record: Hash | undefined): number {
    const now = this.#clock();
    const last = Date.parse(record?.last_accessed ?? '');
    return Math.min(expiresAt, (now - last < TOUCH_EVERY ? last : now) + this.timeout);
  }
}

const ownerOf = (id: string, record?: Hash): Owner => ({ session: id, address: record?.address ?? '' });

const recordOf = (owner: Owner, now: number): Booking => ({
  owner,
  stored: 'records',
  bytes: RECORD_BYTES,
  expiresAt: now + TTL.session,
});
