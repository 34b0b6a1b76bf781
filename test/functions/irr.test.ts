import assert from 'node:assert/strict';
import { at, cells, close, column, refused } from './cells.ts';
import { returns } from './published.ts';

describe('WATERFALL.IRR', () => {
  const cases = returns.filter(
    (c) => ['irr', 'xirr', 'irr_range', 'xirr_range'].includes(c.kind) && !c.dayCount,
  );
  for (const c of cases)
    it(`answers ${c.id} in a cell`, () => {
      const values = c.range ?? [c.values!];
      const dates = c.dates && (Array.isArray(c.dates[0]) ? (c.dates as string[][]) : [c.dates as string[]]);
      const call = () => cells.irr(values, dates, c.guess, at('A1', 'B1'));
      if (typeof c.expected !== 'number') return assert.equal(refused(call).code, c.expected.error);
      const found = call();
      assert.ok(Math.abs(found - c.expected) <= c.tolerance, `expected ${c.expected}, actual ${found}`);
    });

  it('names the cell of an error that reaches it', () => {
    const error = refused(() => cells.irr(column([-1, '#REF!']), undefined, undefined, at('Deal!C3:C4')));
    assert.equal(error.code, '#VALUE!');
    assert.match(error.message, /^C4: /);
  });
});

describe('WATERFALL.IRR.ALL', () => {
  for (const c of returns.filter((c) => /^x?irr$/.test(c.kind) && !c.dayCount && c.roots?.length))
    it(`finds every rate of ${c.id}`, () => {
      // A rate that no double can tell from -100 % is no answer.
      const expected = c.roots!.filter((rate) => rate > -1 + 1e-15);
      const call = () => cells.irrAll([c.values!], c.dates && [c.dates as string[]]).flat();
      if (!expected.length) return assert.equal(refused(call).code, '#NUM!');
      const [head, ...rates] = call() as [string, ...number[]];
      assert.match(head, /^IRR · sign changes: \d+$/);
      assert.equal(rates.length, expected.length);
      rates.forEach((rate, i) => close(rate, expected[i]!, 1e-6 * (1 + Math.abs(expected[i]!))));
    });
  it('counts the sign changes above the rates', () => {
    const [head, ...rates] = cells.irrAll([[-1000, 2300, -1320]]).flat() as [string, ...number[]];
    assert.equal(head, 'IRR · sign changes: 2');
    assert.deepEqual(
      rates.map((rate) => rate.toFixed(9)),
      ['0.100000000', '0.200000000'],
    );
  });
  it('has no answer where there is none', () => {
    assert.equal(refused(() => cells.irrAll([[1, 2]])).code, '#NUM!');
    assert.equal(refused(() => cells.irrAll([[100, -100, 100]])).code, '#NUM!');
    assert.equal(refused(() => cells.irrAll([[-1, 2]], [[45_000]])).code, '#NUM!');
  });
});
