import type { RequestHandler, Response } from 'express';
import type { Session, Sessions } from '../sessions/sessions.ts';

/** Lets a request pass that speaks for a session, before anything of its body is read. */
export const authenticated =
  (sessions: Sessions): RequestHandler =>
  async (req, res, next) => {
    const session = await sessions.authenticate(req.get('Authorization'));
    let signal: AbortSignal | undefined;
    res.locals.session = {
      ...session,
      // Made when it is asked for: most answers, from the cache, need none.
      get signal(): AbortSignal {
        return (signal ??= leaving(res));
      },
    } satisfies Session;
    next();
  };

export const isAuthenticated = (res: Response): boolean => res.locals.session !== undefined;
export const sessionOf = (res: Response): Session => res.locals.session as Session;

/** Aborted when the client of a request has left. */
export function leaving(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  if (res.destroyed) gone.abort();
  return gone.signal;
}
