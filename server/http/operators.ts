import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts';
import { Problem } from '../problem.ts';
import { bearerOf } from '../sessions/token.ts';

/** What proxies add to a request that they pass on. */
const FROM_PROXY =
  /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|true-client-ip|x-envoy-.+|x-amzn-.+|cf-.+)$/;

/**
 * Through a proxy on this machine everybody comes from loopback, so a forwarded request never counts as local; nor does one
 * to any other name, as through a proxy that does not tell, or from a page whose name leads here.
 */
const isLocal = (req: Request): boolean =>
  isLoopbackAddress(req.socket.remoteAddress) &&
  isLoopbackHost(req.get('Host')) &&
  !Object.keys(req.headers).some((name) => FROM_PROXY.test(name));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Lets operators through: with a token only who sends it (ADMIN_REQUIRED otherwise), compared in constant time; without one
 * only requests from this machine, and for all others there is nothing here.
 */
export function operatorsOnly(token: string | undefined): RequestHandler {
  const isOperator = operatorBy(token);
  return (req, _res, next) => {
    if (token !== undefined) {
      if (!isOperator(req)) throw new Problem('ADMIN_REQUIRED');
    } else if (!isLocal(req)) throw new Problem('NOT_FOUND');
    next();
  };
}

/** Whether a request carries the operators' token. */
export function operatorBy(token: string | undefined): (req: Request) => boolean {
  if (token === undefined) return () => false;
  const wanted = digest(token);
  return (req) => timingSafeEqual(digest(bearerOf(req.get('Authorization')) ?? ''), wanted);
}
