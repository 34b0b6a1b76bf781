import { createHmac, randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';
import type { Who } from './audit.ts';
import type { Peppers } from './config.ts';
import { addressHash } from './limits/client-network.ts';
import { bearerOf, readToken } from './sessions/token.ts';

/** The log: JSON lines on standard error, never any content of a request. */
export const createLog = (level: string): Logger =>
  pino(
    // Tells processes apart that write to one place.
    { level, timestamp: stdTimeFunctions.isoTime, base: { instance: randomUUID().slice(0, 8) } },
    destination({ dest: 2, sync: true }),
  );

/** The route as it was declared: an address as sent may hold anything. */
export const routeOf = (req: Request): string =>
  typeof req.route?.path === 'string'
    ? req.baseUrl + req.route.path
    : req.method === 'GET' || req.method === 'HEAD'
      ? '(pages)'
      : '(none)';

const PSEUDONYM = 12;

/** Whom a request came from: the same session or network has the same pseudonym, and neither can be told from it. */
function pseudonyms(req: Request, id: string, peppers: Peppers): Who {
  const bearer = bearerOf(req.get('Authorization'));
  const session = bearer === undefined ? undefined : readToken(bearer, peppers)?.id;
  const hash = (text: string) => createHmac('sha256', peppers.current).update(text).digest('hex');
  return {
    request: id,
    ...(session === undefined ? {} : { session: hash(`log ${session}`).slice(0, PSEUDONYM) }),
    source: addressHash(req.ip, peppers.current).slice(0, PSEUDONYM),
  };
}

export const whoOf = (res: Response): Who => (res.locals.who as Who | undefined) ?? {};

/** Gives every request an id (X-Request-Id of the answer) and one line in the log when it is over. */
export const requestLog =
  (log: Logger, peppers: Peppers): RequestHandler =>
  (req, res, next) => {
    const id = randomUUID();
    const started = performance.now();
    const { socket } = req;
    const [read, written] = [socket.bytesRead, socket.bytesWritten];
    res.set('X-Request-Id', id);
    const who = pseudonyms(req, id, peppers);
    res.locals.who = who;
    res.once('close', () => {
      const route = routeOf(req);
      const level =
        res.headersSent && res.statusCode >= 500 ? 'warn' : route === '(pages)' ? 'debug' : 'info';
      log[level](
        {
          request_id: id,
          session: who.session,
          source: who.source,
          method: req.method,
          route,
          // What came with the head of the request was read before it was looked at.
          bytes_in: Number(req.get('Content-Length') ?? socket.bytesRead - read),
          bytes_out: socket.bytesWritten - written,
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
