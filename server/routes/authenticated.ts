import type { RequestHandler, Response } from 'express';
import type { Session, Sessions } from '../sessions/sessions.ts';

/** Lets a request pass that speaks for a session, before anything of its body is read. */
export const authenticated =
  (sessions: Sessions): RequestHandler =>
  async (req, res, next) => {
    const session = await sessions.authenticate(req.get('Authorization'));
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    res.locals.session = { ...session, gone: gone.signal };
    next();
  };

export const sessionOf = (res: Response): Session => res.locals.session as Session;
