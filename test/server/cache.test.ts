import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import type { Cache, Codec } from '../../server/store/cache.ts';
import { sessionKey, sessionValueKey } from '../../server/store/keys.ts';
import { LocalCopy } from '../../server/store/local-copy.ts';
import { MemoryStore } from '../../server/store/memory.ts';
import { RedisStore } from '../../server/store/redis.ts';
import type { Store } from '../../server/store/store.ts';
import { PATIENCE, SOON, startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { standingClock } from './support/service.ts';
import { cacheOf, ownerOf } from './support/vault.ts';

const MINUTE = 60_000;
const MEGABYTE = 1 << 20;
const silent = pino({ level: 'silent' });

/** Opens what it sealed and nothing else. */
const codec: Codec<string> = {
  seal: (value) => Buffer.from(`sealed ${value}`),
  open: (sealed) => /^sealed (.*)$/.exec(sealed.toString())?.[1],
};

function rules(open: () => Promise<Store>): void {
  let store: Store;
  let cache: Cache;
  let id: string;
  before(async () => void (store = await open()));
  after(() => store.close());
  beforeEach(async () => {
    cache = cacheOf(store);
    id = randomUUID();
    await store.openSession(id, { status: 'active' }, MINUTE, Date.now() + MINUTE);
  });

  const cached = (key: string, make: () => string | Promise<string>, by = cache) =>
    by.cached(ownerOf(id), { namespace: 'calc', key, ttl: MINUTE, codec, make });

  it('makes a value once and then has it', async () => {
    let made = 0;
    const make = () => `value ${(made += 1)}`;
    assert.deepEqual(await cached('k', make), { value: 'value 1', from: 'made', held: true });
    const again = await cached('k', make);
    assert.deepEqual([again.value, again.held, made], ['value 1', true, 1]);
    assert.notEqual(again.from, 'made');
    assert.equal((await cached('other', make)).value, 'value 2');
  });

  it('makes a value once for all that ask at the same time, and counts them', async () => {
    let made = 0;
    const make = async () => {
      await pause(30);
      return `value ${(made += 1)}`;
    };
    const all = await Promise.all(Array.from({ length: 50 }, () => cached('k', make)));
    assert.deepEqual(new Set(all.map(({ value }) => value)), new Set(['value 1']));
    assert.equal(all.filter(({ from }) => from === 'made').length, 1);
    const { made: counted, shared } = cache.statistics();
    assert.deepEqual([counted, shared], [1, 49]);
  });

  it('makes a value once for several instances that ask at the same time', async () => {
    const others = [cache, ...[1, 2].map(() => cacheOf(store))];
    let made = 0;
    const make = async () => {
      await pause(60);
      return `value ${(made += 1)}`;
    };
    const all = await Promise.all(
      others.flatMap((each) => Array.from({ length: 20 }, () => cached('k', make, each))),
    );
    assert.deepEqual([made, new Set(all.map(({ value }) => value))], [1, new Set(['value 1'])]);
  });

  it('gives the fault to everybody who waits, and keeps nobody waiting after it', async () => {
    const fail = async () => {
      await pause(10);
      throw new Error('no');
    };
    const all = await Promise.allSettled([cached('k', fail), cached('k', fail)]);
    assert.deepEqual(
      all.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal((await cached('k', () => 'yes')).value, 'yes');
  });

  it('makes anew what does not open, and keeps that', async () => {
    const name = 'calc:k';
    await store.writeSession(id, [{ name, value: Buffer.from('moved here'), ttl: MINUTE }]);
    assert.equal((await cached('k', () => 'anew')).from, 'made');
    assert.equal((await store.getValue(sessionValueKey(id, name)))?.toString(), 'sealed anew');
  });

  it('gives a value that is too large to be kept, and keeps it from nobody', async () => {
    const large = 'x'.repeat(5 * MEGABYTE);
    for (let i = 0; i < 2; i++) {
      const { value, from, held } = await cached('k', () => large);
      assert.deepEqual([value.length, from, held], [large.length, 'made', false]);
    }
  });

  it('brings nothing of a session back that ends while its value is made', async () => {
    const made = await cached('k', async () => {
      await store.endSession(id, MINUTE);
      return 'late';
    });
    assert.deepEqual(made, { value: 'late', from: 'made', held: false });
    assert.equal((await cached('k', () => 'again')).value, 'again');
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'terminated' });
    for (const name of ['calc:k', 'lock:k'])
      assert.equal(await store.getValue(sessionValueKey(id, name)), undefined);
  });
}

describe('the cache over the store in memory', () => rules(async () => new MemoryStore(MEGABYTE, Date.now)));

describe('the cache over Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());

  rules(() => RedisStore.connect(redis.url, silent, PATIENCE));

  describe('with its copy in this process', () => {
    let stores: Store[];
    let id: string;
    beforeEach(async () => {
      stores = await Promise.all([1, 2].map(() => RedisStore.connect(redis.url, silent, SOON)));
      id = randomUUID();
      await stores[0]!.openSession(id, { status: 'active' }, MINUTE, Date.now() + MINUTE);
    });
    afterEach(() => Promise.all(stores.map((store) => store.close())));

    const ask = (cache: Cache) =>
      cache.cached(ownerOf(id), { namespace: 'calc', key: 'k', ttl: MINUTE, codec, make: () => 'value' });
    const from = async (cache: Cache) => (await ask(cache)).from;
    /** Asks until the copy answers: nothing is copied before the subscription stands. */
    const isCopied = (cache: Cache) => until('it is copied', async () => (await from(cache)) === 'local');

    it('answers from the store first and then from the copy', async () => {
      const cache = cacheOf(stores[0]!);
      assert.equal(await from(cache), 'made');
      await isCopied(cache);
      const { local, store } = cache.statistics();
      assert.ok(local.hits >= 1 && store.hits >= 1 && store.misses === 1 && store.errors === 0);
    });

    it('forgets a session that is ended on another instance', async () => {
      const cache = cacheOf(stores[0]!);
      await isCopied(cache);
      await stores[1]!.endSession(id, MINUTE);
      await until('the copy is gone', async () => (await from(cache)) === 'made');
    });

    it('answers from the copy while Redis is frozen, and forgets all of it once messages may have been missed', async () => {
      const cache = cacheOf(stores[0]!);
      await isCopied(cache);
      redis.freeze();
      await assert.rejects(stores[0]!.getValue('x'));
      assert.equal(await from(cache), 'local');
      redis.thaw();
      await redis.restart();
      await until('the copy is gone', async () => (await from(cache)) !== 'local');
    });
  });
});

describe('the copy in this process', () => {
  const value = Buffer.alloc(1000);

  it('keeps nothing longer than it has left in the store', () => {
    const clock = standingClock();
    const copy = new LocalCopy(MEGABYTE, clock);
    copy.set('a', value, 500, copy.mark());
    clock.forward(499);
    assert.deepEqual(copy.get('a'), value);
    clock.forward(1);
    assert.equal(copy.get('a'), undefined);
    copy.set('b', value, 0, copy.mark());
    assert.equal(copy.get('b'), undefined);
  });

  it('keeps to its bytes', () => {
    const copy = new LocalCopy(20_000, Date.now);
    for (let i = 0; i < 100; i++) copy.set(`key ${i}`, value, MINUTE, copy.mark());
    assert.ok(copy.size > 10 && copy.size < 20, String(copy.size));
    assert.deepEqual(copy.get('key 99'), value);
  });

  it('forgets one session and no other, and takes nothing that was read before', () => {
    const copy = new LocalCopy(MEGABYTE, Date.now);
    const before = copy.mark();
    for (const id of ['a', 'ab']) copy.set(sessionValueKey(id, 'calc:1'), value, MINUTE, before);
    copy.drop('a');
    copy.set(sessionValueKey('a', 'calc:2'), value, MINUTE, before);
    assert.deepEqual(
      [
        copy.get(sessionValueKey('a', 'calc:1')),
        copy.get(sessionValueKey('a', 'calc:2')),
        copy.get(sessionValueKey('ab', 'calc:1')),
      ],
      [undefined, undefined, value],
    );
  });
});
