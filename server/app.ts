import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { Audit, isSecurityEvent, type SecurityEvent } from './audit.ts';
import { Calculations } from './calculations/calculations.ts';
import type { Config } from './config.ts';
import { shortAddresses } from './http/body.ts';
import { cors } from './http/cors.ts';
import { FileCache } from './files/file-cache.ts';
import { Files } from './files/files.ts';
import { openShelf } from './files/index.ts';
import type { Sweeps } from './files/sweeps.ts';
import { Tickets } from './files/download-links.ts';
import { Uploads, type ReadWorkbook } from './files/uploads.ts';
import { onlyFinite } from './json.ts';
import { Guard } from './limits/route-limits.ts';
import { Turns } from './limits/turns.ts';
import { requestLog } from './logging.ts';
import { Metrics } from './metrics.ts';
import { pages, securityHeaders } from './http/pages.ts';
import { Problem, problems } from './problem.ts';
import { Refusals } from './calculations/too-heavy.ts';
import { calculationRoutes } from './routes/calculations.ts';
import { exportRoutes } from './routes/exports.ts';
import { fileRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { indexSeriesRoutes } from './routes/index-series.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { operatorRoutes } from './routes/operators.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { templateRoutes } from './routes/templates.ts';
import { Sessions } from './sessions/sessions.ts';
import { Cache } from './store/cache.ts';
import type { Store } from './store/store.ts';
import { doJob } from './threads/jobs.ts';
import type { Workforce } from './threads/pool.ts';
import { Runs } from './calculations/engine-runs.ts';

const API = '/api/v1';
/** Uploads held in memory at once: forty megabytes, whoever sends them, and so that nobody keeps the others waiting. */
const UPLOADS_AT_ONCE = { all: 4, ofSession: 1, ofAddress: 2 };
/** And given back at once, until they are sent. */
const DOWNLOADS_AT_ONCE = { all: 8, ofSession: 1, ofAddress: 2 };

/** What the service is made of. `clock` gives epoch ms. */
export interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly log: Logger;
  readonly clock: () => number;
  readonly isStopping: () => boolean;
  /** Sweeps the folder of files; left out where files lie in the store. */
  readonly sweeps?: Sweeps;
  /** Reads uploads; without it they stay as uploaded. */
  readonly readWorkbook?: ReadWorkbook;
  /** Does heavy work on other threads; without it all is done on this one. */
  readonly pool?: Workforce;
}

export interface Service {
  readonly app: Express;
  /** Writes what is collected beside the requests and not yet written; to be waited for before the store is closed. */
  writeRest(): Promise<void>;
}

/** The service as a request handler, not yet listening: the API, the pages, and one way to refuse. */
export function createApp(parts: Parts): Service {
  const { config, store, log, clock, isStopping, sweeps, pool } = parts;
  const work = pool?.work ?? doJob;
  const app = express();
  if (config.trustProxy !== undefined) app.set('trust proxy', config.trustProxy);
  app.set('json replacer', onlyFinite);
  app.set('etag', false);

  const cache = new Cache(store, config.memoryStoreBytes, clock, log.child({ category: 'cache' }));
  const metrics = new Metrics(store, cache, clock, sweeps, pool);
  app.use(requestLog(log.child({ category: 'request' })));
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

  const shelf = openShelf(config, store);
  // Probes are answered whatever the load.
  for (const base of ['', API]) healthRoutes(app, base, { store, shelf, isStopping });

  const audit = new Audit(store, clock, log.child({ category: 'security' }));
  const secure = (event: SecurityEvent, id?: string): void => {
    audit.security(event, id);
    metrics.security(event);
  };
  const guard = new Guard(config, store, clock);
  const api = guard.over(app);
  // Routes are declared with their whole address, which is what the log shows.
  const rejected = (): void => secure('SEALED_VALUE_REJECTED');
  const sessionLog = log.child({ category: 'session' });
  const sessions = new Sessions(store, cache, config.peppers, clock, sessionLog, rejected);
  const fileLog = log.child({ category: 'files' });
  const files = new Files(shelf, store, clock, fileLog, rejected);
  const fileCache = new FileCache(shelf, store, clock, fileLog);
  const endSession = async (id: string): Promise<boolean> => {
    try {
      return await sessions.end(id);
    } finally {
      // Whether the store did what it was asked is not known when it does not answer.
      await files.shelf.dropSession(id);
    }
  };
  sessionRoutes(api, guard.overBegin(app), API, { sessions, files, audit, endSession });
  const calculationLog = log.child({ category: 'calculation' });
  const refusals = new Refusals(clock, calculationLog);
  const runs = new Runs(work, refusals);
  const calculations = new Calculations(runs, clock, calculationLog, audit, metrics);
  exportRoutes(api, API, {
    sessions,
    files,
    tickets: new Tickets(files, store, config.peppers, clock),
    cache: fileCache,
    calculations,
    refusals,
    work,
    clock,
  });
  fileRoutes(api, API, sessions, {
    uploads: new Uploads(files, fileCache, parts.readWorkbook, clock, fileLog),
    files,
    turns: new Turns(UPLOADS_AT_ONCE),
    downloads: new Turns(DOWNLOADS_AT_ONCE),
  });
  calculationRoutes(api, API, sessions, calculations, runs);
  indexSeriesRoutes(api, API, sessions);
  templateRoutes(api, API, clock);
  openApiRoutes(api, API);
  operatorRoutes(api, API, { adminToken: config.adminToken, audit, metrics, sweeps, endSession });
  app.use(pages(config.publicDir));

  app.use(() => {
    throw new Problem('NOT_FOUND');
  });
  app.use(
    problems(log.child({ category: 'error' }), (code, id) => {
      if (isSecurityEvent(code)) secure(code, id);
    }),
  );
  // At once: counts do not wait for thousands of hits.
  const writeRest = async (): Promise<void> =>
    void (await Promise.all([audit.write(), guard.write(), calculations.write()]));
  return { app, writeRest };
}
