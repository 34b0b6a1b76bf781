import assert from 'node:assert/strict';
import { readRequest, studyOfRequest } from '../../src/document/index.ts';
import { grid, parseUncertainty, reconcile, simulation, tally, tornado } from '../../src/engine/index.ts';
import { follow } from './support/events.ts';
import { gridJob, simulateJob, tornadoJob } from './support/job-requests.ts';
import { JOBS, jobsOfSession } from './support/jobs-of-session.ts';
import { workedExample } from './support/service.ts';

const studied = () => {
  const request = readRequest(workedExample);
  assert.ok(request.ok);
  const study = studyOfRequest(request.value);
  assert.ok(study.ok);
  return { request: request.value, study: study.value };
};

describe('A job of each kind', () => {
  const at = jobsOfSession();
  const { start, finished } = at;

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
    const chinese = await at.service.call('GET', `${JOBS}/${deep.job_id}`, {
      token: at.token,
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
    const { told, ended } = await follow(at.service.url, at.token, id);
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
      (await at.service.call('POST', JOBS, { token: at.token, body })).body.errors.map(
        ({ path, message }: { path: string; message: string }) => `${path}: ${message}`,
      );
    assert.deepEqual(await refused(simulateJob(10_000_001)), [
      'scenarios: scenarios must be at most 10,000,000, not 10,000,001.',
    ]);
    assert.match((await refused(simulateJob(1000, { uncertainty: {} })))[0], /^uncertainty: /);
  });
});
