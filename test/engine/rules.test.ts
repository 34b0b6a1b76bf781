import assert from 'node:assert/strict';
import { define, presetOf, run, type Result } from '../../src/engine/index.ts';
import { runDeal as result } from './run-deal.ts';
import {
  called,
  capital,
  cash,
  classFreeOfCarry,
  cliffWithoutCapital,
  half,
  oneDealShort,
  original,
  reserveOfTwoPots,
  residual,
  testInSlice,
  writeDownWithExpenses,
  years,
} from '../support/small-deals.ts';

const sumOf = (column: readonly number[]): number => column.reduce((a, b) => a + b, 0);
const lp = [{ id: 'lp', share: 1 }];

const paidBy = ({ tiers }: Result, id: string): number => sumOf(tiers.find((t) => t.id === id)!.paid);
const got = ({ parties }: Result, id: string): number => sumOf(parties.find((p) => p.id === id)!.received);
const near = (found: number | null, right: number, tolerance = 1e-9): void =>
  assert.ok(found !== null && Math.abs(found - right) <= tolerance, `${found}, not ${right}`);

describe('Rules of the waterfall, at the smallest input that tells them from what is near', () => {
  it('R1: capital repaid in cents earns nothing more', () => {
    const repaid = (...amounts: number[]) =>
      result(
        { classes: lp, tiers: [capital('lp'), original, residual] },
        {
          timeline: years(10),
          contributions: called(amounts.reduce((a, b) => a + b, 0)),
          cash: [...cash(...amounts), { at: 10, amount: 5000 }],
        },
      );
    near(paidBy(repaid(0.7, 0.3), 'pref'), 0.16);
    near(paidBy(repaid(685.56, 484.51, 299.39), 'pref'), 352.6704, 1e-6);
  });

  it('R2: a cliff needs capital in the balances it reads', () => {
    const { parties } = result(cliffWithoutCapital.definition, cliffWithoutCapital.flows);
    near(sumOf(parties.find((p) => p.id === 'gp')!.received), 0);
  });

  it('R3: rounded payments tie to cash in whole units, and the checks hold', () => {
    const rounded = result(
      { classes: lp, tiers: [capital('lp'), residual], options: { rounding: 0 } },
      { timeline: years(1), contributions: called(50), cash: cash(100.4) },
    );
    assert.deepEqual(
      rounded.checks.map((c) => c.pass),
      [true, true, true],
    );
    near(sumOf(rounded.cash), 100);
    near(sumOf(rounded.rounded), 0.4);
    assert.ok(rounded.parties.every((p) => p.received.every(Number.isInteger)));
  });

  it('R4: a hurdle paid in full gives its rate, with a call between two dates at its own', () => {
    const hurdle = { kind: 'hurdle', id: 'h', of: 'lp', rate: 0.1, split: { lp: 1 } };
    const given = (amount: number) =>
      result(
        { classes: lp, tiers: [hurdle, residual] },
        {
          timeline: { dates: ['2021-01-01', '2022-01-01'] },
          contributions: [
            { at: '2021-01-01', amount: 100 },
            { at: '2021-07-02', amount: 100 },
          ],
          cash: [{ at: '2022-01-01', amount }],
        },
      );
    const owed = paidBy(given(1000), 'h');
    near(given(owed).project.irr, 0.1, 1e-10);
  });

  it('R5: a released reserve joins after the slice of the general partner', () => {
    const { parties } = result(
      {
        classes: half('lp', 'gp'),
        tiers: [
          { kind: 'reserve', id: 'r', target: 50 },
          { kind: 'split', id: 's', shares: { lp: 1 } },
        ],
        options: { gpCapital: 'pariPassu' },
      },
      { timeline: years(2), contributions: called(100), cash: cash(100, 0) },
    );
    assert.deepEqual(
      parties.map((p) => [p.id, sumOf(p.received)]),
      [
        ['lp', 50],
        ['gp', 50],
      ],
    );
  });

  it('R6: in a slice every class reads as that of the slice, in a test too', () => {
    const run = result(testInSlice.definition, testInSlice.flows);
    near(paidBy(run, 'pref'), 0);
  });

  it('R7: a write-down joins with its part of the expenses', () => {
    const run = result(writeDownWithExpenses.definition, writeDownWithExpenses.flows);
    near(paidBy(run, 'capital'), 56);
  });

  it('R8: the surplus of one deal hides no shortfall of another', () => {
    const run = result(oneDealShort.definition, oneDealShort.flows);
    near(sumOf(run.contributions), 140);
  });

  it('R8: a reserve bears the shortfalls of each pot that has it', () => {
    const run = result(reserveOfTwoPots.definition, reserveOfTwoPots.flows);
    assert.deepEqual(run.borne, [0, 0, 40, 20]);
    assert.deepEqual(run.contributions, [0, 0, 0, 30]);
  });

  it('R9: a class that has not closed is not called', () => {
    const late = result(
      {
        classes: half('a', 'b'),
        tiers: [capital('a', 'b'), { kind: 'split', id: 'rest', shares: { a: 0.5, b: 0.5 } }],
        options: { negativeCash: 'reserve' },
      },
      { timeline: years(2), closings: [{ at: 2, class: 'b' }], cash: cash(-10) },
    );
    near(late.parties.find((p) => p.id === 'b')!.contributed[1]!, 0);
  });

  it('R10: the slice of the general partner returns its capital, and no fee is charged on it', () => {
    const run = result(
      {
        classes: half('lp', 'gp'),
        tiers: [capital('lp'), { kind: 'split', id: 's', shares: { lp: 1 } }],
        options: { gpCapital: 'pariPassu' },
      },
      {
        timeline: years(2),
        contributions: called(100),
        cash: cash(100, 100),
        fees: { commitment: 100, schedule: [{ from: 2, rate: 0.1, base: 'unreturned' }] },
      },
    );
    near(sumOf(run.fees), 0);
  });

  it('R11: a class free of carry gives nothing up in a hurdle', () => {
    const run = result(classFreeOfCarry.definition, classFreeOfCarry.flows);
    near(got(run, 'b'), 100);
  });

  it('R12: what the general partner earns on its own slice is not counted as carry caught up', () => {
    const run = result(
      {
        classes: half('lp', 'gp'),
        tiers: [
          {
            kind: 'hurdle',
            id: 'h',
            of: 'lp',
            metric: 'multiple',
            multiple: 1.5,
            split: { lp: 0.8, gp: 0.2 },
          },
          { kind: 'catchUp', id: 'c', to: 'gp', share: 1, carry: 0.2, counts: 'all' },
          residual,
        ],
        options: { gpCapital: 'pariPassu' },
      },
      { timeline: years(1), contributions: called(100), cash: cash(400) },
    );
    near(paidBy(run, 'c'), 0);
  });

  it('R13: costs of deals count for the cap of recycling', () => {
    const run = result(
      { classes: lp, tiers: [capital('lp'), residual], options: { recycling: { share: 1, cap: 0.2 } } },
      {
        timeline: years(1),
        deals: [{ id: 'd', at: 0, cost: 100 }],
        cash: [{ at: 1, amount: 100, deal: 'd' }],
      },
    );
    near(sumOf(run.recycled), 20);
  });

  it('R16: below its first hurdle a joint venture pays no carry', () => {
    const preset = presetOf('jv_irr_hurdles')!;
    const given = Object.fromEntries(preset.terms.map((t) => [t.id, t.default]));
    const defined = define(preset, { ...given, hurdle_rate: 0.08 }, {});
    assert.ok(defined.ok, JSON.stringify(defined));
    const { carry, parties } = run(defined.value.definition, {
      timeline: { unit: 'year', periods: 1 },
      contributions: [{ period: 0, amount: 100 }],
      cash: [{ period: 1, amount: 105, pot: 'cash' }],
      nav: [],
    });
    near(sumOf(carry), 0);
    near(
      parties.reduce((sum, p) => sum + sumOf(p.received), 0),
      105,
    );
  });

  it('R22: effective carry is carry over all profit, and none without a profit', () => {
    const of = (amount: number) =>
      result(
        {
          classes: lp,
          tiers: [capital('lp'), residual],
          options: { recycling: { share: 0.5, cap: 0.2 } },
        },
        { timeline: years(1), contributions: called(100), cash: cash(amount) },
      ).effectiveCarry;
    // 200 less 20 recycled: 180 paid out, 80 beyond capital, 16 of it carry.
    near(of(200), 0.2);
    assert.equal(of(90), null);
  });
});
