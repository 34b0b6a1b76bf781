import type { Logger } from 'pino';
import { serialise } from '../serialise.ts';
import { StoreFull, StoreUnavailable, type Bound, type Store } from './store.ts';

const MIB = 1024 * 1024;
/** Bytes are booked by the span in which they expire, and count until it is over. */
const SPAN = 60_000;
const SYNCHRONISE_AFTER = 1000;
/** A booking this large asks the store first, so that instances do not overshoot together. */
const LARGE = MIB;
/** What a session has booked here is told to others from this on. */
const SHARED_FROM = MIB / 4;

/** Who stored something: a session, and an HMAC of the address it was begun from. */
export interface Owner {
  readonly session: string;
  readonly address: string;
}

/** Records of sessions, their values in the store, or the bytes of their files. */
export type Stored = 'records' | 'values' | StoredFiles;
export type StoredFiles = 'uploads' | 'exports' | 'cache';

/** Bytes that may be held at a time. */
export interface LedgerLimits {
  readonly all: number;
  readonly ofAddress: number;
  /** Values of one session; its files have quotas of their own. */
  readonly ofSession: number;
  /** Records of the sessions of one address. */
  readonly records: number;
  /** Files made to be used again, of all sessions. */
  readonly cache: number;
}

/** @param memory bytes of the store in memory */
export const ledgerLimits = (
  { all, ofAddress }: { readonly all: number; readonly ofAddress: number },
  memory: number,
  kind: Store['kind'],
): LedgerLimits =>
  kind === 'memory'
    ? { all, ofAddress, ofSession: Math.min(64 * MIB, memory / 4), records: memory / 32, cache: 1024 * MIB }
    : { all, ofAddress, ofSession: 64 * MIB, records: ofAddress, cache: 1024 * MIB };

export interface Booking {
  readonly owner: Owner;
  readonly stored: Stored;
  readonly bytes: number;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** Bytes by span: as the store told last, on their way there, and not yet sent. */
interface Account {
  shared: Map<number, number>;
  sent: Map<number, number>;
  own: Map<number, number>;
}

interface Scope {
  readonly name: string;
  readonly most: number;
  readonly bound: Bound;
}

/**
 * What is stored, of a session, of an address and in all, in memory, on disk or in Redis. It decides by what this
 * process knows and tells the store in the background, so it holds while the store is away, and instances agree within a
 * second. Nothing has to be taken off when it expires.
 */
export class Ledger {
  readonly #store: Store;
  readonly #limits: LedgerLimits;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #accounts = new Map<string, Account>();
  readonly #changed = new Set<string>();
  /** What was booked of files and has expired. */
  readonly #expired = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, limits: LedgerLimits, clock: () => number, log: Logger) {
    this.#store = store;
    this.#limits = limits;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Books bytes before they are written.
   * @throws StoreFull when a bound would be passed; nothing is booked then
   */
  async book(booking: Booking): Promise<void> {
    const scopes = this.#scopesOf(booking);
    if (booking.bytes >= LARGE) await Promise.all(scopes.map(({ name }) => this.#synchronise(name)));
    for (const { name, most, bound } of scopes)
      if (this.#held(name) + booking.bytes > most) throw new StoreFull(bound);
    this.#add(booking, 1);
  }

  /** Takes a booking back: its bytes were erased or never written. */
  release(booking: Booking): void {
    this.#add(booking, -1);
  }

  /** Takes back what is booked of a session: all its values, and these files. */
  async end(owner: Owner, files: readonly Omit<Booking, 'owner'>[]): Promise<void> {
    await this.#synchronise(sessionScope(owner));
    const { shared, sent, own } = this.#account(sessionScope(owner));
    const spans = new Set([...shared.keys(), ...sent.keys(), ...own.keys()]);
    for (const span of spans) {
      const bytes = [shared, sent, own].reduce((sum, part) => sum + (part.get(span) ?? 0), 0);
      if (bytes > 0) this.release({ owner, stored: 'values', bytes, expiresAt: span * SPAN });
    }
    for (const file of files) this.release({ ...file, owner });
  }

  /** Files of an area of all sessions, and their bytes, as of the last second. */
  async files(stored: StoredFiles): Promise<{ files: number; bytes: number }> {
    await Promise.all([this.#synchronise(stored), this.#synchronise(filesScope(stored))]);
    return { files: this.#held(filesScope(stored)), bytes: this.#held(stored) };
  }

  /** Files of an area whose time is over, counted since the last call; those that were erased before are none. */
  async expiredFiles(stored: StoredFiles): Promise<number> {
    await this.files(stored);
    const expired = this.#expired.get(filesScope(stored)) ?? 0;
    this.#expired.delete(filesScope(stored));
    return expired;
  }

  /** Sends what was booked here and learns what others have. */
  readonly write = serialise(async () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const names = [...this.#changed];
    this.#changed.clear();
    await Promise.all(names.map((name) => this.#synchronise(name)));
    for (const [name] of this.#accounts) if (this.#held(name) === 0) this.#accounts.delete(name);
  });

  #scopesOf({ owner, stored }: Booking): Scope[] {
    const { all, ofAddress, ofSession, records, cache } = this.#limits;
    const own: Scope =
      stored === 'values'
        ? { name: sessionScope(owner), most: ofSession, bound: 'session' }
        : stored === 'records'
          ? { name: `records:${owner.address}`, most: records, bound: 'address' }
          : { name: stored, most: stored === 'cache' ? cache : all, bound: 'all' };
    // The store in memory has a budget below these bounds, and makes room for what is new.
    if (!isFiles(stored) && this.#store.kind === 'memory') return [own];
    // Records count, and have a bound of their own: who has stored too much can still begin a session and compute.
    const isRecord = stored === 'records';
    return [
      own,
      { name: `address:${owner.address}`, most: isRecord ? Infinity : ofAddress, bound: 'address' },
      { name: 'all', most: isRecord ? Infinity : all, bound: 'all' },
    ];
  }

  #add(booking: Booking, sign: 1 | -1): void {
    const { stored, bytes, expiresAt } = booking;
    const span = Math.ceil(expiresAt / SPAN);
    const add = (name: string, by: number): void => {
      const { own } = this.#account(name);
      own.set(span, (own.get(span) ?? 0) + by);
      // Thousands of small sessions would each cost a call a second, and are far from their bound.
      if (name === sessionScope(booking.owner) && sumOf(own) < SHARED_FROM) return;
      this.#changed.add(name);
    };
    for (const { name } of this.#scopesOf(booking)) add(name, sign * bytes);
    if (isFiles(stored)) add(filesScope(stored), sign);
    this.#timer ??= setTimeout(() => void this.write(), SYNCHRONISE_AFTER).unref();
  }

  #account(name: string): Account {
    const known = this.#accounts.get(name) ?? { shared: new Map(), sent: new Map(), own: new Map() };
    this.#accounts.set(name, known);
    return known;
  }

  #held(name: string): number {
    const account = this.#accounts.get(name);
    if (!account) return 0;
    const now = this.#clock() / SPAN;
    let held = 0;
    for (const part of [account.shared, account.sent, account.own])
      for (const [span, bytes] of part)
        if (span > now) held += bytes;
        else {
          part.delete(span);
          this.#expired.set(name, (this.#expired.get(name) ?? 0) + bytes);
        }
    return Math.max(0, held);
  }

  async #synchronise(name: string): Promise<void> {
    // What has expired is counted before the store forgets it.
    this.#held(name);
    const account = this.#account(name);
    const { own } = account;
    account.own = new Map();
    for (const [span, bytes] of own) account.sent.set(span, (account.sent.get(span) ?? 0) + bytes);
    const take = (): void => {
      for (const [span, bytes] of own) account.sent.set(span, (account.sent.get(span) ?? 0) - bytes);
    };
    try {
      const oldest = Math.floor(this.#clock() / SPAN);
      const found = await this.#store.book(`stored:${name}`, Object.fromEntries(own), oldest, LIFE);
      take();
      account.shared = new Map(Object.entries(found).map(([span, bytes]) => [Number(span), Number(bytes)]));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      take();
      for (const [span, bytes] of own) account.own.set(span, (account.own.get(span) ?? 0) + bytes);
      if (own.size > 0) this.#changed.add(name);
      this.#log.debug({ store: error.message }, 'the ledger was not shared');
    }
  }
}

/** No booking lasts longer than its session. */
const LIFE = 12 * 3600_000 + SPAN;

const sumOf = (spans: ReadonlyMap<number, number>): number => [...spans.values()].reduce((a, b) => a + b, 0);
const sessionScope = ({ session }: Owner): string => `{${session}}`;
const isFiles = (stored: Stored): stored is StoredFiles => stored !== 'values' && stored !== 'records';
const filesScope = (stored: StoredFiles): string => `${stored}:files`;
