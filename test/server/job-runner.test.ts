import assert from 'node:assert/strict';
import { pino } from 'pino';
import { Audit } from '../../server/audit.ts';
import { gatherHere } from '../../server/jobs/gathering.ts';
import { JobRecords } from '../../server/jobs/records.ts';
import { Runner, type RunnerParts } from '../../server/jobs/runner.ts';
import { warm } from '../../server/jobs/warm.ts';
import { Problem } from '../../server/problem.ts';
import type { Session } from '../../server/sessions/sessions.ts';
import { MemoryStore } from '../../server/store/memory.ts';
import { doTask } from '../../server/threads/tasks.ts';
import { sessionIn, MINUTE } from './store/held.ts';
import { gridJob } from './support/job-requests.ts';
import { ledgerOf, ownerOf, vaultOf } from './support/vault.ts';

const silent = pino({ level: 'silent' });
const [current, previous] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];

describe('A worker that begins', () => {
  it('has done a whole simulation before anybody asks', async () => {
    const told = JSON.parse((await warm(doTask, gatherHere))!) as { scenarios: number };
    assert.ok(told.scenarios > 1000, JSON.stringify(told).slice(0, 200));
  });
});

describe('What does jobs', () => {
  let store: MemoryStore;
  let session: Session;
  let records: JobRecords;
  const recordsUnder = (peppers: { current: Buffer; previous?: Buffer }) =>
    new JobRecords({
      store,
      ledger: ledgerOf(store),
      peppers,
      clock: Date.now,
      log: silent,
      rejected: () => assert.fail('a value was rejected'),
    });
  beforeEach(async () => {
    store = new MemoryStore(64 * 1024 * 1024, Date.now);
    const { id } = await sessionIn(store, MINUTE);
    const ends = Date.now() + MINUTE;
    session = {
      id,
      expiresAt: ends,
      endsAt: ends,
      owner: ownerOf(id),
      vault: vaultOf(store, id, Date.now),
    };
    records = recordsUnder({ current });
  });
  afterEach(() => store.close());

  const enter = async () => {
    const work = JSON.stringify({ kind: 'sensitivity', body: gridJob(60, 60) });
    const entered = await records.enter(session, 'sensitivity', 3601, work);
    assert.ok(typeof entered === 'object');
    return { session: session.id, job: entered.id };
  };
  const runner = (more: Partial<RunnerParts> = {}) =>
    new Runner({
      records,
      work: doTask,
      gather: gatherHere,
      threads: 1,
      audit: new Audit(store, Date.now, silent, 30),
      log: silent,
      ...more,
    });
  const never = new AbortController().signal;
  const outcome = async (job: string) => {
    const found = await records.read(session, job);
    return [found?.state, found?.failure?.code ?? null];
  };

  it('ends a job that takes too long, with what to do less of', async () => {
    const ref = await enter();
    // Pieces that take a moment each.
    const work: RunnerParts['work'] = async (task) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return doTask(task);
    };
    assert.equal(await runner({ longest: 20, work }).doJob(ref, never), 'over');
    assert.deepEqual(await outcome(ref.job), ['failed', 'JOB_TOO_LONG']);
  });

  it('fails a job of which a piece is too heavy, and waits where threads are busy', async () => {
    const heavy = await enter();
    const refusing = (code: 'TOO_HEAVY' | 'BUSY', times: number): RunnerParts['work'] => {
      let left = times;
      return async (task) => {
        if (left-- > 0) throw new Problem(code);
        return doTask(task);
      };
    };
    await runner({ work: refusing('TOO_HEAVY', 1) }).doJob(heavy, never);
    assert.deepEqual(await outcome(heavy.job), ['failed', 'TOO_HEAVY']);
    const busy = await enter();
    await runner({ work: refusing('BUSY', 1) }).doJob(busy, never);
    assert.deepEqual(await outcome(busy.job), ['completed', null]);
  });

  it('gives a job back when it is told to, and another does it', async () => {
    const ref = await enter();
    assert.equal(await runner().doJob(ref, AbortSignal.abort()), 'later');
    assert.deepEqual(await outcome(ref.job), ['running', null]);
    assert.equal(await runner().doJob(ref, never), 'over');
    assert.deepEqual(await outcome(ref.job), ['completed', null]);
    assert.equal(await runner().doJob(ref, never), 'over');
  });

  it('reads a job that was entered before the pepper was changed', async () => {
    const ref = await enter();
    records = recordsUnder({ current: previous, previous: current });
    await runner().doJob(ref, never);
    assert.deepEqual(await outcome(ref.job), ['completed', null]);
  });

  it('says of a job that was given up that it failed', async () => {
    const ref = await enter();
    await runner().giveUp(ref);
    assert.deepEqual(await outcome(ref.job), ['failed', 'INTERNAL']);
    assert.equal(await runner().doJob(ref, never), 'over');
  });
});
