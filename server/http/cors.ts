import type { RequestHandler } from 'express';

/** Pages of these origins, and of no others, may call the API from a browser. Tokens are sent by scripts: no cookies, no credentials. */
export function cors(origins: readonly string[]): RequestHandler {
  return (req, res, next) => {
    res.vary('Origin');
    const origin = req.get('Origin');
    if (origin === undefined || !origins.includes(origin)) return next();
    res.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers':
        'X-Request-Id, X-Degraded, Retry-After, RateLimit, RateLimit-Policy, Content-Disposition, Location',
    });
    if (req.method !== 'OPTIONS' || req.get('Access-Control-Request-Method') === undefined) return next();
    res.set({
      'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language',
      'Access-Control-Max-Age': '600',
    });
    res.status(204).end();
  };
}
