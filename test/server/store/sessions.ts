import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sessionKey, sessionValueKey } from '../../../server/store/keys.ts';
import { Increment } from '../../../server/store/store.ts';
import { until } from '../../support/until.ts';
import { bytes, MINUTE, QUOTA, record, sessionIn, type Held } from './held.ts';

/** What every store does with sessions: how they begin, live on, expire and end. */
export function sessionsContract(held: () => Held): void {
  it('gives a record back as it was written', async () => {
    const { store, id } = held();
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, record());
  });

  it('says what it holds for a session, and erases of it what is named', async () => {
    const { store, id, read, write } = held();
    await write('a', '1');
    await write('b', '2');
    await write('calc:abc', '3');
    await store.writeSession(id, [{ name: 'file:1', value: { status: 'uploaded' }, ttl: MINUTE }]);
    await store.addFile(id, 'uploads', 'f', { bytes: 1, expiresAt: 1e15, status: 'uploaded' }, QUOTA, 0);
    await store.readOrLock(id, 'calc:d', 'lock:d', 'a', MINUTE);
    assert.deepEqual((await store.namesOf(id)).sort(), ['a', 'b', 'calc:abc', 'file:1']);
    await store.dropValues(id, ['a', 'calc:abc', 'nothing']);
    assert.deepEqual((await store.namesOf(id)).sort(), ['b', 'file:1']);
    await store.dropValues(id, []);
    assert.deepEqual([await read('a'), await read('b')], [undefined, '2']);
    assert.deepEqual(await store.namesOf(`no${id}`), []);
  });

  it('lets a session expire, with what is held for it', async () => {
    const { store } = held();
    const { id, read, write } = await sessionIn(store, 80);
    await write('long', 'x', MINUTE);
    await until('the record is gone', async () => (await store.getHash(sessionKey(id))) === undefined);
    await until('the value is gone', async () => (await read('long')) === undefined);
    assert.equal(await write('late', 'x'), false);
  });

  it('lets a session that is used live on', async () => {
    const { store } = held();
    const { id } = await sessionIn(store, 600);
    await store.touchSession(id, 'now', MINUTE, Date.now() + MINUTE);
    assert.equal((await store.getHash(sessionKey(id)))?.last_accessed, 'now');
    await new Promise((resolve) => setTimeout(resolve, 650));
    assert.equal((await store.getHash(sessionKey(id)))?.status, 'active');
  });

  it('writes fields of the record with the values', async () => {
    const { store, id } = held();
    await store.writeSession(id, [{ name: 'a', value: bytes('1'), ttl: MINUTE }], { last_params: 'h' });
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { ...record(), last_params: 'h' });
  });

  it('erases all of a session, and leaves a mark without content', async () => {
    const { store, id, read, write } = held();
    await write('a', '1');
    await write('calc:abc', '2');
    await store.writeSession(id, [{ name: 'file:1', value: { status: 'uploaded' }, ttl: MINUTE }]);
    assert.equal(await store.endSession(id, MINUTE), true);
    assert.equal(await store.getHash(sessionValueKey(id, 'file:1')), undefined);
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'terminated' });
    assert.deepEqual([await read('a'), await read('calc:abc')], [undefined, undefined]);
  });

  it('lets the mark expire', async () => {
    const { store, id } = held();
    await store.endSession(id, 40);
    await until('the mark is gone', async () => (await store.getHash(sessionKey(id))) === undefined);
  });

  it('brings nothing of an ended session back, whatever was in flight', async () => {
    const { store, id, read, write } = held();
    await store.endSession(id, MINUTE);
    assert.equal(await write('late', 'x'), false);
    await store.touchSession(id, 'late', MINUTE, Date.now() + MINUTE);
    assert.equal(await read('late'), undefined);
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'terminated' });
  });

  it('erases a session into which values are written at the same time', async () => {
    const { store, id, read, write } = held();
    const writes = Array.from({ length: 40 }, (_, i) => write(`v${i}`, 'x'));
    const ended = store.endSession(id, MINUTE);
    await Promise.all([...writes, ended]);
    for (let i = 0; i < 40; i++) assert.equal(await read(`v${i}`), undefined, `v${i}`);
    assert.equal(await write('late', 'x'), false);
  });

  it('ends a session at once however much it holds, while more is written into it', async () => {
    const { store, id, write } = held();
    for (let i = 0; i < 1200; i += 100)
      await Promise.all(Array.from({ length: 100 }, (_, k) => write(`v${i + k}`, 'x')));
    let ended = false;
    let last: Promise<boolean> = Promise.resolve(true);
    const writer = (async () => {
      for (let i = 0; !ended; i++) await (last = write(`late${i}`, 'x'));
    })();
    assert.equal(await store.endSession(id, MINUTE), true);
    ended = true;
    await writer;
    assert.equal(await last, false);
    assert.deepEqual(await store.namesOf(id), []);
  });

  it('adds to a field of a hash, however many do at once', async () => {
    const { store, id } = held();
    const hit = { name: 'hits', value: new Increment('a', 2), ttl: MINUTE };
    await Promise.all([hit, hit, hit].map((each) => store.writeSession(id, [each])));
    await store.writeSession(id, [{ ...hit, value: new Increment('b', 1) }]);
    assert.deepEqual({ ...(await store.getHash(sessionValueKey(id, 'hits'))) }, { a: '6', b: '1' });
    await store.endSession(id, MINUTE);
    assert.equal(await store.writeSession(id, [hit]), false);
    assert.equal(await store.getHash(sessionValueKey(id, 'hits')), undefined);
  });

  it('leaves no mark of a session that never was, or ended before', async () => {
    const { store, id } = held();
    assert.equal(await store.endSession('nobody', MINUTE), false);
    assert.equal(await store.getHash(sessionKey('nobody')), undefined);
    await store.endSession(id, MINUTE);
    assert.equal(await store.endSession(id, MINUTE), false);
    assert.deepEqual({ ...(await store.getHash(sessionKey(id))) }, { status: 'terminated' });
  });

  it('ends one session and leaves the others alone', async () => {
    const { store, id } = held();
    const other = id + '0';
    await store.openSession(other, record(), MINUTE, Date.now() + MINUTE);
    await store.writeSession(other, [{ name: 'a', value: bytes('mine'), ttl: MINUTE }]);
    await store.endSession(id, MINUTE);
    assert.equal((await store.getValue(sessionValueKey(other, 'a')))?.toString(), 'mine');
  });

  it('counts the active sessions and forgets those whose time is over', async () => {
    const { store } = held();
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
