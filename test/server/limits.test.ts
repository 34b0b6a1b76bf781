import assert from 'node:assert/strict';
import { RateLimit } from '../../server/limits/rate-limit.ts';
import { operations } from '../../server/openapi/operations.ts';
import { MemoryStore } from '../../server/store/memory.ts';
import { StoreUnavailable } from '../../server/store/store.ts';
import { startRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { standingClock, startService, workedExample, type Service } from './support/service.ts';
import { openRequest } from './support/unfinished.ts';

const CALCULATIONS = '/api/v1/calculations';
const MINUTE = 60_000;

/** At a whole minute, so that no test runs over the end of one. */
function minuteClock() {
  const clock = standingClock();
  clock.forward(MINUTE - (clock() % MINUTE));
  return clock;
}

describe('the limit of requests', () => {
  let service: Service;
  afterEach(() => service.close());
  const statuses = async (times: number, token?: string, path = '/api/v1/templates') => {
    const found: number[] = [];
    for (let i = 0; i < times; i++)
      found.push((await service.call('GET', path, token ? { token } : {})).status);
    return found;
  };

  it('refuses what is beyond it until the minute is over, and says when that is', async () => {
    const clock = minuteClock();
    service = await startService({ RATE_LIMIT: '3' }, { clock });
    clock.forward(20_000);
    const first = await service.call('GET', '/api/v1/templates');
    assert.deepEqual(
      [first.headers.get('RateLimit-Policy'), first.headers.get('RateLimit')],
      ['"minute";q=3;w=60', '"minute";r=2;t=40'],
    );
    assert.deepEqual(await statuses(3), [200, 200, 429]);
    const refused = await service.call('GET', '/api/v1/templates');
    assert.deepEqual(
      [refused.body.code, refused.headers.get('Retry-After'), refused.headers.get('RateLimit')],
      ['RATE_LIMITED', '40', '"minute";r=0;t=40'],
    );
    assert.equal(service.lines.filter((line) => line.includes('"event":"RATE_LIMITED"')).length, 2);
    clock.forward(40_000);
    assert.deepEqual(await statuses(1), [200]);
  });

  it('is one for each session and for each route, whatever the others do', async () => {
    service = await startService({ RATE_LIMIT: '2' }, { clock: minuteClock() });
    const [one, two] = [(await service.begin()).token, (await service.begin()).token];
    assert.deepEqual(await statuses(3, one), [200, 200, 429]);
    assert.deepEqual(await statuses(1, one, '/api/v1/sessions/current'), [200]);
    assert.deepEqual(await statuses(3, two), [200, 200, 429]);
    assert.deepEqual(await statuses(3), [200, 200, 429]);
  });

  it('counts every request once, on whatever route', async () => {
    service = await startService({ RATE_LIMIT: '5' }, { clock: minuteClock() });
    const { token } = await service.begin();
    const counted = operations.filter(({ path, id }) => !path.includes('/health/') && id !== 'beginSession');
    for (const { method, path } of counted) {
      const { headers } = await service.call(method.toUpperCase(), path.replace(/\{\w+\}/g, 'x'), { token });
      assert.match(headers.get('RateLimit')!, /;r=4;/, `${method} ${path}`);
    }
    assert.ok(counted.length > 15);
  });

  it('counts a forged token under its sender’s address', async () => {
    service = await startService({ RATE_LIMIT: '2' }, { clock: minuteClock() });
    const { token } = await service.begin();
    for (const forged of ['a', 'b']) await statuses(1, token.slice(0, -3) + forged.repeat(3));
    assert.deepEqual(await statuses(1), [429]);
    assert.deepEqual(await statuses(1, token), [200]);
  });

  it('bounds the sessions that one address begins', async () => {
    service = await startService({ RATE_LIMIT_SESSIONS: '2' }, { clock: minuteClock() });
    await service.begin();
    await service.begin();
    assert.equal((await service.call('POST', '/api/v1/sessions')).status, 429);
  });

  it('does not hold for probes', async () => {
    service = await startService({ RATE_LIMIT: '1' });
    assert.deepEqual(await statuses(3, undefined, '/health/live'), [200, 200, 200]);
  });

  it('holds for requests that run at once, of one client and of all', async () => {
    service = await startService({ MAX_CONCURRENT_CLIENT: '2', MAX_CONCURRENT: '3' });
    const [one, two] = [(await service.begin()).token, (await service.begin()).token];
    const open = [one, one, two].map((token) => openRequest(service.url, token));
    const codeFor = async (token: string) =>
      (await service.call('GET', '/api/v1/templates', { token })).body.code;
    await until('all three run', async () => (await codeFor(two)) === 'BUSY');
    const busy = await service.call('GET', '/api/v1/templates', { token: two });
    assert.deepEqual([busy.status, busy.headers.get('Retry-After')], [503, '1']);
    open[2]!.abort();
    await until('there is room again', async () => (await codeFor(two)) === undefined);
    assert.equal(await codeFor(one), 'TOO_MANY_AT_ONCE');
    open[0]!.abort();
    await until('there is room for this one', async () => (await codeFor(one)) === undefined);
    open[1]!.abort();
  });

  it('holds for all sessions of an address together, so that one address cannot keep everybody out', async () => {
    service = await startService({ MAX_CONCURRENT_ADDRESS: '3' });
    const tokens: string[] = [];
    for (let i = 0; i < 4; i++) tokens.push((await service.begin()).token);
    const open = tokens.slice(0, 3).map((token) => openRequest(service.url, token));
    const code = async () =>
      (await service.call('GET', '/api/v1/templates', { token: tokens[3]! })).body.code;
    await until('all three run', async () => (await code()) === 'TOO_MANY_AT_ONCE');
    open[0]!.abort();
    await until('there is room again', async () => (await code()) === undefined);
    for (const each of open) each.abort();
  });

  it('counts new sessions of an address, whoever asks', async () => {
    service = await startService({ RATE_LIMIT_SESSIONS: '2' });
    const { token } = await service.begin();
    const begin = async () => (await service.call('POST', '/api/v1/sessions', { token })).status;
    assert.deepEqual([await begin(), await begin()], [201, 429]);
  });
});

/** What PTTL answers of a key without an end. */
const NEVER_EXPIRES = -1;

describe('the shared counts', () => {
  it('make two instances agree once they have spoken, and begin anew with the minute', async () => {
    const clock = minuteClock();
    const store = new MemoryStore(1 << 20, clock);
    const [one, two] = [new RateLimit(store, clock), new RateLimit(store, clock)];
    for (let i = 0; i < 4; i++) one.take('k', 5);
    assert.equal(two.take('k', 5).left, 4);
    await one.synchronise();
    await two.synchronise();
    assert.equal(two.take('k', 5).allowed, false);
    clock.forward(MINUTE);
    assert.equal(two.take('k', 5).left, 4);
    await two.synchronise();
    assert.equal(await store.count('rate_limit:k', 0, 1), 1);
    await store.close();
  });

  it('are sent at a stop to the last, so that whoever goes on knows them', async () => {
    const clock = minuteClock();
    const service = await startService({ RATE_LIMIT: '5' }, { clock });
    const { token, id } = await service.begin();
    for (let i = 0; i < 4; i++) await service.call('GET', '/api/v1/templates', { token });
    await service.writeRest();
    const key = `{${id}}:GET /api/v1/templates`;
    assert.equal(await service.store.count(`rate_limit:${key}`, 0, 1), 4);
    const next = new RateLimit(service.store, clock);
    assert.equal(next.take(key, 5).allowed, true);
    await next.synchronise();
    assert.equal(next.take(key, 5).allowed, false);
    await service.close();
  });

  it('are all with the store once it has been waited for, those on their way too', async () => {
    const clock = minuteClock();
    const begun: (() => void)[] = [];
    /** Takes each count only when it is let. */
    class SlowStore extends MemoryStore {
      override async count(key: string, by: number, ttl: number): Promise<number> {
        if (by > 0) await new Promise<void>((resolve) => begun.push(resolve));
        return super.count(key, by, ttl);
      }
    }
    const store = new SlowStore(1 << 20, clock);
    const one = new RateLimit(store, clock);
    for (let i = 0; i < 3; i++) one.take('k', 5);
    void one.synchronise();
    await until('they are on their way', () => begun.length === 1);
    let isDone = false;
    const last = one.synchronise().finally(() => void (isDone = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isDone, false);
    begun[0]!();
    await last;
    assert.equal(await store.count('rate_limit:k', 0, 1), 3);
    await store.close();
  });

  it('that the store did not take are sent with the next ones, whoever these are of', async () => {
    const clock = minuteClock();
    let isAway = true;
    class AwayStore extends MemoryStore {
      override async count(key: string, by: number, ttl: number): Promise<number> {
        if (isAway) throw new StoreUnavailable('timeout');
        return super.count(key, by, ttl);
      }
    }
    const store = new AwayStore(1 << 20, clock);
    const one = new RateLimit(store, clock);
    for (let i = 0; i < 3; i++) one.take('k', 5);
    await one.synchronise();
    isAway = false;
    await one.synchronise();
    assert.equal(await store.count('rate_limit:k', 0, 1), 3);
    await store.close();
  });

  it('lie in Redis under the name of the design, for a minute at most, and tell no address', async () => {
    const { Redis } = await import('ioredis');
    const redis = await startRedis();
    const service = await startService({ REDIS_URL: redis.url }, { clock: minuteClock() });
    const admin = new Redis(redis.url);
    const { token, id } = await service.begin();
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
    const lives = new Map<string, number>();
    await until('counts are shared', async () => {
      // Those that the store did not take in time are sent again with the next ones.
      await service.writeRest();
      for (const key of await admin.keys('rate_limit:*')) lives.set(key, await admin.pttl(key));
      return lives.size === 2;
    });
    const keys = [...lives.keys()];
    assert.ok(keys.includes(`rate_limit:{${id}}:POST ${CALCULATIONS}`));
    assert.match(
      keys.find((key) => key.endsWith('sessions'))!,
      /^rate_limit:\{[0-9a-f]{32}\}:POST \/api\/v1\/sessions$/,
    );
    for (const [key, left] of lives) assert.ok(left <= MINUTE && left !== NEVER_EXPIRES, `${key} ${left}`);
    await service.close();
    admin.disconnect();
    await redis.kill();
  });

  it('are kept by each instance for itself while the store is away', async () => {
    const redis = await startRedis();
    const service = await startService({ REDIS_URL: redis.url, RATE_LIMIT: '3' }, { clock: minuteClock() });
    const { token } = await service.begin();
    await redis.kill();
    const found: number[] = [];
    for (let i = 0; i < 5; i++)
      found.push((await service.call('POST', CALCULATIONS, { token, body: workedExample })).status);
    assert.deepEqual(found, [200, 200, 200, 429, 429]);
    await service.close();
  });
});
