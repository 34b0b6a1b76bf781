import assert from 'node:assert/strict';
import { sessionValueKey } from '../../../server/store/keys.ts';
import { until } from '../../support/until.ts';
import { bytes, MINUTE, type Held } from './held.ts';

/** What every store does with values, hashes, counters and lists. */
export function valuesContract(held: () => Held): void {
  it('says that it is up, and calls back at once', () => {
    const { store } = held();
    let called = 0;
    store.onUp(() => void (called += 1));
    assert.deepEqual(store.state(), { up: true });
    assert.equal(called, 1);
  });

  it('knows nothing of what was never written', async () => {
    const { store } = held();
    assert.equal(await store.getValue('nothing'), undefined);
    assert.equal(await store.getHash('nothing'), undefined);
  });

  it('keeps constants without an expiry', async () => {
    const { store } = held();
    await store.setValue('config:value', bytes('模式'));
    await store.setHash('config:hash', { a: '1', b: '2' });
    assert.equal((await store.getValue('config:value'))?.toString(), '模式');
    assert.deepEqual({ ...(await store.getHash('config:hash')) }, { a: '1', b: '2' });
  });

  it('gives bytes back as they were written', async () => {
    const { store, id } = held();
    const value = Buffer.from([0, 255, 13, 10, 128]);
    assert.equal(await store.writeSession(id, [{ name: 'bin', value, ttl: MINUTE }]), true);
    assert.deepEqual(await store.getValue(sessionValueKey(id, 'bin')), value);
  });

  it('writes several values of a session at once, and writes over', async () => {
    const { store, id, read, write } = held();
    await write('a', 'old');
    await store.writeSession(id, [
      { name: 'a', value: bytes('1'), ttl: MINUTE },
      { name: 'b', value: bytes('2'), ttl: MINUTE },
    ]);
    assert.deepEqual([await read('a'), await read('b')], ['1', '2']);
  });

  it('lets a value expire', async () => {
    const { read, write } = held();
    await write('short', 'x', 40);
    await until('the value is gone', async () => (await read('short')) === undefined);
  });

  it('writes hashes of a session, field by field', async () => {
    const { store, id } = held();
    const file = (fields: Record<string, string>) =>
      store.writeSession(id, [{ name: 'file:1', value: fields, ttl: MINUTE }]);
    await file({ status: 'uploaded', size: '7' });
    await file({ status: 'processed' });
    assert.deepEqual(
      { ...(await store.getHash(sessionValueKey(id, 'file:1'))) },
      { status: 'processed', size: '7' },
    );
  });

  it('counts, and begins anew when the time is over', async () => {
    const { store, id } = held();
    const key = `rate_limit:${id}`;
    assert.deepEqual(
      [await store.count(key, 1, 300), await store.count(key, 2, MINUTE), await store.count(key, 1, 1)],
      [1, 3, 4],
    );
    await until('the counter is gone', async () => (await store.count(key, 0, 1)) === 0);
  });

  it('counts several things under one key, until a while after the last', async () => {
    const { store, id } = held();
    await store.addCounts(`h:${id}`, { a: 1, b: 2 }, MINUTE);
    await store.addCounts(`h:${id}`, { b: 3, c: 1 }, MINUTE);
    assert.deepEqual({ ...(await store.getHash(`h:${id}`)) }, { a: '1', b: '5', c: '1' });
    await store.addCounts(`h:${id}`, { a: 1 }, 40);
    await until('the counts are gone', async () => (await store.getHash(`h:${id}`)) === undefined);
  });

  it('keeps the last entries of a list, the newest first, until a while after the last', async () => {
    const { store, id } = held();
    for (let i = 0; i < 500; i++) await store.append(`l:${id}`, `entry ${i}`, 10, MINUTE);
    assert.deepEqual(await store.latest(`l:${id}`, 2), ['entry 499', 'entry 498']);
    // Redis cuts by whole nodes of a stream, so it may keep more for a while.
    assert.ok((await store.latest(`l:${id}`, 1000)).length < 250);
    await store.append(`l:${id}`, 'last', 10, 40);
    await until('the list is gone', async () => (await store.latest(`l:${id}`, 1)).length === 0);
    assert.deepEqual(await store.latest(`nothing:${id}`, 5), []);
  });

  it('books numbers under keys, gives them all, and forgets what is past', async () => {
    const { store, id } = held();
    const key = `stored:{${id}}`;
    const book = async (changes: Record<string, number>, oldest: number) => ({
      ...(await store.book(key, changes, oldest, MINUTE)),
    });
    assert.deepEqual(await book({ 1: 5, 2: 7 }, 0), { 1: '5', 2: '7' });
    assert.deepEqual(await book({ 2: -3 }, 1), { 2: '4' });
    assert.deepEqual(await book({}, 2), {});
  });

  it('says what it costs', async () => {
    const { store, id } = held();
    const before = await store.usage();
    await store.writeSession(id, [{ name: 'large', value: Buffer.alloc(200_000), ttl: MINUTE }]);
    const after = await store.usage();
    assert.ok(after.bytes - before.bytes > 100_000, `${before.bytes} ${after.bytes}`);
    assert.ok(Number.isInteger(after.connections));
  });
}
