import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { sessionKey } from '../../../server/store/keys.ts';
import { RedisStore } from '../../../server/store/redis.ts';
import { StoreUnavailable } from '../../../server/store/store.ts';
import { TIMEOUT } from '../../../server/store/timeout.ts';
import { PATIENCE, SOON, startRedis, type RedisServer } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { contract } from './contract.ts';
import { bytes, MINUTE, record } from './held.ts';

const silent = pino({ level: 'silent' });

describe('the store in Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());

  describe('like any store', () => contract(() => RedisStore.connect(redis.url, silent, PATIENCE)));

  it('takes thousands of sessions whose time is over off its list, in several steps', async () => {
    const store = await RedisStore.connect(redis.url, silent, PATIENCE);
    const now = Date.now();
    await store.sweepSessions(now + 10 * MINUTE);
    const open = (id: string, minutes: number) =>
      store.openSession(id, record(), MINUTE, now + minutes * MINUTE);
    await open('stays', 3);
    for (let i = 0; i < 2500; i += 100)
      await Promise.all(Array.from({ length: 100 }, (_, j) => open(`goes${i + j}`, 1)));
    assert.deepEqual(await store.sweepSessions(now + 2 * MINUTE), { expired: 2500, active: 1 });
    await store.close();
  });

  it('waits for a Redis that is slow for as long as it was told to', async () => {
    const store = await RedisStore.connect(redis.url, silent, PATIENCE);
    redis.freeze();
    const answer = store.getValue('x');
    await pause(2 * TIMEOUT);
    redis.thaw();
    assert.equal(await answer, undefined);
    await store.close();
  });

  it('fails at once while Redis is frozen, after one time-out, and is back when it thaws', async () => {
    const store = await RedisStore.connect(redis.url, silent, SOON);
    redis.freeze();
    await assert.rejects(store.getValue('x'), StoreUnavailable);
    assert.deepEqual(store.state(), { up: false, reason: 'timeout' });
    await assert.rejects(store.getValue('x'), { name: 'StoreUnavailable', message: 'timeout' });
    redis.thaw();
    await until('the store is back', () => store.state().up);
    assert.equal(await store.getValue('x'), undefined);
    await store.close();
  });

  it('starts without Redis, and calls back when it comes', async () => {
    await redis.kill();
    const store = await RedisStore.connect(redis.url, silent, PATIENCE);
    assert.equal(store.state().up, false);
    let ups = 0;
    store.onUp(() => void (ups += 1));
    assert.equal(ups, 0);
    await redis.restart();
    await until('the store is up', () => store.state().up);
    assert.equal(ups, 1);
    await store.close();
  });

  it('stays up when Redis refuses one command alone', async () => {
    const store = await RedisStore.connect(redis.url, silent, PATIENCE);
    await store.setHash('a hash', { a: '1' });
    await assert.rejects(store.getValue('a hash'), { name: 'StoreUnavailable', message: 'refused' });
    assert.deepEqual([store.state(), store.failures()], [{ up: true }, { refused: 1 }]);
    await store.close();
  });

  it('takes nothing of a session while Redis is full, erases all the same, and is back when there is room', async () => {
    const { Redis } = await import('ioredis');
    const admin = new Redis(redis.url);
    const store = await RedisStore.connect(redis.url, silent, PATIENCE);
    const id = randomUUID();
    await store.openSession(id, { status: 'active' }, MINUTE, Date.now() + MINUTE);
    const write = (name: string) =>
      store.writeSession(id, [{ name, value: bytes('y'), ttl: MINUTE }], { last: name });
    await write('before');
    await admin.config('SET', 'maxmemory', '1');
    await assert.rejects(write('v'), { name: 'StoreUnavailable', message: 'full' });
    assert.deepEqual(store.state(), { up: false, reason: 'full' });
    await assert.rejects(store.getHash(sessionKey(id)), { message: 'full' });
    await store.dropValues(id, ['before']);
    await admin.config('SET', 'maxmemory', '0');
    await until('the store is back', () => store.state().up);
    assert.deepEqual(await store.namesOf(id), []);
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'active', last: 'before' });
    assert.equal(await write('v'), true);
    await store.close();
    admin.disconnect();
  });
});
