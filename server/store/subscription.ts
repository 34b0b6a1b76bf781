import { Redis } from 'ioredis';
import { CONNECTION, receivedBy, retryDelay } from './connection.ts';
import { withTimeout } from './timeout.ts';

const PING_EVERY = 1000;

interface Listener {
  readonly onMessage: (message: string) => void;
  readonly onGap: () => void;
}

/**
 * A connection that only listens. In a cluster every node passes on what is published at any of them, so one of them is
 * enough, and the next is tried when it fails. What is published while no connection stands is lost: listeners are told.
 */
export class Subscription {
  readonly #urls: readonly string[];
  readonly #timeout: number;
  readonly #listeners = new Map<string, Listener[]>();
  #redis: Redis | undefined;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;
  #ping: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param timeout how long a server may take to answer, ms */
  constructor(urls: readonly string[], timeout: number) {
    this.#urls = urls;
    this.#timeout = timeout;
  }

  add(channel: string, listener: Listener): void {
    this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), listener]);
    if (!this.#redis) this.#connect();
    else if (this.#redis.status === 'ready') this.#listen(this.#redis);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    this.#redis?.disconnect();
  }

  #connect(): void {
    const url = this.#urls[this.#attempt % this.#urls.length]!;
    const redis = new Redis(url, {
      ...CONNECTION,
      enableOfflineQueue: false,
      retryStrategy: () => null,
      autoResubscribe: false,
    });
    this.#redis = redis;
    redis.on('ready', () => this.#listen(redis));
    redis.on('message', (channel, message) => {
      for (const { onMessage } of this.#listeners.get(channel) ?? []) onMessage(message);
    });
    // Said by the connection that is used for everything else.
    redis.on('error', () => undefined);
    redis.once('end', () => this.#reconnect());
    clearInterval(this.#ping);
    // A server that is frozen keeps the connection open and passes nothing on.
    this.#ping = setInterval(() => {
      if (redis.status === 'ready')
        withTimeout(
          () => redis.ping(),
          () => receivedBy(redis),
          this.#timeout,
        ).catch(() => redis.disconnect());
    }, PING_EVERY).unref();
  }

  #reconnect(): void {
    if (this.#closed) return;
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.#connect(), retryDelay(this.#attempt)).unref();
  }

  #listen(redis: Redis): void {
    redis.subscribe(...this.#listeners.keys()).then(
      () => {
        this.#attempt = 0;
        for (const { onGap } of [...this.#listeners.values()].flat()) onGap();
      },
      () => redis.disconnect(),
    );
  }
}
