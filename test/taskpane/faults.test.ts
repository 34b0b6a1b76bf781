import assert from 'node:assert/strict';
import { excelTexts } from '../../src/i18n/excel.ts';
import type { Issue } from '../../src/engine/index.ts';
import { issueMessage, type Locale } from '../../src/i18n/index.ts';
import { faultsIn, faultsOf, placeOf } from '../../src/taskpane/model/faults.ts';
import { chooseMode, setRows, type State } from '../../src/taskpane/model/state.ts';
import { answered, openPane } from './pane.ts';

describe('A path in the request leads to a place in the pane', () => {
  const cases: [string | (string | number)[], ReturnType<typeof placeOf>][] = [
    ['basic_params.hurdle_rate', { at: 'term', id: 'hurdle_rate' }],
    ['basic_params.investment_period', { at: 'whole' }],
    ['cash_flows', { at: 'whole' }],
    ['cash_flows[2]', { at: 'flow', index: 2 }],
    ['cash_flows[2].amount', { at: 'flow', index: 2 }],
    ['/cash_flows/2/amount', { at: 'flow', index: 2 }],
    [['cash_flows', 2, 'amount'], { at: 'flow', index: 2 }],
    ['distribution_params.mode', { at: 'mode' }],
    ['distribution_params.senior_ratio', { at: 'term', id: 'senior_ratio' }],
    ['distribution_params.options.shortfall', { at: 'option', id: 'shortfall' }],
    ['', { at: 'whole' }],
    ['something.else', { at: 'whole' }],
  ];
  for (const [path, place] of cases)
    it(`${JSON.stringify(path)} is ${JSON.stringify(place)}`, () => assert.deepEqual(placeOf(path), place));

  it('every fault of a problem is kept with its words', () => {
    const errors = [
      { code: 'rateAboveOne', path: 'basic_params.hurdle_rate', message: 'too high', received: 800 },
      { code: 'notNumber', path: 'cash_flows[0].amount', message: 'no number' },
    ];
    assert.deepEqual(faultsOf({ status: 422, code: 'INVALID', title: 'Invalid', errors }), [
      { place: { at: 'term', id: 'hurdle_rate' }, code: 'rateAboveOne', message: 'too high' },
      { place: { at: 'flow', index: 0 }, code: 'notNumber', message: 'no number' },
    ]);
  });

  it('a deal that is too long is one fault, not one for each year beyond', () => {
    const listed = [
      { code: 'tooLarge', path: 'basic_params.investment_period', message: 'at most 30' },
      { code: 'tooLarge', path: ['cash_flows', 30, 'year'], message: 'at most 30' },
      { code: 'tooLarge', path: 'cash_flows[31].amount', message: 'too much' },
    ];
    assert.deepEqual(
      faultsIn(listed).map((f) => f.place),
      [{ at: 'whole' }, { at: 'flow', index: 31 }],
    );
    assert.equal(faultsIn(listed.slice(1)).length, 2, 'without it each year is told');
  });

  it('a message beside its place does without the path in the request', () => {
    const issue: Issue = { code: 'notNumber', path: ['cash_flows', 2, 'amount'], received: 'abc' };
    const told = (locale: Locale) =>
      faultsIn([{ ...issue, message: issueMessage(issue, locale) }]).map((f) => f.message);
    assert.deepEqual(told('en'), ['Cash flow 3 must be a number, not “abc”.']);
    assert.deepEqual(told('zh-CN'), ['第 3 笔现金流应为数字，当前为“abc”。']);
  });

  it('a number too long to be read is told with an exponent', () => {
    const told = (received: number) =>
      issueMessage({ code: 'tooLarge', path: [], received, params: { max: 1e13 } }, 'en', 'It');
    assert.equal(told(-1.5e200), 'It must be at most 10,000,000,000,000, not −1.5E+200.');
    assert.equal(told(2e14), 'It must be at most 10,000,000,000,000, not 200,000,000,000,000.');
  });

  it('a problem without a list is one fault of the whole', () => {
    assert.deepEqual(
      faultsOf({ title: 'Too large', detail: 'At most 1 MiB.', code: 'TOO_LARGE', errors: [] }),
      [{ place: { at: 'whole' }, code: 'TOO_LARGE', message: 'At most 1 MiB.' }],
    );
    assert.equal(faultsOf(null).length, 1);
  });
});

describe('A refusal that comes late', () => {
  const why = 'Amount 4,000 is refused.';
  /** What the pane shows after a refusal before which this was done in it. */
  async function refusedAfter(meanwhile: (state: State) => State) {
    let refuse!: () => void;
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    let asked!: () => void;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const { store, running, told } = openPane('none', async () => {
      asked();
      await refused;
      return answered(422, { errors: [{ path: 'cash_flows.3.amount', message: why }] });
    });
    store.set((s) => setRows(s, ['1000', '2000', '3000', '4000', '5000']));
    const run = running.run();
    await isAsked;
    store.set((s) => ({ ...meanwhile(s), tab: 'runs' }));
    refuse();
    await run;
    const { faults, tab } = store.get();
    return { faults: faults.map(({ place }) => place), tab, told };
  }

  it('is marked in the inputs it is of', async () => {
    const { faults, tab, told } = await refusedAfter((s) => s);
    assert.deepEqual([faults, tab, told], [[{ at: 'flow', index: 3 }], 'input', []]);
  });

  it('is only told where others stand there by now', async () => {
    const told = [{ key: excelTexts.refusedBefore, params: { why }, tone: 'danger' }];
    for (const change of [
      (s: State) => setRows(s, ['1', '2', '3', '9', '5']),
      (s: State) => setRows(s, ['1', '2', '3', 'nine', '5']),
      (s: State) => chooseMode(s, 'european'),
      (s: State): State => ({ ...s, source: 'selection' }),
    ])
      assert.deepEqual(await refusedAfter(change), { faults: [], tab: 'runs', told });
  });
});
