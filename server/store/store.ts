export type Hash = Readonly<Record<string, string>>;

/**
 * Something to be written under a session: `name` is what follows `session:{id}:` in its key, `ttl` is in milliseconds.
 * Bytes replace what was there; fields of a hash are put into the hash that is there.
 */
export interface SessionValue {
  readonly name: string;
  readonly value: Buffer | Hash;
  readonly ttl: number;
}

/** What `readOrLock` found: the value and the ms it has left; or, without one, whether the caller now has the lock. */
export type Found =
  | { readonly state: 'held'; readonly value: Buffer; readonly left: number }
  | { readonly state: 'locked' | 'busy' | 'ended' };

export type StoreState =
  { readonly up: true } | { readonly up: false; readonly reason: 'connecting' | 'unreachable' | 'timeout' };

/** The store did not do what was asked: it is away, or it refused. The caller goes on without it or says so. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/**
 * Where sessions, and what is held for them, live until they expire. Every method rejects with StoreUnavailable
 * when the store, or the part of a cluster that has the key, is away. A session's record is a hash that holds at least
 * `status` and `last_accessed`; a session is active while its record exists and `status` is `active`. TTLs are in milliseconds.
 */
export interface Store {
  readonly kind: 'memory' | 'redis' | 'cluster';

  /** Up when all of it is. */
  state(): StoreState;
  /** Calls back each time the store becomes usable: at once if it is, and after every return. */
  onUp(listener: () => void): void;

  /** Writes a value that does not expire: the program's own constants only. */
  setValue(key: string, value: Buffer): Promise<void>;
  /** Writes a hash that does not expire: the program's own constants only. */
  setHash(key: string, fields: Hash): Promise<void>;
  getValue(key: string): Promise<Buffer | undefined>;
  getHash(key: string): Promise<Hash | undefined>;
  /** Adds to a counter and gives its new value; `ttl` begins when the counter does. */
  count(key: string, by: number, ttl: number): Promise<number>;

  /**
   * Takes a lock, or prolongs it for the owner who has it; false when another has it. A lock of a session
   * is refused once the session is not active, and is erased with it.
   */
  lock(key: string, owner: string, ttl: number, session?: string): Promise<boolean>;
  /** Gives a lock back; does nothing to a lock that is another owner's by now. */
  unlock(key: string, owner: string, session?: string): Promise<void>;

  /** Tells every instance, this one too, in the order of the calls. Whoever does not listen at the time never hears of it. */
  publish(channel: string, message: string): Promise<void>;
  /** Listens from now on; `onGap` is called each time messages may have been missed. */
  subscribe(channel: string, onMessage: (message: string) => void, onGap: () => void): void;

  /** Begins a session; `expiresAt` (epoch ms) is when it ends unless touched. */
  openSession(id: string, record: Hash, ttl: number, expiresAt: number): Promise<void>;
  /** Lets an active session live for `ttl` from now; does nothing to any other. */
  touchSession(id: string, lastAccessed: string, ttl: number, expiresAt: number): Promise<void>;
  /**
   * Writes values, and fields of the record, if the session is active: all or none; false when it is not, so that
   * work in flight cannot bring back a key of a session that has been deleted. No value outlives its session.
   */
  writeSession(id: string, values: readonly SessionValue[], fields?: Hash): Promise<boolean>;
  /** The value `name` of a session; where there is none, takes `lock` for `owner` so that one caller makes it. */
  readOrLock(id: string, name: string, lock: string, owner: string, ttl: number): Promise<Found>;
  /**
   * Erases everything held for a session and leaves, for `ttl`, a record of `status` `terminated` and nothing else.
   * False when no session of that id was active; then no mark is left.
   */
  endSession(id: string, ttl: number): Promise<boolean>;
  /** Forgets sessions whose time is over by `now` (epoch ms) in the list of the active ones; says how many, and how many are left. */
  sweepSessions(now: number): Promise<{ expired: number; active: number }>;

  close(): Promise<void>;
}
