import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { startRedisCluster, type RedisCluster } from '../support/redis-cluster.ts';
import { until } from '../support/until.ts';
import { figure } from './figures.ts';
import {
  AS_SHIPPED,
  begin,
  calculate,
  ready,
  startInstance,
  variant,
  type Instance,
  type Reply,
} from './instance.ts';
import { areValid } from './load.ts';

interface Sent {
  readonly at: number;
  readonly reply: Reply;
}

describe('a master of the cluster lost', function () {
  this.timeout(120_000);
  let cluster: RedisCluster;
  let instance: Instance;
  beforeEach(async () => {
    cluster = await startRedisCluster(1);
    instance = await startInstance({ ...AS_SHIPPED, REDIS_CLUSTER_NODES: cluster.urls.join() });
  });
  afterEach(async () => {
    await instance.kill();
    await cluster.kill();
  });

  for (const loss of ['kill', 'freeze'] as const)
    it(`F5: (${loss}) takes its sessions' store away for a moment, nobody else's, and its replica gives it back`, async () => {
      const sessions = [];
      for (let i = 0; i < 12; i++) {
        const { token, id } = await begin(instance);
        const master = await cluster.masterOf(`session:{${id}}`);
        await calculate(instance, token);
        sessions.push({ token, master, sent: [] as Sent[] });
      }
      const lost = sessions[0]!.master;
      let going = true;
      const users = sessions.map(async ({ token, sent }) => {
        for (let i = 0; going; i++) {
          const at = performance.now();
          sent.push({ at, reply: await calculate(instance, token, variant(i % 5)) });
          await pause(10);
        }
      });
      await pause(500);
      const struck = performance.now();
      await lost[loss]();
      await until('it is degraded', async () => (await ready(instance)) !== 'ready');
      await until('it is whole', async () => (await ready(instance)) === 'ready');
      await pause(500);
      going = false;
      await Promise.all(users);

      const all = sessions.flatMap(({ sent }) => sent);
      areValid(all.map(({ reply }) => reply));
      const degraded = all.filter(({ reply }) => reply.degraded);
      assert.ok(degraded.length > 0);
      const others = sessions.filter(({ master }) => master !== lost).flatMap(({ sent }) => sent);
      assert.equal(others.filter(({ reply }) => reply.degraded).length, 0);
      figure(
        `F5 (${loss}) ${degraded.length} of ${all.length} answers degraded, the last`,
        Math.max(...degraded.map(({ at }) => at)) - struck,
        5000,
      );
      for (const { token } of sessions) {
        const { status, degraded } = await calculate(instance, token);
        assert.deepEqual([status, degraded], [200, false]);
      }
    });
});
