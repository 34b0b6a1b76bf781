import assert from 'node:assert/strict';
import {
  called,
  capital,
  creditBeyondCapital,
  feeOnWaitingDeal,
  half,
  lp,
  paidBackBeforeItsCall,
  residual,
  split,
  years,
} from '../support/small-deals.ts';
import { near, partyOf, runDeal as result, tierOf } from './run-deal.ts';

describe('Capital that is fully back bears no return on what was contributed before', () => {
  it('where rounding takes it below zero as unpaid return joins it', () => {
    // After period 2 capital stands at -0.0015; only the call of 35,000 bears in period 5.
    const pref = { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.1, compounding: 6 };
    const r = result(
      {
        classes: lp,
        tiers: [{ ...pref, base: 'original', shortfall: 'pik' }, capital('lp'), residual],
        options: { rounding: 2 },
      },
      {
        timeline: years(5),
        contributions: [
          { at: 0, amount: 524000 },
          { at: 1, amount: 1 },
          { at: 4, amount: 35000 },
        ],
        cash: [
          { at: 2, amount: 1703000 },
          { at: 5, amount: 1875000 },
        ],
      },
    );
    near([tierOf(r, 'pref').accrued[5]!], [35000 * ((1 + 0.1 / 6) ** 6 - 1)], '', 1e-6);
  });
  it('where a call was paid back before it was made', () => {
    const { definition, flows } = paidBackBeforeItsCall;
    near(tierOf(result(definition, flows), 'pref').paid, [0, 0, 0, 0, 5]);
  });
});

describe('A balance below zero is owed nothing', () => {
  it('and as the denominator of a test it is zero', () => {
    // 33.34 is paid on 33.335 of capital: nothing is out, and the test of the bonus passes.
    const r = result(
      {
        classes: lp,
        tiers: [
          capital('lp'),
          {
            kind: 'amount',
            id: 'bonus',
            to: 'gp',
            schedule: [{ at: 2, amount: 3 }],
            when: { of: 'cash', over: { unreturned: 'lp' }, min: 1 },
          },
          split({ lp: 1 }),
        ],
        options: { rounding: 2 },
      },
      {
        timeline: years(2),
        contributions: [{ at: 0, amount: 33.335 }],
        cash: [
          { at: 1, amount: 33.34 },
          { at: 2, amount: 10 },
        ],
      },
    );
    near(tierOf(r, 'bonus').paid, [0, 0, 3]);
  });
  it('nor is a class that is credited at a closing what it had back before', () => {
    const { definition, flows } = creditBeyondCapital;
    near(partyOf(result(definition, flows), 'b').received, [0, 0, 30]);
  });
});

describe('A cliff of the whole project', () => {
  it('is not passed before anybody has paid in', () => {
    const r = result(
      {
        classes: half('a', 'b'),
        tiers: [
          {
            kind: 'hurdle',
            id: 'cliff',
            of: 'a',
            metric: 'multiple',
            multiple: 1.2,
            style: 'cliff',
            split: { a: 0.5, b: 0.5 },
          },
          split({ gp: 1 }),
        ],
        options: { hurdleOn: 'project' },
      },
      {
        timeline: years(3),
        contributions: [{ at: 2, amount: 100, class: 'b' }],
        cash: [
          { at: 1, amount: 10 },
          { at: 3, amount: 100 },
        ],
      },
    );
    near(tierOf(r, 'cliff').paid, [0, 0, 0, 100]);
  });
});

describe('A fee on unreturned capital', () => {
  it('is charged on deals that have not joined the balances too', () => {
    const { definition, flows } = feeOnWaitingDeal;
    near(result(definition, flows).fees, [0, 3, 2]);
  });
});

describe('A fee on value', () => {
  it('is of the last value before its period, and of unreturned capital where there is none', () => {
    const r = result(
      {
        classes: [
          { id: 'a', share: 0.25 },
          { id: 'b', share: 0.75, feeDiscount: 0.5 },
        ],
        tiers: [capital('a', 'b'), split({ a: 1 })],
      },
      {
        timeline: years(4),
        contributions: called(1000),
        cash: [1, 2, 3, 4].map((at) => ({ at, amount: 100 })),
        // Not in their order.
        nav: [
          { at: 2, amount: 400 },
          { at: 1, amount: 800 },
        ],
        fees: { schedule: [{ from: 1, rate: 0.1, base: 'nav' }] },
      },
    );
    // A class of three quarters bears half its part.
    const borne = 0.25 + 0.75 / 2;
    near(r.fees, [0, 100 * borne, 80 * borne, 40 * borne, 40 * borne]);
  });
});

describe('A step of a fee', () => {
  const flows = {
    timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01'] },
    contributions: called(1000),
    cash: [{ at: 2, amount: 1200 }],
  };
  const feesOf = (dayCount: string, ...schedule: object[]) =>
    result(
      { classes: lp, tiers: [capital('lp'), residual], options: { dayCount } },
      { ...flows, fees: { commitment: 1000, schedule } },
    ).fees;
  it('counts from its day, whether days or periods are counted', () => {
    for (const dayCount of ['act365', 'periods'])
      near(feesOf(dayCount, { from: '2021-03-15', rate: 0.02 }), [0, 0, 20 * (293 / 365) + 20]);
  });
  it('never begins where it lies behind the last period', () => {
    for (const dayCount of ['act365', 'periods']) near(feesOf(dayCount, { from: 12, rate: 0.02 }), [0, 0, 0]);
  });
});

describe('Rounded payments', () => {
  it('tie by order in large sums too', () => {
    // Both parts end in half a cent but for the noise of doubles: the general partner's slice comes first.
    const r = result(
      {
        classes: [
          { id: 'a', share: 0.7499999999999999 },
          { id: 'c', share: 0.12499999999999999 },
          { id: 'gp', share: 0.12499999999999999 },
        ],
        tiers: [capital('a'), split({ a: 1 })],
        options: { rounding: 2 },
      },
      {
        timeline: years(1),
        contributions: [{ at: 1, amount: 592000 }],
        cash: [{ at: 1, amount: 928307 }],
      },
    );
    near(r.gpSlice, [0, 116038.38]);
  });
  it('are whole for a reserve too, in what it takes and what it gives', () => {
    const r = result(
      {
        classes: lp,
        tiers: [{ kind: 'reserve', id: 'reserve', target: 3.4, opening: 0, covers: [] }, split({ lp: 1 })],
        options: { rounding: 0 },
      },
      {
        timeline: years(2),
        contributions: called(100),
        cash: [
          { at: 1, amount: 10 },
          { at: 2, amount: 10 },
        ],
      },
    );
    near(tierOf(r, 'reserve').paid, [0, 3, 0]);
    near(tierOf(r, 'reserve').drawn, [0, 0, 3]);
    near(partyOf(r, 'lp').received, [0, 7, 13]);
  });
  it('are whole: what tying takes back leaves no payment beside zero', () => {
    const r = result(
      {
        classes: [
          { id: 'a', share: 0.22 },
          { id: 'b', share: 0.61, carry: 0.3 },
          { id: 'c', share: 0.17, carry: 0.1 },
        ],
        tiers: [capital('b'), split({ a: 1 })],
        options: {
          apportion: 'byContribution',
          rounding: 0,
          measures: { financeRate: 0, reinvestRate: 0 },
        },
      },
      {
        timeline: years(7),
        contributions: [{ at: 0, amount: 961616 }],
        cash: [1, 2, 3, 4, 5, 6, 7].map((at) => ({ at, amount: at === 1 ? 2000000 : at })),
      },
    );
    for (const { received } of r.parties) for (const x of received) assert.ok(Number.isInteger(x) && x >= 0);
    assert.equal(partyOf(r, 'gp').measures.mirr, null);
  });
});
