import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Asker, Task, Work } from '../../server/threads/tasks.ts';
import { Pool } from '../../server/threads/pool.ts';
import { built } from '../support/built.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { endless, heavyFund } from './support/heavy.ts';
import { startService, workedExample, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const EXPORTS = '/api/v1/exports';
/** Runs for seconds. */
const LONG = heavyFund({ tiers: 20, trueUps: 999, navs: 999 });
/** Takes seconds to write as a workbook. */
const WIDE = heavyFund({ periods: 1000, classes: 4, tiers: 10 });
/** Longer than a lock lasts that is not prolonged. */
const LOCK = 4000;

const newPool = (time = 60_000): Pool => new Pool(built('thread'), { threads: 1, time });

describe('While something heavy is done', function () {
  let service: Service;
  let pool: Pool;
  let token: string;
  beforeEach(async () => {
    pool = newPool();
    service = await startService({}, { pool });
    ({ token } = await service.begin());
  });
  afterEach(async () => {
    pool.close();
    await service.close();
  });

  const post = (path: string, body: unknown) => service.call('POST', path, { token, body });

  const tasks: [string, () => ReturnType<typeof post>, number][] = [
    ['a calculation', () => post(CALCULATIONS, LONG), 200],
    ['a check', () => post(`${CALCULATIONS}/validate`, LONG), 200],
    ['a comparison', () => post(`${CALCULATIONS}/compare`, { calculations: [LONG, workedExample] }), 200],
    ['a workbook', () => post(EXPORTS, { format: 'xlsx', calculation: WIDE }), 201],
  ];
  for (const [what, ask, status] of tasks)
    it(`(${what}) everybody else is answered`, async () => {
      // Then a workbook is only written.
      if (status === 201) await post(CALCULATIONS, WIDE);
      let isDone = false;
      const heavy = ask().finally(() => void (isDone = true));
      await until('a thread works', () => pool.load.running === 1);
      assert.equal((await service.call('GET', '/health/live')).status, 200);
      const neighbour = await service.begin();
      const small = await service.call('POST', CALCULATIONS, { token: neighbour.token, body: workedExample });
      assert.equal(small.body.summary.total_carry, 520);
      assert.equal(isDone, false);
      assert.equal((await heavy).status, status);
    });

  it('two who ask for the same are answered by one run', async () => {
    const answers = await Promise.all([post(CALCULATIONS, LONG), post(CALCULATIONS, LONG)]);
    assert.deepEqual(answers.map(({ body }) => body.cache).sort(), ['hit', 'miss']);
  });

  /** Asks for what runs for seconds, and can leave. */
  const ask = (body: unknown, more: { token?: string } = {}) => {
    const control = new AbortController();
    const answered = service
      .call('POST', CALCULATIONS, { token, body, signal: control.signal, ...more })
      .then(({ status }) => status)
      .catch((error: Error) => error.name);
    return { answered, leave: () => control.abort() };
  };

  it('what is asked for and left does not wait, whatever has begun', async () => {
    const asked = [30, 31, 32].map((tiers) => ask(heavyFund({ tiers, trueUps: 999, navs: 999 })));
    await until('two wait', () => pool.load.waiting === 2);
    for (const { leave } of asked) leave();
    await until('none waits', () => pool.load.waiting === 0);
    assert.equal(pool.load.running, 1);
    assert.deepEqual(await Promise.all(asked.map(({ answered }) => answered)), Array(3).fill('AbortError'));
  });

  it('what one who leaves has asked for is done for the other who asked for the same', async () => {
    const first = ask(LONG);
    await until('a thread works', () => pool.load.running === 1);
    const [leaving, staying] = [ask(WIDE), ask(WIDE)];
    await until('it waits', () => pool.load.waiting === 1);
    leaving.leave();
    assert.equal(await leaving.answered, 'AbortError');
    assert.equal(await staying.answered, 200);
    assert.equal(await first.answered, 200);
  });

  it('what was given up is begun anew for who asks for the same', async () => {
    const first = ask(LONG);
    await until('a thread works', () => pool.load.running === 1);
    const leaving = ask(WIDE);
    await until('it waits', () => pool.load.waiting === 1);
    leaving.leave();
    await until('none waits', () => pool.load.waiting === 0);
    assert.equal(await ask(WIDE).answered, 200);
    assert.equal(await first.answered, 200);
  });

  it('a session has its share, and another one its turn', async () => {
    const asked = [1, 2, 3, 4].map((i) => ask(heavyFund({ trueUps: 400 + i })));
    let ended = 0;
    for (const { answered } of asked) void answered.then(() => (ended += 1));
    await until('three wait', () => pool.load.waiting === 3);
    const refused = await post(CALCULATIONS, LONG);
    assert.deepEqual(
      [refused.status, refused.body.code, refused.headers.get('Retry-After')],
      [429, 'TOO_MANY_AT_ONCE', '60'],
    );
    const other = await service.begin();
    const body = { format: 'xlsx', calculation: workedExample };
    assert.equal((await service.call('POST', EXPORTS, { token: other.token, body })).status, 201);
    assert.ok(ended < asked.length, 'it was last');
    assert.deepEqual(await Promise.all(asked.map(({ answered }) => answered)), Array(4).fill(200));
  });
});

describe('What is too heavy', function () {
  it('is refused with what to reduce, on every route, the next one is answered, and the same costs no thread again', async () => {
    const pool = newPool(1500);
    let given = 0;
    const work: Work = (task, asker) => {
      given += 1;
      return pool.work(task, asker);
    };
    const service = await startService({}, { pool: { work, load: pool.load, threads: pool.threads } });
    const { token } = await service.begin();
    const post = (path: string, body: unknown) =>
      service.call('POST', path, { token, body, headers: { 'Accept-Language': 'en' } });
    const requests = [
      [CALCULATIONS, endless(0)],
      [`${CALCULATIONS}/validate`, endless(1)],
      [`${CALCULATIONS}/compare`, { calculations: [workedExample, endless(2)] }],
      [EXPORTS, { format: 'csv', calculation: endless(3) }],
    ] as const;
    for (const [path, body] of [...requests, ...requests]) {
      const { status, body: problem } = await post(path, body);
      assert.deepEqual([status, problem.code], [422, 'TOO_HEAVY'], path);
      assert.match(problem.detail, /fewer periods/);
    }
    assert.equal(given, requests.length);
    assert.equal((await post(CALCULATIONS, workedExample)).status, 200);
    pool.close();
    await service.close();
  });
});

describe('Two instances asked for the same heavy calculation', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());

  it('run it once: the one that runs it goes on saying so', async () => {
    const pool = newPool();
    let runs = 0;
    const work: Work = async <T extends Task>(task: T, asker: Asker) => {
      runs += 1;
      await pause(LOCK);
      return pool.work(task, asker);
    };
    const services = await Promise.all(
      [1, 2].map(() =>
        startService({ REDIS_URL: redis.url }, { pool: { work, load: pool.load, threads: pool.threads } }),
      ),
    );
    const { token } = await services[0]!.begin();
    const body = heavyFund({ trueUps: 200 });
    const answers = await Promise.all(
      services.map((service) => service.call('POST', CALCULATIONS, { token, body })),
    );
    assert.deepEqual(answers.map(({ status, body }) => [status, body.cache]).sort(), [
      [200, 'hit'],
      [200, 'miss'],
    ]);
    assert.equal(runs, 1);
    pool.close();
    for (const service of services) await service.close();
  });
});
