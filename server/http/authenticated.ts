import type { RequestHandler, Response } from 'express';
import type { Session, Sessions } from '../sessions/sessions.ts';
import type { WhenGone } from '../store/wanted.ts';

/** Lets a request pass that speaks for a session, before anything of its body is read. */
export const authenticated =
  (sessions: Sessions): RequestHandler =>
  async (req, res, next) => {
    const session = await sessions.authenticate(req.get('Authorization'));
    const whenGone: WhenGone = (left) => void (res.closed ? left() : res.once('close', left));
    res.locals.session = { ...session, whenGone };
    next();
  };

export const sessionOf = (res: Response): Session => res.locals.session as Session;
