import assert from 'node:assert/strict';
import { parse, type Result } from '../../src/engine/index.ts';
import { runDeal as result } from './run-deal.ts';
import { fund, fundWith, threeDeals } from '../support/small-deals.ts';

const carryOf = (r: Result) => r.carry.map((c) => Math.round(c * 1e9) / 1e9);

describe('What was actually paid', () => {
  const flows = {
    timeline: { unit: 'year', periods: 3 },
    contributions: [{ at: 0, amount: 100 }],
    cash: [
      { at: 1, amount: 60 },
      { at: 2, amount: 60 },
      { at: 3, amount: 30 },
    ],
  };
  it('is compared with what the definition gives to the same date', () => {
    const paid = [
      { at: 1, party: 'lp', amount: 50 },
      { at: 1, party: 'gp', amount: 10 },
    ];
    const { history } = result(fund, { ...flows, paid });
    assert.deepEqual(history, {
      through: 1,
      parties: [
        { party: 'lp', paid: 50, due: 60, over: -10 },
        { party: 'gp', paid: 10, due: 0, over: 10 },
      ],
    });
  });
  it('holds no carry below zero where less was paid than is due beside it', () => {
    // 45 of capital are due to the general partner's own class, and 9 were paid.
    const r = result(
      {
        classes: [
          { id: 'lp', share: 0.5 },
          { id: 'gp', share: 0.5 },
        ],
        tiers: [
          { kind: 'returnOfCapital', id: 'capital', to: ['lp', 'gp'] },
          { kind: 'split', id: 'split', shares: { lp: 0.4, gp: 0.6 } },
        ],
        options: { gpCapital: 'allIn', clawback: { escrow: 0.5 } },
      },
      {
        timeline: { unit: 'year', periods: 2 },
        contributions: [{ at: 0, amount: 100 }],
        cash: [{ at: 1, amount: 90 }],
        paid: [{ at: 1, party: 'gp', amount: 9 }],
        nav: [{ at: 2, amount: 5 }],
      },
    );
    const [entry] = r.clawback!.entries;
    assert.deepEqual([entry!.received, entry!.amount, entry!.fromEscrow], [0, 0, 0]);
    assert.equal(r.liquidations[0]!.received, 0);
    assert.equal(r.liquidations[0]!.accrued, r.liquidations[0]!.entitlement);
  });
  it('stands in for the carry of the run in a clawback', () => {
    // Due is 20 % of the profit of 50; 8 was paid too early, and the run still pays 4 and 6.
    const r = result(fundWith({ clawback: {} }), { ...flows, paid: [{ at: 1, party: 'gp', amount: 8 }] });
    assert.deepEqual(carryOf(r), [0, 0, 4, 6]);
    const [entry] = r.clawback!.entries;
    assert.deepEqual([entry!.received, entry!.entitlement, entry!.amount], [18, 10, 8]);
  });
  it('is refused for a party that does not exist', () => {
    const parsed = parse(fund, { ...flows, paid: [{ at: 1, party: 'nobody', amount: 1 }] });
    assert.deepEqual(parsed.ok || parsed.issues.map((i) => [i.code, i.path.join('.')]), [
      ['unknownParty', 'flows.paid.0.party'],
    ]);
  });
});

describe('A hypothetical liquidation', () => {
  const flows = {
    timeline: { unit: 'year', periods: 2 },
    contributions: [{ at: 0, amount: 100 }],
    cash: [{ at: 1, amount: 110 }],
  };
  it('tells accrued carry and the value of each party, which sum to the value', () => {
    // 110 returned 100 and split 8 / 2; 40 more are 32 / 8.
    const r = result(fund, { ...flows, nav: [{ at: 1, amount: 40 }] });
    const [at1] = r.liquidations;
    assert.deepEqual(
      [at1!.entitlement, at1!.received, at1!.accrued, at1!.exposure, at1!.values.map((v) => v.value)],
      [10, 2, 8, 0, [32, 8]],
    );
    assert.equal(r.project.rvpi, 0, 'a value inside the timeline is not left after it');
  });
  it('tells the exposure of the general partner where too much carry was paid', () => {
    const r = result(fundWith({ dealByDeal: 'strict', clawback: { taxRate: 0.75 } }), {
      ...threeDeals,
      nav: [{ at: threeDeals.timeline.periods, amount: 0 }],
    });
    const [last] = r.liquidations;
    assert.deepEqual([last!.exposure, last!.exposureAfterTax], [2, 1]);
  });
  it('at the end gives each party its part of what is left in its measures', () => {
    const r = result(fund, { ...flows, nav: [{ at: 2, amount: 40 }] });
    assert.deepEqual(
      r.parties.map((p) => p.measures.profit),
      [40, 10],
    );
    assert.equal(r.project.profit, 50);
    const lp = r.parties[0]!;
    assert.deepEqual([lp.measures.tvpi, lp.measures.rvpi, lp.gross!.tvpi], [1.4, 0.32, 1.5]);
  });
});
