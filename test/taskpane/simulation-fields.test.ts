import assert from 'node:assert/strict';
import { noQuestions, type Risk } from '../../src/taskpane/model/questions.ts';
import { readFields } from '../../src/taskpane/questions/simulation-fields.ts';
import { historyIn } from '../../src/taskpane/questions/simulation-more.ts';

const TERMS = [{ id: 'pref.rate', value: 0.08, unit: 'rate', min: 0, max: 1 }] as const;
const fields = (texts: Record<string, string>, deals = 0, more: Partial<Risk> = {}) =>
  readFields(
    { ...noQuestions.risk, texts: { scenarios: '10000', seed: '42', ...texts }, ...more },
    deals,
    TERMS,
  );
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
    assert.deepEqual((fields(texts, 3).asked!.uncertainty as { deals: object }).deals, {
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
  it('draws terms from triangles, and is marked where one is not whole or out of bounds', () => {
    const terms = ['pref.rate'];
    const triangle = (least: string, likely: string, most: string) => ({
      volatility: '',
      'term.pref.rate.least': least,
      'term.pref.rate.likely': likely,
      'term.pref.rate.most': most,
    });
    const { asked } = fields(triangle('6', '8', '10 %'), 0, { terms });
    assert.deepEqual(asked!.uncertainty, {
      terms: { 'pref.rate': { min: 6, mode: 8, max: 10 } },
      percentiles: [5, 25, 50, 75, 95],
    });
    for (const [values, id, text] of [
      [triangle('', '', ''), 'term.pref.rate.least', 'three'],
      [triangle('8', '6', '10'), 'term.pref.rate.least', 'three'],
      [triangle('6', '8', '110'), 'term.pref.rate.most', 'percent'],
    ] as const) {
      const found = fields(values, 0, { terms });
      assert.equal(found.asked, null);
      assert.deepEqual(found.faults[id]?.text, text);
    }
  });
  it('takes a history in place of the volatility, and Sobol points', () => {
    const history = { range: 'Deal!H2:H4', changes: [5, -3, 8] };
    const { asked } = fields({ volatility: '20' }, 0, { history, sampling: 'sobol' });
    assert.deepEqual(asked!.uncertainty, {
      cash: { distribution: 'bootstrap', history: [5, -3, 8], over_time: 'cumulative' },
      sampling: 'sobol',
      percentiles: [5, 25, 50, 75, 95],
    });
    const faulty = { ...history, changes: [], fault: 'historyFew' } as const;
    assert.equal(fields({}, 0, { history: faulty }).faults.history!.text, 'historyFew');
  });
  it('correlates every two deals alike, within what three deals and the market allow', () => {
    const texts = { volatility: '', deal_volatility: '30', correlation: '0.5' };
    const { asked } = fields({ ...texts, between: '0.4' }, 3);
    const { deals } = asked!.uncertainty as { deals: { correlations: number[][] } };
    assert.deepEqual(deals.correlations, [
      [1, 0.4, 0.4],
      [0.4, 1, 0.4],
      [0.4, 0.4, 1],
    ]);
    assert.deepEqual(fields({ ...texts, between: '-0.3' }, 3).faults.between, {
      text: 'betweenLeast',
      params: { min: -0.12, max: 1, n: 3 },
    });
    assert.equal(fields({ volatility: '9', between: '0.4' }, 3).faults.between!.text, 'betweenWhat');
  });
});

describe('A history of changes in cells', () => {
  const read = (values: (string | number | null)[], format = '0.0%') =>
    historyIn(
      {
        sheet: 'Past',
        row: 1,
        column: 7,
        values: values.map((v) => [v]),
        numberFormats: values.map(() => [format]),
      },
      'H2:H6',
    );
  it('is read in percent, without its head and blanks', () => {
    assert.deepEqual(read(['Change', 0.05, null, -0.03, 0.07]), {
      range: 'Past!H2:H6',
      changes: [5, -3, 7],
    });
  });
  it('is refused at the cell that has no percent format, is text or lies outside, and where it is too short', () => {
    assert.deepEqual(read([0.05, 0.1], 'General'), {
      range: 'Past!H2:H6',
      changes: [],
      fault: 'historyPercent',
      cell: 'H2',
    });
    assert.deepEqual([read([0.05, 'n/a']).fault, read([0.05, 'n/a']).cell], ['historyPercent', 'H3']);
    assert.deepEqual([read([0.05, -1]).fault, read([0.05, -1]).cell], ['historyBeyond', 'H3']);
    assert.equal(read(['Change', 0.05]).fault, 'historyFew');
  });
});
