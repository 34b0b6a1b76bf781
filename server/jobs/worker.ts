/** The program `worker`: does jobs of a Redis that instances of the service share, and answers nobody. */
import '../node-version.ts';
import { availableParallelism } from 'node:os';
import { Audit } from '../audit.ts';
import { createLog } from '../logging.ts';
import { beside, configuration, fail } from '../program.ts';
import { unknownVariables } from '../startup-warnings.ts';
import { openStore } from '../store/index.ts';
import { Ledger, ledgerLimits } from '../store/ledger.ts';
import { Pool } from '../threads/pool.ts';
import { gatherOnThreads } from './gathering.ts';
import { beginJobs, openQueue } from './open.ts';
import { warm } from './warm.ts';

const config = configuration();
if (!config.redisUrl && !config.redisClusterNodes)
  fail(
    'A worker does the jobs of a Redis: set REDIS_URL or REDIS_CLUSTER_NODES. Without one the service does its own.',
  );
if (config.jobWorkers === 0) fail('JOB_WORKERS is 0: this worker would do nothing.');

const everything = createLog(config.logLevel);
const log = everything.child({ category: 'process' });
for (const sentence of unknownVariables(process.env)) log.warn(sentence);
const storeLog = everything.child({ category: 'store' });
const store = await openStore(config, Date.now, storeLog);
const limits = ledgerLimits(config.stored, config.memoryStoreBytes, store.kind);
const ledger = new Ledger(store, limits, Date.now, storeLog);
const audit = new Audit(store, Date.now, everything.child({ category: 'security' }), config.auditDays);
// It has nobody else to leave a processor to, and nothing else to keep memory for.
const threads = availableParallelism();
const thread = beside('../threads/thread-from-source.mjs', 'thread.js');
const pool = new Pool(thread, { threads, rest: 0 });
const gather = gatherOnThreads(thread, 0);
const jobLog = everything.child({ category: 'job' });
const queue = openQueue(config, jobLog);
beginJobs(queue, {
  config,
  store,
  ledger,
  audit,
  clock: Date.now,
  log: jobLog,
  rejected: () => audit.security('SEALED_VALUE_REJECTED'),
  work: pool.work,
  gather,
  threads,
});
console.log(`Waterfall worker: ${config.jobWorkers} at once, on ${threads} threads`);

void warm(pool.work, gather).catch((error: unknown) =>
  log.warn({ error: (error as Error).name }, 'the threads were not warmed'),
);

/** What is not written by then is given up, ms: the process is to be gone within 10 s. */
const LAST_WRITE = 9000;

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info('stopping');
  const late = new Promise((resolve) => setTimeout(resolve, LAST_WRITE));
  // The jobs it has go to other workers.
  const end = async (): Promise<void> => {
    await queue.close();
    pool.close();
    await Promise.all([audit.write(), ledger.write()]);
  };
  await Promise.race([
    late,
    end().catch((error: unknown) =>
      log.warn({ error: (error as Error).name }, 'what was left to be written was not'),
    ),
  ]);
  await store.close();
  log.info('stopped');
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
