import assert from 'node:assert/strict';
import { sessionKey, sessionValueKey } from '../../../server/store/keys.ts';
import { MemoryStore } from '../../../server/store/memory.ts';
import { StoreUnavailable } from '../../../server/store/store.ts';
import { contract } from './contract.ts';
import { MINUTE, QUOTA, record } from './held.ts';

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

  it('refuses a session for which there is no room, and ends none that is there', async () => {
    const store = new MemoryStore(64 * 1024, Date.now);
    const open = (id: string) => store.openSession(id, record(), MINUTE, Date.now() + MINUTE);
    await open('first');
    await assert.rejects(async () => {
      for (let i = 0; i < 1000; i++) await open(`s${i}`);
    }, StoreUnavailable);
    assert.equal((await store.getHash(sessionKey('first')))?.status, 'active');
    await store.touchSession('first', 'now!', MINUTE, Date.now() + MINUTE);
    assert.equal((await store.getHash(sessionKey('first')))?.last_accessed, 'now!');
    // What has ended makes room, whatever it leaves.
    for (let i = 0; i < 1000; i++) {
      await store.endSession(i === 0 ? 'first' : `n${i - 1}`, MINUTE);
      await open(`n${i}`);
    }
    assert.deepEqual(await store.getHash(sessionKey('n998')), { status: 'terminated' });
    // Those that are there have files, and are counted, all the same.
    const entry = { bytes: 1, expiresAt: Date.now() + MINUTE, status: 'uploaded' };
    assert.equal(await store.addFile('n999', 'uploads', 'f', entry, QUOTA, Date.now()), 'entered');
    await store.addCounts('counts', { sessions: 1 }, MINUTE);
    await store.close();
  });
});
