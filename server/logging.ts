import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';

/** The log: JSON lines on standard error, never any content of a request. */
export const createLog = (level: string): Logger =>
  pino({ level, timestamp: stdTimeFunctions.isoTime }, destination({ dest: 2, sync: true }));

/** The route as it was declared: an address as sent may hold anything. */
export const routeOf = (req: Request): string =>
  typeof req.route?.path === 'string'
    ? req.baseUrl + req.route.path
    : req.method === 'GET' || req.method === 'HEAD'
      ? '(pages)'
      : '(none)';

/** Gives every request an id (X-Request-Id of the answer) and one line in the log when it is over. */
export const requestLog =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    const id = randomUUID();
    const started = performance.now();
    res.set('X-Request-Id', id);
    res.once('close', () => {
      const route = routeOf(req);
      const level =
        res.headersSent && res.statusCode >= 500 ? 'warn' : route === '(pages)' ? 'debug' : 'info';
      log[level](
        {
          request_id: id,
          method: req.method,
          route,
          // One that was never begun is none.
          ...(res.headersSent ? { status: res.statusCode } : {}),
          ms: Math.round((performance.now() - started) * 100) / 100,
          ...(res.writableFinished ? {} : { aborted: true }),
        },
        'request',
      );
    });
    next();
  };
