import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { sessionKey } from '../../../server/store/keys.ts';
import { RedisStore } from '../../../server/store/redis.ts';
import { StoreUnavailable } from '../../../server/store/store.ts';
import { PATIENCE, SOON } from '../../support/redis.ts';
import { startRedisCluster, type RedisCluster } from '../../support/redis-cluster.ts';
import { until } from '../../support/until.ts';
import { contract } from './contract.ts';
import { MINUTE, record } from './held.ts';

const silent = pino({ level: 'silent' });

describe('the store in a Redis Cluster', function () {
  let cluster: RedisCluster;
  before(async () => void (cluster = await startRedisCluster()));
  after(() => cluster.kill());

  describe('like any store', () => contract(() => RedisStore.connect(cluster.urls, silent, PATIENCE)));

  it('finds the whole cluster by one of its nodes', async () => {
    const store = await RedisStore.connect([cluster.urls[2]!], silent, PATIENCE);
    assert.deepEqual(store.state(), { up: true });
    const ids = Array.from({ length: 12 }, () => randomUUID());
    for (const id of ids) await store.openSession(id, record(), MINUTE, Date.now() + MINUTE);
    assert.ok(new Set(await Promise.all(ids.map((id) => cluster.masterOf(sessionKey(id))))).size > 1);
    for (const id of ids) assert.equal((await store.getHash(sessionKey(id)))?.status, 'active');
    await store.close();
  });

  it('goes on with the sessions of the other masters while one is frozen, and is whole when it thaws', async () => {
    const store = await RedisStore.connect(cluster.urls, silent, SOON);
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
