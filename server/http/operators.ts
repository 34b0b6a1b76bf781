import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts';
import { Problem } from '../problem.ts';
import { bearerOf } from '../sessions/token.ts';

/**
 * Through a proxy on this machine everybody comes from loopback, so a forwarded request never counts as local; nor does one
 * to any other name, as through a proxy that does not tell, or from a page whose name leads here.
 */
const isLocal = (req: Request): boolean =>
  isLoopbackAddress(req.socket.remoteAddress) &&
  isLoopbackHost(req.get('Host')) &&
  req.get('X-Forwarded-For') === undefined &&
  req.get('Forwarded') === undefined;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Lets operators through: with a token only who sends it (ADMIN_REQUIRED otherwise), compared in constant time; without one
 * only requests from this machine, and for all others there is nothing here.
 */
export function operatorsOnly(token: string | undefined): RequestHandler {
  const wanted = token === undefined ? undefined : digest(token);
  return (req, _res, next) => {
    if (wanted) {
      const given = digest(bearerOf(req.get('Authorization')) ?? '');
      if (!timingSafeEqual(given, wanted)) throw new Problem('ADMIN_REQUIRED');
    } else if (!isLocal(req)) throw new Problem('NOT_FOUND');
    next();
  };
}
