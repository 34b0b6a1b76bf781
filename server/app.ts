import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { Calculations } from './calculations.ts';
import type { Config } from './config.ts';
import { onlyFinite } from './json.ts';
import { requestLog } from './logging.ts';
import { pages, securityHeaders } from './pages.ts';
import { Problem, problems } from './problem.ts';
import { calculationRoutes } from './routes/calculations.ts';
import { healthRoutes } from './routes/health.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { templateRoutes } from './routes/templates.ts';
import { Sessions } from './sessions/sessions.ts';
import { Cache } from './store/cache.ts';
import type { Store } from './store/store.ts';

const API = '/api/v1';

/** What the service is made of. `clock` gives epoch ms. */
export interface Parts {
  readonly config: Pick<Config, 'peppers' | 'publicDir' | 'trustProxy' | 'memoryStoreBytes'>;
  readonly store: Store;
  readonly log: Logger;
  readonly clock: () => number;
  readonly isStopping: () => boolean;
}

/** The service as a request handler, not yet listening: the API, the pages, and one way to refuse. */
export function createApp({ config, store, log, clock, isStopping }: Parts): Express {
  const app = express();
  if (config.trustProxy !== undefined) app.set('trust proxy', config.trustProxy);
  app.set('json replacer', onlyFinite);
  app.set('etag', false);

  app.use(requestLog(log));
  app.use(securityHeaders(config.trustProxy !== undefined));
  app.use(['/api', '/health'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  // A connection that is about to be closed must not be given another request.
  app.use((_req, res, next) => {
    if (isStopping()) res.set('Connection', 'close');
    next();
  });

  // Routes are declared with their whole address, which is what the log shows.
  const cache = new Cache(store, config.memoryStoreBytes, clock, log);
  const sessions = new Sessions(store, cache, config.peppers, clock, log);
  for (const base of ['', API]) healthRoutes(app, base, store, isStopping);
  sessionRoutes(app, API, sessions);
  calculationRoutes(app, API, sessions, new Calculations(clock, log));
  templateRoutes(app, API);
  app.use(pages(config.publicDir));

  app.use(() => {
    throw new Problem('NOT_FOUND');
  });
  app.use(problems(log));
  return app;
}
