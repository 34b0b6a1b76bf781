import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { MemoryStore } from '../../server/store/memory.ts';
import { RedisStore } from '../../server/store/redis.ts';
import { SESSION_ENDED, sessionKey, sessionValueKey } from '../../server/store/keys.ts';
import { StoreUnavailable, type Store } from '../../server/store/store.ts';
import { startRedisCluster, type RedisCluster } from '../support/redis-cluster.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const silent = pino({ level: 'silent' });
const record = () => ({ id: 'x', status: 'active', last_accessed: 'then' });
const bytes = (text: string) => Buffer.from(text);

/** What every store must do, whatever it is made of. */
function contract(open: () => Promise<Store>): void {
  let store: Store;
  let id: string;
  before(async () => void (store = await open()));
  after(() => store.close());
  beforeEach(async () => {
    id = randomUUID();
    await store.openSession(id, record(), MINUTE, Date.now() + MINUTE);
  });

  const read = async (name: string) => (await store.getValue(sessionValueKey(id, name)))?.toString();
  const write = (name: string, value: string, ttl = MINUTE) =>
    store.writeSession(id, [{ name, value: bytes(value), ttl }]);

  it('says that it is up, and calls back at once', () => {
    let called = 0;
    store.onUp(() => void (called += 1));
    assert.deepEqual(store.state(), { up: true });
    assert.equal(called, 1);
  });

  it('knows nothing of what was never written', async () => {
    assert.equal(await store.getValue('nothing'), undefined);
    assert.equal(await store.getHash('nothing'), undefined);
  });

  it('keeps constants without an expiry', async () => {
    await store.setValue('config:value', bytes('模式'));
    await store.setHash('config:hash', { a: '1', b: '2' });
    assert.equal((await store.getValue('config:value'))?.toString(), '模式');
    assert.deepEqual({ ...(await store.getHash('config:hash')) }, { a: '1', b: '2' });
  });

  it('gives a record back as it was written', async () => {
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, record());
  });

  it('gives bytes back as they were written', async () => {
    const value = Buffer.from([0, 255, 13, 10, 128]);
    assert.equal(await store.writeSession(id, [{ name: 'bin', value, ttl: MINUTE }]), true);
    assert.deepEqual(await store.getValue(sessionValueKey(id, 'bin')), value);
  });

  it('writes several values of a session at once, and writes over', async () => {
    await write('a', 'old');
    await store.writeSession(id, [
      { name: 'a', value: bytes('1'), ttl: MINUTE },
      { name: 'b', value: bytes('2'), ttl: MINUTE },
    ]);
    assert.deepEqual([await read('a'), await read('b')], ['1', '2']);
  });

  it('says what it holds for a session, and erases of it what is named', async () => {
    await write('a', '1');
    await write('b', '2');
    await write('calc:abc', '3');
    await store.writeSession(id, [{ name: 'file:1', value: { status: 'uploaded' }, ttl: MINUTE }]);
    await store.addFile(id, 'uploads', 'f', { bytes: 1, expiresAt: 1e15, status: 'uploaded' }, 100, 0);
    await store.readOrLock(id, 'calc:d', 'lock:d', 'a', MINUTE);
    assert.deepEqual((await store.namesOf(id)).sort(), ['a', 'b', 'calc:abc']);
    await store.dropValues(id, ['a', 'calc:abc', 'nothing']);
    assert.deepEqual(await store.namesOf(id), ['b']);
    await store.dropValues(id, []);
    assert.deepEqual([await read('a'), await read('b')], [undefined, '2']);
    assert.deepEqual(await store.namesOf(`no${id}`), []);
  });

  it('lets a value expire', async () => {
    await write('short', 'x', 40);
    await until('the value is gone', async () => (await read('short')) === undefined);
  });

  it('lets a session expire, with what is held for it', async () => {
    id = randomUUID();
    await store.openSession(id, record(), 80, Date.now() + 80);
    await write('long', 'x', MINUTE);
    await until('the record is gone', async () => (await store.getHash(sessionKey(id))) === undefined);
    await until('the value is gone', async () => (await read('long')) === undefined);
    assert.equal(await write('late', 'x'), false);
  });

  it('lets a session that is used live on', async () => {
    id = randomUUID();
    await store.openSession(id, record(), 600, Date.now() + 600);
    await store.touchSession(id, 'now', MINUTE, Date.now() + MINUTE);
    assert.equal((await store.getHash(sessionKey(id)))?.last_accessed, 'now');
    await new Promise((resolve) => setTimeout(resolve, 650));
    assert.equal((await store.getHash(sessionKey(id)))?.status, 'active');
  });

  it('writes hashes of a session, field by field', async () => {
    const file = (fields: Record<string, string>) =>
      store.writeSession(id, [{ name: 'file:1', value: fields, ttl: MINUTE }]);
    await file({ status: 'uploaded', size: '7' });
    await file({ status: 'processed' });
    assert.deepEqual(
      { ...(await store.getHash(sessionValueKey(id, 'file:1'))) },
      { status: 'processed', size: '7' },
    );
  });

  it('writes fields of the record with the values', async () => {
    await store.writeSession(id, [{ name: 'a', value: bytes('1'), ttl: MINUTE }], { last_params: 'h' });
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { ...record(), last_params: 'h' });
  });

  it('erases all of a session, and leaves a mark without content', async () => {
    await write('a', '1');
    await write('calc:abc', '2');
    await store.writeSession(id, [{ name: 'file:1', value: { status: 'uploaded' }, ttl: MINUTE }]);
    assert.equal(await store.endSession(id, MINUTE), true);
    assert.equal(await store.getHash(sessionValueKey(id, 'file:1')), undefined);
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'terminated' });
    assert.deepEqual([await read('a'), await read('calc:abc')], [undefined, undefined]);
  });

  it('lets the mark expire', async () => {
    await store.endSession(id, 40);
    await until('the mark is gone', async () => (await store.getHash(sessionKey(id))) === undefined);
  });

  it('brings nothing of an ended session back, whatever was in flight', async () => {
    await store.endSession(id, MINUTE);
    assert.equal(await write('late', 'x'), false);
    await store.touchSession(id, 'late', MINUTE, Date.now() + MINUTE);
    assert.equal(await read('late'), undefined);
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'terminated' });
  });

  it('erases a session into which values are written at the same time', async () => {
    const writes = Array.from({ length: 40 }, (_, i) => write(`v${i}`, 'x'));
    const ended = store.endSession(id, MINUTE);
    await Promise.all([...writes, ended]);
    for (let i = 0; i < 40; i++) assert.equal(await read(`v${i}`), undefined, `v${i}`);
    assert.equal(await write('late', 'x'), false);
  });

  it('leaves no mark of a session that never was, or ended before', async () => {
    assert.equal(await store.endSession('nobody', MINUTE), false);
    assert.equal(await store.getHash(sessionKey('nobody')), undefined);
    await store.endSession(id, MINUTE);
    assert.equal(await store.endSession(id, MINUTE), false);
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'terminated' });
  });

  it('tells everybody who listens that a session has ended', async () => {
    const heard: string[] = [];
    let gaps = 0;
    store.subscribe(
      SESSION_ENDED,
      (message) => void heard.push(message),
      () => void (gaps += 1),
    );
    if (store.kind !== 'memory') await until('it listens', () => gaps > 0);
    await store.endSession(id, MINUTE);
    await until('the end is heard', () => heard.includes(id));
  });

  it('passes messages on to whoever listens to their channel', async () => {
    const heard: string[] = [];
    let listens = store.kind === 'memory';
    store.subscribe(
      'news',
      (message) => void heard.push(message),
      () => void (listens = true),
    );
    await until('it listens', () => listens);
    await store.publish('other', 'no');
    await store.publish('news', '一');
    await store.publish('news', '二');
    await until('both are heard', () => heard.length >= 2);
    assert.deepEqual(heard, ['一', '二']);
  });

  it('counts, and begins anew when the time is over', async () => {
    const key = `rate_limit:${id}`;
    assert.deepEqual(
      [await store.count(key, 1, 300), await store.count(key, 2, MINUTE), await store.count(key, 1, 1)],
      [1, 3, 4],
    );
    await until('the counter is gone', async () => (await store.count(key, 0, 1)) === 0);
  });

  it('gives a lock to one owner, who can prolong it and give it back', async () => {
    const key = `lock:${id}`;
    assert.deepEqual([await store.lock(key, 'a', MINUTE), await store.lock(key, 'b', MINUTE)], [true, false]);
    await store.unlock(key, 'b');
    assert.deepEqual([await store.lock(key, 'b', MINUTE), await store.lock(key, 'a', 40)], [false, true]);
    await until('the lock runs out', () => store.lock(key, 'b', MINUTE));
    await store.unlock(key, 'a');
    assert.equal(await store.lock(key, 'a', MINUTE), false);
    await store.unlock(key, 'b');
    assert.equal(await store.lock(key, 'a', MINUTE), true);
  });

  it('lets one caller make what is not there, and gives the others what was made', async () => {
    const ask = (owner: string) => store.readOrLock(id, 'v', 'lock:v', owner, MINUTE);
    assert.deepEqual([await ask('a'), await ask('b')], [{ state: 'locked' }, { state: 'busy' }]);
    await write('v', 'made', 30_000);
    const found = await ask('b');
    assert.ok(found.state === 'held');
    assert.equal(found.value.toString(), 'made');
    assert.ok(found.left > 0 && found.left <= 30_000, String(found.left));
    await store.unlock(sessionValueKey(id, 'lock:v'), 'a', id);
    assert.deepEqual(await store.readOrLock(id, 'w', 'lock:v', 'b', MINUTE), { state: 'locked' });
  });

  it('erases the locks of a session with it, and gives out no more', async () => {
    const key = sessionValueKey(id, 'lock:v');
    await store.readOrLock(id, 'v', 'lock:v', 'a', MINUTE);
    assert.equal(await store.lock(key, 'a', MINUTE, id), true);
    await store.endSession(id, MINUTE);
    assert.equal(await store.lock(key, 'a', MINUTE, id), false);
    assert.deepEqual(await store.readOrLock(id, 'v', 'lock:v', 'b', MINUTE), { state: 'ended' });
    assert.equal(await store.getValue(key), undefined);
  });

  it('ends one session and leaves the others alone', async () => {
    const other = id + '0';
    await store.openSession(other, record(), MINUTE, Date.now() + MINUTE);
    await store.writeSession(other, [{ name: 'a', value: bytes('mine'), ttl: MINUTE }]);
    await store.endSession(id, MINUTE);
    assert.equal((await store.getValue(sessionValueKey(other, 'a')))?.toString(), 'mine');
  });

  it('counts several things under one key, until a while after the last', async () => {
    await store.addCounts(`h:${id}`, { a: 1, b: 2 }, MINUTE);
    await store.addCounts(`h:${id}`, { b: 3, c: 1 }, MINUTE);
    assert.deepEqual({ ...(await store.getHash(`h:${id}`)) }, { a: '1', b: '5', c: '1' });
    await store.addCounts(`h:${id}`, { a: 1 }, 40);
    await until('the counts are gone', async () => (await store.getHash(`h:${id}`)) === undefined);
  });

  it('keeps the last entries of a list, the newest first, until a while after the last', async () => {
    for (let i = 0; i < 500; i++) await store.append(`l:${id}`, `entry ${i}`, 10, MINUTE);
    assert.deepEqual(await store.latest(`l:${id}`, 2), ['entry 499', 'entry 498']);
    // Redis cuts by whole nodes of a stream, so it may keep more for a while.
    assert.ok((await store.latest(`l:${id}`, 1000)).length < 250);
    await store.append(`l:${id}`, 'last', 10, 40);
    await until('the list is gone', async () => (await store.latest(`l:${id}`, 1)).length === 0);
    assert.deepEqual(await store.latest(`nothing:${id}`, 5), []);
  });

  it('enters files up to so many bytes, however many come at once, and forgets those whose time is over', async () => {
    const add = (file: string, now = 0) =>
      store.addFile(id, 'uploads', file, { bytes: 30, expiresAt: 100, status: 'uploaded' }, 100, now);
    const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => add(`f${i}`)));
    assert.equal(taken.filter(Boolean).length, 3);
    assert.equal(Object.keys(await store.filesOf(id, 'uploads')).length, 3);
    assert.equal(await add('later', 100), true);
    assert.deepEqual(await store.filesOf(id, 'uploads'), {
      later: { bytes: 30, expiresAt: 100, status: 'uploaded' },
    });
    assert.deepEqual(await store.filesOf(id, 'exports'), {});
  });

  it('changes the status of a file from what it must be, once', async () => {
    await store.addFile(id, 'uploads', 'f', { bytes: 30, expiresAt: 1e15, status: 'uploaded' }, 100, 0);
    const move = (from: string[], to: string, frees = false) =>
      store.moveFile(id, 'uploads', 'f', from, to, frees);
    assert.deepEqual(
      (await Promise.all([1, 2, 3].map(() => move(['uploaded', 'x'], 'processing')))).filter(Boolean),
      [true],
    );
    assert.equal(await move(['uploaded'], 'processed'), false);
    assert.equal(await move(['processing'], 'deleted', true), true);
    assert.deepEqual((await store.filesOf(id, 'uploads')).f, {
      bytes: 0,
      expiresAt: 1e15,
      status: 'deleted',
    });
    assert.equal(await store.moveFile(id, 'uploads', 'other', ['uploaded'], 'processing', false), false);
  });

  it('enters no file of a session that has ended, and keeps none', async () => {
    const add = () =>
      store.addFile(id, 'uploads', 'f', { bytes: 1, expiresAt: 1e15, status: 'uploaded' }, 100, 0);
    assert.equal(await add(), true);
    await store.endSession(id, MINUTE);
    assert.equal(await add(), false);
    assert.deepEqual(await store.filesOf(id, 'uploads'), {});
  });

  it('says what it costs', async () => {
    const before = await store.usage();
    await store.writeSession(id, [{ name: 'large', value: Buffer.alloc(200_000), ttl: MINUTE }]);
    const after = await store.usage();
    assert.ok(after.bytes - before.bytes > 100_000, `${before.bytes} ${after.bytes}`);
    assert.ok(Number.isInteger(after.connections));
  });

  it('counts the active sessions and forgets those whose time is over', async () => {
    const now = Date.now();
    await store.sweepSessions(now + 10 * MINUTE);
    const [used, unused, ended] = [randomUUID(), randomUUID(), randomUUID()] as const;
    for (const each of [used, unused, ended]) await store.openSession(each, record(), MINUTE, now + MINUTE);
    await store.touchSession(used, 'now', MINUTE, now + 3 * MINUTE);
    await store.endSession(ended, MINUTE);
    assert.deepEqual(await store.sweepSessions(now), { expired: 0, active: 2 });
    assert.deepEqual(await store.sweepSessions(now + 2 * MINUTE), { expired: 1, active: 1 });
  });
}

describe('the store in memory', () => {
  contract(async () => new MemoryStore(1 << 20, Date.now));

  it('stays within its bytes by dropping what was least used, never a session', async () => {
    const store = new MemoryStore(64 * 1024, Date.now);
    await store.openSession('s', record(), MINUTE, Date.now() + MINUTE);
    for (let i = 0; i < 100; i++)
      await store.writeSession('s', [{ name: `v${i}`, value: Buffer.alloc(4096), ttl: MINUTE }]);
    assert.equal(await store.getValue(sessionValueKey('s', 'v0')), undefined);
    assert.equal((await store.getValue(sessionValueKey('s', 'v99')))?.length, 4096);
    assert.equal((await store.getHash(sessionKey('s')))?.status, 'active');
    await store.close();
  });
});

describe('the store in Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());

  describe('like any store', () => contract(() => RedisStore.connect(redis.url, silent)));

  it('fails at once while Redis is frozen, after one time-out, and is back when it thaws', async () => {
    const store = await RedisStore.connect(redis.url, silent);
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
    const store = await RedisStore.connect(redis.url, silent);
    assert.equal(store.state().up, false);
    let ups = 0;
    store.onUp(() => void (ups += 1));
    assert.equal(ups, 0);
    await redis.restart();
    await until('the store is up', () => store.state().up);
    assert.equal(ups, 1);
    await store.close();
  });

  it('stays up when Redis refuses a command in so many words', async () => {
    const { Redis } = await import('ioredis');
    const admin = new Redis(redis.url);
    const store = await RedisStore.connect(redis.url, silent);
    await admin.config('SET', 'maxmemory', '1');
    await assert.rejects(store.setValue('x', bytes('y')), { name: 'StoreUnavailable', message: 'refused' });
    assert.deepEqual(store.state(), { up: true });
    await admin.config('SET', 'maxmemory', '0');
    await store.setValue('x', bytes('y'));
    await store.close();
    admin.disconnect();
  });
});

describe('the store in a Redis Cluster', function () {
  let cluster: RedisCluster;
  before(async () => void (cluster = await startRedisCluster()));
  after(() => cluster.kill());

  describe('like any store', () => contract(() => RedisStore.connect(cluster.urls, silent)));

  it('finds the whole cluster by one of its nodes', async () => {
    const store = await RedisStore.connect([cluster.urls[2]!], silent);
    assert.deepEqual(store.state(), { up: true });
    const ids = Array.from({ length: 12 }, () => randomUUID());
    for (const id of ids) await store.openSession(id, record(), MINUTE, Date.now() + MINUTE);
    assert.ok(new Set(await Promise.all(ids.map((id) => cluster.masterOf(sessionKey(id))))).size > 1);
    for (const id of ids) assert.equal((await store.getHash(sessionKey(id)))?.status, 'active');
    await store.close();
  });

  it('goes on with the sessions of the other masters while one is frozen, and is whole when it thaws', async () => {
    const store = await RedisStore.connect(cluster.urls, silent);
    const frozen = cluster.nodes[0]!;
    const of = async (here: boolean): Promise<string> => {
      for (;;) {
        const id = randomUUID();
        if (((await cluster.masterOf(sessionKey(id))) === frozen) === here) return id;
      }
    };
    const [lost, kept] = [await of(true), await of(false)];
    for (const id of [lost, kept]) await store.openSession(id, record(), MINUTE, Date.now() + MINUTE);
    frozen.freeze();
    await assert.rejects(store.getHash(sessionKey(lost)), StoreUnavailable);
    assert.equal(store.state().up, false);
    assert.equal((await store.getHash(sessionKey(kept)))?.status, 'active');
    let ups = 0;
    store.onUp(() => void (ups += 1));
    frozen.thaw();
    await until('the store is whole', () => store.state().up);
    assert.equal(ups, 1);
    await until('the session is there', async () => {
      try {
        return (await store.getHash(sessionKey(lost)))?.status === 'active';
      } catch {
        return false;
      }
    });
    await store.close();
  });
});
