export type Hash = Readonly<Record<string, string>>;

/** Adds to a field of a hash. */
export class Increment {
  readonly field: string;
  readonly by: number;
  constructor(field: string, by: number) {
    this.field = field;
    this.by = by;
  }
}

/**
 * Something to be written under a session: `name` is what follows `session:{id}:` in its key, `ttl` is in milliseconds.
 * Bytes replace what was there; fields of a hash are put into the hash that is there.
 */
export interface SessionValue {
  readonly name: string;
  readonly value: Buffer | Hash | Increment;
  readonly ttl: number;
}

/** What `readOrLock` found: the value and the ms it has left; or, without one, whether the caller now has the lock. */
export type Found =
  | { readonly state: 'held'; readonly value: Buffer; readonly left: number }
  | { readonly state: 'locked' | 'busy' | 'ended' };

/** Why the store is not used. A Redis that answers and refuses to write counts as away, too. */
export type AwayReason =
  | 'connecting'
  | 'unreachable'
  | 'timeout'
  | 'full'
  | 'read_only'
  | 'no_rights'
  | 'wrong_password'
  | 'wrong_database'
  | 'certificate'
  | 'a_cluster'
  | 'no_cluster'
  | 'not_persisting'
  | 'not_ready';

export type StoreState = { readonly up: true } | { readonly up: false; readonly reason: AwayReason };

/** How much an area of a session's files may hold. Files that are gone count until their time is over. */
export interface FileQuota {
  readonly bytes: number;
  readonly files: number;
}

/** What may be known of a session's file without the session's key. `expiresAt` is in epoch ms. */
export interface FileEntry {
  readonly bytes: number;
  readonly expiresAt: number;
  readonly status: string;
}

/** What the store costs: memory in bytes, clients connected (0 in memory), what Redis counted since it began (0 in memory). */
export interface StoreUsage {
  readonly bytes: number;
  readonly connections: number;
  readonly hits: number;
  readonly misses: number;
  /** Values that made way for others before their time. */
  readonly evictions: number;
}

/** The store did not do what was asked: it is away, or it refused. The caller goes on without it or says so. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** What the store gives; undefined, and `onAway` told why, where it does not do what it is asked. */
export async function ifStoreAnswers<T>(
  ask: () => Promise<T>,
  onAway?: (error: StoreUnavailable) => void,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    onAway?.(error);
    return undefined;
  }
}

export type Bound = 'session' | 'address' | 'all';

/** A bound on stored bytes: of a session, of an address or in all. Nothing more is kept; what is computed is answered. */
export class StoreFull extends StoreUnavailable {
  readonly bound: Bound;
  constructor(bound: Bound) {
    super('full');
    this.bound = bound;
  }
}

/** A change of a job of a session. */
export interface JobChange {
  /** States it may be in; `none` is that of a job that is not there yet. */
  readonly from: readonly string[];
  readonly to: string;
  /** So many jobs of the session, this one included, may be in the new state. */
  readonly most?: number;
  /** The attempt that speaks: nothing is changed once another one has begun. */
  readonly attempt?: string;
  /** Fields of its record, beside its state. */
  readonly fields: Hash;
  /** Names of values that are erased with the change. */
  readonly drops: readonly string[];
  /** Whether it is over: it then counts no longer. */
  readonly ends: boolean;
  /** How long its record lives from now, ms. */
  readonly ttl: number;
}

/** What came of a change, and how many jobs of the session are in the new state. */
export interface JobChanged {
  readonly outcome: 'changed' | 'full' | 'refused' | 'ended';
  readonly of: number;
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
  /** Adds to the counters of a hash, which lives for `ttl` from its last count. */
  addCounts(key: string, counts: Readonly<Record<string, number>>, ttl: number): Promise<void>;
  /** Adds to the numbers of a hash by whole keys, forgets those up to `oldest`, and gives all that is left. */
  book(key: string, changes: Readonly<Record<string, number>>, oldest: number, ttl: number): Promise<Hash>;
  /** Adds an entry to a list that keeps about the `most` last ones and lives for `ttl` from its last entry. */
  append(key: string, entry: string, most: number, ttl: number): Promise<void>;
  /** The last `most` entries of such a list, the newest first. */
  latest(key: string, most: number): Promise<string[]>;

  /**
   * Takes a lock, or prolongs it for the owner who has it; false when another has it. A lock of a session
   * is refused once the session is not active, and is erased with it; its name begins with `lock:`.
   */
  lock(key: string, owner: string, ttl: number, session?: string): Promise<boolean>;
  /** Gives a lock back; does nothing to a lock that is another owner's by now. */
  unlock(key: string, owner: string, session?: string): Promise<void>;

  /** Sends to every instance, this one too, in the order of the calls. An instance that is not listening misses it. */
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
   * Enters a file in an area of a session, in the place of one of that name; not when the area would then hold more than
   * `most` (`full`), or the session is not active (`ended`). Entries whose time is over by `now` are forgotten. One step:
   * however many come at once.
   */
  addFile(
    id: string,
    area: string,
    file: string,
    entry: FileEntry,
    most: FileQuota,
    now: number,
  ): Promise<'entered' | 'full' | 'ended'>;
  /** Changes the status of a file if it is one of `from`, and its bytes to 0 where `frees`; false when it is not. One step. */
  moveFile(
    id: string,
    area: string,
    file: string,
    from: readonly string[],
    to: string,
    frees: boolean,
  ): Promise<boolean>;
  /** The entries of an area, by file. */
  filesOf(id: string, area: string): Promise<Readonly<Record<string, FileEntry>>>;
  /**
   * Changes the record of a job, the hash `job:<job>`, and its state with it: all or nothing, in one step. `refused` where
   * it is in another state or its attempt is another one's, `full` where too many are in the new state, `ended` where the
   * session is not active.
   */
  changeJob(id: string, job: string, change: JobChange): Promise<JobChanged>;
  /** Names of the values held for a session now; its locks, its entries of files and of jobs are not among them. */
  namesOf(id: string): Promise<string[]>;
  /** Erases values of a session by name; those that are not there do not matter. */
  dropValues(id: string, names: readonly string[]): Promise<void>;
  /**
   * Erases everything held for a session and leaves, for `ttl`, a record of `status` `terminated` and nothing else.
   * False when no session of that id was active; then no mark is left.
   */
  endSession(id: string, ttl: number): Promise<boolean>;
  /** Forgets sessions whose time is over by `now` (epoch ms) in the list of the active ones; says how many, and how many are left. */
  sweepSessions(now: number): Promise<{ expired: number; active: number }>;

  usage(): Promise<StoreUsage>;
  /** How often this process asked in vain, by reason. */
  failures(): Readonly<Record<string, number>>;

  close(): Promise<void>;
}
