import assert from 'node:assert/strict';
import { noQuestions } from '../../src/taskpane/model/questions.ts';
import { readFields } from '../../src/taskpane/questions/simulation-fields.ts';

const fields = (texts: Record<string, string>, byDeal = false) =>
  readFields({ ...noQuestions.risk, texts: { scenarios: '10000', seed: '42', ...texts } }, byDeal);
const faults = (texts: Record<string, string>) =>
  Object.entries(fields(texts).faults).map(([id, { text }]) => `${id} ${text}`);

describe('What is said to be uncertain', () => {
  it('becomes the request of a simulation', () => {
    const { asked, faults: none } = fields({
      volatility: '２０ %',
      'multiple.least': '0.5',
      'multiple.likely': '1.5x',
      'multiple.most': '3',
    });
    assert.deepEqual(none, {});
    assert.deepEqual(asked, {
      uncertainty: {
        cash: { distribution: 'lognormal', volatility: 20, over_time: 'cumulative' },
        exit: { multiple: { min: 0.5, mode: 1.5, max: 3 }, of: 'capital' },
        percentiles: [5, 25, 50, 75, 95],
      },
      scenarios: 10000,
      seed: 42,
    });
  });
  it('takes outcomes of deals only where cash is told apart by deal', () => {
    const texts = { write_offs: '25', correlation: '0.3' };
    assert.deepEqual((fields(texts, true).asked!.uncertainty as { deals: object }).deals, {
      write_offs: 25,
      recovery: 0,
      volatility: 0,
      correlation: 0.3,
    });
    assert.deepEqual(faults(texts), ['volatility nothing']);
  });
  it('is marked where it is no number, out of bounds, or only part of a triangle', () => {
    assert.deepEqual(faults({ volatility: 'high' }), ['volatility percent']);
    assert.deepEqual(faults({ volatility: '-1' }), ['volatility percent']);
    assert.deepEqual(faults({ volatility: '10', scenarios: '1.5' }), ['scenarios whole']);
    assert.deepEqual(faults({ volatility: '10', scenarios: '10000001' }), ['scenarios whole']);
    assert.deepEqual(faults({ volatility: '10', seed: '' }), ['seed whole']);
    assert.deepEqual(faults({ 'period.least': '3' }), ['period.least three']);
    assert.deepEqual(faults({ 'period.least': '5', 'period.likely': '4', 'period.most': '6' }), [
      'period.least three',
    ]);
    assert.deepEqual(faults({ 'period.least': '2.5' }), ['period.least whole']);
  });
});
