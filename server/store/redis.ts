import type { Logger } from 'pino';
import { ClusterConnection } from './cluster.ts';
import { connected, SingleConnection, type Connection } from './connection.ts';
import { argumentsOf, evaluate, hashOf, type Argument } from './evaluate.ts';
import { entriesOf, entryText } from './file-entry.ts';
import {
  ACTIVE_SESSIONS,
  isValue,
  lockKeys,
  SESSION_ENDED,
  sessionFilesKey,
  sessionIndexKey,
  sessionJobsKey,
  sessionKey,
  sessionValueKey,
} from './keys.ts';
import * as scripts from './scripts.ts';
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
import { Subscription } from './subscription.ts';
import { TIMEOUT } from './timeout.ts';
import { usageOf } from './usage.ts';

/** What one step erases: keys of a session that ends, ids of sessions that have. Nobody else waits for long. */
const KEYS_A_STEP = 500;
const SESSIONS_A_STEP = 1000;

/** A store in Redis, single or in a cluster, shared by all instances. */
export class RedisStore implements Store {
  readonly kind: 'redis' | 'cluster';
  readonly #connection: Connection;
  readonly #subscription: Subscription;
  readonly #log: Logger;
  readonly #failures: Record<string, number> = {};

  private constructor(connection: Connection, log: Logger, timeout: number) {
    this.kind = connection.kind;
    this.#connection = connection;
    this.#subscription = new Subscription(connection.urls, timeout);
    this.#log = log;
  }

  /**
   * Connects; returns when Redis answers, or without it when it refuses or is slow: it is then looked for until it comes.
   * @param at the address of one Redis, or addresses of nodes of a cluster.
   * @param timeout how long it may take to answer, ms
   */
  static async connect(at: string | readonly string[], log: Logger, timeout = TIMEOUT): Promise<RedisStore> {
    const isOne = typeof at === 'string';
    const connection = isOne
      ? new SingleConnection(at, log, timeout)
      : new ClusterConnection(at, log, timeout);
    await connected(connection, timeout);
    if (!connection.state().up)
      log.warn({ store: 'down' }, 'starting without Redis, which is looked for until it can be used');
    return new RedisStore(connection, log, timeout);
  }

  state(): StoreState {
    return this.#connection.state();
  }

  onUp(listener: () => void): void {
    this.#connection.onUp(listener);
  }

  async setValue(key: string, value: Buffer): Promise<void> {
    await this.#run(key, () => this.#connection.redis.set(key, value));
  }

  async setHash(key: string, fields: Hash): Promise<void> {
    await this.#run(key, () => this.#connection.redis.hset(key, fields));
  }

  async getValue(key: string): Promise<Buffer | undefined> {
    return (await this.#run(key, () => this.#connection.redis.getBuffer(key))) ?? undefined;
  }

  async getHash(key: string): Promise<Hash | undefined> {
    const fields = await this.#run(key, () => this.#connection.redis.hgetall(key));
    return Object.keys(fields).length === 0 ? undefined : fields;
  }

  async count(key: string, by: number, ttl: number): Promise<number> {
    return Number(await this.#script(scripts.COUNT, [key], [by, ttl]));
  }

  async addCounts(key: string, counts: Readonly<Record<string, number>>, ttl: number): Promise<void> {
    await this.#script(scripts.ADD_COUNTS, [key], [ttl, ...Object.entries(counts).flat()]);
  }

  async book(
    key: string,
    changes: Readonly<Record<string, number>>,
    oldest: number,
    ttl: number,
  ): Promise<Hash> {
    const args = [ttl, oldest, ...Object.entries(changes).flat()];
    return hashOf((await this.#script(scripts.BOOK, [key], args)) as string[]);
  }

  async append(key: string, entry: string, most: number, ttl: number): Promise<void> {
    await this.#script(scripts.APPEND, [key], [ttl, most, entry]);
  }

  async latest(key: string, most: number): Promise<string[]> {
    const { redis } = this.#connection;
    const entries = await this.#run(key, () => redis.xrevrange(key, '+', '-', 'COUNT', most));
    return entries.map(([, fields]) => fields[1]!);
  }

  async lock(key: string, owner: string, ttl: number, session?: string): Promise<boolean> {
    return (await this.#script(scripts.LOCK, lockKeys(key, session), [owner, ttl])) === 1;
  }

  async unlock(key: string, owner: string, session?: string): Promise<void> {
    await this.#script(scripts.UNLOCK, lockKeys(key, session), [owner]);
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.#script(scripts.PUBLISH, [channel], [message]);
  }

  subscribe(channel: string, onMessage: (message: string) => void, onGap: () => void): void {
    this.#subscription.add(channel, { onMessage, onGap });
  }

  async openSession(id: string, record: Hash, ttl: number, expiresAt: number): Promise<void> {
    await this.#script(scripts.OPEN_SESSION, [sessionKey(id)], [ttl, ...Object.entries(record).flat()]);
    await this.#list(() => this.#connection.redis.zadd(ACTIVE_SESSIONS, expiresAt, id));
  }

  async touchSession(id: string, lastAccessed: string, ttl: number, expiresAt: number): Promise<void> {
    await this.#script(scripts.TOUCH_SESSION, [sessionKey(id), sessionIndexKey(id)], [ttl, lastAccessed]);
    // XX: never adds, so a session ended in between stays off the list.
    await this.#list(() => this.#connection.redis.zadd(ACTIVE_SESSIONS, 'XX', expiresAt, id));
  }

  async writeSession(id: string, values: readonly SessionValue[], fields: Hash = {}): Promise<boolean> {
    const keys = [
      sessionKey(id),
      sessionIndexKey(id),
      ...values.map(({ name }) => sessionValueKey(id, name)),
    ];
    const args = [{ ttl: 0, value: fields }, ...values].flatMap(({ ttl, value }) => [
      ttl,
      ...argumentsOf(value),
    ]);
    return (await this.#script(scripts.WRITE_SESSION, keys, args)) === 1;
  }

  async readOrLock(id: string, name: string, lock: string, owner: string, ttl: number): Promise<Found> {
    const keys = [sessionValueKey(id, name), ...lockKeys(sessionValueKey(id, lock), id)];
    const [first, left] = (await this.#run(keys[0]!, () =>
      evaluate(this.#connection.redis, 'callBuffer', scripts.READ_OR_LOCK, keys, [owner, ttl]),
    )) as [Buffer, number?];
    return left === undefined
      ? { state: first.toString() as 'locked' | 'busy' | 'ended' }
      : { state: 'held', value: first, left };
  }

  async addFile(
    id: string,
    area: string,
    file: string,
    entry: FileEntry,
    most: FileQuota,
    now: number,
  ): Promise<'entered' | 'full' | 'ended'> {
    const keys = [sessionKey(id), sessionIndexKey(id), sessionFilesKey(id, area)];
    const args = [file, entryText(entry), entry.bytes, most.bytes, most.files, now];
    return (await this.#script(scripts.ADD_FILE, keys, args)) as 'entered' | 'full' | 'ended';
  }

  async moveFile(
    id: string,
    area: string,
    file: string,
    from: readonly string[],
    to: string,
    frees: boolean,
  ): Promise<boolean> {
    const args = [file, to, frees ? 1 : 0, ...from];
    return (await this.#script(scripts.MOVE_FILE, [sessionFilesKey(id, area)], args)) === 1;
  }

  async filesOf(id: string, area: string): Promise<Record<string, FileEntry>> {
    const key = sessionFilesKey(id, area);
    return entriesOf(await this.#run(key, () => this.#connection.redis.hgetall(key)));
  }

  async changeJob(id: string, job: string, change: JobChange): Promise<JobChanged> {
    const { from, to, most = 0, attempt = '', fields, drops, ends, ttl } = change;
    const keys = [
      sessionKey(id),
      sessionIndexKey(id),
      sessionValueKey(id, `job:${job}`),
      sessionJobsKey(id),
      ...drops.map((name) => sessionValueKey(id, name)),
    ];
    const args = [job, to, ttl, most, attempt, ends ? 1 : 0, from.length, ...from];
    const changed = await this.#script(scripts.CHANGE_JOB, keys, [...args, ...Object.entries(fields).flat()]);
    const [outcome, of] = changed as [JobChanged['outcome'], number];
    return { outcome, of };
  }

  async namesOf(id: string): Promise<string[]> {
    const keys = await this.#keysOf(id);
    if (keys.length === 0) return [];
    const held = (await this.#script(scripts.HELD, keys, [])) as string[];
    return held.map((key) => key.slice(sessionValueKey(id, '').length)).filter(isValue);
  }

  async dropValues(id: string, names: readonly string[]): Promise<void> {
    const keys = names.map((name) => sessionValueKey(id, name));
    await this.#script(scripts.DROP_VALUES, [sessionIndexKey(id), ...keys], [], true);
  }

  async endSession(id: string, ttl: number): Promise<boolean> {
    const keys = [sessionKey(id), sessionIndexKey(id)];
    let active = false;
    let left = 1;
    // The first step ends it; what it held is erased in steps short enough for everybody else.
    while (left > 0) {
      const held = await this.#keysOf(id, KEYS_A_STEP, true);
      const done = await this.#script(
        scripts.END_SESSION,
        [...keys, ...held],
        [ttl, SESSION_ENDED, id],
        true,
      );
      const [wasActive, remaining] = done as [number, number];
      active ||= wasActive === 1;
      left = remaining;
    }
    await this.#list(() => this.#connection.redis.zrem(ACTIVE_SESSIONS, id));
    return active;
  }

  async sweepSessions(now: number): Promise<{ expired: number; active: number }> {
    let expired = 0;
    for (let swept = SESSIONS_A_STEP; swept === SESSIONS_A_STEP; expired += swept)
      swept = Number(await this.#script(scripts.SWEEP_SESSIONS, [ACTIVE_SESSIONS], [now, SESSIONS_A_STEP]));
    const { redis } = this.#connection;
    return { expired, active: await this.#run(ACTIVE_SESSIONS, () => redis.zcard(ACTIVE_SESSIONS)) };
  }

  async usage(): Promise<StoreUsage> {
    return usageOf(await this.#connection.info());
  }

  failures(): Readonly<Record<string, number>> {
    return this.#failures;
  }

  async close(): Promise<void> {
    this.#subscription.close();
    this.#connection.close();
  }

  /** Keys under which something was written for a session, and may still be; the first `most` of them. */
  #keysOf(id: string, most = Infinity, erases = false): Promise<string[]> {
    const index = sessionIndexKey(id);
    const last = most === Infinity ? '-1' : String(most - 1);
    return this.#run(index, () => this.#connection.redis.zrange(index, '0', last), erases);
  }

  async #run<T>(key: string, call: () => Promise<T>, erases = false): Promise<T> {
    try {
      return await this.#connection.run(key, call, erases);
    } catch (error) {
      if (error instanceof StoreUnavailable)
        this.#failures[error.message] = (this.#failures[error.message] ?? 0) + 1;
      throw error;
    }
  }

  #script(text: string, keys: readonly string[], args: readonly Argument[], erases = false) {
    return this.#run(keys[0]!, () => evaluate(this.#connection.redis, 'call', text, keys, args), erases);
  }

  /** The list of active sessions is for counting: in a cluster it may be away while the session is not. */
  async #list(change: () => Promise<unknown>): Promise<void> {
    await this.#run(ACTIVE_SESSIONS, change).catch((error: unknown) => {
      this.#log.warn({ error: (error as Error).name }, 'the list of active sessions was not kept');
    });
  }
}
