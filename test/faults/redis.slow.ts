import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { figure } from './figures.ts';
import {
  AS_SHIPPED,
  begin,
  calculate,
  call,
  ready,
  startInstance,
  variant,
  type Instance,
} from './instance.ts';
import { areValid, steadyLoad } from './load.ts';
import { startWire } from './proxy.ts';

/** How many lookups of results the store has failed, as operators read it. */
async function storeErrors(instance: Instance): Promise<number> {
  const { body } = await call(instance, 'GET', '/metrics');
  const sample = /^waterfall_cache_requests_total\{layer="store",outcome="error"\} (\d+)$/m.exec(body);
  assert.ok(sample, 'the metrics have no count of errors of the store');
  return Number(sample[1]);
}

describe('a fault of Redis', function () {
  let redis: RedisServer;
  let instance: Instance | undefined;
  let opened: Redis | undefined;
  beforeEach(async () => void (redis = await startRedis()));
  afterEach(async () => {
    opened?.disconnect();
    redis.thaw();
    await redis.kill();
    await instance?.kill();
  });
  const isReady = () => until('it is whole', async () => (await ready(instance!)) === 'ready');

  it('F1: absent at start, the service lives, says that it is degraded and answers right', async () => {
    await redis.kill();
    instance = await startInstance({ ...AS_SHIPPED, REDIS_URL: redis.url });
    assert.equal((await call(instance, 'GET', '/health/live')).status, 200);
    const { status, body } = await call(instance, 'GET', '/health/ready');
    assert.deepEqual([status, body.status], [200, 'degraded']);
    const { token } = await begin(instance);
    const answered = await calculate(instance, token);
    areValid([answered]);
    assert.equal(answered.degraded, true);
    await redis.restart();
    await isReady();
  });

  it('F3: killed and restarted empty under load, no answer is wrong, and lost sessions have ended', async () => {
    instance = await startInstance({ ...AS_SHIPPED, REDIS_URL: redis.url });
    let { token } = await begin(instance);
    const load = steadyLoad(instance, () => token);
    await pause(150);
    areValid(load.take());
    await redis.kill();
    await pause(300);
    const without = load.take();
    areValid(without);
    assert.ok(without.filter(({ degraded }) => degraded).length > without.length / 2);
    await redis.restart();
    const back = performance.now();
    await isReady();
    figure('F3 whole again after', performance.now() - back, 3000);
    load.take();
    await until('the lost session has ended', async () => (await calculate(instance!, token)).status === 401);
    const lost = await calculate(instance, token);
    assert.deepEqual([lost.status, lost.body.code], [401, 'SESSION_EXPIRED']);
    ({ token } = await begin(instance));
    const rest = await load.stop();
    areValid(rest, 401);
    const again = await calculate(instance, token);
    assert.deepEqual([again.status, again.degraded], [200, false]);
  });

  for (const [name, reason, refuse, allow] of [
    ['OOM', 'full', 'CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0'],
    ['READONLY', 'read_only', 'REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE'],
  ] as const)
    it(`F4: with ${name} replies the result is there, said not to be held, the refusal is counted, and sessions can begin`, async () => {
      instance = await startInstance({ ...AS_SHIPPED, REDIS_URL: redis.url });
      const admin = (opened = new Redis(redis.url));
      const say = (command: string) => {
        const [name, ...args] = command.split(' ');
        return admin.call(name!, ...args);
      };
      const before = await begin(instance);
      await calculate(instance, before.token);
      const counted = await storeErrors(instance);
      await say(refuse);
      const during = await begin(instance);
      assert.equal(await ready(instance), 'degraded');
      const { body } = await call(instance, 'GET', '/health/ready');
      assert.deepEqual(body.degraded, [{ part: 'store', reason }]);
      for (const { token } of [before, during]) {
        const fresh = await calculate(instance, token, variant(1));
        areValid([fresh]);
        assert.deepEqual([fresh.degraded, fresh.body.cache], [true, 'miss']);
      }
      assert.equal(await storeErrors(instance), counted + 2);
      await say(allow);
      await isReady();
      assert.equal((await calculate(instance, before.token)).body.cache, 'hit');
      // On this instance it is recorded when it is used again.
      assert.equal((await calculate(instance, during.token, variant(2))).degraded, false);
    });

  it('F6: 200 ms late, it is left alone, and what was copied is answered as before', async () => {
    const wire = await startWire(redis.port);
    instance = await startInstance({ ...AS_SHIPPED, REDIS_URL: `redis://127.0.0.1:${wire.port}` });
    const { token } = await begin(instance);
    await calculate(instance, token);
    // The second answer from Redis is copied, once the subscription stands.
    await pause(100);
    for (let i = 0; i < 3; i++) await calculate(instance, token);
    wire.delay(200);
    const first = await calculate(instance, token);
    areValid([first]);
    figure('F6 first answer', first.ms, 150 + 50);
    const later = [];
    for (let i = 0; i < 20; i++) later.push(await calculate(instance, token));
    areValid(later);
    for (const { body, degraded } of later) assert.deepEqual([body.cache, degraded], ['hit', true]);
    figure('F6 slowest answer from the copy', Math.max(...later.map(({ ms }) => ms)), 50);
    assert.equal((await calculate(instance, token, variant(1))).body.cache, 'miss');
    wire.delay(0);
    await isReady();
    assert.equal((await calculate(instance, token)).degraded, false);
    wire.close();
  });
});
