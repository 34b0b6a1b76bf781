import { DelayedError, Queue, WaitingError, Worker, type Job as Entry } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import type { Logger } from 'pino';
import { credentialsOf } from '../store/cluster.ts';
import { CONNECTION, retryDelay } from '../store/connection.ts';
import { QUEUE } from '../store/keys.ts';
import { ifStoreAnswers, StoreUnavailable } from '../store/store.ts';
import type { JobRef } from './job.ts';
import { PUT_OFF, type JobQueue, type JobWorker, type QueueDepth } from './queue.ts';

const NAME = 'jobs';
/** A worker renews its lock every RENEW_EVERY; without that for LOST_AFTER its job goes to another worker; ms. */
const LOST_AFTER = 6000;
const RENEW_EVERY = 2000;
const LOOK_EVERY = 3000;
/** A job is given up after this many workers died on it: the job itself may be what kills them. */
const MOST_LOST = 3;
/** How long to wait for an answer of Redis, unless it may take longer by configuration, and for an end in order; ms. */
const PATIENCE = 1000;

type Name = typeof NAME;
type Entries = Queue<JobRef, void, Name>;

/** A Redis, or a cluster, by its addresses. */
type At = string | readonly string[];
type Options = { readonly maxRetriesPerRequest: number | null; readonly enableOfflineQueue: boolean };

/** Connections of the queue's own: those of the store give up at once, and workers wait for a Redis that is away. */
function connect(at: At, options: Options): Redis | Cluster {
  const given = { ...options, connectTimeout: CONNECTION.connectTimeout };
  const redis =
    typeof at === 'string'
      ? new Redis(at, { ...given, retryStrategy: retryDelay })
      : new Cluster([...at], {
          redisOptions: { ...given, ...credentialsOf(at) },
          enableOfflineQueue: options.enableOfflineQueue,
          clusterRetryStrategy: retryDelay,
        });
  // Said by the connection that is used for everything else.
  redis.on('error', () => undefined);
  return redis;
}

/**
 * Jobs of all instances and workers that share a Redis, in BullMQ. A job's priority is the number its session has waiting, so
 * the first of one session goes before the second of another. Its entries hold references; a job that was given to two workers,
 * because one was taken for lost, is written once by the store.
 */
export class RedisQueue implements JobQueue {
  readonly #at: At;
  readonly #workers: number;
  readonly #timeout: number;
  readonly #log: Logger;
  readonly #connections: (Redis | Cluster)[] = [];
  readonly #entries: Entries;
  readonly #closing = new AbortController();
  #worker: Worker<JobRef, void, Name> | undefined;

  /**
   * @param workers jobs that this process does at once
   * @param timeout how long Redis may take to answer, ms
   */
  constructor(at: At, workers: number, timeout: number, log: Logger) {
    this.#at = at;
    this.#workers = workers;
    this.#timeout = Math.max(timeout, PATIENCE);
    this.#log = log;
    // Who starts a job is told at once that Redis is away.
    const connection = this.#connect({ maxRetriesPerRequest: 0, enableOfflineQueue: false });
    this.#entries = new Queue(NAME, {
      connection,
      prefix: QUEUE,
      skipVersionCheck: true,
      skipMetasUpdate: true,
      streams: { events: { maxLen: 100 } },
    });
    this.#entries.on('error', () => undefined);
  }

  async add(ref: JobRef, waiting: number): Promise<void> {
    const options = { jobId: ref.job, priority: waiting, removeOnComplete: true, removeOnFail: true };
    await this.#ask(() => this.#entries.add(NAME, ref, options));
  }

  async drop({ job }: JobRef): Promise<void> {
    // One that runs cannot be taken out, and one that stays is passed over when its turn comes.
    await ifStoreAnswers(() => this.#ask(() => this.#entries.remove(job)));
  }

  work(worker: JobWorker): void {
    this.#worker = new Worker<JobRef, void, Name>(
      NAME,
      async (entry: Entry<JobRef, void, Name>, token?: string) => {
        // What went wrong is logged where it did; its words would stand in Redis.
        const outcome = await worker.doJob(entry.data, this.#closing.signal).catch(() => 'failed' as const);
        if (outcome === 'failed') throw new Error(outcome);
        if (outcome === 'over') return;
        if (this.#closing.signal.aborted) {
          await entry.moveToWait(token);
          throw new WaitingError();
        }
        await entry.moveToDelayed(Date.now() + PUT_OFF, token);
        throw new DelayedError();
      },
      {
        connection: this.#connect({ maxRetriesPerRequest: null, enableOfflineQueue: true }),
        prefix: QUEUE,
        skipVersionCheck: true,
        concurrency: this.#workers,
        lockDuration: LOST_AFTER,
        lockRenewTime: RENEW_EVERY,
        stalledInterval: LOOK_EVERY,
        maxStalledCount: MOST_LOST,
      },
    );
    this.#worker.on('error', ({ name }) => this.#log.debug({ error: name }, 'the queue of jobs'));
    this.#worker.on('failed', (entry) => {
      if (entry) void worker.giveUp(entry.data);
    });
  }

  async depth(): Promise<QueueDepth> {
    const counts = await this.#ask(() =>
      this.#entries.getJobCounts('wait', 'prioritized', 'delayed', 'active'),
    );
    const { wait = 0, prioritized = 0, delayed = 0, active = 0 } = counts;
    return { waiting: wait + prioritized + delayed, running: active };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    // A Redis that is away is not waited for.
    const isAway = this.#connections.some(({ status }) => status !== 'ready');
    const closed = [this.#worker?.close(isAway), this.#entries.close()];
    await Promise.race([
      Promise.all(closed.map((each) => each?.catch(() => undefined))),
      new Promise((resolve) => setTimeout(resolve, PATIENCE).unref()),
    ]);
    for (const connection of this.#connections) connection.disconnect();
  }

  #connect(options: Options): Redis | Cluster {
    const connection = connect(this.#at, options);
    this.#connections.push(connection);
    return connection;
  }

  /** @throws StoreUnavailable */
  async #ask<T>(call: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreUnavailable('timeout')), this.#timeout);
    });
    try {
      return await Promise.race([call(), late]);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      throw new StoreUnavailable('unreachable', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}
