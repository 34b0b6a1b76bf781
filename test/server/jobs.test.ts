import assert from 'node:assert/strict';
import { readRequest, studyOfRequest } from '../../src/document/index.ts';
import { grid, parseUncertainty, reconcile, simulation, tally, tornado } from '../../src/engine/index.ts';
import { Pool } from '../../server/threads/pool.ts';
import { until } from '../support/until.ts';
import { follow } from './support/events.ts';
import { gridJob, simulateJob, slowJob, tornadoJob } from './support/job-requests.ts';
import { startService, workedExample, type Service } from './support/service.ts';

const JOBS = '/api/v1/jobs';

const studied = () => {
  const request = readRequest(workedExample);
  assert.ok(request.ok);
  const study = studyOfRequest(request.value);
  assert.ok(study.ok);
  return { request: request.value, study: study.value };
};

describe('A job', () => {
  let service: Service;
  let pool: Pool;
  let token: string;
  before(() => {
    pool = new Pool('server/threads/thread-from-source.mjs', { threads: 2 });
  });
  after(() => pool.close());
  beforeEach(async () => {
    service = await startService({}, { pool });
    ({ token } = await service.begin());
  });
  afterEach(() => service.close());

  const start = async (body: unknown, more: { token?: string } = {}) => {
    const { status, body: job } = await service.call('POST', JOBS, { token, body, ...more });
    assert.equal(status, 202, JSON.stringify(job));
    return job;
  };
  const find = async (id: string) => (await service.call('GET', `${JOBS}/${id}`, { token })).body;
  const finished = async (body: unknown) => {
    const { job_id: id } = await start(body);
    await until('it is over', async () => !/pending|running/.test((await find(id)).state));
    return find(id);
  };

  it('is accepted at once, and then has a state, progress and a result', async () => {
    const { status, body, headers } = await service.call('POST', JOBS, { token, body: gridJob() });
    assert.equal(status, 202);
    assert.equal(headers.get('Location'), `${JOBS}/${body.job_id}`);
    assert.deepEqual([body.kind, body.scenarios, body.result, body.error], ['sensitivity', 21, null, null]);
    await until('it is completed', async () => (await find(body.job_id)).state === 'completed');
    const job = await find(body.job_id);
    assert.deepEqual([job.progress, job.scenarios_done], [100, 21]);
    assert.ok(job.created_at <= job.started_at && job.started_at <= job.ended_at);
  });

  it('(sensitivity) gives the engine’s own figures for each cell, with terms as the request writes them', async () => {
    const asked = gridJob(7, 5);
    const { result } = await finished(asked);
    const { study } = studied();
    const axis = ({ lever, values }: { lever: string; values: number[] }) => ({
      lever,
      values: values.map((value) => Number((value / 100).toPrecision(12))),
    });
    assert.deepEqual(
      result.cells,
      grid(study, { of: 'gp', what: 'carry' }, axis(asked.rows), axis(asked.columns)),
    );
    assert.deepEqual([result.rows, result.columns], [asked.rows, asked.columns]);
    assert.deepEqual([result.base, result.unit], [520, 'amount']);
  });

  it('(sensitivity) has null where the terms do not go together; a definition of one’s own is in fractions', async () => {
    const { result } = await finished({
      kind: 'sensitivity',
      request: {
        distribution_params: {
          mode: 'custom',
          definition: {
            classes: [{ id: 'lp', share: 1 }],
            tiers: [
              { kind: 'returnOfCapital', to: ['lp'] },
              { kind: 'preferredReturn', id: 'pref', to: ['lp'], rate: 0.08, compounding: 'annual' },
              { kind: 'catchUp', id: 'catch-up', to: 'gp', share: 1, carry: 0.2 },
              { kind: 'split', shares: { lp: 0.8, gp: 0.2 } },
            ],
          },
          flows: {
            timeline: { unit: 'year', periods: 5 },
            contributions: [{ at: 0, amount: 1000 }],
            cash: [{ at: 5, amount: 2000 }],
          },
        },
      },
      measure: { of: 'gp', what: 'carry' },
      rows: { lever: 'catch-up.share', values: [0.1, 1] },
      columns: { lever: 'pref.rate', values: [0, 0.08] },
    });
    assert.deepEqual(
      result.cells.map((row: (number | null)[]) => row.map((cell) => cell !== null)),
      [
        [false, false],
        [true, true],
      ],
    );
  });

  it('(tornado) gives the engine’s own bars, irr in percent', async () => {
    const { result } = await finished(tornadoJob);
    const bars = tornado(studied().study, { of: 'project', what: 'irr' });
    assert.deepEqual(
      result.bars.map((bar: { lever: string }) => bar.lever),
      bars.map(({ lever }) => lever.id),
    );
    assert.equal(result.unit, 'percent');
    assert.equal(result.bars[0].at_high, bars[0]!.atHigh! * 100);
  });

  it('(reconcile) gives what a reconciliation at once gives, in words, and deeper', async () => {
    const claimed = [{ party: 'gp', amount: 455.11 }, { amount: 15000 }];
    const job = await finished({ kind: 'reconcile', request: workedExample, claimed, depth: 2 });
    const { request } = studied();
    const whole = reconcile(request, claimed);
    assert.ok(whole.ok);
    const bare = job.result.readings.map(
      ({ words: _, alike, ...rest }: { words: string; alike: { changes: unknown }[] }) => ({
        ...rest,
        alike: alike.map(({ changes }) => changes),
      }),
    );
    assert.deepEqual({ ...job.result, readings: bare }, whole.value);
    assert.match(job.result.readings[0].words, /\w/);
    const deep = await finished({ kind: 'reconcile', request: workedExample, claimed });
    assert.ok(deep.result.tried > job.result.tried);
    const chinese = await service.call('GET', `${JOBS}/${deep.job_id}`, {
      token,
      headers: { 'Accept-Language': 'zh-CN' },
    });
    assert.match(chinese.body.result.readings[0].words, /\p{Script=Han}/u);
  });

  it('(simulate) gives what its blocks give one after another, bit by bit', async () => {
    const asked = simulateJob(20_000);
    const { result, scenarios } = await finished(asked);
    const read = readRequest(asked.request);
    assert.ok(read.ok);
    const { definition, flows } = read.value;
    const uncertainty = parseUncertainty(asked.uncertainty, definition, flows);
    assert.ok(uncertainty.ok);
    const plan = { definition, flows, uncertainty: uncertainty.value, scenarios: 20_000, seed: 7 };
    const all = tally(plan);
    const { blocks, run } = simulation(plan);
    for (let block = blocks - 1; block >= 0; block--) all.add(block, run(block));
    assert.equal(scenarios, 20_000);
    assert.deepEqual(result, JSON.parse(JSON.stringify(all.result())));
  });

  it('(simulate) tells what has come so far, more each time, from its first scenarios on', async () => {
    const { job_id: id } = await start(simulateJob(200_000));
    const { told, ended } = await follow(service.url, token, id);
    await ended;
    const between = told.filter(({ event, data }) => event === 'change' && data.result_so_far);
    const counts = between.map(({ data }) => data.result_so_far.scenarios);
    assert.ok(counts.length > 1);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => a - b),
    );
    assert.ok(counts[0] < 200_000 && between[0]!.data.result_so_far.carry.percentiles.length === 5);
    const { data } = told.at(-1)!;
    assert.deepEqual([data.state, data.result.scenarios, data.result_so_far], ['completed', 200_000, null]);
  });

  it('(simulate) is refused beyond ten million scenarios, and where nothing varies', async () => {
    const refused = async (body: unknown) =>
      (await service.call('POST', JOBS, { token, body })).body.errors.map(
        ({ path, message }: { path: string; message: string }) => `${path}: ${message}`,
      );
    assert.deepEqual(await refused(simulateJob(10_000_001)), [
      'scenarios: scenarios must be at most 10,000,000, not 10,000,001.',
    ]);
    assert.match((await refused(simulateJob(1000, { uncertainty: {} })))[0], /^uncertainty: /);
  });

  it('tells of itself as it goes: a snapshot first, progress that never goes back, one end with the result', async () => {
    const { job_id: id } = await start(slowJob(20));
    const { told, headers, ended } = await follow(service.url, token, id);
    await ended;
    assert.match(headers.get('Content-Type')!, /^text\/event-stream/);
    assert.equal(headers.get('X-Accel-Buffering'), 'no');
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.deepEqual(
      [told[0]!.event, told.at(-1)!.event, told.filter(({ event }) => event === 'end').length],
      ['snapshot', 'end', 1],
    );
    assert.ok(told.length > 3);
    const progress = told.map(({ data }) => data.progress);
    assert.deepEqual(
      progress,
      [...progress].sort((a, b) => a - b),
    );
    assert.deepEqual(
      [told.at(-1)!.data.state, told.at(-1)!.data.result.cells.length, told[0]!.data.result],
      ['completed', 20, null],
    );
  });

  it('that is over is told of in a snapshot and an end', async () => {
    const { job_id: id } = await finished(gridJob());
    const { told, ended } = await follow(service.url, token, id);
    await ended;
    assert.deepEqual(
      told.map(({ event, data }) => [event, data.state, data.result === null]),
      [
        ['snapshot', 'completed', true],
        ['end', 'completed', false],
      ],
    );
  });

  it('is cancelled while it runs and while it waits, once and for all', async () => {
    const [running, waiting] = [await start(slowJob()), await start(gridJob())];
    await until('it runs', async () => (await find(running.job_id)).state === 'running');
    const followed = await follow(service.url, token, running.job_id);
    for (const { job_id: id } of [running, waiting])
      for (const _ of [1, 2])
        assert.equal((await service.call('DELETE', `${JOBS}/${id}`, { token })).status, 204);
    await followed.ended;
    assert.deepEqual([followed.told.at(-1)!.event, followed.told.at(-1)!.data.state], ['end', 'cancelled']);
    await until('the thread is free', () => pool.load.running + pool.load.waiting === 0);
    for (const { job_id: id } of [running, waiting]) {
      const job = await find(id);
      assert.deepEqual([job.state, job.result], ['cancelled', null]);
      assert.ok(job.progress < 100);
    }
  });

  it('that is over is not cancelled', async () => {
    const { job_id: id } = await finished(gridJob());
    const { status, body } = await service.call('DELETE', `${JOBS}/${id}`, { token });
    assert.deepEqual([status, body.code], [409, 'JOB_ENDED']);
    assert.equal((await find(id)).state, 'completed');
  });

  it('ends with its session', async () => {
    const { job_id: id } = await start(slowJob());
    await until('it runs', async () => (await find(id)).state === 'running');
    const followed = await follow(service.url, token, id);
    await service.call('DELETE', '/api/v1/sessions/current', { token });
    await followed.ended;
    assert.deepEqual([followed.told.at(-1)!.event, followed.told.at(-1)!.data.state], ['end', 'cancelled']);
    await until('no thread works', () => pool.load.running + pool.load.waiting === 0);
  });

  it('is nobody else’s', async () => {
    const { job_id: id } = await finished(gridJob());
    const other = (await service.begin()).token;
    for (const [method, path] of [
      ['GET', `${JOBS}/${id}`],
      ['DELETE', `${JOBS}/${id}`],
      ['GET', `${JOBS}/${id}/events`],
    ] as const) {
      const { status, body } = await service.call(method, path, { token: other });
      assert.deepEqual([status, body.code], [404, 'NO_JOB']);
    }
  });

  it('is refused with the place, the fault and the bound, in the language asked for', async () => {
    const refused = async (body: unknown, language = 'en') =>
      (
        await service.call('POST', JOBS, { token, body, headers: { 'Accept-Language': language } })
      ).body.errors.map(({ path, message }: { path: string; message: string }) => `${path}: ${message}`);
    const job = gridJob();
    const many = Array.from({ length: 201 }, (_, i) => i / 10);
    const tooMany = { ...job, rows: { ...job.rows, values: many } };
    assert.deepEqual(await refused(tooMany), ['rows.values: rows.values may have at most 200.']);
    assert.deepEqual(await refused(tooMany, 'zh-CN'), ['rows.values: rows.values最多 200 项。']);
    assert.match(
      (await refused({ ...job, kind: 'guess' }))[0],
      /^kind: .*simulate, sensitivity, tornado, reconcile/,
    );
    const wrong = await refused({
      ...job,
      measure: { of: 'nobody', what: 'irr' },
      rows: { lever: 'hurdle_rate', values: [-1] },
    });
    assert.match(wrong[0], /^measure.of: .*project/);
    assert.match(
      (await refused({ ...job, rows: { ...job.rows, values: [-1] } }))[0],
      /^rows.values\[0\]: .*at least 0/,
    );
    assert.match(
      (await refused({ ...job, rows: { lever: 'x', values: [1] } }))[0],
      /hurdle_rate, carry_rate/,
    );
    assert.match((await refused({ ...job, columns: job.rows }))[0], /^columns.lever: .*rows.lever/);
    assert.match((await refused({ ...job, request: {} }))[0], /^request\./);
  });

  it('waits with ninety-nine others of its session, and not with more', async () => {
    await start(slowJob());
    await until('it runs', () => pool.load.running > 0);
    for (let i = 0; i < 100; i++) await start(gridJob(1, 1));
    const { status, body, headers } = await service.call('POST', JOBS, { token, body: gridJob(1, 1) });
    assert.deepEqual([status, body.code, headers.get('Retry-After')], [429, 'TOO_MANY_JOBS', '10']);
  });

  it('does not wait behind all that another session has asked for', async () => {
    const other = await service.begin();
    const many: string[] = [];
    for (let i = 0; i < 100; i++) many.push((await start(gridJob(20, 100))).job_id);
    const { job_id: id } = await start(gridJob(2, 2), { token: other.token });
    const followed = await follow(service.url, other.token, id);
    await followed.ended;
    const job = followed.told.at(-1)!.data;
    const others = await Promise.all(many.map(find));
    const between = others.filter(
      ({ started_at: at }) => at !== null && at > job.created_at && at < job.started_at,
    );
    assert.ok(between.length <= 1, `${between.length} went before it`);
    assert.ok(others.some(({ started_at: at }) => at === null || at > job.started_at));
  });

  it('is counted, by what came of it, and told in the session’s export', async () => {
    const { job_id: id } = await finished(gridJob());
    const waiting = [await start(slowJob()), await start(gridJob())];
    const text = await (await service.call('GET', '/metrics')).body;
    assert.match(text, /waterfall_jobs\{state="(running|waiting)"\} [12]/);
    const exported = (await service.call('GET', '/api/v1/sessions/current/export', { token })).body;
    assert.equal(exported.values[`job:${id}`].state, 'completed');
    assert.equal(exported.values[`job:${waiting[1].job_id}:work`].body.kind, 'sensitivity');
    assert.ok(!Object.keys(exported.values).some((name) => /:key$|^jobs$/.test(name)));
    await service.call('DELETE', `${JOBS}/${waiting[0].job_id}`, { token });
    const { body } = await service.call('GET', '/api/v1/audit');
    assert.deepEqual([body.jobs.started, body.jobs.completed >= 1, body.jobs.cancelled], [3, true, 1]);
  });
});
