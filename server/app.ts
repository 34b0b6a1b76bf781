import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { Audit, isSecurityEvent, type SecurityEvent, type Who } from './audit.ts';
import { Calculations } from './calculations/calculations.ts';
import type { Config } from './config.ts';
import { shortAddresses } from './http/body.ts';
import { cors } from './http/cors.ts';
import { FileCache } from './files/file-cache.ts';
import { Files } from './files/files.ts';
import { openStorage } from './files/index.ts';
import { Sweeps } from './files/sweeps.ts';
import type { Storage } from './files/storage.ts';
import { Tickets } from './files/download-links.ts';
import { Uploads, type ReadWorkbook } from './files/uploads.ts';
import { JobEvents } from './jobs/events.ts';
import { gatherHere, type Gather } from './jobs/gathering.ts';
import { Jobs } from './jobs/jobs.ts';
import { beginJobs, openQueue } from './jobs/open.ts';
import { onlyFinite } from './json.ts';
import { Guard } from './limits/route-limits.ts';
import { FairQueue } from './limits/fair-queue.ts';
import { requestLog, whoOf } from './logging.ts';
import { Metrics } from './metrics.ts';
import { operatorBy } from './http/operators.ts';
import { servedManifest } from './http/manifest.ts';
import { pages, securityHeaders } from './http/pages.ts';
import { Problem, problems } from './problem.ts';
import { TooHeavy } from './calculations/too-heavy.ts';
import { calculationRoutes } from './routes/calculations.ts';
import { exportRoutes } from './routes/exports.ts';
import { fileRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { indexSeriesRoutes } from './routes/index-series.ts';
import { jobRoutes } from './routes/jobs.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { operatorRoutes } from './routes/operators.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { templateRoutes } from './routes/templates.ts';
import { Sessions } from './sessions/sessions.ts';
import { untrustedProxy } from './startup-warnings.ts';
import { Cache } from './store/cache.ts';
import { Ledger, ledgerLimits } from './store/ledger.ts';
import { SESSION_ENDED } from './store/keys.ts';
import { PublishedLimits } from './store/published-limits.ts';
import type { Store } from './store/store.ts';
import { doTask } from './threads/tasks.ts';
import type { Workforce } from './threads/pool.ts';
import { Runs } from './calculations/engine-runs.ts';

const API = '/api/v1';
/** At most 4 uploads are in memory at once, 40 MiB; 1 of a session and 2 of an address, so that one client cannot block the others. */
const UPLOADS_AT_ONCE = { all: 4, each: [1, 2] };
/** Downloads sent at once, limited in the same way. */
const DOWNLOADS_AT_ONCE = { all: 8, each: [1, 2] };

/** What the service is made of. `clock` gives epoch ms. */
export interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly log: Logger;
  readonly clock: () => number;
  readonly isStopping: () => boolean;
  /** Reads uploads; without it they stay as uploaded. */
  readonly readWorkbook?: ReadWorkbook;
  /** Does heavy work on other threads; without it all is done on this one. */
  readonly pool?: Workforce;
  /** Puts the pieces of jobs together on other threads; without it that is done on this one. */
  readonly gather?: Gather;
}

export interface Service {
  readonly app: Express;
  /** To be refreshed when the store is up, and from time to time. */
  readonly limits: PublishedLimits;
  /** To be started before the first request, and stopped. */
  readonly sweeps: Sweeps;
  /** Writes what is collected beside the requests and not yet written; to be waited for before the store is closed. */
  writeRest(): Promise<void>;
  /** Ends streams of events and gives back the jobs that run. */
  closeJobs(): Promise<void>;
}

/** The service as a request handler, not yet listening: the API, the pages, and one way to refuse. */
export function createApp(parts: Parts): Service {
  const { config, store, log, clock, isStopping, pool } = parts;
  const work = pool?.work ?? doTask;
  const app = express();
  if (config.trustProxy !== undefined) app.set('trust proxy', config.trustProxy);
  app.set('json replacer', onlyFinite);
  app.set('etag', false);

  const ledger = new Ledger(
    store,
    ledgerLimits(config.stored, config.memoryStoreBytes, store.kind),
    clock,
    log.child({ category: 'store' }),
  );
  const cache = new Cache(store, ledger, config.memoryStoreBytes, clock, log.child({ category: 'cache' }));
  const folder = config.files.kind === 'disk' ? config.files.folder : undefined;
  const sweeps = new Sweeps(folder, store, ledger, clock, log.child({ category: 'files' }));
  const jobLog = log.child({ category: 'job' });
  const queue = openQueue(config, jobLog);
  const metrics = new Metrics({ store, cache, sweeps, jobs: queue }, clock, pool);
  beforeRoutes(app, parts, metrics);

  const storage = openStorage(config, store);
  // Probes are answered under any load.
  for (const base of ['', API]) healthRoutes(app, base, { store, storage, isStopping });

  const audit = new Audit(store, clock, log.child({ category: 'security' }), config.auditDays);
  const secure = (event: SecurityEvent, who: Who = {}): void => {
    audit.security(event, who);
    metrics.security(event);
  };
  const guard = new Guard(config, store, clock);
  const api = guard.over(app);
  // Routes are declared with their whole address, which is what the log shows.
  const rejected = (): void => secure('SEALED_VALUE_REJECTED');
  const sessionLog = log.child({ category: 'session' });
  const limits = new PublishedLimits(store, log.child({ category: 'store' }));
  const sessions = new Sessions({
    limits,
    store,
    cache,
    ledger,
    peppers: config.peppers,
    clock,
    log: sessionLog,
    rejected,
  });
  const fileLog = log.child({ category: 'files' });
  const files = new Files(storage, store, ledger, clock, fileLog, rejected);
  const fileCache = new FileCache(storage, store, ledger, clock, fileLog);
  const jobParts = { config, store, ledger, audit, clock, log: jobLog, rejected };
  const records = beginJobs(queue, {
    ...jobParts,
    work,
    gather: parts.gather ?? gatherHere,
    threads: pool?.threads ?? 1,
  });
  const jobs = new Jobs(records, queue, audit);
  const events = new JobEvents(store);
  const endSession = sessionEnder(sessions, storage, store, fileLog);
  const calculationLog = log.child({ category: 'calculation' });
  const tooHeavy = new TooHeavy(clock);
  const runs = new Runs(work, tooHeavy, limits);
  const calculations = new Calculations(runs, limits, clock, calculationLog, audit, metrics);
  sessionRoutes(api, guard.overBegin(app), API, { sessions, files, jobs, audit, calculations, endSession });
  exportRoutes(api, API, {
    sessions,
    files,
    tickets: new Tickets(files, store, config.peppers, clock),
    cache: fileCache,
    calculations,
    tooHeavy,
    work,
    clock,
  });
  fileRoutes(api, API, sessions, {
    uploads: new Uploads(files, fileCache, parts.readWorkbook, limits, clock, fileLog),
    files,
    reading: new FairQueue(UPLOADS_AT_ONCE),
    downloads: new FairQueue(DOWNLOADS_AT_ONCE),
  });
  calculationRoutes(api, API, sessions, calculations, runs);
  jobRoutes(api, API, sessions, jobs, events);
  indexSeriesRoutes(api, API, sessions);
  templateRoutes(api, API, clock, limits);
  openApiRoutes(api, API);
  operatorRoutes(guard.overOperators(app, operatorBy(config.adminToken)), API, {
    adminToken: config.adminToken,
    auditDays: config.auditDays,
    audit,
    metrics,
    sweeps,
    endSession,
  });
  afterRoutes(app, parts, secure);
  const writeRest = async (): Promise<void> =>
    void (await Promise.all([audit.write(), guard.write(), calculations.write(), ledger.write()]));
  const closeJobs = async (): Promise<void> => {
    events.close();
    await queue.close();
  };
  return { app, limits, sweeps, writeRest, closeJobs };
}

/** Middleware of every route. */
function beforeRoutes(app: Express, { config, log, isStopping }: Parts, metrics: Metrics): void {
  if (config.trustProxy === undefined) app.use(untrustedProxy(log.child({ category: 'security' })));
  app.use(requestLog(log.child({ category: 'request' }), config.peppers));
  app.use(metrics.measure);
  app.use(securityHeaders(config));
  app.use(shortAddresses);
  app.use(['/api', '/health', '/metrics'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  // A connection that is about to be closed must not be given another request.
  app.use((_req, res, next) => {
    if (isStopping()) res.set('Connection', 'close');
    next();
  });
  app.use(API, cors(config.corsOrigins));
}

/** The pages, and the one way to refuse. */
function afterRoutes(
  app: Express,
  { config, log }: Parts,
  secure: (event: SecurityEvent, who?: Who) => void,
): void {
  if (config.publicUrl !== undefined)
    app.use('/manifest.xml', servedManifest(config.publicDir, config.publicUrl));
  app.use(pages(config.publicDir));
  app.use(() => {
    throw new Problem('NOT_FOUND');
  });
  app.use(
    problems(log.child({ category: 'error' }), (code, res) => {
      if (isSecurityEvent(code)) secure(code, whoOf(res));
    }),
  );
}

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
