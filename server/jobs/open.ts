import type { Logger } from 'pino';
import type { Audit } from '../audit.ts';
import type { Config } from '../config.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import type { Work } from '../threads/tasks.ts';
import type { Gather } from './gathering.ts';
import { MemoryQueue, type JobQueue } from './queue.ts';
import { JobRecords } from './records.ts';
import { RedisQueue } from './redis-queue.ts';
import { Runner } from './runner.ts';

/** What jobs are kept in and done with. */
export interface JobParts {
  readonly config: Config;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly audit: Audit;
  readonly clock: () => number;
  readonly log: Logger;
  /** Hears of every value that does not open. */
  readonly rejected: () => void;
  readonly work: Work;
  readonly gather: Gather;
  /** Threads that `work` has. */
  readonly threads: number;
}

/** The queue the configuration asks for: in Redis where there is one, so that other processes do jobs too. */
export function openQueue(config: Config, log: Logger): JobQueue {
  const { redisUrl, redisClusterNodes, redisTimeout, jobWorkers } = config;
  const at = redisClusterNodes ?? redisUrl;
  return at === undefined ? new MemoryQueue(jobWorkers) : new RedisQueue(at, jobWorkers, redisTimeout, log);
}

/** The records of jobs; this process does jobs of the queue, as many as it is configured to, once the store is there. */
export function beginJobs(
  queue: JobQueue,
  { config, work, gather, threads, ...parts }: JobParts,
): JobRecords {
  const records = new JobRecords({ ...parts, peppers: config.peppers });
  let hasBegun = config.jobWorkers === 0;
  // A Redis of which the store makes no use may be the wrong one.
  parts.store.onUp(() => {
    if (!hasBegun) queue.work(new Runner({ ...parts, records, work, gather, threads }));
    hasBegun = true;
  });
  return records;
}
