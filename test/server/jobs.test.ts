import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import { follow } from './support/events.ts';
import { gridJob, simulateJob, slowJob } from './support/job-requests.ts';
import { JOBS, jobsOfSession } from './support/jobs-of-session.ts';

describe('A job', () => {
  const at = jobsOfSession();
  const { start, find, finished } = at;

  it('is accepted at once, and then has a state, progress and a result', async () => {
    const { status, body, headers } = await at.service.call('POST', JOBS, {
      token: at.token,
      body: gridJob(),
    });
    assert.equal(status, 202);
    assert.equal(headers.get('Location'), `${JOBS}/${body.job_id}`);
    assert.deepEqual([body.kind, body.scenarios, body.result, body.error], ['sensitivity', 21, null, null]);
    await until('it is completed', async () => (await find(body.job_id)).state === 'completed');
    const job = await find(body.job_id);
    assert.deepEqual([job.progress, job.scenarios_done], [100, 21]);
    assert.ok(job.created_at <= job.started_at && job.started_at <= job.ended_at);
  });

  it('tells of itself as it goes: a snapshot first, progress that never goes back, one end with the result', async () => {
    const { job_id: id } = await start(slowJob(20));
    const { told, headers, ended } = await follow(at.service.url, at.token, id);
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
    const { told, ended } = await follow(at.service.url, at.token, id);
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
    const followed = await follow(at.service.url, at.token, running.job_id);
    for (const { job_id: id } of [running, waiting])
      for (const _ of [1, 2])
        assert.equal((await at.service.call('DELETE', `${JOBS}/${id}`, { token: at.token })).status, 204);
    await followed.ended;
    assert.deepEqual([followed.told.at(-1)!.event, followed.told.at(-1)!.data.state], ['end', 'cancelled']);
    await until('the thread is free', () => at.pool.load.running + at.pool.load.waiting === 0);
    for (const { job_id: id } of [running, waiting]) {
      const job = await find(id);
      assert.deepEqual([job.state, job.result], ['cancelled', null]);
      assert.ok(job.progress < 100);
    }
  });

  it('that comes right after one that was cancelled has the figures it has by itself', async () => {
    const job = simulateJob(20_000);
    const { result: alone } = await finished(job);
    for (let i = 0; i < 4; i++) {
      const { job_id: id } = await start(simulateJob(1_000_000, { seed: i }));
      await until('it runs', async () => (await find(id)).scenarios_done > 0);
      const next = finished(job);
      assert.equal((await at.service.call('DELETE', `${JOBS}/${id}`, { token: at.token })).status, 204);
      assert.deepEqual((await next).result, alone);
    }
  });

  it('that is over is not cancelled', async () => {
    const { job_id: id } = await finished(gridJob());
    const { status, body } = await at.service.call('DELETE', `${JOBS}/${id}`, { token: at.token });
    assert.deepEqual([status, body.code], [409, 'JOB_ENDED']);
    assert.equal((await find(id)).state, 'completed');
  });

  it('ends with its session', async () => {
    const { job_id: id } = await start(slowJob());
    await until('it runs', async () => (await find(id)).state === 'running');
    const followed = await follow(at.service.url, at.token, id);
    await at.service.call('DELETE', '/api/v1/sessions/current', { token: at.token });
    await followed.ended;
    assert.deepEqual([followed.told.at(-1)!.event, followed.told.at(-1)!.data.state], ['end', 'cancelled']);
    await until('no thread works', () => at.pool.load.running + at.pool.load.waiting === 0);
  });

  it('is nobody else’s', async () => {
    const { job_id: id } = await finished(gridJob());
    const other = (await at.service.begin()).token;
    for (const [method, path] of [
      ['GET', `${JOBS}/${id}`],
      ['DELETE', `${JOBS}/${id}`],
      ['GET', `${JOBS}/${id}/events`],
    ] as const) {
      const { status, body } = await at.service.call(method, path, { token: other });
      assert.deepEqual([status, body.code], [404, 'NO_JOB']);
    }
  });

  it('is refused with the place, the fault and the bound, in the language asked for', async () => {
    const refused = async (body: unknown, language = 'en') =>
      (
        await at.service.call('POST', JOBS, {
          token: at.token,
          body,
          headers: { 'Accept-Language': language },
        })
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
    await until('it runs', () => at.pool.load.running > 0);
    for (let i = 0; i < 100; i++) await start(gridJob(1, 1));
    const { status, body, headers } = await at.service.call('POST', JOBS, {
      token: at.token,
      body: gridJob(1, 1),
    });
    assert.deepEqual([status, body.code, headers.get('Retry-After')], [429, 'TOO_MANY_JOBS', '10']);
  });

  it('does not wait behind all that another session has asked for', async () => {
    const other = await at.service.begin();
    const many: string[] = [];
    for (let i = 0; i < 100; i++) many.push((await start(gridJob(20, 100))).job_id);
    const { job_id: id } = await start(gridJob(2, 2), { token: other.token });
    const followed = await follow(at.service.url, other.token, id);
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
    const text = await (await at.service.call('GET', '/metrics')).body;
    assert.match(text, /waterfall_jobs\{state="(running|waiting)"\} [12]/);
    const exported = (await at.service.call('GET', '/api/v1/sessions/current/export', { token: at.token }))
      .body;
    assert.equal(exported.values[`job:${id}`].state, 'completed');
    assert.equal(exported.values[`job:${waiting[1].job_id}:work`].body.kind, 'sensitivity');
    assert.ok(!Object.keys(exported.values).some((name) => /:key$|^jobs$/.test(name)));
    await at.service.call('DELETE', `${JOBS}/${waiting[0].job_id}`, { token: at.token });
    const { body } = await at.service.call('GET', '/api/v1/audit');
    assert.deepEqual([body.jobs.started, body.jobs.completed >= 1, body.jobs.cancelled], [3, true, 1]);
  });
});
