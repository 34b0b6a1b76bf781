import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { follow, type Following } from '../server/support/events.ts';
import { simulateJob } from '../server/support/job-requests.ts';
import { SOON, startRedis, type RedisServer } from '../support/redis.ts';
import { startRedisCluster, type RedisCluster } from '../support/redis-cluster.ts';
import { until } from '../support/until.ts';
import { figure } from './figures.ts';
import { begin, call, startInstance, startJob, type Instance } from './instance.ts';
import { endWorker, startWorker } from './worker.ts';

const JOBS = '/api/v1/jobs';
/** Takes some seconds on one thread. */
const LONG = simulateJob(1_000_000);
/** Takes a moment. */
const SHORT = simulateJob(20_000);

/** One end with a result, and progress that never goes back. */
function endedOnce({ told }: Following): void {
  assert.equal(told.filter(({ event }) => event === 'end').length, 1);
  const { event, data } = told.at(-1)!;
  assert.deepEqual([event, data.state, data.progress], ['end', 'completed', 100], JSON.stringify(data.error));
  const done = told.map((each) => each.data.scenarios_done);
  assert.deepEqual(
    done,
    [...done].sort((a, b) => a - b),
  );
}

describe('a job whose worker is lost', function () {
  this.timeout(120_000);
  let redis: RedisServer;
  let admin: Redis;
  let instance: Instance;
  let workers: ChildProcess[];
  let token: string;
  let session: string;
  let expected: string;
  before(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    const alone = await startInstance({});
    ({ token } = await begin(alone));
    const followed = await follow(alone.url, token, await startJob(alone, token, LONG));
    await followed.ended;
    expected = JSON.stringify(followed.told.at(-1)!.data.result);
    await alone.kill();
    instance = await startInstance({ REDIS_URL: redis.url, JOB_WORKERS: '0' });
  });
  after(async () => {
    await instance.kill();
    admin.disconnect();
    await redis.kill();
  });
  beforeEach(async () => {
    workers = [];
    ({ token, id: session } = await begin(instance));
  });
  afterEach(async () => {
    for (const worker of workers) await endWorker(worker);
  });

  const work = async (): Promise<ChildProcess> => {
    const worker = await startWorker({ REDIS_URL: redis.url });
    workers.push(worker);
    return worker;
  };
  /** A long job that one worker has begun, followed. */
  const begun = async () => {
    const worker = await work();
    const id = await startJob(instance, token, LONG);
    const followed = await follow(instance.url, token, id);
    await until('it runs', () => followed.told.some(({ data }) => data.scenarios_done > 0));
    return { id, session, followed, worker };
  };

  for (const loss of ['killed', 'told to stop'] as const)
    it(`F9: (${loss}) is done by another, with the same figures, and told of once`, async () => {
      const { followed, worker } = await begun();
      await work();
      const lost = performance.now();
      worker.kill(loss === 'killed' ? 'SIGKILL' : 'SIGTERM');
      await once(worker, 'exit');
      if (loss === 'told to stop') {
        assert.equal(worker.exitCode, 0);
        figure('F9 a worker gone after', performance.now() - lost, 10_000);
      }
      await followed.ended;
      endedOnce(followed);
      figure(`F9 (${loss}) finished by another after`, performance.now() - lost);
      assert.equal(JSON.stringify(followed.told.at(-1)!.data.result), expected);
    });

  it('F9: (blocked for nine seconds) is done by another, and what the first one brings then changes nothing', async () => {
    const { id, session, followed, worker } = await begun();
    const attempt = () => admin.hget(`session:{${session}}:job:${id}`, 'attempt');
    const first = await attempt();
    worker.kill('SIGSTOP');
    await work();
    await pause(9000);
    await until('another has begun it', async () => (await attempt()) !== first);
    worker.kill('SIGCONT');
    await followed.ended;
    endedOnce(followed);
    const { body: done } = await call(instance, 'GET', `${JOBS}/${id}`, { token });
    // Long enough for what the first worker still had to do.
    await pause(6000);
    const { body } = await call(instance, 'GET', `${JOBS}/${id}`, { token });
    assert.deepEqual(body, done);
    assert.equal(JSON.stringify(body.result), expected);
    assert.equal(worker.exitCode, null);
    await endWorker(workers[1]!);
    const next = await follow(instance.url, token, await startJob(instance, token, SHORT));
    await next.ended;
    endedOnce(next);
  });
});

describe('a stream of events that is cut', function () {
  this.timeout(120_000);
  let redis: RedisServer;
  let instances: Instance[];
  let worker: ChildProcess;
  let token: string;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());
  beforeEach(async () => {
    const env = { REDIS_URL: redis.url, REDIS_TIMEOUT_MS: String(SOON) };
    instances = await Promise.all([1, 2].map(() => startInstance({ ...env, JOB_WORKERS: '0' })));
    worker = await startWorker(env);
    ({ token } = await begin(instances[0]!));
  });
  afterEach(async () => {
    await endWorker(worker);
    for (const instance of instances) await instance.kill();
  });

  for (const cut of ['by the client', 'with its instance', 'with an instance that is told to stop'] as const)
    it(`F10: (${cut}) is gone on with by another instance: a snapshot, and no end is missed`, async () => {
      const [one, other] = instances as [Instance, Instance];
      const id = await startJob(one, token, LONG);
      const first = await follow(one.url, token, id);
      await until('it runs', () => first.told.some(({ data }) => data.scenarios_done > 0));
      if (cut === 'by the client') first.leave();
      else one.child.kill(cut === 'with its instance' ? 'SIGKILL' : 'SIGTERM');
      await first.ended;
      assert.ok(first.told.every(({ event }) => event !== 'end'));
      const second = await follow(other.url, token, id);
      await second.ended;
      assert.equal(second.told[0]!.event, 'snapshot');
      endedOnce(second);
      assert.ok(second.told[0]!.data.scenarios_done >= first.told.at(-1)!.data.scenarios_done);
    });

  it('F10: that is begun whenever, at any instance, has its end', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await startJob(instances[0]!, token, SHORT);
      const streams: Following[] = [];
      for (let i = 0; i < 6; i++) {
        streams.push(await follow(instances[i % 2]!.url, token, id));
        await pause(20 * i);
      }
      await Promise.all(streams.map(({ ended }) => ended));
      for (const stream of streams) endedOnce(stream);
    }
  });

  it('F10: has its end though Redis was frozen meanwhile', async () => {
    const id = await startJob(instances[0]!, token, LONG);
    const followed = await follow(instances[0]!.url, token, id);
    await until('it runs', () => followed.told.some(({ data }) => data.scenarios_done > 0));
    redis.freeze();
    await pause(2000);
    redis.thaw();
    await followed.ended;
    endedOnce(followed);
  });
});

describe('jobs on a cluster', function () {
  this.timeout(120_000);
  let cluster: RedisCluster;
  let instance: Instance;
  let worker: ChildProcess;
  before(async () => {
    cluster = await startRedisCluster();
    const env = { REDIS_CLUSTER_NODES: cluster.urls.join() };
    instance = await startInstance({ ...env, JOB_WORKERS: '0' });
    worker = await startWorker(env);
  });
  after(async () => {
    await endWorker(worker);
    await instance.kill();
    await cluster.kill();
  });

  it('are done for sessions on every master', async () => {
    const masters = new Set<unknown>();
    while (masters.size < 3) {
      const { token, id } = await begin(instance);
      masters.add(await cluster.masterOf(`session:{${id}}`));
      const followed = await follow(instance.url, token, await startJob(instance, token, SHORT));
      await followed.ended;
      endedOnce(followed);
    }
  });
});
