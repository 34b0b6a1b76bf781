import assert from 'node:assert/strict';
import { h } from '../../src/charts/markup.ts';
import type { Call } from '../../src/client/service.ts';
import { addRun } from '../../src/taskpane/model/state.ts';
import type { Asked } from '../../src/taskpane/questions/asked.ts';
import { fieldsOf } from '../../src/taskpane/questions/simulation-form.ts';
import { createSimulations } from '../../src/taskpane/questions/simulation-run.ts';
import { simulationSheetOf } from '../../src/taskpane/questions/simulation-sheet.ts';
import { simulationView } from '../../src/taskpane/questions/simulation.ts';
import { entryNames } from '../../src/taskpane/questions/simulation-words.ts';
import type { Risk } from '../../src/taskpane/model/questions.ts';
import { askedOf, simulated } from '../sheet/question-sheets.ts';
import { until } from '../support/until.ts';
import { requestOf } from './deals.ts';
import { textOf } from './drawn.ts';
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

describe('The figures of a simulation', () => {
  const worker = Object.getOwnPropertyDescriptor(globalThis, 'Worker');
  before(() => void Object.assign(globalThis, { Worker: class {} }));
  after(() => {
    if (worker) Object.defineProperty(globalThis, 'Worker', worker);
    else delete (globalThis as { Worker?: unknown }).Worker;
  });

  const AT = new Date(2026, 10, 30, 12);
  const run = askedOf(requestOf('flat_principal_first'), 'en', AT);
  /** The pane with these entries in its fields. */
  const entered = (change: Partial<Risk>): Asked => {
    const { state } = run.view;
    const { questions } = state;
    const risk = { ...questions.risk, ...change };
    return { ...run, view: { ...run.view, state: { ...state, questions: { ...questions, risk } } } };
  };
  const texts = { volatility: '20', scenarios: '100', seed: '42' };
  const simulating = simulated(run, AT, fieldsOf(entered({ texts })).asked!);
  const shown = (change: Partial<Risk>): string => {
    const none = () => undefined;
    return textOf(h('div', null, simulationView(entered({ texts, simulating, ...change }), none, none)));
  };

  it('are marked while the fields hold other entries than they were drawn with', () => {
    const isMarked = (change: Partial<Risk>) => /Input changed/.test(shown(change));
    assert.match(shown({}), /100 scenarios, seed 42/);
    assert.equal(isMarked({}), false);
    assert.equal(isMarked({ texts: { ...texts, volatility: '20.0 %' } }), false, 'the same number');
    assert.equal(isMarked({ texts: { ...texts, volatility: '30' } }), true);
    assert.equal(isMarked({ texts: { ...texts, volatility: 'high' } }), true);
    assert.equal(isMarked({ overTime: 'independent' }), true);
  });

  it('stand in their sheet under the entries they were drawn with', () => {
    const sheet = simulationSheetOf(entered({ texts: { ...texts, volatility: '30' } }), simulating);
    assert.ok(sheet.cells.flat().includes('Entered: Volatility of cash 20 %, Shocks cumulative.'));
  });

  it('name every entry with its value, in either language', () => {
    const three = (min: number, mode: number, max: number) => ({ min, mode, max });
    const uncertainty = {
      cash: { distribution: 'bootstrap', history: [5, -3, 8], over_time: 'independent' },
      exit: { period: three(3, 4, 5), multiple: three(0.5, 1.5, 3) },
      deals: {
        write_offs: 25,
        recovery: 10,
        volatility: 30,
        correlation: -0.125,
        correlations: [
          [1, 0.4],
          [0.4, 1],
        ],
      },
      terms: { hurdle_rate: three(6, 8, 10) },
      sampling: 'sobol',
    };
    const named = (locale: 'en' | 'zh-CN') => {
      const asked = askedOf(requestOf('flat_principal_first'), locale, AT);
      return entryNames(asked, { ...simulating, asked: { ...simulating.asked, uncertainty } });
    };
    assert.deepEqual(named('en'), [
      'History of changes 3 values',
      'Shocks each period alone',
      'Exit multiple of capital 0.5 / 1.5 / 3',
      'Exit in period 3 / 4 / 5',
      'Deals written off 25 %',
      'Recovered of these 10 %',
      'Volatility of a deal 30 %',
      'Correlation with the market −0.125',
      'Correlation between deals 0.4',
      'Hurdle rate 6 / 8 / 10 %',
      'Scenarios drawn Sobol',
    ]);
    assert.match(
      named('zh-CN').join('、'),
      /^历史变动率 3 个数值、冲击方式 各期独立、.*门槛收益率 6 \/ 8 \/ 10%/,
    );
  });
});
