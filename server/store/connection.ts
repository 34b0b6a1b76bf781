import { Redis, type Cluster, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { Breaker } from './breaker.ts';
import { MEANING, refusalOf } from './refusal.ts';
import { PROBE } from './scripts.ts';
import type { AwayReason, StoreState } from './store.ts';

/** How every connection behaves: nothing waits for a Redis that does not answer. Milliseconds. See also timeout.ts. */
export const CONNECTION = {
  connectTimeout: 1000,
  // A connection that was cut without a word (a firewall, a dead machine) is given up after this.
  socketTimeout: 5000,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
} satisfies RedisOptions;

export const retryDelay = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 5), 1000);

/** Redis, single or in a cluster, as the store sees it: where to send commands, and whether it answers. */
export interface Connection {
  readonly kind: 'redis' | 'cluster';
  readonly redis: Redis | Cluster;
  /** Where messages can be listened for: any of these servers. */
  readonly urls: readonly string[];
  state(): StoreState;
  onUp(listener: () => void): void;
  /**
   * Runs a call about `key`.
   * @param erases lets it through to a server that is full
   * @throws StoreUnavailable
   */
  run<T>(key: string, call: () => Promise<T>, erases?: boolean): Promise<T>;
  /**
   * What each server with keys of its own says of itself.
   * @throws StoreUnavailable
   */
  info(): Promise<string[]>;
  close(): void;
}

/** Bytes that have arrived on a connection; 0 before it is made, and again after a reconnect. */
export const receivedBy = ({ stream }: { stream?: { bytesRead?: number } }): number => stream?.bytesRead ?? 0;

/** Says each new cause once: one attempt fails like the next. */
export function causes(log: Logger): (error: Error) => void {
  let said = '';
  return ({ message }) => {
    if (message !== said) log.warn({ store: 'down', cause: message }, 'Redis');
    said = message;
  };
}

export const logChange = (log: Logger, state: StoreState, node?: string): void => {
  const where = node === undefined ? {} : { node };
  if (state.up) log.info({ store: 'up', ...where }, 'store is back');
  else
    log.warn(
      { store: 'down', reason: state.reason, ...where },
      `store is away, computing without it: ${MEANING[state.reason]}`,
    );
};

const PROBE_KEY = 'session:{probe}';

/** Writes as a session is written: a server that answers a ping may still refuse this. */
export const probe = (redis: Redis, key: string): Promise<unknown> => redis.eval(PROBE, 1, key);

/** One Redis. */
export class SingleConnection implements Connection {
  readonly kind = 'redis';
  readonly redis: Redis;
  readonly urls: readonly string[];
  readonly #breaker: Breaker;
  readonly #listeners: (() => void)[] = [];

  constructor(url: string, log: Logger) {
    const say = causes(log);
    this.urls = [url];
    this.redis = new Redis(url, { ...CONNECTION, enableOfflineQueue: false, retryStrategy: retryDelay });
    const database = this.redis.options.db ?? 0;
    this.#breaker = new Breaker(
      async () => {
        // A number that Redis does not have leaves the connection in database 0.
        if (database > 0) await this.redis.select(database);
        await probe(this.redis, PROBE_KEY);
      },
      () => receivedBy(this.redis),
      (state) => {
        logChange(log, state);
        if (state.up) for (const listener of this.#listeners) listener();
      },
    );
    let refused: AwayReason | undefined;
    this.redis.on('ready', () => {
      refused = undefined;
      void this.#breaker.tryNow();
    });
    this.redis.on('close', () => this.#breaker.open(refused ?? 'unreachable'));
    this.redis.on('error', (error) => {
      refused = refusalOf(error);
      if (!refused) say(error);
    });
  }

  state(): StoreState {
    return this.#breaker.state;
  }

  onUp(listener: () => void): void {
    this.#listeners.push(listener);
    if (this.state().up) listener();
  }

  run<T>(_key: string, call: () => Promise<T>, erases?: boolean): Promise<T> {
    return this.#breaker.run(call, erases);
  }

  async info(): Promise<string[]> {
    return [await this.#breaker.run(() => this.redis.info())];
  }

  close(): void {
    this.#breaker.close();
    this.redis.disconnect();
  }
}

/** Resolves when it is up, or is refused, or after `patience` ms. */
export function connected(connection: Connection, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patience);
    const settle = (): void => {
      clearTimeout(timer);
      resolve();
    };
    connection.onUp(settle);
    connection.redis.once('close', settle);
  });
}
