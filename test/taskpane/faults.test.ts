import assert from 'node:assert/strict';
import { faultsOf, placeOf } from '../../src/taskpane/faults.ts';

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

  it('a problem without a list is one fault of the whole', () => {
    assert.deepEqual(
      faultsOf({ title: 'Too large', detail: 'At most 1 MiB.', code: 'TOO_LARGE', errors: [] }),
      [{ place: { at: 'whole' }, code: 'TOO_LARGE', message: 'At most 1 MiB.' }],
    );
    assert.equal(faultsOf(null).length, 1);
  });
});
