import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { bytesOf, writeBooked } from './booked-values.ts';
import { SESSION_ENDED, sessionValueKey } from './keys.ts';
import type { Ledger, Owner } from './ledger.ts';
import { LocalCopy } from './local-copy.ts';
import { ifStoreAnswers, type Hash, type SessionValue, type Store } from './store.ts';

/** Lock heartbeat and TTL, ms: a holder that misses its heartbeats is presumed dead. */
const HEARTBEAT = 1000;
const LOCK_TTL = 3000;
/** Waiters poll, a little less often each time. */
const FIRST_WAIT = 4;
const LONGEST_WAIT = 100;

/** A larger value would block a shared store for everybody while it is written. */
const LARGEST = 4 * 1024 * 1024;

/** How a value is written, and read where it opens. */
export interface Codec<T> {
  seal(value: T): Buffer;
  /** undefined when it cannot be decrypted or is too old: it is then made again. */
  open(sealed: Buffer): T | undefined;
}

/** What is written in one step with a value that was made. */
export interface Beside {
  readonly values: readonly SessionValue[];
  readonly fields: Hash;
}

export interface Cached<T> {
  readonly value: T;
  /** Where it came from: this process's copy, the store, a call at the same time for the same, or made by this call. */
  readonly from: 'local' | 'store' | 'shared' | 'made';
  /** False when the store did not keep it. */
  readonly held: boolean;
}

/** The calls that wait for one value; its signal is aborted when the last of them is gone. */
class Flight {
  found!: Promise<Cached<unknown>>;
  readonly #gone = new AbortController();
  #waiting = 0;

  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  join(signal?: AbortSignal): void {
    this.#waiting += 1;
    const leave = (): void => {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#gone.abort();
    };
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  }
}

/** What makes a value; its signal is aborted when no caller waits any more. */
type Make<T> = (signal: AbortSignal) => T | Promise<T>;

/** A value of a session that is asked for: where it lies, and how it is made where there is none. */
export interface Asked<T> {
  readonly namespace: string;
  /** A hash of all that the value depends on. */
  readonly key: string;
  /** How long it is kept, ms. */
  readonly ttl: number;
  readonly codec: Codec<T>;
  readonly make: Make<T>;
  /** What else is written when the value is made here and somebody still waits for it. */
  readonly beside?: (value: T) => Beside;
  /** Aborted when this caller no longer waits; asked for only where the value is not copied here. */
  readonly signal?: () => AbortSignal | undefined;
}

/** Counts since the start. */
export interface CacheStatistics {
  /** This process's copy: none beside a store in memory. */
  readonly local: {
    readonly hits: number;
    readonly misses: number;
    readonly bytes: number;
    readonly evictions: number;
  };
  readonly store: { readonly hits: number; readonly misses: number; readonly errors: number };
  /** Answered by a call at the same time for the same. */
  readonly shared: number;
  readonly made: number;
}

const nameOf = ({ namespace, key }: Pick<Asked<unknown>, 'namespace' | 'key'>): string =>
  `${namespace}:${key}`;

/**
 * The one place that looks a value up before it is made: in this process's copy, then in the store, and only then by
 * making it, which one caller does for all that ask at the same time, on any instance.
 */
export class Cache {
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #log: Logger;
  /** The store in memory needs no copy of itself. */
  readonly #local: LocalCopy | undefined;
  readonly #clock: () => number;
  readonly #flights = new Map<string, Flight>();
  readonly #counts = { localHits: 0, localMisses: 0, hits: 0, misses: 0, errors: 0, shared: 0, made: 0 };

  /** @param bytes the memory for stored values, of which a copy of a shared store takes a half. */
  constructor(store: Store, ledger: Ledger, bytes: number, clock: () => number, log: Logger) {
    this.#store = store;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
    if (store.kind === 'memory') return;
    const local = new LocalCopy(Math.ceil(bytes / 2), clock);
    this.#local = local;
    // After a gap it is unknown which sessions have ended meanwhile.
    store.subscribe(
      SESSION_ENDED,
      (id) => local.drop(id),
      () => local.clear(),
    );
  }

  /** Forgets here at once what is held for a session that has been ended here; other instances hear of it. */
  drop(session: string): void {
    this.#local?.drop(session);
  }

  statistics(): CacheStatistics {
    const { localHits, localMisses, hits, misses, errors, shared, made } = this.#counts;
    return {
      local: { hits: localHits, misses: localMisses, ...(this.#local?.usage ?? { bytes: 0, evictions: 0 }) },
      store: { hits, misses, errors },
      shared,
      made,
    };
  }

  /**
   * The value of a session, made where there is none and then kept. The store being away is never a reason to fail: the
   * value is then made and not kept.
   * @throws what `make` throws, to everybody who waits for it in this process.
   */
  async cached<T>(owner: Owner, asked: Asked<T>): Promise<Cached<T>> {
    const full = sessionValueKey(owner.session, nameOf(asked));
    const copy = this.#copy(full, asked.codec);
    if (copy !== undefined) return { value: copy, from: 'local', held: true };

    const signal = asked.signal?.();
    const other = this.#flights.get(full);
    if (other) {
      other.join(signal);
      const { value, held } = (await other.found) as Cached<T>;
      this.#counts.shared += 1;
      return { value, from: 'shared', held };
    }
    const flight = new Flight();
    flight.join(signal);
    const over = (): void => {
      if (this.#flights.get(full) === flight) this.#flights.delete(full);
    };
    this.#flights.set(full, flight);
    // Later callers must not wait for work that was given up: they start their own.
    flight.signal.addEventListener('abort', over, { once: true });
    const found = this.#find(owner, asked, flight.signal);
    flight.found = found;
    try {
      return await found;
    } finally {
      over();
    }
  }

  #copy<T>(full: string, codec: Codec<T>): T | undefined {
    if (!this.#local) return undefined;
    const sealed = this.#local.get(full);
    const value = sealed && codec.open(sealed);
    if (value !== undefined) this.#counts.localHits += 1;
    else this.#counts.localMisses += 1;
    if (sealed && value === undefined) this.#local.forget(full);
    return value;
  }

  async #find<T>(owner: Owner, asked: Asked<T>, signal: AbortSignal): Promise<Cached<T>> {
    const { session } = owner;
    const name = nameOf(asked);
    const lock = `lock:${asked.key}`;
    const holder = randomUUID();
    const make = async (): Promise<T> => {
      this.#counts.made += 1;
      return asked.make(signal);
    };
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 1.5, LONGEST_WAIT)) {
      const mark = this.#local?.mark();
      const found = await this.#withStore(() =>
        this.#store.readOrLock(session, name, lock, holder, LOCK_TTL),
      );
      if (found?.state === 'held') {
        const value = asked.codec.open(found.value);
        if (value === undefined) {
          this.#counts.misses += 1;
          return this.#keep(owner, asked, await make(), signal);
        }
        this.#counts.hits += 1;
        if (mark) this.#local?.set(sessionValueKey(session, name), found.value, found.left, mark);
        return { value, from: 'store', held: true };
      }
      if (found?.state === 'busy') {
        await pause(wait * (0.5 + Math.random()));
        continue;
      }
      if (found) this.#counts.misses += 1;
      if (found?.state !== 'locked') return { value: await make(), from: 'made', held: false };
      return this.#alone(session, sessionValueKey(session, lock), holder, async () =>
        this.#keep(owner, asked, await make(), signal),
      );
    }
  }

  async #keep<T>(owner: Owner, asked: Asked<T>, value: T, signal: AbortSignal): Promise<Cached<T>> {
    // Who has left may have asked for something else since, which the rest would overwrite.
    const beside = signal.aborted ? undefined : asked.beside?.(value);
    const { values, fields } = beside ?? { values: [], fields: {} };
    const all = [{ name: nameOf(asked), value: asked.codec.seal(value), ttl: asked.ttl }, ...values];
    const isSmall = all.every((each) => bytesOf([each]) <= LARGEST);
    const held =
      isSmall &&
      (await this.#withStore(() =>
        writeBooked(this.#store, this.#ledger, owner, all, fields, this.#clock()),
      ));
    return { value, from: 'made', held: held === true };
  }

  /** Works under a lock that is prolonged until the work is done; an instance that dies is no longer waited for. */
  async #alone<T>(session: string, lock: string, holder: string, work: () => Promise<T>): Promise<T> {
    const heartbeat = setInterval(
      () => void this.#withStore(() => this.#store.lock(lock, holder, LOCK_TTL, session)),
      HEARTBEAT,
    );
    try {
      return await work();
    } finally {
      clearInterval(heartbeat);
      // Not waited for: it follows the value on the same connection.
      void this.#withStore(() => this.#store.unlock(lock, holder, session));
    }
  }

  /** What the store says, or undefined when it does not answer. */
  #withStore<T>(ask: () => Promise<T>): Promise<T | undefined> {
    return ifStoreAnswers(ask, ({ message }) => {
      this.#counts.errors += 1;
      this.#log.debug({ store: message }, 'not cached');
    });
  }
}
