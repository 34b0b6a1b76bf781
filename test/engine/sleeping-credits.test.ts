import assert from 'node:assert/strict';
import fc from 'fast-check';
import { many } from '../support/many.ts';
import { capital, half, split, years } from '../support/small-deals.ts';
import { near, partyOf, runDeal as result, tierOf } from './run-deal.ts';

const pref = (...to: string[]) => ({
  kind: 'preferredReturn',
  id: 'pref',
  to,
  rate: 0.1,
  compounding: 'simple',
});
const toBoth = {
  classes: half('a', 'b'),
  tiers: [pref('a', 'b'), capital('a', 'b'), split({ gp: 1 })],
};
/** Capital and return to a alone: what it bears can be read off. */
const toFirst = { classes: half('a', 'b'), tiers: [capital('a'), pref('a'), split({ gp: 1 })] };
const accruedOf = (flows: object, definition: object = toFirst) =>
  tierOf(result(definition, flows), 'pref').accrued;

describe('Capital that bears no return yet, at a later closing', () => {
  it('moves as such', () => {
    const flows = {
      timeline: years(3),
      contributions: [{ at: 0, amount: 100, accruesFrom: 2 }],
      cash: [{ at: 3, amount: 200 }],
      closings: [{ at: 1, class: 'b' }],
    };
    const r = result(toBoth, flows);
    near(tierOf(r, 'pref').accrued, [0, 0, 0, 10]);
    near(partyOf(r, 'a').received, [0, 0, 0, 55]);
  });

  it('moves as such beside capital that bears', () => {
    const flows = {
      timeline: years(4),
      contributions: [
        { at: 0, amount: 100, accruesFrom: 3 },
        { at: 0, amount: 40 },
      ],
      cash: [
        { at: 1, amount: 30 },
        { at: 4, amount: 300 },
      ],
      closings: [{ at: 1, class: 'b', rate: 0.08 }],
    };
    const received = partyOf(result(toBoth, flows), 'a').received.reduce((sum, x) => sum + x, 0);
    assert.ok(Math.abs(received - 81.1) < 1e-9, String(received));
  });

  it('bears from the day it begins, where that lies behind the closing in its period', () => {
    const flows = {
      timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01'] },
      contributions: [
        { at: '2021-01-01', amount: 100, accruesFrom: '2022-10-20' },
        { at: '2021-01-01', amount: 100 },
      ],
      cash: [{ at: '2023-01-01', amount: 300 }],
      closings: [{ at: '2022-05-26', class: 'b', rate: 0 }],
    };
    const received = partyOf(result(toBoth, flows), 'a').received.reduce((sum, x) => sum + x, 0);
    assert.ok(Math.abs(received - (121 - (5 * 220) / 365)) < 1e-9, String(received));
  });

  it('is less by what was paid back', () => {
    const flows = {
      timeline: years(3),
      contributions: [{ at: 0, amount: 100, accruesFrom: 2 }],
      cash: [{ at: 1, amount: 50 }],
      closings: [{ at: 1, class: 'b' }],
    };
    near(accruedOf(flows), [0, 0, 0, 0]);
  });

  it('comes off what is left of the same call, and beyond that off capital that bears', () => {
    const flows = {
      timeline: years(6),
      contributions: [
        { at: 0, amount: 100, accruesFrom: 5 },
        { at: 2, amount: 100 },
      ],
      cash: [{ at: 1, amount: 80 }],
      closings: [{ at: 3, class: 'b', rate: 0 }],
    };
    // 20 of the first call are left when 50 of it move: 100 - 50 - 30 bear from then on.
    near(accruedOf(flows), [0, 0, 0, 10, 2, 2, 2]);
  });

  it('takes along no return on capital that bore none, in whatever order the calls are given', () => {
    const [sleeping, ...bearing] = [
      { at: 0, amount: 100, accruesFrom: '2024-01-01' },
      { at: 0, amount: 50 },
      { at: 0, amount: 50 },
    ];
    for (const contributions of [
      [sleeping, ...bearing],
      [bearing[0], sleeping, bearing[1]],
      [...bearing, sleeping],
    ]) {
      const flows = {
        timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01'] },
        contributions,
        cash: [{ at: 1, amount: 180 }],
        closings: [{ at: '2022-07-02', class: 'b', rate: 0 }],
      };
      near(accruedOf(flows), [0, 10, 0, 0]);
    }
  });

  it('is no capital that bore a return where it begins behind the closing in its period', () => {
    const flows = {
      timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01'] },
      contributions: [
        { at: 0, amount: 100 },
        { at: 0, amount: 100, accruesFrom: '2022-10-20' },
      ],
      cash: [{ at: 1, amount: 110 }],
      closings: [{ at: '2022-05-26', class: 'b', rate: 0 }],
    };
    // 90 of the second call are left, of which 50 move, and bear for the last 73 days.
    near(accruedOf(flows), [0, 10, (4 * 73) / 365]);
  });

  it('that was paid back moves no return when it begins behind the closing in its period', () => {
    const flows = {
      timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01'] },
      contributions: [{ at: 0, amount: 100, accruesFrom: '2022-10-20' }],
      cash: [{ at: 1, amount: 80 }],
      closings: [{ at: '2022-05-26', class: 'b', rate: 0 }],
    };
    near(accruedOf(flows), [0, 0, 0]);
  });
});

interface RandomCall {
  readonly at: number;
  readonly amount: number;
  readonly accruesFrom?: number | undefined;
}

const PERIODS = 6;

/**
 * Return on what a has out, counted call by call: what bears, and what still sleeps of each call. A call is a's alone until b has
 * closed, and half of it from then on; cash pays a's capital back first.
 */
function accruedByHand(calls: readonly RandomCall[], cash: readonly number[], closing: number): number[] {
  const asleep = calls.map((call) => ({ call, left: 0 }));
  const inOrder = asleep.toSorted((x, y) => (x.call.accruesFrom ?? 0) - (y.call.accruesFrom ?? 0));
  const accrued = [0];
  let bears = 0;
  for (let k = 0; k <= PERIODS; k++) {
    if (k > 0) accrued[k] = 0.1 * Math.max(0, bears);
    const join = (sleeper: (typeof asleep)[number], amount: number) => {
      const sleeps = (sleeper.call.accruesFrom ?? 0) > k;
      const now = Math.max(0, sleeper.left + amount);
      if (sleeps) bears += sleeper.left + amount - now;
      else bears += amount;
      if (sleeps) sleeper.left = now;
    };
    for (const sleeper of asleep)
      if (sleeper.call.accruesFrom === k) {
        bears += sleeper.left;
        sleeper.left = 0;
      }
    if (k === closing)
      for (const sleeper of asleep) if (sleeper.call.at < k) join(sleeper, -sleeper.call.amount / 2);
    for (const sleeper of asleep)
      if (sleeper.call.at === k) join(sleeper, sleeper.call.amount / (k < closing ? 1 : 2));
    const sleeping = () => asleep.reduce((sum, { left }) => sum + left, 0);
    const out = bears + sleeping() - Math.min(cash[k] ?? 0, Math.max(0, bears + sleeping()));
    // What bears is paid back first, then what awakes first.
    for (const sleeper of inOrder)
      sleeper.left -= Math.min(sleeper.left, Math.max(0, sleeping() - Math.max(0, out)));
    bears = out - sleeping();
  }
  return accrued;
}

describe('A return on calls of which some begin to bear later, with a later closing', () => {
  const period = (min: number) => fc.integer({ min, max: PERIODS });
  const call = fc
    .record({
      at: period(0),
      amount: fc.integer({ min: 10, max: 200 }),
      wait: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ at, amount, wait }): RandomCall => {
      const begins = Math.min(PERIODS, at + wait);
      return { at, amount, ...(begins > at ? { accruesFrom: begins } : {}) };
    });

  it('is what each call bears, counted one by one', () => {
    fc.assert(
      fc.property(
        fc.array(call, { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 250 }), { minLength: PERIODS, maxLength: PERIODS }),
        period(1),
        (calls, cash, closing) => {
          const flows = {
            timeline: years(PERIODS),
            contributions: [{ at: 0, amount: 1 }, ...calls],
            cash: cash.map((amount, i) => ({ at: i + 1, amount })),
            closings: [{ at: closing, class: 'b', rate: 0 }],
          };
          near(accruedOf(flows), accruedByHand(flows.contributions, [0, ...cash], closing));
        },
      ),
      { numRuns: many(4000) },
    );
  });
});
