import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { Problem } from './problem.ts';
import { bearerOf } from './sessions/token.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isLoopback = (address: string | undefined): boolean => {
  const plain = address?.replace(/^::ffff:/i, '') ?? '';
  const version = isIP(plain);
  return version !== 0 && loopback.check(plain, version === 4 ? 'ipv4' : 'ipv6');
};

/** Through a proxy on this machine everybody comes from loopback, so a forwarded request never counts as local. */
const isLocal = (req: Request): boolean =>
  isLoopback(req.socket.remoteAddress) &&
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
