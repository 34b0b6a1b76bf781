import { Redis, type Cluster, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { Breaker } from './breaker.ts';
import { CHANNEL_TO_TRY, keysToTry, QUEUE } from './keys.ts';
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

/** A cause is said again after so long, ms. */
const SAY_AGAIN = 60_000;

/** Says each cause once in a while: one attempt fails like the next, or like the one before. */
export function causes(log: Logger): (error: Error) => void {
  const said = new Map<string, number>();
  return ({ message }) => {
    const now = performance.now();
    if (now - (said.get(message) ?? -Infinity) < SAY_AGAIN) return;
    said.set(message, now);
    log.warn({ store: 'down', cause: message }, 'Redis');
  };
}

const sentenceOf = (reason: AwayReason): string => `${MEANING[reason].what}. ${MEANING[reason].toDo}`;

export const logChange = (log: Logger, state: StoreState, node?: string): void => {
  const where = node === undefined ? {} : { node };
  if (state.up) log.info({ store: 'up', ...where }, 'store is back');
  else
    log.warn(
      { store: 'down', reason: state.reason, ...where },
      `store is away, computing without it: ${sentenceOf(state.reason)}`,
    );
};

/** Key of the queue of jobs that is tried, where a server has its slot. */
export const QUEUE_TO_TRY = `${QUEUE}:probe`;

/** Writes keys of every kind as the service does: a server that answers a ping may still refuse some of it. */
export const probe = (redis: Redis, keys: readonly string[]): Promise<unknown> =>
  redis.eval(PROBE, keys.length, ...keys, CHANNEL_TO_TRY);

/** One Redis. */
export class SingleConnection implements Connection {
  readonly kind = 'redis';
  readonly redis: Redis;
  readonly urls: readonly string[];
  readonly #breaker: Breaker;
  readonly #listeners: (() => void)[] = [];

  /** @param timeout how long it may take to answer, ms */
  constructor(url: string, log: Logger, timeout: number) {
    const say = causes(log);
    this.urls = [url];
    this.redis = new Redis(url, { ...CONNECTION, enableOfflineQueue: false, retryStrategy: retryDelay });
    const database = this.redis.options.db ?? 0;
    let refused: Error | undefined;
    this.#breaker = new Breaker(
      async () => {
        // It was not let in, and why stands there: a probe would only find no connection.
        if (refused) throw refused;
        // A number that Redis does not have leaves the connection in database 0.
        if (database > 0) await this.redis.select(database);
        await probe(this.redis, [QUEUE_TO_TRY]);
        await probe(this.redis, keysToTry('probe'));
      },
      () => receivedBy(this.redis),
      timeout,
      (state) => {
        logChange(log, state);
        if (state.up) for (const listener of this.#listeners) listener();
      },
    );
    this.redis.on('ready', () => {
      refused = undefined;
      void this.#breaker.tryNow();
    });
    this.redis.on('close', () => this.#breaker.open(refusalOf(refused) ?? 'unreachable'));
    this.redis.on('error', (error) => {
      const isRefusal = refusalOf(error) !== undefined;
      refused = isRefusal ? error : undefined;
      if (!isRefusal) say(error);
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

/** The first connection may take this long before the service starts without it, or as long as an answer may; ms. */
const FIRST_CONNECTION = 500;

/** Resolves when it is up, or is refused, or has taken too long. */
export function connected(connection: Connection, timeout: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(timeout, FIRST_CONNECTION));
    const settle = (): void => {
      clearTimeout(timer);
      resolve();
    };
    connection.onUp(settle);
    connection.redis.once('close', settle);
  });
}
