import express, { type Express } from 'express';
import { isSecurityEvent, type SecurityEvent, type Who } from './audit.ts';
import { openComponents, type Components, type Parts } from './components.ts';
import { shortAddresses } from './http/body.ts';
import { cors } from './http/cors.ts';
import type { Sweeps } from './files/sweeps.ts';
import { Tickets } from './files/download-links.ts';
import { Uploads } from './files/uploads.ts';
import { onlyFinite } from './json.ts';
import { FairQueue } from './limits/fair-queue.ts';
import { requestLog, whoOf } from './logging.ts';
import type { Metrics } from './metrics.ts';
import { operatorBy } from './http/operators.ts';
import { servedManifest } from './http/manifest.ts';
import { pages, securityHeaders } from './http/pages.ts';
import { Problem, problems } from './problem.ts';
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
import { workbookRoutes } from './routes/workbooks.ts';
import { untrustedProxy } from './startup-warnings.ts';
import type { PublishedLimits } from './store/published-limits.ts';

const API = '/api/v1';
/** At most 4 uploads are in memory at once, 40 MiB; 1 of a session and 2 of an address, so that one client cannot block the others. */
const UPLOADS_AT_ONCE = { all: 4, each: [1, 2] };
/** Downloads sent at once, limited in the same way. */
const DOWNLOADS_AT_ONCE = { all: 8, each: [1, 2] };

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
  const { config, store, isStopping } = parts;
  const app = express();
  if (config.trustProxy !== undefined) app.set('trust proxy', config.trustProxy);
  app.set('json replacer', onlyFinite);
  app.set('etag', false);
  const components = openComponents(parts);
  const { storage, audit, metrics, guard, ledger, limits, sweeps, calculations, queue, events } = components;
  beforeRoutes(app, parts, metrics);
  // Probes are answered under any load.
  for (const base of ['', API]) healthRoutes(app, base, { store, storage, isStopping });
  apiRoutes(app, parts, components);
  afterRoutes(app, parts, components.secure);
  const writeRest = async (): Promise<void> =>
    void (await Promise.all([audit.write(), guard.write(), calculations.write(), ledger.write()]));
  const closeJobs = async (): Promise<void> => {
    events.close();
    await queue.close();
  };
  return { app, limits, sweeps, writeRest, closeJobs };
}

/** The API's routes, declared with their whole address, which is what the log shows. */
function apiRoutes(app: Express, { config, store, clock, ...parts }: Parts, components: Components): void {
  const { guard, sessions, files, fileCache, jobs, events, audit, metrics, sweeps, limits } = components;
  const { calculations, runs, tooHeavy, endSession, fileLog, work } = components;
  const api = guard.over(app);
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
  workbookRoutes(api, API, {
    openWorkbook: parts.openWorkbook,
    queue: new FairQueue(UPLOADS_AT_ONCE),
    work,
    clock,
  });
  openApiRoutes(api, API);
  operatorRoutes(guard.overOperators(app, operatorBy(config.adminToken)), API, {
    adminToken: config.adminToken,
    auditDays: config.auditDays,
    audit,
    metrics,
    sweeps,
    endSession,
  });
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
