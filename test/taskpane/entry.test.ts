import assert from 'node:assert/strict';
import { entryText, readColumn, readEntry, readNumber } from '../../src/taskpane/model/entry.ts';

describe('An entry', () => {
  for (const [text, value] of [
    ['8', 0.08],
    ['8%', 0.08],
    ['8 %', 0.08],
    ['８％', 0.08],
    ['0.08', 0.0008],
    ['7', 0.07],
    ['−1', -0.01],
    ['', undefined],
    ['eight', null],
    ['8 %%', null],
  ] as const)
    it(`of percent “${text}” is ${value}`, () => assert.equal(readEntry(text, 'percent'), value));

  for (const [text, value] of [
    ['10,000.50', 10000.5],
    ['１２，０００', 12000],
    ['(1,200)', -1200],
    ['−3', -3],
    ['1e3', 1000],
    [' ', undefined],
    ['1.2.3', null],
    ['12 万', null],
  ] as const)
    it(`of an amount “${text}” is ${value}`, () => assert.equal(readNumber(text), value));

  it('shows at least two decimals and no noise', () => {
    assert.equal(entryText(0.07, 'percent'), '7.00');
    assert.equal(entryText(0.08125, 'percent'), '8.125');
    assert.equal(entryText(-10000, 'amount'), '−10,000.00');
    assert.equal(entryText('万元', 'text'), '万元');
  });

  it('pasted from a sheet is the last number of each line', () => {
    assert.deepEqual(readColumn('Year\tCash\r\n0\t-10,000\r\n1\t1,000\r\n2\t\r\n'), [-10000, 1000, 2]);
  });
});
