import assert from 'node:assert/strict';
import { openBatch, type SimulationPlan } from '../../../src/engine/index.ts';
import { triangleOf } from '../../../src/engine/simulation/correlation.ts';
import { normalAt, normalBelow } from '../../../src/engine/simulation/normal.ts';
import { randomPoints } from '../../../src/engine/simulation/random.ts';
import { percentilesOf } from '../../../src/engine/simulation/percentiles.ts';
import { correlationOf } from '../../../src/engine/simulation/ranks.ts';
import { openScenarios } from '../../../src/engine/simulation/scenarios.ts';
import { sobolPoints } from '../../../src/engine/simulation/sobol.ts';
import { dealFund, fund, nearly, planOf } from './plans.ts';

const N = 40_000;

/** By input: what was drawn in many scenarios. */
function inputsOf({ definition, flows, uncertainty }: SimulationPlan): Float64Array[] {
  const scenarios = openScenarios(definition, flows, uncertainty, openBatch(definition, flows, ['lp']));
  const { uniforms, normals } = scenarios.dimensions;
  const points = randomPoints(5, uniforms, normals);
  const drawn = Array.from(scenarios.inputs, () => new Float64Array(N));
  points.open(0);
  for (let i = 0; i < N; i++) {
    points.next();
    scenarios.draw(points, true);
    scenarios.inputs.forEach((x, n) => (drawn[n]![i] = x));
  }
  return drawn;
}
const logs = (x: Float64Array) => x.map(Math.log);

describe('What a simulation draws', () => {
  it('are standard normals, far out too', () => {
    const points = randomPoints(3, 1, 1000);
    const limits = [-4, -3, -2, -1, -0.2, 0.5, 1.5, 2.5, 3.5, 4];
    const below = limits.map(() => 0);
    const sums = [0, 0, 0, 0];
    for (let block = 0; block < 10; block++) {
      points.open(block);
      for (let i = 0; i < 100; i++) {
        points.next();
        for (const z of points.normals) {
          limits.forEach((x, n) => (below[n]! += z < x ? 1 : 0));
          for (let power = 1; power <= 4; power++) sums[power - 1]! += z ** power;
        }
      }
    }
    [0, 1, 0, 3].forEach((right, i) =>
      nearly(sums[i]! / 1e6, right, 5 * Math.sqrt([1, 2, 15, 96][i]! / 1e6)),
    );
    limits.forEach((x, n) => {
      const p = normalBelow(x);
      nearly(below[n]! / 1e6, p, 5 * Math.sqrt((p * (1 - p)) / 1e6), `below ${x}`);
    });
  });

  it('knows the normal distribution and its inverse', () => {
    nearly(normalBelow(1.959963984540054), 0.975, 1e-15);
    nearly(normalAt(0.975), 1.959963984540054, 1e-14);
    for (let p = 1e-12; p < 1; p = p < 0.01 ? p * 3 : p + 0.01) nearly(normalBelow(normalAt(p)) / p, 1, 1e-8);
  });

  it('has the same numbers for the same seed and block, and others for others', () => {
    const sobol: typeof randomPoints = (seed, ...counts) => sobolPoints(seed, 1024, ...counts);
    for (const pointsOf of [randomPoints, sobol]) {
      const first = (seed: number, block: number): number[] => {
        const points = pointsOf(seed, 3, 3);
        points.open(block);
        points.next();
        return [...points.uniforms, ...points.normals];
      };
      assert.deepEqual(first(1, 5), first(1, 5));
      const drawn = [first(1, 5), first(1, 6), first(2, 5), first(2 ** 40 + 1, 5), first(2 ** 52, 5)];
      assert.equal(new Set(drawn.flat()).size, 30);
    }
  });

  it('fills every dimension evenly with Sobol points, in every scramble', () => {
    for (const block of [0, 3, 16]) {
      const points = sobolPoints(9, 1024, 40, 60);
      const seen = Array.from({ length: 100 }, () => new Set<number>());
      points.open(block);
      for (let i = 0; i < 1024; i++) {
        points.next();
        points.uniforms.forEach((u, d) => seen[d]!.add(Math.floor(u * 1024)));
        points.normals.forEach((z, d) => seen[40 + d]!.add(Math.floor(normalBelow(z) * 1024)));
      }
      // 1,024 points of a scramble lie in 1,024 intervals of one length, one in each.
      for (const intervals of seen) assert.ok(intervals.size >= 1022, String(intervals.size));
    }
  });

  it('moves cash of pots with the market as asked', () => {
    const deal = {
      definition: {
        classes: [{ id: 'lp', share: 1 }],
        pots: ['rent', 'sale', 'fees'].map((id) => ({
          id,
          tiers: [{ kind: 'split', id: `${id}.split`, shares: { lp: 1 } }],
        })),
      },
      flows: {
        timeline: { unit: 'year', periods: 1 },
        contributions: [{ at: 0, amount: 100 }],
        cash: ['rent', 'sale', 'fees'].map((pot) => ({ at: 1, amount: 50, pot })),
      },
    };
    const cash = {
      distribution: 'lognormal',
      volatility: 25,
      correlation: 0.6,
      pots: { fees: { correlation: -0.4, volatility: 10 } },
    };
    const [market, ...pots] = inputsOf(planOf(deal, { cash }, N));
    const error = 5 / Math.sqrt(N);
    [0.6, 0.6, -0.4].forEach((r, i) => nearly(correlationOf(market!, logs(pots[i]!)), r, error));
    nearly(correlationOf(logs(pots[0]!), logs(pots[1]!)), 0.36, error);
    nearly(correlationOf(logs(pots[0]!), logs(pots[2]!)), -0.24, error);
  });

  it('moves deals with each other and with the market as asked', () => {
    const correlations = [
      [1, 0.8, -0.3],
      [0.8, 1, 0.1],
      [-0.3, 0.1, 1],
    ];
    const deals = {
      volatility: 20,
      correlations,
      by_deal: { one: { correlation: 0.5 }, two: { correlation: 0.4 }, three: { correlation: 0.2 } },
    };
    const [market, ...drawn] = inputsOf(planOf(dealFund(), { deals }, N));
    const error = 5 / Math.sqrt(N);
    for (let i = 0; i < 3; i++) {
      nearly(correlationOf(market!, logs(drawn[i]!)), [0.5, 0.4, 0.2][i]!, error);
      for (let j = 0; j < i; j++)
        nearly(correlationOf(logs(drawn[i]!), logs(drawn[j]!)), correlations[i]![j]!, error);
    }
    const alone = inputsOf(planOf(dealFund(), { deals: { volatility: 20, correlation: 0.7 } }, N));
    nearly(correlationOf(logs(alone[1]!), logs(alone[2]!)), 0.49, error);
  });

  it('links the multiple of the exit to a market that moves over time', () => {
    const plan = planOf(
      fund(12),
      {
        cash: { distribution: 'lognormal', volatility: 20, correlation: 0.9 },
        exit: { multiple: { min: 0.1, mode: 0.2, max: 0.3 }, of: 'capital', correlation: 0.7 },
      },
      N,
    );
    const [market, , multiple] = inputsOf(plan);
    // A symmetric triangle of a normal is nearly straight in it.
    nearly(correlationOf(market!, multiple!), 0.7, 0.02);
  });

  it('is told in percentiles as Excel does, whatever order it is in', () => {
    assert.deepEqual(percentilesOf(Float64Array.of(4, 1, 2), [0, 0.25, 0.5, 0.75, 1]), [1, 1.5, 2, 3, 4]);
    for (const rounded of [1, 1000]) {
      const points = randomPoints(1, 3000, 0);
      points.next();
      const values = points.uniforms.map((u) => Math.round(u * 10 * rounded));
      const sorted = values.slice().sort();
      for (const of of [values.slice(), sorted.slice(), sorted.slice().reverse()])
        assert.deepEqual(percentilesOf(of, [0, 1 / 2999, 0.5, 1]), [
          sorted[0],
          sorted[1],
          (sorted[1499]! + sorted[1500]!) / 2,
          sorted[2999],
        ]);
    }
  });

  it('splits a singular matrix, and none that contradicts itself', () => {
    assert.ok(
      triangleOf([
        [1, 1],
        [1, 1],
      ]),
    );
    assert.equal(
      triangleOf([
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ]),
      null,
    );
    assert.equal(
      triangleOf([
        [1, 1, 0.5],
        [1, 1, -0.5],
        [0.5, -0.5, 1],
      ]),
      null,
    );
  });
});
