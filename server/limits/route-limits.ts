import type { IRouter, Request, RequestHandler, Response } from 'express';
import type { Config, Peppers } from '../config.ts';
import { Problem } from '../problem.ts';
import { bearerOf, readToken } from '../sessions/token.ts';
import type { Store } from '../store/store.ts';
import { InFlight } from './concurrency.ts';
import { addressHash, networkOf } from './client-network.ts';
import { RateLimit } from './rate-limit.ts';

/** Where a route module declares its routes. */
export type Routes = Pick<IRouter, 'route'>;

/** The session of a genuine token, known without the store; reading the store does not give the token. */
function sessionOf(req: Request, peppers: Peppers): string | undefined {
  const bearer = bearerOf(req.get('Authorization'));
  return bearer === undefined ? undefined : readToken(bearer, peppers)?.id;
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

  /** Routes declared through this are limited, each by itself: to so many requests a minute of a session, or of an address without one. */
  over(app: IRouter): Routes {
    const { peppers, limits } = this.#config;
    return this.#over(
      app,
      limits.perMinute,
      (req) => sessionOf(req, peppers) ?? addressHash(req.ip, peppers.current),
    );
  }

  /** Routes that begin sessions: they count by address even for a client that has a session. */
  overBegin(app: IRouter): Routes {
    const { peppers, limits } = this.#config;
    return this.#over(app, limits.sessionsPerMinute, (req) => addressHash(req.ip, peppers.current));
  }

  /** Routes of operators: who has their token is not held up by those who try wrong ones. */
  overOperators(app: IRouter, isOperator: (req: Request) => boolean): Routes {
    const { peppers, limits } = this.#config;
    return this.#over(app, limits.perMinute, (req) => addressHash(req.ip, peppers.current), isOperator);
  }

  /** Tells the store what was counted here and not yet sent, so that other instances go on from it. */
  write(): Promise<void> {
    return this.#rate.synchronise();
  }

  #over(
    app: IRouter,
    perMinute: number,
    clientOf: (req: Request) => string,
    isFree: (req: Request) => boolean = () => false,
  ): Routes {
    const limit =
      (route: string): RequestHandler =>
      (req, res, next) => {
        if (isFree(req)) return next();
        const client = clientOf(req);
        this.#enter(client, networkOf(req.ip), res);
        this.#count(client, `${req.method} ${route}`, perMinute, res);
        next();
      };
    return { route: (path: string) => app.route(path).all(limit(path)) } as Routes;
  }

  /** Counted in this process alone, so the address may be told as it is. */
  #enter(client: string, address: string, res: Response): void {
    const { atOnce, atOnceOfAddress, atOnceOfClient } = this.#config.limits;
    if (this.#running.all >= atOnce) throw new Problem('BUSY');
    if (this.#running.of(client) >= atOnceOfClient || this.#running.of(address) >= atOnceOfAddress)
      throw new Problem('TOO_MANY_AT_ONCE');
    this.#running.begin([client, address]);
    res.once('close', () => this.#running.end([client, address]));
  }

  #count(client: string, route: string, most: number, res: Response): void {
    const { allowed, left, reset } = this.#rate.take(`{${client}}:${route}`, most);
    res.set({ 'RateLimit-Policy': `"minute";q=${most};w=60`, RateLimit: `"minute";r=${left};t=${reset}` });
    if (!allowed) throw new Problem('RATE_LIMITED', { headers: { 'Retry-After': String(reset) } });
  }
}
