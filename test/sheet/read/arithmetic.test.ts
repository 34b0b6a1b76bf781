import assert from 'node:assert/strict';
import {
  discountRate,
  isBalance,
  isCount,
  isDaysBetween,
  isFactors,
  isGrowth,
  isProduct,
  isQuotient,
  isRunningSum,
  isSame,
  isSignedSum,
  series,
} from '../../../src/sheet/read/arithmetic.ts';
import { halfUnit } from '../../../src/sheet/read/cells.ts';

const cash = series([-100, 30, 40, 90]);
const years = [0, 1, 2, 3];

describe('Relations between lines', () => {
  it('knows a running sum, within the roundings of its addends', () => {
    assert.ok(isRunningSum(series([-100, -70, -30, 60]), cash));
    assert.ok(isRunningSum(series([-100, -66.7, -33.3, 66.7]), series([-100, 33.33, 33.34, 99.99])));
    assert.ok(!isRunningSum(series([-100, -70, -30, 75]), cash));
    // Two periods show nothing.
    assert.ok(!isRunningSum(series([-100, -100, 30]), series([-100, 0, 130])));
  });

  it('knows a balance from wherever it began', () => {
    assert.ok(isBalance(series([500, 530, 570, 660]), cash));
    assert.ok(isBalance(series([500, 470, 430, 340]), cash));
    assert.ok(!isBalance(series([500, 470, 430, 350]), cash));
  });

  it('knows sums and differences by their signs', () => {
    const [a, b] = [series([100, 0, 0, 5]), series([0, 30, 40, 95])];
    assert.ok(
      isSignedSum(cash, [
        { of: b, sign: 1 },
        { of: a, sign: -1 },
      ]),
    );
    assert.ok(
      !isSignedSum(cash, [
        { of: b, sign: 1 },
        { of: a, sign: 1 },
      ]),
    );
  });

  it('knows present values, typed to the cent, and their rate', () => {
    const values = [-100, 30, 40, 90].map((v, t) => Number((v * 1.1 ** -t).toFixed(2)));
    const rate = discountRate(series(values), cash, years);
    assert.ok(rate !== undefined && Math.abs(rate - 0.1) < 1e-3);
    assert.equal(discountRate(series([-100, 28, 30, 70]), cash, years), undefined);
    assert.equal(discountRate(cash, cash, years), undefined);
    const midYear = [-100, 30, 40, 90].map((v, t) => v * 1.08 ** -(t + 0.5));
    assert.ok(Math.abs(discountRate(series(midYear), cash, years)! - 0.08) < 1e-6);
  });

  it('knows discount factors, quotients, products and growth', () => {
    assert.ok(isFactors(series([1, 0.9091, 0.8264, 0.7513]), years));
    assert.ok(!isFactors(series([1, 0.9, 0.9, 0.7]), years));
    assert.ok(isQuotient(series([0.5, 0.25, 2, 4]), series([1, 1, 4, 12]), series([2, 4, 2, 3])));
    assert.ok(isProduct(series([2, 4, 8, 36]), series([1, 1, 4, 12]), series([2, 4, 2, 3])));
    assert.ok(isGrowth(series([0, 0.1, 0.1, 0.1]), series([100, 110, 121, 133.1])));
  });

  it('knows days and years between dates, counts, and equal lines', () => {
    const dates = [43_101, 43_475, 43_769, 44_211];
    assert.ok(isDaysBetween(series([0, 374, 668, 1110]), dates));
    assert.ok(isDaysBetween(series([0, 374, 294, 442]), dates));
    assert.ok(isDaysBetween(series([0, 1.02, 1.83, 3.04]), dates));
    assert.ok(!isDaysBetween(series([0, 374, 668, 1111]), dates));
    assert.ok(
      isCount(series([0, 1, 2, 3])) && isCount(series([1, 2, 3, 4])) && !isCount(series([0, 1, 2, 4])),
    );
    assert.ok(isSame(cash, series([-100, 30, 40, 90])));
  });

  it('takes half a unit of the last digit that a number shows', () =>
    assert.deepEqual([5, 2.5, 0.125, 1 / 3].map(halfUnit), [0.5, 0.05, 0.0005, 0]));
});
