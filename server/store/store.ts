export type Hash = Readonly<Record<string, string>>;

/** A value to be written under a session: `name` is what follows `session:{id}:` in its key, `ttl` is in milliseconds. */
export interface SessionValue {
  readonly name: string;
  readonly value: Buffer;
  readonly ttl: number;
}

export type StoreState =
  { readonly up: true } | { readonly up: false; readonly reason: 'connecting' | 'unreachable' | 'timeout' };

/** What may be known of a session's file without the session's key. `expiresAt` is in epoch ms. */
export interface FileEntry {
  readonly bytes: number;
  readonly expiresAt: number;
  readonly status: string;
}

/** What the store costs: memory in bytes, and clients connected (0 in memory). */
export interface StoreUsage {
  readonly bytes: number;
  readonly connections: number;
}

/** The store did not do what was asked: it is away, or it refused. The caller goes on without it or says so. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/**
 * Where sessions, and what is held for them, live until they expire. Every method rejects with StoreUnavailable
 * when the store is away. A session's record is a hash that holds at least `status` and `last_accessed`; a session
 * is active while its record exists and `status` is `active`. TTLs are in milliseconds.
 */
export interface Store {
  readonly kind: 'memory' | 'redis';

  state(): StoreState;
  /** Calls back each time the store becomes usable: at once if it is, and after every return. */
  onUp(listener: () => void): void;

  /** Writes a value that does not expire: the program's own constants only. */
  setValue(key: string, value: Buffer): Promise<void>;
  /** Writes a hash that does not expire: the program's own constants only. */
  setHash(key: string, fields: Hash): Promise<void>;
  getValue(key: string): Promise<Buffer | undefined>;
  getHash(key: string): Promise<Hash | undefined>;

  /** Adds to a counter, which lives for `ttl` from its first count; gives the new total. */
  count(key: string, by: number, ttl: number): Promise<number>;
  /** Adds to the counters of a hash, which lives for `ttl` from its last count. */
  addCounts(key: string, counts: Readonly<Record<string, number>>, ttl: number): Promise<void>;
  /** Adds an entry to a list that keeps about the `most` last ones and lives for `ttl` from its last entry. */
  append(key: string, entry: string, most: number, ttl: number): Promise<void>;
  /** The last `most` entries of such a list, the newest first. */
  latest(key: string, most: number): Promise<string[]>;

  /** Begins a session; `expiresAt` (epoch ms) is when it ends unless touched. */
  openSession(id: string, record: Hash, ttl: number, expiresAt: number): Promise<void>;
  /** Lets an active session live for `ttl` from now; does nothing to any other. */
  touchSession(id: string, lastAccessed: string, ttl: number, expiresAt: number): Promise<void>;
  /**
   * Writes values if the session is active, all or none; false when it is not, so that work in flight
   * cannot bring back a key of a session that has been deleted. No value outlives its session.
   */
  writeSession(id: string, values: readonly SessionValue[]): Promise<boolean>;
  /**
   * Enters a file in an area of an active session; false when the area would then hold more than `most` bytes, or the
   * session is not active. Entries whose time is over by `now` are forgotten. One step: however many come at once.
   */
  addFile(
    id: string,
    area: string,
    file: string,
    entry: FileEntry,
    most: number,
    now: number,
  ): Promise<boolean>;
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
  /** What is held for a session now, by name. */
  namesOf(id: string): Promise<string[]>;
  /** Erases values of a session by name; those that are not there do not matter. */
  dropValues(id: string, names: readonly string[]): Promise<void>;
  /** Erases everything held for a session and leaves, for `ttl`, a record of `status` `terminated` and nothing else. */
  endSession(id: string, ttl: number): Promise<void>;
  /** Forgets sessions whose time is over by `now` (epoch ms) in the list of the active ones; says how many, and how many are left. */
  sweepSessions(now: number): Promise<{ expired: number; active: number }>;

  usage(): Promise<StoreUsage>;

  close(): Promise<void>;
}
