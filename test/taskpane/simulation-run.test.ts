import assert from 'node:assert/strict';
import type { Call } from '../../src/client/service.ts';
import { addRun } from '../../src/taskpane/model/state.ts';
import { createSimulations } from '../../src/taskpane/questions/simulation-run.ts';
import { until } from '../support/until.ts';
import { answered, openPane } from './pane.ts';

const CASH = [1000, 2000, 3000, 4000, 5000];
const ASKED = { uncertainty: {}, scenarios: 10, seed: 1 };
const job = (state: string, done: number) => ({
  job_id: 'one',
  state,
  scenarios: 10,
  scenarios_done: done,
  result_so_far: null,
  result: done === 10 ? { scenarios: 10 } : null,
  error: null,
});

describe('A simulation of a run that was replaced since', () => {
  /** A simulation that is begun, a new run in its place, and then this of the job. */
  async function replacedBefore(event: ReturnType<typeof job>) {
    const calls: Call[] = [];
    const spoken: string[] = [];
    let begin!: () => void;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const { store, desk, calculate } = openPane('none');
    const run = await calculate(CASH);
    const ask = async (call: Call) => {
      calls.push(call);
      if (call.method === 'DELETE') return answered(200, {});
      if (call.method !== 'GET') return begun.then(() => answered(202, job('pending', 0)));
      const body = new ReadableStream({
        start(stream) {
          stream.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`));
          if (event.state === 'completed') stream.close();
          call.cancel.addEventListener('abort', () => stream.error(new Error('cut off')));
        },
      });
      return { ...answered(200, {}), reply: new Response(body) };
    };
    createSimulations({
      ...desk,
      service: { ...desk.service, ask },
      announce: (text) => void spoken.push(text),
    }).start(run, ASKED);
    store.set((s) => addRun(s, { ...run, id: run.id + 1000 }));
    begin();
    return { store, calls, spoken };
  }

  it('is ended, as there is no button any more that would end it', async () => {
    const { calls, spoken, store } = await replacedBefore(job('running', 5));
    await until('the job was deleted', () => calls.some(({ method }) => method === 'DELETE'));
    assert.equal(calls.at(-1)!.path, '/api/v1/jobs/one');
    assert.deepEqual([spoken, store.get().questions.risk.simulating], [['Running'], null]);
  });

  it('says nothing where it was done meanwhile', async () => {
    const { calls, spoken } = await replacedBefore(job('completed', 10));
    await until('it was ended', () => calls.at(-1)!.cancel.aborted);
    await new Promise(setImmediate);
    assert.deepEqual([calls.length, spoken], [2, ['Running']]);
  });
});
