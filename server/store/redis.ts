import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Breaker } from './breaker.ts';
import { ACTIVE_SESSIONS, sessionFilesKey, sessionIndexKey, sessionKey, sessionValueKey } from './keys.ts';
import {
  ADD_COUNTS,
  ADD_FILE,
  MOVE_FILE,
  APPEND,
  COUNT,
  END_SESSION,
  OPEN_SESSION,
  TOUCH_SESSION,
  WRITE_SESSION,
} from './scripts.ts';
import { entriesOf, entryText } from './file-entry.ts';
import type { FileEntry, Hash, SessionValue, Store, StoreState, StoreUsage } from './store.ts';

const COMMAND_TIMEOUT = 150;
/** A connection that was cut without a word (a firewall, a dead machine) is given up after this. */
const SOCKET_TIMEOUT = 5000;
/** The first connection may take this long before the service starts without it. */
const FIRST_CONNECTION = 500;

/** A store in Redis, shared by all instances. */
export class RedisStore implements Store {
  readonly kind = 'redis';
  readonly #redis: Redis;
  readonly #breaker: Breaker;
  readonly #listeners: (() => void)[] = [];

  private constructor(url: string, log: Logger) {
    this.#redis = new Redis(url, {
      commandTimeout: COMMAND_TIMEOUT,
      connectTimeout: 1000,
      socketTimeout: SOCKET_TIMEOUT,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 5), 1000),
    });
    this.#breaker = new Breaker(
      () => this.#redis.ping(),
      (state) => {
        if (state.up) log.info({ store: 'up' }, 'store is back');
        else log.warn({ store: 'down', reason: state.reason }, 'store is away: computing without it');
        if (state.up) for (const listener of this.#listeners) listener();
      },
    );
    this.#redis.on('ready', () => void this.#breaker.tryNow());
    this.#redis.on('close', () => this.#breaker.open('unreachable'));
    // One attempt fails like the next: each new cause is said once.
    let said = '';
    this.#redis.on('error', ({ message }) => {
      if (message !== said) log.warn({ store: 'down', cause: message }, 'Redis');
      said = message;
    });
  }

  /** Connects; returns when Redis answers, or without it when it refuses or is slow: it is then looked for until it comes. */
  static async connect(url: string, log: Logger): Promise<RedisStore> {
    const store = new RedisStore(url, log);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, FIRST_CONNECTION);
      const settle = (): void => {
        clearTimeout(timer);
        resolve();
      };
      store.onUp(settle);
      store.#redis.once('close', settle);
    });
    if (!store.state().up) log.warn({ store: 'down' }, 'Redis does not answer: starting without it');
    return store;
  }

  state(): StoreState {
    return this.#breaker.state;
  }

  onUp(listener: () => void): void {
    this.#listeners.push(listener);
    if (this.state().up) listener();
  }

  async setValue(key: string, value: Buffer): Promise<void> {
    await this.#run(() => this.#redis.set(key, value));
  }

  async setHash(key: string, fields: Hash): Promise<void> {
    await this.#run(() => this.#redis.hset(key, fields));
  }

  async getValue(key: string): Promise<Buffer | undefined> {
    return (await this.#run(() => this.#redis.getBuffer(key))) ?? undefined;
  }

  async getHash(key: string): Promise<Hash | undefined> {
    const fields = await this.#run(() => this.#redis.hgetall(key));
    return Object.keys(fields).length === 0 ? undefined : fields;
  }

  async count(key: string, by: number, ttl: number): Promise<number> {
    return Number(await this.#run(() => this.#redis.eval(COUNT, 1, key, by, ttl)));
  }

  async addCounts(key: string, counts: Readonly<Record<string, number>>, ttl: number): Promise<void> {
    await this.#run(() => this.#redis.eval(ADD_COUNTS, 1, key, ttl, ...Object.entries(counts).flat()));
  }

  async append(key: string, entry: string, most: number, ttl: number): Promise<void> {
    await this.#run(() => this.#redis.eval(APPEND, 1, key, ttl, most, entry));
  }

  async latest(key: string, most: number): Promise<string[]> {
    const entries = await this.#run(() => this.#redis.xrevrange(key, '+', '-', 'COUNT', most));
    return entries.map(([, fields]) => fields[1]!);
  }

  async openSession(id: string, record: Hash, ttl: number, expiresAt: number): Promise<void> {
    await this.#run(() =>
      this.#redis.eval(OPEN_SESSION, 1, sessionKey(id), ttl, ...Object.entries(record).flat()),
    );
    await this.#run(() => this.#redis.zadd(ACTIVE_SESSIONS, expiresAt, id));
  }

  async touchSession(id: string, lastAccessed: string, ttl: number, expiresAt: number): Promise<void> {
    await this.#run(() =>
      this.#redis.eval(TOUCH_SESSION, 2, sessionKey(id), sessionIndexKey(id), ttl, lastAccessed),
    );
    // XX: never adds, so a session ended in between stays off the list.
    await this.#run(() => this.#redis.zadd(ACTIVE_SESSIONS, 'XX', expiresAt, id));
  }

  async writeSession(id: string, values: readonly SessionValue[]): Promise<boolean> {
    const keys = [
      sessionKey(id),
      sessionIndexKey(id),
      ...values.map(({ name }) => sessionValueKey(id, name)),
    ];
    const args = values.flatMap(({ ttl, value }) => [ttl, value]);
    return (await this.#run(() => this.#redis.eval(WRITE_SESSION, keys.length, ...keys, ...args))) === 1;
  }

  async addFile(
    id: string,
    area: string,
    file: string,
    entry: FileEntry,
    most: number,
    now: number,
  ): Promise<boolean> {
    const keys = [sessionKey(id), sessionIndexKey(id), sessionFilesKey(id, area)];
    const args = [file, entryText(entry), entry.bytes, most, now];
    return (await this.#run(() => this.#redis.eval(ADD_FILE, keys.length, ...keys, ...args))) === 1;
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
    return (await this.#run(() => this.#redis.eval(MOVE_FILE, 1, sessionFilesKey(id, area), ...args))) === 1;
  }

  async filesOf(id: string, area: string): Promise<Record<string, FileEntry>> {
    return entriesOf(await this.#run(() => this.#redis.hgetall(sessionFilesKey(id, area))));
  }

  async namesOf(id: string): Promise<string[]> {
    const keys = await this.#run(() => this.#redis.zrangebyscore(sessionIndexKey(id), Date.now(), '+inf'));
    const prefix = sessionValueKey(id, '');
    const names = keys.map((key) => key.slice(prefix.length));
    return names.filter((name) => !name.startsWith('files:'));
  }

  async dropValues(id: string, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const keys = names.map((name) => sessionValueKey(id, name));
    await this.#run(() => this.#redis.multi().unlink(keys).zrem(sessionIndexKey(id), keys).exec());
  }

  async endSession(id: string, ttl: number): Promise<void> {
    await this.#run(() => this.#redis.eval(END_SESSION, 2, sessionKey(id), sessionIndexKey(id), ttl));
    await this.#run(() => this.#redis.zrem(ACTIVE_SESSIONS, id));
  }

  async sweepSessions(now: number): Promise<{ expired: number; active: number }> {
    const expired = await this.#run(() => this.#redis.zremrangebyscore(ACTIVE_SESSIONS, '-inf', now));
    return { expired, active: await this.#run(() => this.#redis.zcard(ACTIVE_SESSIONS)) };
  }

  async usage(): Promise<StoreUsage> {
    const info = await this.#run(() => this.#redis.info());
    const field = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
    return { bytes: field('used_memory'), connections: field('connected_clients') };
  }

  async close(): Promise<void> {
    this.#breaker.close();
    this.#redis.disconnect();
  }

  #run<T>(call: () => Promise<T>): Promise<T> {
    return this.#breaker.run(call);
  }
}
