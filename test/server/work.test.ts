import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRequest } from '../../src/document/index.ts';
import { doTask, textOf, type Task, type RunTask } from '../../server/threads/tasks.ts';
import { Pool, type PoolLimits } from '../../server/threads/pool.ts';
import { Problem } from '../../server/problem.ts';
import { built } from '../support/built.ts';
import { until } from '../support/until.ts';
import { endless, heavyFund, manyLetters } from './support/heavy.ts';
import { workedExample } from './support/service.ts';

/** Runs for seconds, with a result of a megabyte. */
const LONG = heavyFund({ tiers: 20, trueUps: 999, navs: 999 });
/** Runs for a moment longer than what is run at once. */
const MIDDLING = heavyFund({ periods: 400, tiers: 12 });

const ONE = { id: 'one' };
const OTHER = { id: 'other' };

const taskOf = (body: object): RunTask => {
  const read = readRequest(body);
  assert.ok(read.ok);
  return { kind: 'run', request: read.value, warnings: [] };
};
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('Threads for heavy work', function () {
  let pool: Pool;
  /** A pool, and how one session has its work done there. */
  const open = (limits: Partial<PoolLimits>) => {
    pool = new Pool(built('thread'), { threads: 1, time: 60_000, ...limits });
    return { work: <T extends Task>(task: T) => pool.work(task, ONE) };
  };
  afterEach(() => pool.close());

  it('give what the same task gives here', async () => {
    const { work } = open({});
    const [there, here] = [await work(taskOf(workedExample)), await doTask(taskOf(workedExample))];
    assert.ok(there.ok && here.ok);
    // The version is set where it is built.
    const figures = (head: string) => head.replace(/"(calculation_time|engine_version)":[^,]+/g, '');
    assert.equal(figures(there.value.head), figures(here.value.head));
    assert.deepEqual(there.value.figures, here.value.figures);
  });

  it('give the faults of a run as values', async () => {
    const task = taskOf(heavyFund({ periods: 12 }));
    const { flows } = task.request;
    const endless = { ...flows, contributions: [{ period: 0, amount: Infinity }] };
    const outcome = await open({}).work({ ...task, request: { ...task.request, flows: endless } });
    assert.ok(!outcome.ok);
    assert.equal(outcome.issues[0]!.code, 'overflow');
  });

  it('give an error of the program by its name and place, without what it says', async () => {
    const task = { ...taskOf(workedExample), request: { secret: 'canary' } } as unknown as RunTask;
    const error = await open({})
      .work(task)
      .then(
        () => assert.fail('answered'),
        (e: Error) => e,
      );
    assert.equal(error.name, 'TypeError');
    assert.match(error.stack!, /at run \(/);
    assert.doesNotMatch(error.message, /undefined|canary/);
    assert.equal(await codeOf(pool.work(taskOf(workedExample), ONE)), 'done');
  });

  it('refuse a picture with more letters than anybody reads, before it is drawn', async () => {
    const ran = await doTask(taskOf(manyLetters));
    assert.ok(ran.ok);
    const picture = {
      kind: 'export',
      format: 'png',
      body: manyLetters,
      result: textOf(ran.value.head, []),
      locale: 'en',
      at: 0,
    } as const;
    assert.equal(await codeOf(open({}).work(picture)), 'TOO_HEAVY');
    assert.equal(await codeOf(pool.work(taskOf(workedExample), ONE)), 'done');
  });

  it('refuse a task that takes too long, and do the next one', async () => {
    const { work } = open({ time: 8000 });
    assert.equal(await codeOf(work(taskOf(workedExample))), 'done');
    assert.equal(await codeOf(work(taskOf(endless()))), 'TOO_HEAVY');
    assert.equal(await codeOf(work(taskOf(workedExample))), 'done');
  });

  it('do the next one also where the reply of one that took too long is on its way', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-'));
    const program = path.join(folder, 'thread.mjs');
    writeFileSync(
      program,
      `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ replied }) => {
        parentPort.postMessage({ outcome: 'done' });
        Atomics.store(replied, 0, 1);
        Atomics.notify(replied, 0);
      });`,
    );
    const TIME = 60_001;
    pool = new Pool(program, { threads: 1, time: TIME });
    const work = (replied = new Int32Array(new SharedArrayBuffer(4))) =>
      codeOf(pool.work({ replied } as never, ONE));
    const { setTimeout } = globalThis;
    try {
      assert.equal(await work(), 'done');
      let timeIsOver = (): void => assert.fail('not begun');
      globalThis.setTimeout = ((end: () => void, ms: number) => {
        if (ms === TIME) timeIsOver = end;
        return setTimeout(end, ms);
      }) as typeof setTimeout;
      const replied = new Int32Array(new SharedArrayBuffer(4));
      const late = work(replied);
      // It is given to the thread in this turn; of a reply this process hears in the next one.
      await new Promise(process.nextTick);
      Atomics.wait(replied, 0, 0);
      timeIsOver();
      assert.deepEqual(await Promise.all([late, work()]), ['TOO_HEAVY', 'done']);
    } finally {
      globalThis.setTimeout = setTimeout;
      rmSync(folder, { recursive: true });
    }
  });

  it('refuse a task that takes too much memory, and do the next one', async () => {
    const { work } = open({ heap: 48 });
    assert.equal(await codeOf(work(taskOf(heavyFund({ classes: 50, tiers: 100 })))), 'TOO_HEAVY');
    assert.equal(await codeOf(work(taskOf(workedExample))), 'done');
  });

  it('let so many wait and refuse the rest, which is busy and not wrong', async () => {
    const { work } = open({ waiting: 2 });
    const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(work(taskOf(MIDDLING)))));
    assert.deepEqual(codes, ['done', 'done', 'done', 'BUSY']);
  });

  it('take the sessions in turn, so that nobody waits behind all that another one asks for', async () => {
    open({});
    const ended: string[] = [];
    const ask = (id: string, n: number) =>
      pool.work(taskOf(MIDDLING), { id }).then(() => ended.push(`${id} ${n}`));
    await Promise.all([ask('one', 1), ask('one', 2), ask('one', 3), ask('one', 4), ask('other', 1)]);
    assert.deepEqual(ended, ['one 1', 'other 1', 'one 2', 'one 3', 'one 4']);
  });

  it('take no more of one session than its share, and say when to ask again', async () => {
    const { work } = open({ share: 2, time: 30_000 });
    const two = [work(taskOf(MIDDLING)), work(taskOf(MIDDLING))];
    await assert.rejects(work(taskOf(MIDDLING)), (error: Problem) => {
      assert.deepEqual([error.code, error.headers['Retry-After']], ['TOO_MANY_AT_ONCE', '30']);
      return true;
    });
    assert.equal(await codeOf(pool.work(taskOf(MIDDLING), OTHER)), 'done');
    await Promise.all(two);
    assert.equal(await codeOf(work(taskOf(MIDDLING))), 'done');
  });

  it('drop a task that nobody waits for any more before it has begun', async () => {
    const { work } = open({});
    const long = work(taskOf(LONG));
    const client = new AbortController();
    const dropped = pool.work(taskOf(LONG), { ...ONE, signal: client.signal });
    assert.deepEqual(pool.load, { waiting: 1, running: 1 });
    client.abort();
    assert.deepEqual(pool.load, { waiting: 0, running: 1 });
    await assert.rejects(dropped);
    await assert.rejects(pool.work(taskOf(LONG), { ...ONE, signal: client.signal }));
    await long;
  });

  it('count a task that has begun for its session until it ends, though nobody waits for it', async () => {
    const { work } = open({ share: 1 });
    const client = new AbortController();
    const long = pool.work(taskOf(LONG), { ...ONE, signal: client.signal });
    client.abort();
    assert.equal(await codeOf(work(taskOf(MIDDLING))), 'TOO_MANY_AT_ONCE');
    assert.equal(await codeOf(long), 'done');
    assert.equal(await codeOf(work(taskOf(MIDDLING))), 'done');
  });

  it('let nobody wait without end behind a long task', async () => {
    const { work } = open({ wait: 100 });
    const long = codeOf(work(taskOf(LONG)));
    assert.equal(await codeOf(work(taskOf(workedExample))), 'BUSY');
    assert.deepEqual(pool.load, { waiting: 0, running: 1 });
    assert.equal(await long, 'done');
  });

  it('refuse what runs and what waits when they are closed, and all that comes after', async () => {
    const { work } = open({});
    const codes = [codeOf(work(taskOf(LONG))), codeOf(work(taskOf(LONG)))];
    await until('one of them runs', () => pool.load.running === 1 && pool.load.waiting === 1);
    pool.close();
    assert.deepEqual(await Promise.all([...codes, codeOf(work(taskOf(MIDDLING)))]), ['BUSY', 'BUSY', 'BUSY']);
  });
});
