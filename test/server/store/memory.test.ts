import assert from 'node:assert/strict';
import { sessionKey, sessionValueKey } from '../../../server/store/keys.ts';
import { MemoryStore } from '../../../server/store/memory.ts';
import { contract } from './contract.ts';
import { MINUTE, record } from './held.ts';

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
