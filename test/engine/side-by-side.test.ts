import assert from 'node:assert/strict';
import fc from 'fast-check';
import { irr, xirr } from '../../src/engine/index.ts';
import { findRoots, ROOTS, SIDE_BY_SIDE } from '../../src/engine/returns/roots-side-by-side.ts';
import { exponentials } from '../../src/engine/simulation/exponential.ts';
import { many } from '../support/many.ts';

const STRIDE = 6;
const FROM = 1;
const series = fc
  .record({
    paid: fc.array(fc.constantFrom(0, -1, -100, -1e6), { minLength: 1, maxLength: 5 }),
    got: fc.array(fc.constantFrom(0, 1, 30, 5000, -2), { minLength: 1, maxLength: 60 }),
    scales: fc.array(fc.double({ min: 0.2, max: 3, noNaN: true }), {
      minLength: SIDE_BY_SIDE,
      maxLength: SIDE_BY_SIDE,
    }),
  })
  .map(({ paid, got, scales }) =>
    scales.map((scale, i) => [...paid, ...got.map((a, k) => a * (1 + (scale - 1) * Math.cos(k + i) ** 2))]),
  );

describe('Rates found side by side', () => {
  it('are those found one by one', () => {
    let found = 0;
    fc.assert(
      fc.property(series, (four) => {
        const flows = new Float64Array(four[0]!.length * STRIDE).fill(NaN);
        four.forEach((own, i) => own.forEach((amount, k) => (flows[FROM + k * STRIDE + i] = amount)));
        if (!findRoots(flows, FROM, STRIDE)) return;
        found++;
        four.forEach((own, i) => {
          const alone = irr(own);
          assert.ok(alone.ok);
          const rate = Math.expm1(ROOTS[i]!);
          assert.ok(
            Math.abs(rate - alone.rate) <= 1e-12 * (1 + Math.abs(rate)),
            `${rate}, not ${alone.rate}, of ${own.join()}`,
          );
        });
      }),
      { numRuns: many(2000) },
    );
    assert.ok(found > many(200), `${found} fours are found`);
  });
});

describe('A rate of dated flows', () => {
  it('is the same whether time stands in days or the flows are one period apart', () => {
    fc.assert(
      fc.property(series, ([own]) => {
        const yearly = irr(own!);
        const dated = xirr(
          own!,
          own!.map((_, k) => 365 * k),
        );
        if (!yearly.ok || !dated.ok) return assert.equal(dated.ok, yearly.ok);
        assert.ok(Math.abs(yearly.rate - dated.rate) <= 1e-12 * (1 + Math.abs(yearly.rate)));
      }),
      { numRuns: many(2000) },
    );
  });
});

describe('Exponentials of draws', () => {
  it('are right to two units in the last place', () => {
    const x = Float64Array.from({ length: 40_001 }, (_, i) => (i - 20_000) / 29);
    const found = x.slice();
    exponentials(found, 0);
    found.forEach((e, i) => {
      const right = Math.exp(x[i]!);
      assert.ok(Math.abs(e - right) <= 2 * 2 ** -52 * right, `e^${x[i]} is ${right}, not ${e}`);
    });
  });
  it('leave what stands before their place, grow no more beyond 700, and know what is no number', () => {
    const values = Float64Array.of(7, 0, 1e9, -1e9, NaN);
    exponentials(values, 1);
    assert.deepEqual([values[0], values[1], values[4]], [7, 1, NaN]);
    assert.ok(values[2]! > 1e303 && values[2]! < Infinity && values[3]! > 0 && values[3]! < 1e-303);
  });
});
