import assert from 'node:assert/strict';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { MIB } from '../server/support/files.ts';
import { largeBook } from './large-book.ts';
import { begin, calculate, call, startInstance, upload, variant, type Instance } from './instance.ts';
import { areValid } from './load.ts';

const KINDS = {
  'in memory and on the disk': {},
  'in Redis': { FILE_STORE: 'redis' },
  'in Redis and on a shared disk': { FILE_STORE: 'disk', FILES_SHARED: 'true' },
} as const;

describe('F21: a flood from one address', function () {
  for (const [where, env] of Object.entries(KINDS))
    describe(`that is stored ${where}`, () => {
      let redis: RedisServer | undefined;
      let instance: Instance;
      before(async () => {
        redis = where === 'in memory and on the disk' ? undefined : await startRedis();
        large = await largeBook(1.5 * MIB);
        instance = await startInstance({
          ...env,
          ...(redis ? { REDIS_URL: redis.url } : {}),
          TRUST_PROXY: '1',
          STORED_MB: '12',
          STORED_ADDRESS_MB: '8',
        });
      });
      after(async () => {
        await instance.kill();
        await redis?.kill();
      });
      /** What another address is answered. */
      const elsewhere = () => ({ ...instance, headers: { 'X-Forwarded-For': '192.0.2.9' } });
      let large: Uint8Array;

      it('is stopped at the bound of the address, whatever the number of its sessions; others are served', async () => {
        let taken = 0;
        let refused;
        for (let i = 0; i < 20 && !refused; i++) {
          const { token } = await begin(instance);
          const answer = await upload(instance, token, 'a.xlsx', large);
          if (answer.status === 201) taken += large.length;
          else refused = answer;
        }
        assert.deepEqual(
          [refused?.status, refused?.body.code, refused?.retryAfter],
          [429, 'ADDRESS_FULL', '600'],
        );
        assert.ok(taken > 4 * MIB && taken <= 8 * MIB, String(taken));
        // It still computes, and another address stores.
        const { token } = await begin(instance);
        areValid([await calculate(instance, token)]);
        const other = await begin(elsewhere());
        assert.equal((await upload(elsewhere(), other.token, 'a.xlsx', large)).status, 201);
      });

      it('and many addresses are stopped at the bound of all', async () => {
        let refused;
        for (let i = 0; i < 20 && !refused; i++) {
          const from = { ...instance, headers: { 'X-Forwarded-For': `198.51.100.${i}` } };
          const { token } = await begin(from);
          const answer = await upload(from, token, 'a.xlsx', large);
          if (answer.status !== 201) refused = answer;
        }
        assert.deepEqual([refused?.status, refused?.body.code], [507, 'STORAGE_FULL']);
        const other = await begin(elsewhere());
        areValid([await calculate(elsewhere(), other.token, variant(3))]);
      });
    });

  it('of sessions is stopped at the bound of the address in memory, and others begin theirs', async () => {
    const instance = await startInstance({ MEMORY_STORE_MB: '2', TRUST_PROXY: '1' });
    const statuses = [];
    for (let i = 0; i < 80; i++) statuses.push((await call(instance, 'POST', '/api/v1/sessions')).status);
    assert.deepEqual(new Set(statuses), new Set([201, 429]));
    assert.equal(statuses.filter((status) => status === 201).length, 64);
    const other = await call(
      { ...instance, headers: { 'X-Forwarded-For': '192.0.2.9' } },
      'POST',
      '/api/v1/sessions',
    );
    assert.deepEqual([other.status, other.degraded], [201, false]);
    await instance.kill();
  });
});
