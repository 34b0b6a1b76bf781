import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { Problem } from '../../server/problem.ts';
import { doJob, type Job, type Work } from '../../server/threads/jobs.ts';
import { heavyFund } from './support/heavy.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { standingClock, startService, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const EXPORTS = '/api/v1/exports';
const FIVE_MINUTES = 300_000;
const HEAVY = heavyFund({ periods: 120, trueUps: 50 });
const OTHER = heavyFund({ periods: 120, trueUps: 51 });

/** Threads that refuse what they are given, after a while, and count it; what is not refused they do. */
function refusing(code: ProblemCode, refuses: (job: Job) => boolean = () => true) {
  const seen: Job['kind'][] = [];
  const work: Work = async (job) => {
    seen.push(job.kind);
    if (!refuses(job)) return doJob(job);
    await pause(100);
    throw new Problem(code);
  };
  return { seen, pool: { work, load: { waiting: 0, running: 0 } } };
}

const codeOf = async (
  service: Service,
  token: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<string> => {
  const answer = await service.call('POST', path, { token, body, headers });
  return answer.body.code ?? String(answer.status);
};

describe('What was too heavy', () => {
  let service: Service;
  let token: string;
  const clock = standingClock();
  const start = async (pool: ReturnType<typeof refusing>['pool']): Promise<void> => {
    service = await startService({}, { pool, clock });
    ({ token } = await service.begin());
  };
  afterEach(() => service.close());
  const calculate = (body: unknown = HEAVY, as = token) => codeOf(service, as, CALCULATIONS, body);

  it('is refused at once for five minutes, whichever route asks for it again', async () => {
    const { seen, pool } = refusing('TOO_HEAVY');
    await start(pool);
    for (const [path, body] of [
      [CALCULATIONS, HEAVY],
      [CALCULATIONS, HEAVY],
      [`${CALCULATIONS}/validate`, HEAVY],
      [`${CALCULATIONS}/compare`, { calculations: [HEAVY, HEAVY] }],
      [EXPORTS, { format: 'csv', calculation: HEAVY }],
    ] as const)
      assert.equal(await codeOf(service, token, path, body), 'TOO_HEAVY', path);
    assert.deepEqual(seen, ['run']);
    clock.forward(FIVE_MINUTES);
    assert.equal(await calculate(), 'TOO_HEAVY');
    assert.equal(seen.length, 1);
    clock.forward(1);
    assert.equal(await calculate(), 'TOO_HEAVY');
    assert.equal(seen.length, 2);
  });

  it('is tried for whoever asks for something else, or in another session', async () => {
    const { seen, pool } = refusing('TOO_HEAVY');
    await start(pool);
    await calculate();
    assert.equal(await calculate(OTHER), 'TOO_HEAVY');
    const { token: another } = await service.begin();
    assert.equal(await calculate(HEAVY, another), 'TOO_HEAVY');
    assert.equal(seen.length, 3);
  });

  it('is so as an export of one format and language alone where the run was not', async () => {
    const { seen, pool } = refusing('TOO_HEAVY', ({ kind }) => kind === 'export');
    await start(pool);
    const write = (format: string, language: string) =>
      codeOf(service, token, EXPORTS, { format, calculation: HEAVY }, { 'Accept-Language': language });
    for (let i = 0; i < 2; i++)
      for (const [format, language] of [
        ['xlsx', 'en'],
        ['png', 'en'],
        ['png', 'zh-CN'],
      ] as const)
        assert.equal(await write(format, language), 'TOO_HEAVY');
    assert.deepEqual(seen, ['run', 'export', 'export', 'export']);
    assert.deepEqual([await write('csv', 'en'), await calculate()], ['201', '200']);
  });

  it('is not what found no free thread: that is tried again each time', async () => {
    const { seen, pool } = refusing('BUSY');
    await start(pool);
    assert.deepEqual([await calculate(), await calculate()], ['BUSY', 'BUSY']);
    assert.equal(seen.length, 2);
  });
});

describe('What was too heavy, on instances with one Redis', () => {
  const { seen, pool } = refusing('TOO_HEAVY');
  let services: readonly [Service, Service];
  let admin: Redis;
  let close: () => Promise<void>;
  let token: string;
  let id: string;
  before(async () => {
    const { service, url, ...rest } = await startServiceOnRedis({ pool });
    ({ admin, close } = rest);
    services = [service, await startService({ REDIS_URL: url }, { pool })];
  });
  after(async () => {
    await services[1].close();
    await close();
  });
  beforeEach(async () => {
    ({ token, id } = await services[0].begin());
    seen.length = 0;
  });

  const all = () => Promise.all(services.map((service) => codeOf(service, token, CALCULATIONS, HEAVY)));
  const held = () => admin.keys(`session:{${id}}:response:*`);

  it('is refused to all that wait for it, wherever they do, after one attempt', async () => {
    assert.deepEqual(await all(), ['TOO_HEAVY', 'TOO_HEAVY']);
    assert.deepEqual(await all(), ['TOO_HEAVY', 'TOO_HEAVY']);
    assert.equal(seen.length, 1);
  });

  it('is held sealed under the name of the design, for five minutes, and told in the session’s export', async () => {
    await all();
    const [key, ...others] = await held();
    assert.match(key!, /:response:[0-9a-f]{64}$/);
    assert.deepEqual(others, []);
    const left = await admin.pttl(key!);
    assert.ok(left > FIVE_MINUTES - 60_000 && left <= FIVE_MINUTES, String(left));
    assert.ok(!(await admin.getBuffer(key!))!.toString('latin1').includes('HEAVY'));
    const { body } = await services[0].call('GET', '/api/v1/sessions/current/export', { token });
    const { status, code } = body.values[key!.slice(`session:{${id}}:`.length)];
    assert.deepEqual([status, code], [422, 'TOO_HEAVY']);
  });

  it('is erased with its session, and not held for one that ends meanwhile', async () => {
    const end = () => services[0].call('DELETE', '/api/v1/sessions/current', { token });
    await all();
    assert.equal((await held()).length, 1);
    await end();
    assert.deepEqual(await admin.keys(`session:{${id}}:*`), []);
    ({ token, id } = await services[0].begin());
    const asked = all();
    while (seen.length < 2) await pause(5);
    await end();
    assert.deepEqual(await asked, ['TOO_HEAVY', 'TOO_HEAVY']);
    assert.deepEqual(await admin.keys(`session:{${id}}:*`), []);
  });

  it('is tried each time while Redis keeps nothing, and refused as ever', async () => {
    const ask = () => codeOf(services[0], token, CALCULATIONS, HEAVY);
    await admin.replicaof('127.0.0.1', '1');
    assert.deepEqual([await ask(), await ask()], ['TOO_HEAVY', 'TOO_HEAVY']);
    await admin.replicaof('NO', 'ONE');
    assert.equal(seen.length, 2);
  });
});
