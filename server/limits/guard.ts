import { createHmac } from 'node:crypto';
import type { IRouter, Request, RequestHandler, Response } from 'express';
import type { Config, Peppers } from '../config.ts';
import { Problem } from '../problem.ts';
import { bearerOf, readToken } from '../sessions/token.ts';
import type { Store } from '../store/store.ts';
import { InFlight } from './in-flight.ts';
import { RateLimit } from './rate.ts';

/** Where a route module declares its routes. */
export type Routes = Pick<IRouter, 'route'>;

/**
 * Who asks: the session of a genuine token, known without the store, else an HMAC of the full address. Whoever has the
 * store can turn neither into a token or an address.
 */
function clientOf(req: Request, peppers: Peppers): string {
  const bearer = bearerOf(req.get('Authorization'));
  const token = bearer === undefined ? undefined : readToken(bearer, peppers);
  if (token) return token.id;
  const mac = createHmac('sha256', peppers.current)
    .update('waterfall address v1')
    .update(req.ip ?? '');
  return mac.digest('hex').slice(0, 32);
}

/** Limits on how often and how many at once: RATE_LIMITED, TOO_MANY_AT_ONCE, BUSY. */
export class Guard {
  readonly #config: Pick<Config, 'peppers' | 'limits'>;
  readonly #rate: RateLimit;
  readonly #running = new InFlight();

  constructor(config: Pick<Config, 'peppers' | 'limits'>, store: Store, clock: () => number) {
    this.#config = config;
    this.#rate = new RateLimit(store, clock);
  }

  /** Routes declared through this are limited, each by itself, to so many requests of a client a minute. */
  over(app: IRouter, perMinute: number): Routes {
    return { route: (path: string) => app.route(path).all(this.#limit(path, perMinute)) } as Routes;
  }

  #limit(route: string, perMinute: number): RequestHandler {
    return (req, res, next) => {
      const client = clientOf(req, this.#config.peppers);
      this.#enter(client, res);
      this.#count(client, `${req.method} ${route}`, perMinute, res);
      next();
    };
  }

  #enter(client: string, res: Response): void {
    const { atOnce, atOnceOfClient } = this.#config.limits;
    if (this.#running.all >= atOnce) throw new Problem('BUSY');
    if (this.#running.of(client) >= atOnceOfClient) throw new Problem('TOO_MANY_AT_ONCE');
    this.#running.begin(client);
    res.once('close', () => this.#running.end(client));
  }

  #count(client: string, route: string, most: number, res: Response): void {
    const { allowed, left, reset } = this.#rate.take(`{${client}}:${route}`, most);
    res.set({ 'RateLimit-Policy': `"minute";q=${most};w=60`, RateLimit: `"minute";r=${left};t=${reset}` });
    if (!allowed) throw new Problem('RATE_LIMITED', { headers: { 'Retry-After': String(reset) } });
  }
}
