import type { RequestHandler, Response } from 'express';
import type { Session, Sessions } from '../sessions/sessions.ts';

/** Lets a request pass that speaks for a session, before anything of its body is read. */
export const authenticated =
  (sessions: Sessions): RequestHandler =>
  async (req, res, next) => {
    const session = await sessions.authenticate(req.get('Authorization'));
    let gone: AbortController | undefined;
    res.locals.session = {
      ...session,
      // Made when it is asked for: most answers, from the cache, need none.
      get signal(): AbortSignal {
        if (!gone) {
          const made = (gone = new AbortController());
          res.once('close', () => made.abort());
          if (res.closed) made.abort();
        }
        return gone.signal;
      },
    } satisfies Session;
    next();
  };

export const sessionOf = (res: Response): Session => res.locals.session as Session;
