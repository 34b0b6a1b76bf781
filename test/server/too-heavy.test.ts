import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { Problem } from '../../server/problem.ts';
import { doTask, type Task, type Work } from '../../server/threads/tasks.ts';
import { heavyFund } from './support/heavy.ts';
import { standingClock, startService, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const EXPORTS = '/api/v1/exports';
const FIVE_MINUTES = 300_000;
const HEAVY = heavyFund({ periods: 120, trueUps: 50 });
const OTHER = heavyFund({ periods: 120, trueUps: 51 });

/** Threads that refuse what they are given, after a while, and count it; what is not refused they do. */
function refusing(code: ProblemCode, refuses: (task: Task) => boolean = () => true) {
  const seen: Task['kind'][] = [];
  const work: Work = async (task) => {
    seen.push(task.kind);
    if (!refuses(task)) return doTask(task);
    await pause(100);
    throw new Problem(code);
  };
  return { seen, pool: { work, load: { waiting: 0, running: 0 }, threads: 1 } };
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
