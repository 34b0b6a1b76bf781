import assert from 'node:assert/strict';
import { many } from '../../support/many.ts';
import {
  blocksOf,
  parseSimulationRun,
  parseUncertainty,
  simulation,
  tally,
  type SimulationBlock,
  type SimulationPlan,
} from '../../../src/engine/index.ts';
import { issueMessage } from '../../../src/i18n/index.ts';
import { anyDeal } from '../any-deal.ts';
import { compareMany, sameAsRuns } from './against-runs.ts';
import { allToOne, dealFund, fund, planOf, resultOf } from './plans.ts';

const shocks = { cash: { distribution: 'lognormal', volatility: 25 } };

/** Blocks run by so many workers, each with a simulation of its own, block by block in turn. */
function byWorkers(plan: SimulationPlan, workers: number): [number, SimulationBlock][] {
  const sent = structuredClone(plan);
  const own = Array.from({ length: workers }, () => simulation(sent));
  return Array.from({ length: own[0]!.blocks }, (_, block) => [
    block,
    structuredClone(own[block % workers]!.run(block)),
  ]);
}

const wrong = (uncertainty: unknown, deal: { definition: unknown; flows: unknown } = fund(8)) => {
  const { definition, flows } = planOf(deal, { terms: { 'preferred.rate': { min: 6, mode: 8, max: 9 } } }, 1);
  const read = parseUncertainty(uncertainty, definition, flows);
  assert.ok(!read.ok, 'is not refused');
  for (const issue of read.issues)
    for (const locale of ['en', 'zh-CN'] as const) {
      const text = issueMessage(issue, locale);
      assert.ok(text.includes('uncertainty') && !/[{}]|undefined/.test(text.replace(/“.*”/, '')), text);
    }
  return read.issues.map(({ code, path }) => `${code} ${path.slice(1).join('.')}`);
};

describe('A simulation', () => {
  it('gives in each scenario what a run on its cash and terms gives, on any deal', () => {
    const compared = compareMany(anyDeal, many(2400), 6);
    assert.ok(compared > many(560), `${compared} deals`);
  });

  it('and over blocks of lanes that are not full', () => {
    sameAsRuns(
      planOf(fund(12), { ...shocks, terms: { 'catchUp.carry': { min: 10, mode: 20, max: 25 } } }, 77),
    );
    const strict = { dealByDeal: 'strict', clawback: { taxRate: 0.3 } };
    sameAsRuns(planOf(dealFund(strict), { deals: { write_offs: 30, volatility: 30 } }, 50));
    const carried = { dealByDeal: 'carryforward' };
    sameAsRuns(planOf(dealFund(carried), { deals: { write_offs: 50, exit_delay: { values: [-1, 2] } } }, 50));
  });

  const terms = { 'preferred.rate': { min: 6, mode: 8, max: 10 } };
  const carried = { deal: dealFund({ dealByDeal: 'carryforward' }), scenarios: 1000, terms };
  const light = { deal: fund(12), scenarios: 20_000, exit: { period: { min: 6, mode: 10, max: 12 } } };
  for (const [what, { deal, scenarios, ...more }, sampling] of [
    ['random points', light, 'random'],
    ['Sobol points', light, 'sobol'],
    ['whole runs at random points', carried, 'random'],
    ['whole runs at Sobol points', carried, 'sobol'],
  ] as const)
    it(`gives the same bits by 1, 2, 3 and 7 workers, in any order, from ${what}`, () => {
      const plan = planOf(deal, { ...shocks, ...more, sampling }, scenarios);
      const right = JSON.stringify(resultOf(plan));
      for (const workers of [1, 2, 3, 7]) {
        const all = tally(plan);
        const parts = byWorkers(plan, workers);
        // Any order; some blocks come twice, as where a worker was lost after it had answered.
        for (const [block, part] of [...parts].sort((a, b) => ((a[0] * 7) % 11) - ((b[0] * 7) % 11)))
          all.add(block, part);
        for (const [block, part] of parts.slice(0, 3)) all.add(block, part);
        assert.equal(all.done, scenarios);
        assert.equal(JSON.stringify(all.result()), right);
      }
    });

  it('has small blocks where a scenario takes long, and never too many', () => {
    const most = (deal: typeof light.deal | typeof carried.deal, scenarios: number, more = {}) =>
      blocksOf(planOf(deal, { ...shocks, ...more }, scenarios)).most;
    assert.equal(most(light.deal, 10_000), 1024);
    assert.equal(most(carried.deal, 10_000, { terms }), 256);
    const { count } = blocksOf(planOf(carried.deal, { ...shocks, terms }, 10_000_000));
    assert.ok(count <= 16_384, `${count}`);
  });

  it('gives other figures for another seed', () => {
    const meanOf = (seed: number) => resultOf(planOf(fund(8), shocks, 100, seed)).carry.mean;
    assert.notEqual(meanOf(1), meanOf(2));
    assert.equal(meanOf(1), meanOf(1));
  });

  it('may be asked before all is done, and before anything is', () => {
    const plan = planOf(fund(8), shocks, 5000);
    const { run } = simulation(plan);
    const all = tally(plan);
    const before = all.result();
    assert.equal(before.scenarios, 0);
    assert.equal(before.carry.mean, null);
    assert.equal(before.probabilities.carry, null);
    all.add(2, run(2));
    const [project] = all.result().parties;
    assert.equal(project!.profit.count, 1024);
    assert.equal(project!.profit.percentiles.length, 5);
    assert.equal(all.result().fan.scenarios, 1024);
  });

  it('tells percentiles from bins as exactly as it says, beyond a million', () => {
    const exact = planOf(fund(4), shocks, 30_000);
    const binned: SimulationPlan = { ...exact, scenarios: 1_000_001 };
    const { run } = simulation(exact);
    const [few, many] = [tally(exact), tally(binned)];
    // Whole blocks are the same in both plans.
    for (let block = 0; block < 29; block++) {
      few.add(block, run(block));
      many.add(block, run(block));
    }
    const [a, b] = [few.result(), many.result()];
    assert.ok(a.exact && !b.exact);
    for (const what of ['profit', 'multiple', 'irr'] as const) {
      const [right, found] = [a.parties[1]![what], b.parties[1]![what]];
      assert.equal(found.mean, right.mean);
      right.percentiles.forEach((p, i) =>
        assert.ok(
          Math.abs(found.percentiles[i]! - p) <= 1e-3 * Math.abs(p),
          `${what} ${found.percentiles[i]} ${p}`,
        ),
      );
      const counted = (h: typeof right.histogram) =>
        h!.below + h!.above + h!.counts.reduce((x, y) => x + y, 0);
      assert.equal(counted(found.histogram), 29 * 1024);
      assert.equal(counted(right.histogram), 29 * 1024);
    }
  });

  it('says what drives the result, and draws a fan that opens with time', () => {
    const plan = planOf(
      fund(8),
      { ...shocks, terms: { 'catchUp.carry': { min: 2, mode: 20, max: 38 } } },
      4096,
    );
    const { drivers, fan, parties } = resultOf(plan);
    assert.deepEqual(drivers.inputs, ['market', 'cash.cash', 'catchUp.carry']);
    const ofCarry = drivers.figures.find((f) => f.what === 'carry')!.correlations;
    assert.ok(ofCarry[1]! > 0.7 && ofCarry[2]! > 0.03 && ofCarry[2]! < 0.3, String(ofCarry));
    const lp = fan.parties.find((p) => p.id === 'lp')!.percentiles;
    const width = (k: number) => lp[4]![k]! - lp[0]![k]!;
    assert.equal(lp[2]![1], -1000);
    assert.ok(width(1) === 0 && width(4) > 0 && width(8) > width(4));
    assert.ok(Math.abs(lp[2]![8]! - parties[1]!.profit.percentiles[2]!) < 1e-9);
  });

  it('names the clause for which scenarios run whole', () => {
    const clauses = (deal: { definition: unknown; flows: unknown }, uncertainty: unknown = shocks) =>
      resultOf(planOf(deal, uncertainty, 20)).whole;
    assert.deepEqual(clauses(fund(4)), []);
    assert.deepEqual(clauses(fund(4, { clawback: {} })), []);
    const paid = fund(4, { clawback: {} });
    Object.assign(paid.flows, { paid: [{ at: 1, party: 'lp', amount: 10 }] });
    assert.deepEqual(clauses(paid), [{ clause: 'clawback', scenarios: 20 }]);
    assert.deepEqual(clauses(dealFund({ dealByDeal: 'carryforward' })), [
      { clause: 'carryforward', scenarios: 20 },
    ]);
    const left = fund(4);
    Object.assign(left.flows, { nav: [{ at: 4, amount: 10 }] });
    assert.deepEqual(clauses(left), [{ clause: 'valueLeft', scenarios: 20 }]);
    const below = clauses(allToOne, { cash: { distribution: 'normal', volatility: 100 } });
    assert.equal(below[0]!.clause, 'negativeCash');
    assert.ok(below[0]!.scenarios > 0 && below[0]!.scenarios < 20);
  });

  it('counts a deal that is written off as ended, so that its loss is made up for', () => {
    // Of three deals the first is lost for certain enough; nothing else varies.
    const deal = dealFund({ dealByDeal: 'carryforward' });
    const deals = { by_deal: { one: { write_offs: 99 } } };
    const { carry } = resultOf(planOf(deal, { deals, percentiles: [50] }, 200));
    // 20 % of (160 + 160 - 300), which the whole fund would give too once the return of 8 % is not reached: none.
    assert.equal(carry.percentiles[0], 0);
  });

  it('refuses what is no uncertainty of the deal, with its place and in both languages', () => {
    assert.deepEqual(wrong({}), ['nothingDrawn ']);
    assert.deepEqual(wrong(3), ['notObject ']);
    const cash = { distribution: 'lognormal', volatility: 20 };
    assert.deepEqual(wrong({ cash: { ...cash, volatility: -1 } }), ['tooSmall cash.volatility']);
    assert.deepEqual(wrong({ cash: { ...cash, correlation: 1.1 } }), ['tooLarge cash.correlation']);
    assert.deepEqual(wrong({ cash: { ...cash, pots: { rent: {} } } }), ['unknownTier cash.pots.rent']);
    assert.deepEqual(wrong({ cash: { distribution: 'bootstrap', history: [1] } }), ['tooFew cash.history']);
    assert.deepEqual(
      wrong({ cash: { ...cash, distribution: 'normal' } }, fund(8, { negativeCash: 'refuse' })),
      ['optionConflict cash.distribution'],
    );
    for (const [percentiles, issue] of [
      [[-1], 'tooSmall percentiles.0'],
      [[50, 100.5], 'tooLarge percentiles.1'],
      [[], 'tooFew percentiles'],
    ])
      assert.deepEqual(wrong({ cash, percentiles }), [issue]);
    assert.deepEqual(wrong({ cash, parties: ['lp', 'nobody', 'lp'] }), [
      'unknownParty parties.1',
      'duplicateId parties.2',
    ]);
    assert.deepEqual(wrong({ cash, sampling: 'halton' }), ['notChoice sampling']);
    assert.deepEqual(wrong({ exit: {} }), ['nothingDrawn exit']);
    assert.deepEqual(wrong({ exit: { multiple: { min: 2, mode: 1, max: 3 } } }), [
      'tooSmall exit.multiple.mode',
    ]);
    assert.deepEqual(wrong({ exit: { multiple: { values: [1, 2], weights: [1] } } }), [
      'tooFew exit.multiple.weights',
    ]);
    assert.deepEqual(wrong({ exit: { period: { values: [9] } } }), ['outOfTimeline exit.period']);
    const called = { ...fund(4) };
    Object.assign(called.flows, {
      contributions: [],
      cash: [-100, 0, 150].map((amount, k) => ({ at: k + 1, amount })),
    });
    assert.deepEqual(wrong({ exit: { multiple: { values: [2] } } }, called), ['nothingPaidIn exit.multiple']);
    assert.deepEqual(wrong({ deals: { write_offs: 10 } }), ['nothingDrawn deals']);
    const rate = { min: 5, mode: 8, max: 101 };
    assert.deepEqual(wrong({ terms: { 'preferred.rate': rate } }), ['tooLarge terms.preferred.rate']);
    assert.deepEqual(wrong({ terms: { hurdle_rate: rate } }), ['unknownTier terms.hurdle_rate']);
    assert.deepEqual(
      wrong({
        terms: { 'catchUp.share': { min: 20, mode: 80, max: 100 }, 'catchUp.carry': { values: [10, 30] } },
      }),
      ['catchUpNeverEnds terms.catchUp.share'],
    );
  });

  it('refuses what is no uncertainty of its deals', () => {
    const of = (deals: unknown) => wrong({ deals }, dealFund());
    assert.deepEqual(of({ write_offs: 100 }), ['tooLarge deals.write_offs']);
    assert.deepEqual(of({ by_deal: { four: {} } }), ['unknownParty deals.by_deal.four']);
    assert.deepEqual(of({ exit_delay: { values: [-3, 0] } }), ['tooSmall deals.exit_delay']);
    assert.deepEqual(of({ by_deal: { three: { exit_delay: { values: [4] } } } }), [
      'tooLarge deals.by_deal.three.exit_delay',
    ]);
    const no = [1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1];
    const matrix = (n: readonly number[]) => ({ correlations: [n.slice(0, 3), n.slice(3, 6), n.slice(6)] });
    assert.deepEqual(of(matrix(no)), ['notCorrelations deals.correlations']);
    assert.deepEqual(of(matrix([1, 0, 0, 0, 1, 0, 0.5, 0, 1])), ['notCorrelations deals.correlations.2.0']);
    assert.deepEqual(of(matrix([0.5, 0, 0, 0, 1, 0, 0, 0, 1])), ['notCorrelations deals.correlations.0.0']);
    assert.deepEqual(of({ correlations: [[1]] }), ['notCorrelations deals.correlations']);
    // Each is a matrix by itself, and they contradict each other by way of the market.
    assert.deepEqual(of({ correlation: 0.9, ...matrix([1, 0, 0, 0, 1, 0, 0, 0, 1]) }), [
      'notCorrelations deals.correlations',
    ]);
    assert.deepEqual(wrong({ deals: { write_offs: 1 }, exit: { period: { values: [3] } } }, dealFund()), [
      'optionConflict exit',
    ]);
  });

  it('refuses too many scenarios, and seeds that are none', () => {
    const issuesOf = (input: unknown) => {
      const read = parseSimulationRun(input);
      return read.ok
        ? []
        : read.issues.map(({ code, path, params }) => [code, path.join('.'), params?.max ?? params?.min]);
    };
    assert.deepEqual(issuesOf({ scenarios: 10_000_001, seed: 1 }), [['tooLarge', 'scenarios', 10_000_000]]);
    assert.deepEqual(issuesOf({ scenarios: 0, seed: -1 }), [
      ['tooSmall', 'scenarios', 1],
      ['tooSmall', 'seed', 0],
    ]);
    assert.deepEqual(
      issuesOf({ scenarios: 1.5 }).map(([code]) => code),
      ['notInteger', 'missing'],
    );
    assert.deepEqual(issuesOf({ scenarios: 10_000_000, seed: 2 ** 53 - 1 }), []);
  });
});
