/** The service's components and how they hang together: store, sessions, files, calculations, jobs. */
import type { Logger } from 'pino';
import { Audit, type SecurityEvent, type Who } from './audit.ts';
import { Calculations } from './calculations/calculations.ts';
import type { Config } from './config.ts';
import { FileCache } from './files/file-cache.ts';
import { Files } from './files/files.ts';
import { openStorage } from './files/index.ts';
import { Sweeps } from './files/sweeps.ts';
import type { Storage } from './files/storage.ts';
import type { ReadWorkbook } from './files/uploads.ts';
import { JobEvents } from './jobs/events.ts';
import { gatherHere, type Gather } from './jobs/gathering.ts';
import { Jobs } from './jobs/jobs.ts';
import { beginJobs, openQueue } from './jobs/open.ts';
import { Guard } from './limits/route-limits.ts';
import { Metrics } from './metrics.ts';
import { TooHeavy } from './calculations/too-heavy.ts';
import type { OpenWorkbook } from './routes/workbooks.ts';
import { Sessions } from './sessions/sessions.ts';
import { Cache } from './store/cache.ts';
import { Ledger, ledgerLimits } from './store/ledger.ts';
import { SESSION_ENDED } from './store/keys.ts';
import { PublishedLimits } from './store/published-limits.ts';
import type { Store } from './store/store.ts';
import { doTask } from './threads/tasks.ts';
import type { Workforce } from './threads/pool.ts';
import { Runs } from './calculations/engine-runs.ts';

/** What the service is given. `clock` gives epoch ms. */
export interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly log: Logger;
  readonly clock: () => number;
  readonly isStopping: () => boolean;
  /** Reads uploads; without it they stay as uploaded. */
  readonly readWorkbook?: ReadWorkbook;
  /** Reads workbooks for a grid. */
  readonly openWorkbook: OpenWorkbook;
  /** Does heavy work on other threads; without it all is done on this one. */
  readonly pool?: Workforce;
  /** Puts the pieces of jobs together on other threads; without it that is done on this one. */
  readonly gather?: Gather;
}

/** What routes work with. */
export function openComponents(parts: Parts) {
  const { config, store, log, clock, pool } = parts;
  const work = pool?.work ?? doTask;
  const storeLog = log.child({ category: 'store' });
  const fileLog = log.child({ category: 'files' });
  const jobLog = log.child({ category: 'job' });
  const ledger = new Ledger(
    store,
    ledgerLimits(config.stored, config.memoryStoreBytes, store.kind),
    clock,
    storeLog,
  );
  const cache = new Cache(store, ledger, config.memoryStoreBytes, clock, log.child({ category: 'cache' }));
  const folder = config.files.kind === 'disk' ? config.files.folder : undefined;
  const sweeps = new Sweeps(folder, store, ledger, clock, fileLog);
  const queue = openQueue(config, jobLog);
  const metrics = new Metrics({ store, cache, sweeps, jobs: queue }, clock, pool);
  const storage = openStorage(config, store);
  const audit = new Audit(store, clock, log.child({ category: 'security' }), config.auditDays);
  const secure = (event: SecurityEvent, who: Who = {}): void => {
    audit.security(event, who);
    metrics.security(event);
  };
  const rejected = (): void => secure('SEALED_VALUE_REJECTED');
  const limits = new PublishedLimits(store, storeLog);
  const sessions = new Sessions({
    limits,
    store,
    cache,
    ledger,
    peppers: config.peppers,
    clock,
    log: log.child({ category: 'session' }),
    rejected,
  });
  const files = new Files(storage, store, ledger, clock, fileLog, rejected);
  const records = beginJobs(queue, {
    config,
    store,
    ledger,
    audit,
    clock,
    log: jobLog,
    rejected,
    work,
    gather: parts.gather ?? gatherHere,
    threads: pool?.threads ?? 1,
  });
  const tooHeavy = new TooHeavy(clock);
  const runs = new Runs(work, tooHeavy, limits);
  const calculationLog = log.child({ category: 'calculation' });
  return {
    work,
    ledger,
    sweeps,
    queue,
    metrics,
    storage,
    audit,
    secure,
    guard: new Guard(config, store, clock),
    limits,
    sessions,
    files,
    fileCache: new FileCache(storage, store, ledger, clock, fileLog),
    fileLog,
    jobs: new Jobs(records, queue, audit),
    events: new JobEvents(store),
    endSession: sessionEnder(sessions, storage, store, fileLog),
    tooHeavy,
    runs,
    calculations: new Calculations(runs, limits, clock, calculationLog, audit, metrics),
  };
}

export type Components = ReturnType<typeof openComponents>;

/** What ends a session with its files; those of sessions that end on other instances are erased here, too. */
function sessionEnder(
  sessions: Sessions,
  storage: Storage,
  store: Store,
  log: Logger,
): (id: string) => Promise<boolean> {
  const erased = (id: string): void =>
    void storage
      .dropSession(id)
      .catch((error: Error) =>
        log.error({ error: error.name }, 'files of a session that ended were not erased'),
      );
  store.subscribe(SESSION_ENDED, erased, () => undefined);
  return async (id) => {
    try {
      return await sessions.end(id);
    } finally {
      // Whether the store did what it was asked is not known when it does not answer.
      await storage.dropSession(id);
    }
  };
}
