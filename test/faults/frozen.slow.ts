import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { figure } from './figures.ts';
import {
  AS_SHIPPED,
  begin,
  calculate,
  ready,
  startInstance,
  variant,
  type Instance,
  type Reply,
} from './instance.ts';
import { areValid, share, steadyLoad } from './load.ts';

const FROZEN = 30_000;

describe('Redis frozen for half a minute', function () {
  this.timeout(120_000);
  let redis: RedisServer;
  let instance: Instance;
  let without: Instance;
  before(async () => {
    redis = await startRedis();
    instance = await startInstance({ ...AS_SHIPPED, REDIS_URL: redis.url });
    // What there is to compare with: the same work where there never was a Redis to wait for.
    without = await startInstance({ ...AS_SHIPPED, REDIS_URL: 'redis://127.0.0.1:1' });
  });
  after(async () => {
    redis.thaw();
    await instance.kill();
    await without.kill();
    await redis.kill();
  });

  it('F2: costs one time-out at first and nothing after it, and all is found again', async () => {
    const [held, free] = [await begin(instance), await begin(without)];
    await calculate(instance, held.token);
    const load = steadyLoad(instance, () => held.token);
    await pause(500);
    areValid(load.take());
    redis.freeze();
    await pause(500);
    const first = await load.stop();
    areValid(first);
    figure('F2 slowest of the first answers', Math.max(...first.map(({ ms }) => ms)), 150 + 50);

    const [frozen, uncached]: [Reply[], Reply[]] = [[], []];
    const end = Date.now() + FROZEN - 500;
    for (let i = 0; Date.now() < end; i++) {
      frozen.push(await calculate(instance, held.token, variant(i)));
      uncached.push(await calculate(without, free.token, variant(i)));
    }
    areValid(frozen);
    areValid(uncached);
    figure(`F2 p50 of ${frozen.length} while frozen`, share(frozen, 0.5));
    figure('F2 p99 while frozen', share(frozen, 0.99), 1.2 * share(uncached, 0.99));
    redis.thaw();
    await until('it is whole', async () => (await ready(instance)) === 'ready');
    const again = await calculate(instance, held.token);
    assert.deepEqual([again.status, again.body.cache, again.degraded], [200, 'hit', false]);
  });
});
