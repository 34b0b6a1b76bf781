import { EventEmitter } from 'node:events';
import { LRUCache } from 'lru-cache';
import { entriesOf } from './file-entry.ts';
import { isValue, SESSION_ENDED, sessionFilesKey, sessionKey, sessionValueKey } from './keys.ts';
import { fileAdded, fileMoved } from './memory-files.ts';
import { changeJob } from './memory-jobs.ts';
import { added, merged, PURGE_EVERY, sizeOf } from './memory-values.ts';
import {
  StoreUnavailable,
  type FileEntry,
  type FileQuota,
  type Found,
  type Hash,
  type JobChange,
  type JobChanged,
  type SessionValue,
  type Store,
  type StoreState,
  type StoreUsage,
} from './store.ts';

/** Records have a share of their own, so that large values never evict a session. */
const RECORDS_SHARE = 1 / 8;

/** A store in this process: nothing to install, gone with the process, bounded in bytes. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly #values: LRUCache<string, Buffer | Hash>;
  /** Sessions and what is known of their files, and the audit's counts and lists. */
  readonly #records: LRUCache<string, Hash>;
  /** Of sessions that were ended. One that is pushed out is as unknown here as it was ended. */
  readonly #marks: LRUCache<string, Hash>;
  readonly #counters: LRUCache<string, { value: number }>;
  readonly #booked: LRUCache<string, Hash>;
  readonly #locks: LRUCache<string, { owner: string; session: string | undefined }>;
  readonly #constants = new Map<string, Buffer | Hash>();
  #evictions = 0;
  /** Expiry of each active session, by the key of its record. */
  readonly #active = new Map<string, number>();
  readonly #messages = new EventEmitter();
  readonly #purge: NodeJS.Timeout;
  readonly #clock: () => number;

  constructor(bytes: number, clock: () => number) {
    this.#clock = clock;
    // ttlResolution 0: otherwise the cache remembers the time for a moment after the clock has moved.
    const time = { perf: { now: clock }, ttlResolution: 0 };
    const records = Math.max(1, Math.floor(bytes * RECORDS_SHARE));
    this.#records = new LRUCache<string, Hash>({
      maxSize: records,
      sizeCalculation: sizeOf,
      // A record that ends leaves the list of the active too.
      dispose: (_record, key, reason) => {
        if (reason !== 'set') this.#active.delete(key);
      },
      ...time,
    });
    this.#values = new LRUCache({
      maxSize: Math.max(1, bytes - records),
      sizeCalculation: sizeOf,
      dispose: (_value, _key, reason) => {
        if (reason === 'evict') this.#evictions += 1;
      },
      ...time,
    });
    this.#marks = new LRUCache({ max: 10_000, ...time });
    this.#counters = new LRUCache({ max: 100_000, ...time });
    this.#booked = new LRUCache({ max: 100_000, ...time });
    this.#locks = new LRUCache({ max: 100_000, ...time });
    // lru-cache keeps what has expired until it is asked for or purged.
    this.#purge = setInterval(() => {
      for (const part of this.#parts()) part.purgeStale();
    }, PURGE_EVERY).unref();
  }

  state(): StoreState {
    return { up: true };
  }

  onUp(listener: () => void): void {
    listener();
  }

  async setValue(key: string, value: Buffer): Promise<void> {
    this.#constants.set(key, value);
  }

  async setHash(key: string, fields: Hash): Promise<void> {
    this.#constants.set(key, fields);
  }

  async getValue(key: string): Promise<Buffer | undefined> {
    const value = this.#values.get(key) ?? this.#constants.get(key);
    return Buffer.isBuffer(value) ? value : undefined;
  }

  async getHash(key: string): Promise<Hash | undefined> {
    const value =
      this.#records.get(key) ?? this.#marks.get(key) ?? this.#values.get(key) ?? this.#constants.get(key);
    return Buffer.isBuffer(value) ? undefined : value;
  }

  async count(key: string, by: number, ttl: number): Promise<number> {
    const counter = this.#counters.get(key);
    // lru-cache still gives a value in its last millisecond.
    if (counter && this.#counters.getRemainingTTL(key) > 0) return (counter.value += by);
    this.#counters.set(key, { value: by }, { ttl });
    return by;
  }

  /**
   * Keeps a record. Where there is no room for it, it is refused: a flood of sessions must not end those that are there.
   * @param share of the room that may be used for it
   * @throws StoreUnavailable
   */
  #keep(key: string, record: Hash, ttl: number, share = 1): void {
    const known = this.#records.get(key);
    const more = sizeOf(record, key) - (known ? sizeOf(known, key) : 0);
    if (more > 0 && this.#records.calculatedSize + more > this.#records.maxSize * share)
      throw new StoreUnavailable('refused');
    this.#records.set(key, record, { ttl });
  }

  async addCounts(key: string, counts: Readonly<Record<string, number>>, ttl: number): Promise<void> {
    this.#keep(key, added(this.#records.get(key), counts), ttl);
  }

  async book(
    key: string,
    changes: Readonly<Record<string, number>>,
    oldest: number,
    ttl: number,
  ): Promise<Hash> {
    const spans = Object.entries(added(this.#booked.get(key), changes));
    const left = Object.fromEntries(spans.filter(([span]) => Number(span) > oldest));
    this.#booked.set(key, left, { ttl });
    return left;
  }

  async append(key: string, entry: string, most: number, ttl: number): Promise<void> {
    const entries = Object.values(this.#records.get(key) ?? {});
    this.#keep(key, Object.fromEntries([...entries, entry].slice(-most).entries()), ttl);
  }

  async latest(key: string, most: number): Promise<string[]> {
    const entries = Object.values(this.#records.get(key) ?? {});
    return entries.slice(-most).reverse();
  }

  async lock(key: string, owner: string, ttl: number, session?: string): Promise<boolean> {
    if (session !== undefined && !this.#activeRecord(session)) return false;
    if ((this.#locks.get(key)?.owner ?? owner) !== owner) return false;
    this.#locks.set(key, { owner, session }, { ttl });
    return true;
  }

  async unlock(key: string, owner: string): Promise<void> {
    if (this.#locks.get(key)?.owner === owner) this.#locks.delete(key);
  }

  async publish(channel: string, message: string): Promise<void> {
    this.#messages.emit(channel, message);
  }

  subscribe(channel: string, onMessage: (message: string) => void): void {
    this.#messages.on(channel, onMessage);
  }

  async openSession(id: string, record: Hash, ttl: number, expiresAt: number): Promise<void> {
    // What is left is for those that are there: their files, and the counts of all.
    this.#keep(sessionKey(id), record, ttl, 0.75);
    this.#active.set(sessionKey(id), expiresAt);
  }

  async touchSession(id: string, lastAccessed: string, ttl: number, expiresAt: number): Promise<void> {
    const record = this.#activeRecord(id);
    if (!record) return;
    this.#keep(sessionKey(id), { ...record, last_accessed: lastAccessed }, ttl);
    this.#active.set(sessionKey(id), expiresAt);
  }

  async writeSession(id: string, values: readonly SessionValue[], fields: Hash = {}): Promise<boolean> {
    const record = this.#activeRecord(id);
    if (!record) return false;
    const left = this.#records.getRemainingTTL(sessionKey(id));
    if (Object.keys(fields).length > 0) this.#keep(sessionKey(id), { ...record, ...fields }, left);
    for (const { name, value, ttl } of values) {
      const key = sessionValueKey(id, name);
      this.#values.set(key, merged(this.#values.get(key), value), { ttl: Math.min(ttl, left) });
    }
    return true;
  }

  async readOrLock(id: string, name: string, lock: string, owner: string, ttl: number): Promise<Found> {
    const key = sessionValueKey(id, name);
    const value = this.#values.get(key);
    if (Buffer.isBuffer(value)) return { state: 'held', value, left: this.#values.getRemainingTTL(key) };
    if (!this.#activeRecord(id)) return { state: 'ended' };
    return { state: (await this.lock(sessionValueKey(id, lock), owner, ttl, id)) ? 'locked' : 'busy' };
  }

  async addFile(
    id: string,
    area: string,
    file: string,
    entry: FileEntry,
    most: FileQuota,
    now: number,
  ): Promise<'entered' | 'full' | 'ended'> {
    if (!this.#activeRecord(id)) return 'ended';
    const key = sessionFilesKey(id, area);
    const files = fileAdded(this.#records.get(key) ?? {}, file, entry, most, now);
    if (!files) return 'full';
    this.#keep(key, files, this.#records.getRemainingTTL(sessionKey(id)));
    return 'entered';
  }

  async moveFile(
    id: string,
    area: string,
    file: string,
    from: readonly string[],
    to: string,
    frees: boolean,
  ): Promise<boolean> {
    const key = sessionFilesKey(id, area);
    const files = fileMoved(this.#records.get(key) ?? {}, file, from, to, frees);
    if (!files) return false;
    this.#keep(key, files, this.#records.getRemainingTTL(key));
    return true;
  }

  async filesOf(id: string, area: string): Promise<Record<string, FileEntry>> {
    return entriesOf(this.#records.get(sessionFilesKey(id, area)) ?? {});
  }

  async changeJob(id: string, job: string, change: JobChange): Promise<JobChanged> {
    if (!this.#activeRecord(id)) return { outcome: 'ended', of: 0 };
    const left = this.#records.getRemainingTTL(sessionKey(id));
    return changeJob(this.#values, { session: id, job, left, now: this.#clock() }, change);
  }

  async namesOf(id: string): Promise<string[]> {
    const prefix = sessionValueKey(id, '');
    return [...this.#values.keys()]
      .filter((key) => key.startsWith(prefix) && this.#values.has(key))
      .map((key) => key.slice(prefix.length))
      .filter(isValue);
  }

  async dropValues(id: string, names: readonly string[]): Promise<void> {
    for (const name of names) this.#values.delete(sessionValueKey(id, name));
  }

  async endSession(id: string, ttl: number): Promise<boolean> {
    const active = this.#activeRecord(id) !== undefined;
    // A walk over the keys of one process costs less than an index kept at every write.
    const prefix = sessionValueKey(id, '');
    for (const part of [this.#values, this.#records])
      for (const key of [...part.keys()]) if (key.startsWith(prefix)) part.delete(key);
    for (const [key, { session }] of [...this.#locks.entries()]) if (session === id) this.#locks.delete(key);
    if (active) {
      this.#records.delete(sessionKey(id));
      this.#marks.set(sessionKey(id), { status: 'terminated' }, { ttl });
    }
    this.#messages.emit(SESSION_ENDED, id);
    return active;
  }

  async sweepSessions(now: number): Promise<{ expired: number; active: number }> {
    const expired = [...this.#active].filter(([, expiresAt]) => expiresAt <= now);
    for (const [key] of expired) this.#active.delete(key);
    return { expired: expired.length, active: this.#active.size };
  }

  async usage(): Promise<StoreUsage> {
    const bytes = this.#values.calculatedSize + this.#records.calculatedSize;
    return { bytes, connections: 0, hits: 0, misses: 0, evictions: this.#evictions };
  }

  failures(): Readonly<Record<string, number>> {
    return {};
  }

  async close(): Promise<void> {
    clearInterval(this.#purge);
    for (const part of this.#parts()) part.clear();
    this.#active.clear();
    this.#messages.removeAllListeners();
  }

  #parts() {
    return [this.#records, this.#marks, this.#values, this.#counters, this.#booked, this.#locks];
  }

  #activeRecord(id: string): Hash | undefined {
    const record = this.#records.get(sessionKey(id));
    return record?.status === 'active' ? record : undefined;
  }
}
