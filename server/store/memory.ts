import { LRUCache } from 'lru-cache';
import { entriesOf, entryText } from './file-entry.ts';
import { sessionFilesKey, sessionKey, sessionValueKey } from './keys.ts';
import type { FileEntry, Hash, SessionValue, Store, StoreState, StoreUsage } from './store.ts';

const PURGE_EVERY = 60_000;
/** What an entry costs beside its bytes, roughly: the cache's own arrays and the object headers. */
const ENTRY_OVERHEAD = 256;
/** Records have a share of their own, so that large values never push out somebody's session. */
const RECORDS_SHARE = 1 / 8;

const hashSize = (hash: Hash, key: string): number =>
  Object.entries(hash).reduce(
    (size, [name, value]) => size + name.length + value.length,
    key.length + ENTRY_OVERHEAD,
  );

/** A store in this process: nothing to install, gone with the process, bounded in bytes. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly #values: LRUCache<string, Buffer>;
  readonly #hashes: LRUCache<string, Hash>;
  /** Counters have a share of their own too: they come from whoever knocks, and must not push out a session. */
  readonly #counts: LRUCache<string, Hash>;
  readonly #constantValues = new Map<string, Buffer>();
  readonly #constantHashes = new Map<string, Hash>();
  /** Expiry of each active session, by the key of its record. */
  readonly #active = new Map<string, number>();
  readonly #purge: NodeJS.Timeout;

  constructor(bytes: number, clock: () => number) {
    // ttlResolution 0: otherwise the cache remembers the time for a moment after the clock has moved.
    const time = { perf: { now: clock }, ttlResolution: 0 };
    const records = Math.max(1, Math.floor(bytes * RECORDS_SHARE));
    this.#hashes = new LRUCache({
      maxSize: records,
      sizeCalculation: hashSize,
      // A record pushed out leaves the list of the active too, which is thereby bounded as well.
      dispose: (_record, key, reason) => {
        if (reason !== 'set') this.#active.delete(key);
      },
      ...time,
    });
    this.#counts = new LRUCache({ maxSize: records, sizeCalculation: hashSize, ...time });
    this.#values = new LRUCache({
      maxSize: Math.max(1, bytes - 2 * records),
      sizeCalculation: (value: Buffer, key: string) => value.length + key.length + ENTRY_OVERHEAD,
      ...time,
    });
    // lru-cache keeps what has expired until it is asked for or purged.
    this.#purge = setInterval(() => {
      this.#hashes.purgeStale();
      this.#counts.purgeStale();
      this.#values.purgeStale();
    }, PURGE_EVERY).unref();
  }

  state(): StoreState {
    return { up: true };
  }

  onUp(listener: () => void): void {
    listener();
  }

  async setValue(key: string, value: Buffer): Promise<void> {
    this.#constantValues.set(key, value);
  }

  async setHash(key: string, fields: Hash): Promise<void> {
    this.#constantHashes.set(key, fields);
  }

  async getValue(key: string): Promise<Buffer | undefined> {
    return this.#values.get(key) ?? this.#constantValues.get(key);
  }

  async getHash(key: string): Promise<Hash | undefined> {
    return this.#hashes.get(key) ?? this.#constantHashes.get(key);
  }

  async count(key: string, by: number, ttl: number): Promise<number> {
    const left = this.#counts.getRemainingTTL(key);
    const total = (left > 0 ? Number(this.#counts.get(key)?.n ?? 0) : 0) + by;
    this.#counts.set(key, { n: String(total) }, { ttl: left > 0 ? left : ttl });
    return total;
  }

  async addCounts(key: string, counts: Readonly<Record<string, number>>, ttl: number): Promise<void> {
    const known = { ...this.#hashes.get(key) };
    for (const [name, by] of Object.entries(counts)) known[name] = String(Number(known[name] ?? 0) + by);
    this.#hashes.set(key, known, { ttl });
  }

  async append(key: string, entry: string, most: number, ttl: number): Promise<void> {
    const entries = Object.values(this.#hashes.get(key) ?? {});
    this.#hashes.set(key, Object.fromEntries([...entries, entry].slice(-most).entries()), { ttl });
  }

  async latest(key: string, most: number): Promise<string[]> {
    return Object.values(this.#hashes.get(key) ?? {})
      .slice(-most)
      .reverse();
  }

  async openSession(id: string, record: Hash, ttl: number, expiresAt: number): Promise<void> {
    this.#hashes.set(sessionKey(id), record, { ttl });
    this.#active.set(sessionKey(id), expiresAt);
  }

  async touchSession(id: string, lastAccessed: string, ttl: number, expiresAt: number): Promise<void> {
    const record = this.#activeRecord(id);
    if (!record) return;
    this.#hashes.set(sessionKey(id), { ...record, last_accessed: lastAccessed }, { ttl });
    this.#active.set(sessionKey(id), expiresAt);
  }

  async writeSession(id: string, values: readonly SessionValue[]): Promise<boolean> {
    if (!this.#activeRecord(id)) return false;
    const left = this.#hashes.getRemainingTTL(sessionKey(id));
    for (const { name, value, ttl } of values)
      this.#values.set(sessionValueKey(id, name), value, { ttl: Math.min(ttl, left) });
    return true;
  }

  async addFile(
    id: string,
    area: string,
    file: string,
    entry: FileEntry,
    most: number,
    now: number,
  ): Promise<boolean> {
    if (!this.#activeRecord(id)) return false;
    const key = sessionFilesKey(id, area);
    const known = Object.entries(entriesOf(this.#hashes.get(key) ?? {})).filter(([, e]) => e.expiresAt > now);
    if (known.reduce((sum, [, { bytes }]) => sum + bytes, entry.bytes) > most) return false;
    const all = [...known, [file, entry] as const].map(([name, each]) => [name, entryText(each)] as const);
    this.#hashes.set(key, Object.fromEntries(all), { ttl: this.#hashes.getRemainingTTL(sessionKey(id)) });
    return true;
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
    const hash = this.#hashes.get(key) ?? {};
    const entry = entriesOf(hash)[file];
    if (!entry || !from.includes(entry.status)) return false;
    const moved = { ...entry, status: to, bytes: frees ? 0 : entry.bytes };
    this.#hashes.set(key, { ...hash, [file]: entryText(moved) }, { ttl: this.#hashes.getRemainingTTL(key) });
    return true;
  }

  async filesOf(id: string, area: string): Promise<Record<string, FileEntry>> {
    return entriesOf(this.#hashes.get(sessionFilesKey(id, area)) ?? {});
  }

  async namesOf(id: string): Promise<string[]> {
    const prefix = sessionValueKey(id, '');
    return [...this.#values.keys()]
      .filter((key) => key.startsWith(prefix) && this.#values.has(key))
      .map((key) => key.slice(prefix.length));
  }

  async dropValues(id: string, names: readonly string[]): Promise<void> {
    for (const name of names) this.#values.delete(sessionValueKey(id, name));
  }

  async endSession(id: string, ttl: number): Promise<void> {
    // A walk over the keys of one process costs less than an index kept at every write.
    const prefix = sessionValueKey(id, '');
    for (const key of [...this.#values.keys()]) if (key.startsWith(prefix)) this.#values.delete(key);
    for (const key of [...this.#hashes.keys()]) if (key.startsWith(prefix)) this.#hashes.delete(key);
    this.#hashes.set(sessionKey(id), { status: 'terminated' }, { ttl });
    this.#active.delete(sessionKey(id));
  }

  async sweepSessions(now: number): Promise<{ expired: number; active: number }> {
    let expired = 0;
    for (const [key, expiresAt] of this.#active)
      if (expiresAt <= now) {
        this.#active.delete(key);
        expired += 1;
      }
    return { expired, active: this.#active.size };
  }

  async usage(): Promise<StoreUsage> {
    const caches = [this.#values, this.#hashes, this.#counts];
    return { bytes: caches.reduce((sum, cache) => sum + cache.calculatedSize, 0), connections: 0 };
  }

  async close(): Promise<void> {
    clearInterval(this.#purge);
    this.#values.clear();
    this.#hashes.clear();
    this.#counts.clear();
    this.#active.clear();
  }

  #activeRecord(id: string): Hash | undefined {
    const record = this.#hashes.get(sessionKey(id));
    return record?.status === 'active' ? record : undefined;
  }
}
