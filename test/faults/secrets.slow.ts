import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { followToEnd } from '../server/support/events.ts';
import { manyLetters } from '../server/support/heavy.ts';
import { standingClock, startService, workedExample, type Service } from '../server/support/service.ts';
import { begin, calculate, call, startInstance, startJob, type Instance } from './instance.ts';

const CALCULATIONS = '/api/v1/calculations';
const JOBS = '/api/v1/jobs';
const LATEST = '/api/v1/results/latest';
const CANARIES = ['CANARY', '98765', '12321.5'];

describe('what is held', function () {
  let folder: string;
  let redis: RedisServer;
  let admin: Redis;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'dump-'));
    redis = await startRedis(['--dir', folder, '--rdbcompression', 'no']);
    admin = new Redis(redis.url);
  });
  after(async () => {
    admin.disconnect();
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => admin.flushall());

  it('F16: shows nothing in a dump of Redis, in its traffic, or in the log at its finest', async () => {
    const instance = await startInstance({ REDIS_URL: redis.url });
    let traffic = '';
    // A client that turns into a monitor may lose its place when others send at the same moment; this one only listens.
    const monitor = spawn('redis-cli', ['-p', String(redis.port), 'monitor']);
    monitor.stdout.on('data', (data) => void (traffic += data));
    await until('the monitor listens', () => traffic.includes('OK'));
    const { token } = await begin(instance);
    const body = structuredClone(workedExample);
    body.basic_params.investment_target = 'CANARY-TARGET';
    body.basic_params.investment_amount = 98765;
    body.cash_flows[0]!.amount = 12321.5;
    assert.equal((await calculate(instance, token, body)).body.cache, 'miss');
    await until('it is held', async () => (await calculate(instance, token, body)).body.cache === 'hit');
    assert.equal((await calculate(instance, token, { basic_params: 'CANARY-FAULT' })).status, 422);
    assert.equal((await call(instance, 'GET', `${LATEST}?q=CANARY-QUERY`, { token })).status, 200);
    const lettered = { ...manyLetters, basic_params: { investment_target: 'CANARY-LETTERS' } };
    assert.equal(await refusalOf(instance, token, lettered), 'TOO_HEAVY');
    const told = await followToEnd(instance.url, token, await startJob(instance, token, canaryJob(body)));
    assert.equal(told.at(-1)!.data.state, 'completed');
    // One that waits is in the queue, with what it is to do in the store.
    for (let i = 0; i < 3; i++) await startJob(instance, token, { ...canaryJob(body), scenarios: 1_000_000 });
    assert.equal((await call(instance, 'POST', JOBS, { token, body: { kind: 'CANARY-KIND' } })).status, 422);
    const isThere = (text: string) =>
      [':results', ':calc:', ':job:', '{waterfall}:jobs:'].every((name) => text.includes(name));
    await until('the traffic was seen', () => isThere(traffic));
    await admin.save();
    const dump = readFileSync(path.join(folder, 'dump.rdb'), 'latin1');
    monitor.kill();
    await instance.kill();
    assert.ok(isThere(dump) && instance.log().includes('"request"'));
    for (const canary of [...CANARIES, token, token.slice(3, 40)])
      for (const [where, text] of Object.entries({ dump, traffic, log: instance.log() }))
        assert.equal(text.includes(canary), false, `${canary} in the ${where}`);
  });

  it('F15: has a time to live, all but the two documents of the configuration, the list of sessions and what BullMQ keeps', async () => {
    const instance = await startInstance({ REDIS_URL: redis.url });
    const { token } = await begin(instance);
    const busy = Array.from({ length: 20 }, () => calculate(instance, token));
    const seen = new Set<string>();
    const lasting = new Set<string>();
    const look = async (): Promise<void> => {
      for (const key of await admin.keys('*')) {
        seen.add(key.replace(/[0-9a-f]{64}/g, ''));
        if ((await admin.pttl(key)) === -1) lasting.add(key);
      }
    };
    await look();
    await Promise.all(busy);
    assert.equal(await refusalOf(instance, token, manyLetters), 'TOO_HEAVY');
    const jobs: string[] = [];
    for (let i = 0; i < 3; i++) jobs.push(await startJob(instance, token, canaryJob(workedExample)));
    await look();
    for (const id of jobs) await followToEnd(instance.url, token, id);
    await until('the queue is empty', async () => !(await admin.exists('{waterfall}:jobs:active')));
    const waiting = [...lasting].filter((key) => jobs.some((id) => key === `{waterfall}:jobs:${id}`));
    for (const key of waiting) {
      await until('its entry is gone', async () => !(await admin.exists(key)));
      lasting.delete(key);
    }
    await look();
    await instance.kill();
    assert.ok(seen.has('session:{}:calc:'), [...seen].join(' '));
    // Lists of what waits and runs, counters, and the last hundred changes of state: references, and no more than there are jobs.
    const queue = /^\{waterfall\}:jobs:(active|delayed|events|id|marker|meta|pc|prioritized|stalled|wait)$/;
    const own = [...lasting].filter((key) => !queue.test(key)).sort();
    assert.deepEqual(own, ['config:app', 'config:calculation_templates', 'sessions:active']);
  });

  it('F15: is gone when two hours are over, in Redis', async () => {
    const clock = standingClock();
    const service = await startService({ REDIS_URL: redis.url }, { clock });
    const { token } = await service.begin();
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
    await later(admin, 2 * 3_600_000);
    clock.forward(2 * 3_600_000);
    assert.deepEqual(await admin.keys('session:*'), []);
    assert.equal(
      (await service.call('POST', CALCULATIONS, { token, body: workedExample })).body.code,
      'SESSION_EXPIRED',
    );
    await service.store.sweepSessions(clock());
    assert.equal(await admin.zcard('sessions:active'), 0);
    await service.close();
  });

  it('F15: is gone when two hours are over, in memory', async () => {
    const clock = standingClock();
    const service = await startService({}, { clock });
    const { token, id } = await service.begin();
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
    clock.forward(2 * 3_600_000 + 1);
    assert.deepEqual(await service.store.sweepSessions(clock()), { expired: 1, active: 0 });
    for (const name of ['', ':params', ':results'])
      assert.equal(
        (await service.store.getValue(`session:{${id}}${name}`)) ??
          (await service.store.getHash(`session:{${id}}${name}`)),
        undefined,
        name,
      );
    await service.close();
  });

  it('F17: is a miss and an alert once it is moved to another session, from any copy', async () => {
    const service: Service = await startService({ REDIS_URL: redis.url });
    const [from, to] = [await service.begin(), await service.begin()];
    for (const { token } of [from, to])
      await service.call('POST', CALCULATIONS, { token, body: workedExample });
    const calcOf = async (id: string) => (await admin.keys(`session:{${id}}:calc:*`))[0]!;
    await admin.copy(await calcOf(from.id), await calcOf(to.id), 'REPLACE');
    const answer = await service.call('POST', CALCULATIONS, { token: to.token, body: workedExample });
    assert.deepEqual([answer.status, answer.body.dpi, answer.body.cache], [200, 1.5, 'miss']);
    const alerts = service.lines.filter((line) => line.includes('sealed_value_rejected'));
    assert.equal(alerts.length, 1);
    assert.ok(alerts[0]!.includes(to.id));
    const mended = await service.call('POST', CALCULATIONS, { token: to.token, body: workedExample });
    assert.equal(mended.body.cache, 'hit');
    await service.close();
  });
});

/** A simulation of a deal, with numbers of its own. */
const canaryJob = (request: object) => ({
  kind: 'simulate',
  request,
  uncertainty: { exit: { multiple: { min: 1, mode: 1.5, max: 1.98765 } } },
  scenarios: 50_000,
  seed: 98765,
});

/** What a picture of a run is refused with. */
const refusalOf = async (instance: Instance, token: string, calculation: object): Promise<string> =>
  (await call(instance, 'POST', '/api/v1/exports', { token, body: { format: 'png', calculation } })).body
    .code;

/** Redis has no clock to be set: every key's time is shortened instead, and what has none left goes. */
async function later(admin: Redis, ms: number): Promise<void> {
  for (const key of await admin.keys('*')) {
    const left = await admin.pttl(key);
    if (left >= 0) await admin.pexpire(key, left - ms);
  }
}
