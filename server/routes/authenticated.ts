import type { RequestHandler, Response } from 'express';
import type { Session, Sessions } from '../sessions/sessions.ts';

/** Lets a request pass that speaks for a session, before anything of its body is read. */
export const authenticated =
  (sessions: Sessions): RequestHandler =>
  async (req, res, next) => {
    res.locals.session = await sessions.authenticate(req.get('Authorization'));
    next();
  };

export const sessionOf = (res: Response): Session => res.locals.session as Session;
