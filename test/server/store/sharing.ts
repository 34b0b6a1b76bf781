import assert from 'node:assert/strict';
import { SESSION_ENDED, sessionValueKey } from '../../../server/store/keys.ts';
import { until } from '../../support/until.ts';
import { MINUTE, type Held } from './held.ts';

/** What every store does for callers that share it: messages, and locks. */
export function sharingContract(held: () => Held): void {
  it('tells everybody who listens that a session has ended', async () => {
    const { store, id } = held();
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
    const { store } = held();
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

  it('gives a lock to one owner, who can prolong it and give it back', async () => {
    const { store, id } = held();
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
    const { store, id, write } = held();
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
    const { store, id } = held();
    const key = sessionValueKey(id, 'lock:v');
    await store.readOrLock(id, 'v', 'lock:v', 'a', MINUTE);
    assert.equal(await store.lock(key, 'a', MINUTE, id), true);
    await store.endSession(id, MINUTE);
    assert.equal(await store.lock(key, 'a', MINUTE, id), false);
    assert.deepEqual(await store.readOrLock(id, 'v', 'lock:v', 'b', MINUTE), { state: 'ended' });
    assert.equal(await store.getValue(key), undefined);
  });
}
