import { Cluster, Command, type Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Breaker } from './breaker.ts';
import {
  causes,
  CONNECTION,
  logChange,
  probe,
  QUEUE_TO_TRY,
  receivedBy,
  retryDelay,
  type Connection,
} from './connection.ts';
import { keysToTry } from './keys.ts';
import { refusalOf } from './refusal.ts';
import { StoreUnavailable, type AwayReason, type StoreState } from './store.ts';

/** How often the cluster is asked who has which keys, so that a replica that took over is found without a request failing. */
const REFRESH_EVERY = 1000;

/** Keys that are tried to find one whose slot a master has; with fewer slots than one in a thousand it is only pinged. */
const MOST_TRIES = 10_000;

const slotOf = (key: string): number => new Command('get', [key]).getSlot()!;

/** What the nodes of a cluster are spoken to with: credentials and TLS are those of the first address. */
export function credentialsOf([first]: readonly string[]): {
  username?: string;
  password?: string;
  tls?: object;
} {
  const { username, password, protocol } = new URL(first!);
  return {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

/**
 * A Redis Cluster. Each master has a breaker of its own: when one is away, the sessions on it are computed
 * without the store and all others go on as before.
 */
export class ClusterConnection implements Connection {
  readonly kind = 'cluster';
  readonly redis: Cluster;
  readonly urls: readonly string[];
  readonly #log: Logger;
  readonly #timeout: number;
  readonly #breakers = new Map<string, Breaker>();
  readonly #listeners: (() => void)[] = [];
  /** Why no master is known. */
  #without: AwayReason = 'connecting';

  /**
   * @param urls some of its nodes; the others are found by asking these
   * @param timeout how long a node may take to answer, ms
   */
  constructor(urls: readonly string[], log: Logger, timeout: number) {
    this.urls = urls;
    this.#log = log;
    this.#timeout = timeout;
    this.redis = new Cluster([...urls], {
      redisOptions: { ...CONNECTION, ...credentialsOf(urls) },
      enableOfflineQueue: false,
      // What fails is computed without the store; nothing waits for a failover.
      maxRedirections: 4,
      retryDelayOnFailover: 0,
      retryDelayOnClusterDown: 0,
      slotsRefreshInterval: REFRESH_EVERY,
      slotsRefreshTimeout: 500,
      clusterRetryStrategy: retryDelay,
    });
    this.redis.on('ready', () => this.#watchMasters());
    const say = causes(log);
    this.redis.on('error', (error: Error & { lastNodeError?: Error }) => {
      // What none of its nodes gave is told by the last of them.
      const { lastNodeError = error } = error;
      const reason = refusalOf(lastNodeError) ?? 'unreachable';
      if (reason !== this.#without && this.#masters().length === 0) logChange(log, { up: false, reason });
      this.#without = reason;
      if (reason === 'unreachable') say(lastNodeError);
    });
  }

  state(): StoreState {
    const masters = this.#masters();
    if (masters.length === 0) return { up: false, reason: this.#without };
    const states = masters.map((node) => this.#breaker(node).state);
    return states.find((state) => !state.up) ?? { up: true };
  }

  onUp(listener: () => void): void {
    this.#listeners.push(listener);
    if (this.state().up) listener();
  }

  async run<T>(key: string, call: () => Promise<T>, erases?: boolean): Promise<T> {
    const node = this.redis.slots[slotOf(key)]?.[0];
    if (node === undefined)
      throw new StoreUnavailable(this.#masters().length ? 'unreachable' : this.#without);
    return this.#breaker(node).run(call, erases);
  }

  async info(): Promise<string[]> {
    const masters = this.#masters();
    if (masters.length === 0) throw new StoreUnavailable(this.#without);
    return Promise.all(masters.map((node) => this.#breaker(node).run(() => this.#client(node).info())));
  }

  close(): void {
    for (const breaker of this.#breakers.values()) breaker.close();
    this.redis.disconnect();
  }

  /** `host:port` of every node that has keys now. */
  #masters(): string[] {
    return [...new Set(this.redis.slots.map((nodes) => nodes?.[0]))].filter((node) => node !== undefined);
  }

  #watchMasters(): void {
    const masters = this.#masters();
    for (const [node, breaker] of this.#breakers)
      if (!masters.includes(node)) {
        breaker.close();
        this.#breakers.delete(node);
      }
    for (const node of masters) this.#breaker(node);
  }

  #breaker(node: string): Breaker {
    const known = this.#breakers.get(node);
    if (known) return known;
    const breaker = new Breaker(
      () => this.#probe(node),
      () => receivedBy(this.#find(node) ?? {}),
      this.#timeout,
      (state) => {
        logChange(this.#log, state, node);
        if (state.up && this.state().up) for (const listener of this.#listeners) listener();
      },
    );
    this.#breakers.set(node, breaker);
    void breaker.tryNow();
    return breaker;
  }

  async #probe(node: string): Promise<unknown> {
    // A failover shows here: another master has the keys, and this one is no longer waited for.
    this.#watchMasters();
    const has = (key: string): boolean => this.redis.slots[slotOf(key)]?.[0] === node;
    if (has(QUEUE_TO_TRY)) await probe(this.#client(node), [QUEUE_TO_TRY]);
    for (let i = 0; i < MOST_TRIES; i++) {
      const keys = keysToTry(`probe${i}`);
      if (has(keys[0]!)) return probe(this.#client(node), keys);
    }
    return this.#client(node).ping();
  }

  #client(node: string): Redis {
    const found = this.#find(node);
    if (!found) throw new Error('not connected');
    return found;
  }

  #find(node: string): Redis | undefined {
    return this.redis.nodes('all').find(({ options }) => `${options.host}:${options.port}` === node);
  }
}
