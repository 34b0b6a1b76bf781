import assert from 'node:assert/strict';
import { called, half, lp, residual, split, years } from '../support/small-deals.ts';
import { near, runDeal as result } from './run-deal.ts';

const sumOf = (column: readonly number[]): number => column.reduce((a, b) => a + b, 0);

describe('A hurdle', () => {
  const flows = {
    timeline: years(3),
    contributions: [
      { at: 0, amount: 100 },
      { at: 2, amount: 50 },
    ],
    cash: [
      { at: 1, amount: 60 },
      { at: 3, amount: 40 },
    ],
  };
  const hurdle = (terms: object) =>
    result(
      {
        classes: lp,
        tiers: [{ kind: 'hurdle', id: 'hurdle', of: 'lp', split: { lp: 1 }, ...terms }, residual],
      },
      flows,
    ).tiers[0]!;

  it('tells what it still needs, period by period', () => {
    const rate = hurdle({ rate: 0.1 });
    near(rate.added, [100, 0, 50, 0]);
    near(rate.accrued, [0, 10, 5, 10.5]);
    near(rate.closing, [100, 50, 105, 75.5]);
    const multiple = hurdle({ metric: 'multiple', multiple: 1.5 });
    near(multiple.added, [150, 0, 75, 0]);
    near(multiple.accrued, [0, 0, 0, 0]);
    near(multiple.closing, [150, 90, 165, 125]);
    const both = { rate: 0.1, multiple: 1.5 };
    near(hurdle({ metric: 'greaterOf', ...both }).closing, [150, 90, 165, 125]);
    near(hurdle({ metric: 'lesserOf', ...both }).closing, [100, 50, 105, 75.5]);
  });

  it('that is a cliff stays open where no capital stands behind it yet', () => {
    const r = result(
      {
        classes: half('a', 'b'),
        tiers: [
          { kind: 'hurdle', id: 'cliff', of: 'b', rate: 0.1, split: { b: 1 }, style: 'cliff' },
          split({ a: 1 }),
        ],
      },
      {
        timeline: years(3),
        contributions: [
          { at: 0, amount: 100, class: 'a' },
          { at: 2, amount: 100, class: 'b' },
        ],
        cash: [
          { at: 1, amount: 30 },
          { at: 3, amount: 50 },
        ],
      },
    );
    near(r.tiers[0]!.paid, [0, 0, 0, 50]);
  });

  it('that is a cliff stays open in a period without cash, though it needs nothing then', () => {
    const r = result(
      {
        classes: lp,
        tiers: [
          { kind: 'amount', id: 'back', to: 'lp', schedule: [{ at: 1, amount: 120 }] },
          {
            kind: 'hurdle',
            id: 'cliff',
            of: 'lp',
            metric: 'multiple',
            multiple: 1.2,
            split: { lp: 1 },
            style: 'cliff',
          },
          residual,
        ],
      },
      {
        timeline: years(4),
        contributions: [
          { at: 0, amount: 100 },
          { at: 3, amount: 100 },
        ],
        cash: [
          { at: 1, amount: 120 },
          { at: 4, amount: 50 },
        ],
      },
    );
    near(r.tiers[1]!.paid, [0, 0, 0, 0, 50]);
  });
});

describe('A cliff', () => {
  it('closes when cash covers it but for the noise of doubles', () => {
    const cliff = { kind: 'hurdle', id: 'cliff', of: 'lp', rate: 0.1, split: { lp: 1 }, style: 'cliff' };
    const { tiers, carry } = result(
      { classes: lp, tiers: [cliff, residual] },
      {
        timeline: years(1),
        contributions: called(100),
        cash: [{ at: 1, amount: 110 }],
      },
    );
    // 100 x 1.1 is 110.00000000000001 in doubles.
    assert.equal(sumOf(tiers[0]!.paid), 0);
    assert.ok(Math.abs(sumOf(carry) - 22) < 1e-9);
  });
});

describe('A hurdle that is never negative', () => {
  it('restarts the balance of a multiple too', () => {
    const hurdlePaid = (neverNegative: boolean) =>
      result(
        {
          classes: lp,
          tiers: [
            {
              kind: 'hurdle',
              id: 'h',
              of: 'lp',
              metric: 'multiple',
              multiple: 1.5,
              split: { lp: 1 },
              neverNegative,
            },
            split({ lp: 0.5, gp: 0.5 }),
          ],
        },
        {
          timeline: years(3),
          contributions: [
            { at: 0, amount: 100 },
            { at: 2, amount: 100 },
          ],
          cash: [
            { at: 1, amount: 300 },
            { at: 3, amount: 200 },
          ],
        },
      ).tiers[0]!.paid;
    // 75 of the residual stands against the second call, or is forgotten.
    assert.deepEqual(hurdlePaid(false), [0, 150, 0, 75]);
    assert.deepEqual(hurdlePaid(true), [0, 150, 0, 150]);
  });

  it('does not restart where a shortfall is called and nothing is paid', () => {
    const runWith = (negativeCash: string) =>
      result(
        {
          classes: half('a', 'b'),
          tiers: [
            {
              kind: 'hurdle',
              id: 'h',
              of: 'a',
              rate: 0.1,
              split: { a: 1 },
              neverNegative: true,
            },
            split({ a: 0.4, b: 0.4, gp: 0.2 }),
          ],
          options: { negativeCash },
        },
        {
          timeline: years(3),
          contributions: called(100),
          closings: [{ at: 2, class: 'b' }],
          cash: [
            { at: 1, amount: 110 },
            { at: 2, amount: -40 },
            { at: 3, amount: 500 },
          ],
        },
      );
    // Moved capital takes the balance to -50; the call adds 20 before anything restarts.
    const [byCall, byReserve] = [runWith('call'), runWith('reserve')];
    for (const [p, party] of byCall.parties.entries())
      party.received.forEach((amount, k) =>
        assert.ok(Math.abs(amount - byReserve.parties[p]!.received[k]!) < 1e-9, `${party.id}, period ${k}`),
      );
  });
});
