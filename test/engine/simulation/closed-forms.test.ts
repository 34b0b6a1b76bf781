import assert from 'node:assert/strict';
import { allToOne, dealFund, fund, nearly, planOf, resultOf } from './plans.ts';

const N = 40_000;
/** Five standard errors: a right figure is outside once in two million. */
const FIVE = 5;
const partyOf = (result: ReturnType<typeof resultOf>, id: string) => result.parties.find((p) => p.id === id)!;

/** Quantiles of the standard normal at 5, 25, 50, 75 and 95 %. */
const Z = [-1.6448536269514722, -0.6744897501960817, 0, 0.6744897501960817, 1.6448536269514722];
const density = (z: number) => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

/** 200 after two years, counted in quarters. */
function twoYears() {
  const deal = structuredClone(allToOne);
  deal.flows.timeline = { unit: 'quarter', periods: 8 };
  deal.flows.cash = [{ at: 8, amount: 200 }];
  return deal;
}

describe('The figures of a simulation where they have a formula', () => {
  for (const sampling of ['random', 'sobol'])
    it(`are those of a lognormal for cash with lognormal shocks, from ${sampling} points`, () => {
      // 30 % a year over two years, in quarters.
      const sigma = 0.3 * Math.SQRT2;
      const result = resultOf(
        planOf(twoYears(), { cash: { distribution: 'lognormal', volatility: 30 }, sampling }, N),
      );
      const { profit, multiple, irr, loss } = partyOf(result, 'lp');
      const deviation = 200 * Math.sqrt(Math.exp(sigma * sigma) - 1);
      nearly(profit.mean, 100, FIVE * profit.error!, 'mean');
      nearly(profit.deviation, deviation, (FIVE * 2 * deviation) / Math.sqrt(N), 'deviation');
      Z.forEach((z, i) => {
        const right = 200 * Math.exp(sigma * z - (sigma * sigma) / 2);
        const p = [0.05, 0.25, 0.5, 0.75, 0.95][i]!;
        const error = (FIVE * Math.sqrt((p * (1 - p)) / N) * right * sigma) / density(z);
        nearly(profit.percentiles[i]!, right - 100, error, `percentile ${p}`);
        nearly(multiple.percentiles[i]!, right / 100, error / 100);
        nearly(irr.percentiles[i]!, Math.sqrt(right / 100) - 1, error / 100);
      });
      // 200 exp(sigma z - 0.09) < 100 where z < (0.09 - ln 2) / sigma = -1.42164.
      nearly(loss, 0.077567, FIVE * Math.sqrt(0.0776 / N), 'loss');
      assert.equal(profit.forecast, 100);
    });

  it('are those of a normal for cash with normal shocks, over two years of a walk', () => {
    const result = resultOf(planOf(twoYears(), { cash: { distribution: 'normal', volatility: 10 } }, N));
    const { profit } = partyOf(result, 'lp');
    const deviation = 200 * 0.1 * Math.SQRT2;
    nearly(profit.mean, 100, FIVE * profit.error!);
    nearly(profit.deviation, deviation, (FIVE * deviation) / Math.sqrt(2 * N));
    nearly(profit.percentiles[4]!, 100 + Z[4]! * deviation, (FIVE * 2.2 * deviation) / Math.sqrt(N));
  });

  it('take the volatility of independent shocks as that of any period', () => {
    const deal = structuredClone(allToOne);
    deal.flows.timeline.periods = 2;
    deal.flows.cash = [1, 2].map((at) => ({ at, amount: 100 }));
    const cash = { distribution: 'normal', volatility: 10, over_time: 'independent' };
    const { profit } = partyOf(resultOf(planOf(deal, { cash }, N)), 'lp');
    nearly(profit.deviation, 10 * Math.SQRT2, (FIVE * 15) / Math.sqrt(2 * N));
    const lognormal = { ...cash, distribution: 'lognormal', volatility: 40 };
    const other = partyOf(resultOf(planOf(deal, { cash: lognormal }, N)), 'lp').profit;
    nearly(other.mean, 100, FIVE * other.error!);
    nearly(other.deviation, 100 * Math.sqrt(2 * Math.expm1(0.16)), (FIVE * 2 * 60) / Math.sqrt(N));
  });

  it('are those of a triangle for an exit multiple', () => {
    const exit = { multiple: { min: 1, mode: 1.5, max: 3 } };
    const { profit, multiple } = partyOf(resultOf(planOf(allToOne, { exit }, N)), 'lp');
    nearly(multiple.mean, 5.5 / 3, FIVE * multiple.error!);
    nearly(profit.mean, (100 * 5.5) / 3 - 100, FIVE * profit.error!);
    // Var = (a² + b² + c² - ab - ac - bc) / 18.
    const variance = (1 + 9 + 2.25 - 3 - 1.5 - 4.5) / 18;
    nearly(multiple.deviation, Math.sqrt(variance), (FIVE * 0.5) / Math.sqrt(N));
    // Median: 3 - sqrt(0.5 * 2 * 1.5).
    nearly(multiple.percentiles[2]!, 3 - Math.sqrt(1.5), (FIVE * 0.5) / Math.sqrt(N));
  });

  it('keep the mean of the forecast with a bootstrap, and have only what its history gives', () => {
    const cash = { distribution: 'bootstrap', history: [-20, 10, 40] };
    const { profit } = partyOf(resultOf(planOf(allToOne, { cash, percentiles: [0, 50, 100] }, N)), 'lp');
    nearly(profit.mean, 100, FIVE * profit.error!);
    const factors = [0.8, 1.1, 1.4].map((f) => (200 * f) / 1.1 - 100);
    profit.percentiles.forEach((p, i) => nearly(p, factors[i]!, 1e-9));
  });

  it('keep the mean of the forecast where deals are written off, recovered in part and late', () => {
    const deals = {
      write_offs: 20,
      recovery: 25,
      volatility: 30,
      correlation: 0.5,
      exit_delay: { values: [-1, 0, 3] },
    };
    const result = resultOf(planOf(dealFund(), { deals, percentiles: [0, 50, 100] }, N));
    const { profit } = partyOf(result, 'project');
    nearly(profit.mean, 180, FIVE * profit.error!);
    nearly(profit.percentiles[0]!, 3 * 160 * 0.25 - 300, 1e-9, 'all three written off');
  });

  it('have as many write-offs as asked', () => {
    const result = resultOf(planOf(dealFund(), { deals: { write_offs: 30 }, percentiles: [50] }, N));
    // Without volatility a survivor brings 160 / 0.7; all three are written off in 2.7 % of the scenarios.
    const { profit } = partyOf(result, 'project');
    const bin = profit.histogram!;
    const none = (bin.counts[0]! + bin.below) / N;
    nearly(none, 0.027, FIVE * Math.sqrt(0.027 / N));
    nearly(profit.greatest, (3 * 160) / 0.7 - 300, 1e-9);
  });

  it('give the carry that is worked out by hand for an exit at one of two multiples', () => {
    // 100 is paid in, and sold after a year for 0.8 or 1.5 times that, three to one. At 80 there is no carry. At 150 the
    // LP has 100 and its 8, the GP catches up 2, and of the 40 left it has 8: a carry of 10, a fifth of the profit of 50.
    const deal = { definition: fund(4).definition, flows: allToOne.flows };
    const exit = { multiple: { values: [0.8, 1.5], weights: [3, 1] } };
    const result = resultOf(planOf(deal, { exit, percentiles: [0, 50, 100] }, N));
    const { carry, probabilities } = result;
    nearly(carry.greatest, 10, 1e-12);
    assert.equal(carry.least, 0);
    nearly(carry.mean, 2.5, FIVE * carry.error!, 'expected carry');
    nearly(probabilities.carry, 0.25, FIVE * Math.sqrt(0.1875 / N));
    assert.deepEqual(probabilities.hurdles, [{ tier: 'preferred', probability: probabilities.carry }]);
    const lp = partyOf(result, 'lp');
    nearly(lp.irr.least, -0.2, 1e-12);
    nearly(lp.irr.greatest, 0.4, 1e-12);
    nearly(lp.loss, 0.75, FIVE * Math.sqrt(0.1875 / N));
    nearly(lp.profit.percentiles[0]!, -20, 1e-12);
    nearly(partyOf(result, 'gp').profit.percentiles[2]!, 10, 1e-12);
  });

  it('take a return for met where cash goes on beyond it, and capital that is just back for no loss', () => {
    const deal = { definition: fund(4).definition, flows: allToOne.flows };
    // Of 105 the LP has its 100 and 5 of the 8 it is owed.
    const met = (values: readonly number[]) =>
      resultOf(planOf(deal, { exit: { multiple: { values } } }, 100)).probabilities.hurdles[0]!.probability;
    assert.equal(met([1.05]), 0);
    assert.equal(met([1.09]), 1);
    assert.equal(partyOf(resultOf(planOf(deal, { exit: { multiple: { values: [1] } } }, 100)), 'lp').loss, 0);
  });

  it('bring with an earlier exit what was forecast after it, and with a later one nothing new', () => {
    const deal = structuredClone(allToOne);
    deal.flows.timeline.periods = 6;
    deal.flows.cash = [1, 2, 3, 4].map((at) => ({ at, amount: 50 }));
    const cumulative = (values: readonly number[]) =>
      resultOf(planOf(deal, { exit: { period: { values } }, percentiles: [50] }, 10)).fan.parties[0]!
        .percentiles[0];
    assert.deepEqual(cumulative([2]), [-100, -50, 100, 100, 100, 100, 100]);
    assert.deepEqual(cumulative([6]), [-100, -50, 0, 50, 50, 50, 100]);
  });

  it('tell an error that the mean keeps to: a smaller one from Sobol points', () => {
    const cash = { distribution: 'lognormal', volatility: 30 };
    let inside = 0;
    for (let seed = 0; seed < 40; seed++) {
      const plan = planOf(allToOne, { cash, sampling: 'sobol' }, 1024, seed);
      const { mean, error } = partyOf(resultOf(plan), 'lp').profit;
      if (Math.abs(mean! - 100) <= 2 * error!) inside++;
    }
    // 15 degrees of freedom: within two errors in 94 of 100.
    assert.ok(inside >= 33, `${inside} of 40`);
    const errorOf = (sampling: string) =>
      partyOf(resultOf(planOf(fund(40), { cash, sampling }, 16_384)), 'lp').irr.error!;
    assert.ok(errorOf('sobol') < errorOf('random') / 5);
  });
});
