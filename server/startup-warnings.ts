/** Settings that the service accepts and the operator probably did not mean. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { variables, type Config } from './config.ts';
import { isLoopbackAddress } from './http/loopback.ts';

/** Beginnings of our names, and names of other programs that share them. */
const PREFIX =
  /^(REDIS|PEPPER|MEMORY_STORE|HTTPS|RATE_LIMIT|MAX_CONCURRENT|STORED|FILES?|TEMP|TRUST|CORS|FRAME|ADMIN|PUBLIC|HSTS|DRAIN|AUDIT)_/;
const OF_OTHERS = new Set(['HTTPS_PROXY', 'TMPDIR', 'TEMPDIR']);
/** Names this short may differ by one letter only: with two, nearly any short word would match. */
const SHORT = 6;

/** Warns of environment variables whose names are close to ours but unknown: they are probably misspelt. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => !variables.includes(name) && !OF_OTHERS.has(name))
    .flatMap((name) => {
      const [near] = variables
        .map((known) => ({ known, distance: distanceOf(name, known) }))
        .filter(({ known, distance }) => distance <= (known.length < SHORT ? 1 : 2))
        .sort((a, b) => a.distance - b.distance);
      if (near) return [`${name} is not a variable of this service: did you mean ${near.known}?`];
      return PREFIX.test(name) ? [`${name} is not a variable of this service: see .env.example.`] : [];
    });
}

/** Letters that differ between two words, Levenshtein's way. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/** A sentence where tokens would cross a network in the clear. */
export function plainNetwork({ host, https, trustProxy }: Config): string | undefined {
  const isLocal = host === 'localhost' || isLoopbackAddress(host);
  if (isLocal || https || trustProxy !== undefined) return undefined;
  return `HOST ${host} answers other machines without TLS, so tokens and deals can be read on the way. Set HTTPS_CERT and HTTPS_KEY, or TRUST_PROXY behind a proxy that speaks https.`;
}

/** Says once that a proxy forwards requests although none is trusted: all its users then share the limits of one address. */
export function untrustedProxy(log: Logger): RequestHandler {
  let isSaid = false;
  return (req, _res, next) => {
    if (!isSaid && req.get('X-Forwarded-For') !== undefined) {
      isSaid = true;
      log.warn(
        'X-Forwarded-For arrives and TRUST_PROXY is not set: limits count all users of the proxy as one address',
      );
    }
    next();
  };
}
