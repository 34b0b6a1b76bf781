import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { Pool } from '../../server/threads/pool.ts';
import { built } from '../support/built.ts';
import { PATIENCE, SOON, startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { follow } from './support/events.ts';
import { gridJob, slowJob } from './support/job-requests.ts';
import { startService, type Service } from './support/service.ts';

const JOBS = '/api/v1/jobs';

describe('Jobs on a Redis', function () {
  let redis: RedisServer;
  let admin: Redis;
  let pool: Pool;
  let services: Service[];
  before(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    pool = new Pool(built('thread'), { threads: 1 });
  });
  after(async () => {
    pool.close();
    admin.disconnect();
    await redis.kill();
  });
  afterEach(async () => {
    for (const service of services) await service.close();
    await admin.flushall();
  });

  /** Instances with so many workers each. */
  const open = async (workers: readonly number[], patience = PATIENCE): Promise<void> => {
    const env = { REDIS_URL: redis.url, REDIS_TIMEOUT_MS: String(patience) };
    services = await Promise.all(
      workers.map((n) => startService({ ...env, JOB_WORKERS: String(n) }, { pool })),
    );
  };
  const start = async (token: string, body: unknown): Promise<string> => {
    const { status, body: job } = await services[0]!.call('POST', JOBS, { token, body });
    assert.equal(status, 202, JSON.stringify(job));
    return job.job_id;
  };
  const find = async (token: string, id: string, at = 0) =>
    (await services[at]!.call('GET', `${JOBS}/${id}`, { token })).body;

  it('are done by any instance and told of by any, with the same figures', async () => {
    await open([0, 1]);
    const { token } = await services[0]!.begin();
    const id = await start(token, gridJob(30, 30));
    const followed = await Promise.all(services.map(({ url }) => follow(url, token, id)));
    await Promise.all(followed.map(({ ended }) => ended));
    const [one, other] = followed.map(({ told }) => told.at(-1)!.data);
    assert.equal(one.state, 'completed');
    assert.deepEqual(one, other);
    const alone = await startService({}, { pool });
    const own = await alone.begin();
    const { body } = await alone.call('POST', JOBS, { token: own.token, body: gridJob(30, 30) });
    const there = await follow(alone.url, own.token, body.job_id);
    await there.ended;
    assert.deepEqual(there.told.at(-1)!.data.result, one.result);
    await alone.close();
  });

  it('leave nothing of theirs but the sealed result, and references while they wait', async () => {
    await open([0]);
    const { token, id: session } = await services[0]!.begin();
    const id = await start(token, gridJob());
    const entry = await admin.hgetall(`{waterfall}:jobs:${id}`);
    assert.deepEqual(JSON.parse(entry.data!), { session, job: id });
    const held = async () => (await admin.keys(`session:{${session}}:job*`)).sort();
    const name = `session:{${session}}:job:${id}`;
    assert.deepEqual(await held(), [name, `${name}:key`, `${name}:work`, `session:{${session}}:jobs`]);
    for (const key of await held()) assert.ok((await admin.pttl(key)) > 0, key);
    await services[0]!.close();
    await open([1]);
    await until('it is completed', async () => (await find(token, id)).state === 'completed');
    assert.deepEqual(await held(), [name]);
    assert.ok((await admin.pttl(name)) > 3_500_000);
    assert.equal((await find(token, id)).result.base, 520);
    await until('the queue is empty', async () => !(await admin.exists(`{waterfall}:jobs:${id}`)));
    // What BullMQ keeps of its own: counters, a priority's, and the last hundred changes of state.
    const own = (await admin.keys('{waterfall}*')).map((key) => key.slice('{waterfall}:jobs:'.length));
    for (const key of own) assert.match(key, /^(events|id|meta|pc|marker|stalled|stalled-check)$/);
    const events = JSON.stringify(await admin.xrange('{waterfall}:jobs:events', '-', '+'));
    assert.doesNotMatch(events, /hurdle|520/);
  });

  it('of a session with a hundred do not delay another’s', async () => {
    await open([1]);
    const [busy, other] = [await services[0]!.begin(), await services[0]!.begin()];
    const many: string[] = [];
    for (let i = 0; i < 100; i++) many.push(await start(busy.token, gridJob(20, 100)));
    const id = await start(other.token, gridJob(2, 2));
    const followed = await follow(services[0]!.url, other.token, id);
    await followed.ended;
    const job = followed.told.at(-1)!.data;
    assert.equal(job.state, 'completed');
    const others = await Promise.all(many.map((each) => find(busy.token, each)));
    const between = others.filter(
      ({ started_at: at }) => at !== null && at > job.created_at && at < job.started_at,
    );
    assert.ok(between.length <= 2, `${between.length} went before it`);
    assert.ok(others.some(({ started_at: at }) => at === null || at > job.started_at));
  });

  it('of one session run two at once, however many workers there are', async () => {
    await open([4]);
    const { token } = await services[0]!.begin();
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push(await start(token, slowJob()));
    const states = async () =>
      (await Promise.all(ids.map((id) => find(token, id)))).map(({ state }) => state);
    await until('two run', async () => (await states()).filter((each) => each === 'running').length === 2);
    for (let i = 0; i < 10; i++) assert.ok((await states()).filter((each) => each === 'running').length <= 2);
    const running = (await states()).indexOf('running');
    await services[0]!.call('DELETE', `${JOBS}/${ids[running]}`, { token });
    await until(
      'the next one runs',
      async () => (await states()).filter((each) => each === 'running').length === 2,
    );
    await services[0]!.call('DELETE', '/api/v1/sessions/current', { token });
    await until('none is left', async () => pool.load.running + pool.load.waiting === 0);
  });

  it('are cancelled by another instance while they run', async () => {
    await open([1, 0]);
    const { token } = await services[0]!.begin();
    const id = await start(token, slowJob());
    await until('it runs', async () => (await find(token, id, 1)).state === 'running');
    assert.equal((await services[1]!.call('DELETE', `${JOBS}/${id}`, { token })).status, 204);
    await until('no thread works', () => pool.load.running + pool.load.waiting === 0);
    assert.equal((await find(token, id)).state, 'cancelled');
  });

  it('are refused with when to ask again while the store cannot hold them', async () => {
    await open([1], SOON);
    const { token } = await services[0]!.begin();
    redis.freeze();
    try {
      const { status, body, headers } = await services[0]!.call('POST', JOBS, { token, body: gridJob() });
      assert.deepEqual([status, body.code, headers.get('Retry-After')], [503, 'STORE_UNAVAILABLE', '1']);
    } finally {
      redis.thaw();
    }
    await until('the store is back', () => services[0]!.store.state().up);
    const id = await start(token, gridJob());
    await until('it is completed', async () => (await find(token, id)).state === 'completed');
  });

  it('have results that are a miss and an alert once they are moved', async () => {
    await open([1]);
    const { token, id: session } = await services[0]!.begin();
    const [one, other] = [await start(token, gridJob()), await start(token, gridJob(6, 6))];
    for (const id of [one, other])
      await until('it is completed', async () => (await find(token, id)).state === 'completed');
    const nameOf = (id: string) => `session:{${session}}:job:${id}`;
    await admin.hset(nameOf(one), 'result', (await admin.hget(nameOf(other), 'result'))!);
    const { status, body } = await services[0]!.call('GET', `${JOBS}/${one}`, { token });
    assert.deepEqual([status, body.code], [404, 'NO_JOB']);
    assert.ok(services[0]!.lines.some((line) => line.includes('sealed_value_rejected')));
  });
});
