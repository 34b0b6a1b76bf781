import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { readEntry, writeEntry } from '../../server/entry.ts';
import { Hits } from '../../server/hits.ts';
import { SessionKeys } from '../../server/sessions/sealing.ts';
import { Vault } from '../../server/sessions/vault.ts';
import { Cache } from '../../server/store/cache.ts';
import { MemoryStore } from '../../server/store/memory.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { standingClock, workedExample, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const HOUR = 3_600_000;
const silent = pino({ level: 'silent' });

describe('the hits of a cached result', () => {
  const name = 'calc:abc';

  it('are written into its entry beside the requests, and its hour stays as it was', async () => {
    const clock = standingClock();
    const store = new MemoryStore(1 << 20, clock);
    await store.openSession('s', { status: 'active' }, 2 * HOUR, clock() + 2 * HOUR);
    const keys = new SessionKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
    const cache = new Cache(store, 1 << 20, clock, silent);
    const vault = new Vault('s', keys, store, cache, silent, () => {});
    const begun = new Date(clock()).toISOString();
    const entry = {
      cached_at: begun,
      cache_version: '2',
      params_hash: 'abc',
      hit_count: 4,
      last_accessed: begun,
    };
    await vault.write([{ name, text: writeEntry(entry, '{"dpi":1.5,"warnings":[]}'), ttl: HOUR }]);

    const hits = new Hits(clock, silent);
    clock.forward(HOUR / 2);
    for (let i = 0; i < 3; i++) hits.note(vault, 's', name);
    await hits.write();
    await hits.write();
    const kept = readEntry((await vault.read(name))!);
    assert.deepEqual(kept, {
      entry: { ...entry, hit_count: 7, last_accessed: new Date(clock()).toISOString() },
      result: '{"dpi":1.5,"warnings":[]}',
    });
    clock.forward(HOUR / 2 + 1);
    hits.note(vault, 's', name);
    await hits.write();
    assert.equal(await vault.read(name), undefined);
    await store.close();
  });
});

describe('a cached answer', function () {
  let admin: Redis;
  let service: Service;
  let close: () => Promise<void>;
  before(async () => void ({ service, admin, close } = await startServiceOnRedis()));
  after(() => close());

  const writes = async (): Promise<number> => {
    const stats = await admin.info('commandstats');
    return Number(/cmdstat_set:calls=(\d+)/.exec(stats)?.[1] ?? 0);
  };

  it('writes nothing when it is the last one already, and the last result when it is not', async () => {
    const { token, id } = await service.begin();
    const other = { ...workedExample, distribution_params: { mode: 'flat_periodic', periodic_rate: 4 } };
    const calculate = async (body: unknown) =>
      (await service.call('POST', CALCULATIONS, { token, body })).body.cache as string;
    const mode = async () =>
      (await service.call('GET', '/api/v1/results/latest', { token })).body.mode as string;

    assert.deepEqual([await calculate(workedExample), await calculate(other)], ['miss', 'miss']);
    const before = await writes();
    for (let i = 0; i < 5; i++) assert.equal(await calculate(other), 'hit');
    assert.equal(await writes(), before);
    assert.equal(await mode(), 'flat_periodic');

    assert.equal(await calculate(workedExample), 'hit');
    assert.equal(await writes(), before + 2);
    assert.equal(await mode(), 'flat_principal_first');
    assert.match((await admin.hget(`session:{${id}}`, 'last_params'))!, /^[0-9a-f]{64}$/);
  });
});
