import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runDeal as result } from './run-deal.ts';
import { fund, fundWith, threeDeals } from '../support/small-deals.ts';
import { parse, total, type Result } from '../../src/engine/index.ts';

const carryOf = (r: Result) => r.carry.map((c) => Math.round(c * 1e9) / 1e9);

describe('Deal by deal', () => {
  it('strict takes carry on each winner and none on the loser', () =>
    assert.deepEqual(carryOf(result(fundWith({ dealByDeal: 'strict' }), threeDeals)), [0, 1, 0, 3]));

  it('carryforward makes up realised losses first', () =>
    assert.deepEqual(carryOf(result(fundWith({ dealByDeal: 'carryforward' }), threeDeals)), [0, 1, 0, 1]));

  it('the whole fund returns all capital before any carry', () =>
    assert.deepEqual(carryOf(result(fund, threeDeals)), [0, 0, 0, 2]));

  it('two deals of one name are refused', () => {
    const [one] = threeDeals.deals;
    const parsed = parse(fund, { ...threeDeals, deals: [...threeDeals.deals, one] });
    assert.deepEqual(parsed.ok || parsed.issues.map((i) => [i.code, i.path.join('.')]), [
      ['duplicateId', 'flows.deals.3.id'],
    ]);
  });

  it('a write-down or an end before a deal, and write-downs above its cost, are refused', () => {
    const [one, two, three] = threeDeals.deals;
    const wrong = { ...one, at: 2, writeDowns: [{ at: 1, amount: 5 }], closedAt: 1 };
    const above = { ...two, writeDowns: [2, 3].map((at) => ({ at, amount: two.cost * 0.6 })) };
    const whole = { ...three, writeDowns: [{ at: 0, amount: three.cost }] };
    const parsed = parse(fund, { ...threeDeals, deals: [wrong, above, whole] });
    assert.deepEqual(parsed.ok || parsed.issues.map((i) => [i.code, i.path.join('.')]), [
      ['beforeDeal', 'flows.deals.0.writeDowns.0.at'],
      ['beforeDeal', 'flows.deals.0.closedAt'],
      ['tooLarge', 'flows.deals.1.writeDowns'],
    ]);
  });

  it('a write-down joins capital before its deal is realised', () => {
    const [one, two, three] = threeDeals.deals;
    const deals = [one, two, { ...three, writeDowns: [{ at: 1, amount: 5 }] }];
    const r = result(fundWith({ dealByDeal: 'carryforward' }), { ...threeDeals, deals });
    assert.deepEqual(carryOf(r), [0, 0, 0, 2]);
  });

  it('a clawback takes back what exceeds the whole fund', () => {
    const r = result(fundWith({ dealByDeal: 'strict', clawback: {} }), threeDeals);
    assert.equal(r.clawback!.total, 2);
    const taxed = result(fundWith({ dealByDeal: 'strict', clawback: { taxRate: 0.75 } }), threeDeals);
    assert.deepEqual([taxed.clawback!.total, taxed.clawback!.entries[0]!.shortfall], [1, 1]);
    assert.equal(r.clawback!.after.find((p) => p.party === 'gp')!.measures.distributed, 2);
  });

  it('interest on a clawback is simple, since the carry was paid, on top of what tax leaves', () => {
    const r = result(fundWith({ dealByDeal: 'strict', clawback: { interest: 0.1 } }), threeDeals);
    const [entry] = r.clawback!.entries;
    // Of the carry, 1 was paid two years before and 3 on the day: a quarter of the 2 given back bears two years.
    assert.ok(Math.abs(entry!.interest - 2 * 0.25 * 2 * 0.1) < 1e-12, String(entry!.interest));
    const gp = r.clawback!.after.find((p) => p.party === 'gp')!;
    assert.ok(Math.abs(gp.measures.distributed - (2 - entry!.interest)) < 1e-12);
  });

  it('a return that joins with a realised deal counts from when it was paid in', () => {
    const tiers = [
      fund.tiers[0]!,
      { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.1, compounding: 'annual' },
      fund.tiers[1]!,
    ];
    const r = result(
      { ...fund, tiers, options: { dealByDeal: 'carryforward' } },
      {
        timeline: { unit: 'year', periods: 2 },
        deals: [{ id: 'one', cost: 100, at: 0 }],
        cash: [{ at: 2, amount: 200, deal: 'one' }],
      },
    );
    const pref = r.tiers.find((t) => t.id === 'pref')!;
    assert.ok(Math.abs(pref.accrued[2]! - 21) < 1e-9);
    assert.equal(pref.accrued[1], 0);
  });
});

describe('Calls after carry was paid', () => {
  const flows = {
    timeline: { unit: 'quarter', periods: 4 },
    contributions: [
      { at: 1, amount: 100 },
      { at: 3, amount: 100 },
    ],
    cash: [
      { at: 2, amount: 200 },
      { at: 4, amount: 100 },
    ],
  };
  it('stand as new unreturned capital', () =>
    assert.deepEqual(carryOf(result(fund, flows)), [0, 0, 20, 0, 0]));
  it('or count from the start when recomputed', () => {
    const r = result(fundWith({ lateCall: 'recompute' }), flows);
    assert.deepEqual(carryOf(r), [0, 0, 0, 0, 20]);
    assert.deepEqual(r.contributions, [0, 100, 0, 100, 0]);
  });
  it('count from the closing of their class where that comes later', () => {
    const r = result(
      {
        classes: [
          { id: 'a', share: 0.5 },
          { id: 'b', share: 0.5 },
        ],
        tiers: [
          { kind: 'returnOfCapital', to: ['a', 'b'] },
          { kind: 'split', shares: { a: 0.5, b: 0.5 } },
        ],
        options: { lateCall: 'recompute' },
      },
      {
        timeline: { unit: 'year', periods: 3 },
        contributions: [
          { at: 0, amount: 100, class: 'a' },
          { at: 3, amount: 60 },
        ],
        closings: [{ at: 2, class: 'b', rate: 0 }],
      },
    );
    const [capital] = r.tiers;
    assert.deepEqual(capital!.added, [130, 0, 30, 0]);
    assert.deepEqual(capital!.closing, [130, 130, 160, 160]);
  });
});

describe('A later closing', () => {
  const definition = {
    classes: [
      { id: 'a', share: 0.6 },
      { id: 'b', share: 0.4 },
    ],
    tiers: [
      { kind: 'returnOfCapital', to: ['a', 'b'] },
      { kind: 'split', shares: { a: 0.6, b: 0.4 } },
    ],
  };
  const r = result(definition, {
    timeline: { unit: 'year', periods: 3 },
    contributions: [{ at: 0, amount: 100 }],
    closings: [{ at: 2, class: 'b', rate: 0.1 }],
    cash: [{ at: 3, amount: 150 }],
  });
  it('lets the new class pay its share of what was called, credited to the earlier one', () => {
    assert.deepEqual(r.parties[0]!.contributed, [100, 0, -40, 0]);
    assert.deepEqual(r.parties[1]!.contributed, [0, 0, 40, 0]);
  });
  it('with interest that passes outside the waterfall', () =>
    assert.deepEqual(r.equalisation, [
      { period: 2, party: 'a', interest: 8 },
      { period: 2, party: 'b', interest: -8 },
    ]));
});

describe('Deals, fees and late calls together', () => {
  const arbitrary = fc.record({
    dealByDeal: fc.constantFrom('none', 'carryforward', 'strict'),
    lateCall: fc.constantFrom('stand', 'recompute'),
    clawback: fc.constantFrom(undefined, { taxRate: 0.3, trueUpAt: [2] }),
    rounding: fc.constantFrom(undefined, 2),
    rate: fc.integer({ min: 0, max: 15 }),
    deals: fc.array(
      fc.record({
        cost: fc.integer({ min: 1, max: 1000 }),
        at: fc.nat({ max: 3 }),
        expenses: fc.nat({ max: 50 }),
        down: fc.nat({ max: 1500 }),
        cash: fc.array(fc.integer({ min: -100, max: 2000 }), { maxLength: 6 }),
      }),
      { maxLength: 4 },
    ),
    rest: fc.array(fc.record({ at: fc.nat({ max: 6 }), amount: fc.nat({ max: 500 }) }), { maxLength: 3 }),
  });
  it('conserve cash and pass every check', () =>
    fc.assert(
      fc.property(arbitrary, ({ dealByDeal, lateCall, clawback, rounding, rate, deals, rest }) => {
        const definition = {
          classes: [
            { id: 'lp', share: 0.95 },
            { id: 'gp', share: 0.05 },
          ],
          tiers: [
            { kind: 'returnOfCapital', id: 'capital', to: 'lp' },
            { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: rate / 100, compounding: 'annual' },
            { kind: 'catchUp', id: 'catchUp', carry: 0.2 },
            { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } },
          ],
          options: { dealByDeal, lateCall, clawback, rounding },
        };
        const flows = {
          timeline: { unit: 'year', periods: 6 },
          contributions: rest,
          deals: deals.map(({ cost, at, expenses, down }, i) => ({
            id: `d${i}`,
            cost,
            at,
            expenses,
            writeDowns: [{ at: at + 1, amount: Math.min(down, cost) }],
          })),
          cash: deals.flatMap((d, i) => d.cash.map((amount, k) => ({ at: k + 1, amount, deal: `d${i}` }))),
        };
        const r = result(definition, flows);
        const distributed = r.parties.reduce((sum, p) => sum + total(p.received), 0);
        assert.ok(Math.abs(distributed - total(r.cash)) <= 1e-6, `${distributed} is not ${total(r.cash)}`);
        assert.ok(
          r.checks.every((c) => c.pass),
          JSON.stringify(r.checks),
        );
        for (const entry of r.clawback?.entries ?? []) assert.ok(entry.amount >= 0 && entry.shortfall >= 0);
      }),
      { numRuns: 500 },
    ));
});

describe('Deals apart and classes apart at once', () => {
  it('run each class of each deal on its own balances', () => {
    const definition = {
      classes: [
        { id: 'a', share: 0.5, carry: 0.2 },
        { id: 'b', share: 0.5, carry: 0 },
      ],
      tiers: [
        { kind: 'returnOfCapital', id: 'capital', to: ['a', 'b'] },
        { kind: 'split', id: 'split', shares: { a: 0.5, b: 0.5 } },
      ],
      options: { dealByDeal: 'strict', apportion: 'byContribution' },
    };
    const r = result(definition, {
      timeline: { unit: 'year', periods: 1 },
      deals: [
        { id: 'won', cost: 100, at: 0 },
        { id: 'lost', cost: 100, at: 0 },
      ],
      cash: [{ at: 1, amount: 200, deal: 'won' }],
    });
    // The deal that won pays 100 back and 100 of profit; only class a bears carry, and the loss does not help it.
    assert.deepEqual(
      r.parties.map((p) => [p.id, p.received[1]]),
      [
        ['a', 90],
        ['b', 100],
        ['gp', 10],
      ],
    );
  });
});
