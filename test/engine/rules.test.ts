import assert from 'node:assert/strict';
import { parse, run, type Result } from '../../src/engine/index.ts';

function result(definition: object, flows: object): Result {
  const parsed = parse(definition, flows);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return run(parsed.value.definition, parsed.value.flows);
}
const sumOf = (column: readonly number[]): number => column.reduce((a, b) => a + b, 0);
const lp = [{ id: 'lp', share: 1 }];
const split = { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } };

describe('A cliff', () => {
  it('closes when cash covers it but for the noise of doubles', () => {
    const cliff = { kind: 'hurdle', id: 'cliff', of: 'lp', rate: 0.1, split: { lp: 1 }, style: 'cliff' };
    const { tiers, carry } = result(
      { classes: lp, tiers: [cliff, split] },
      {
        timeline: { unit: 'year', periods: 1 },
        contributions: [{ at: 0, amount: 100 }],
        cash: [{ at: 1, amount: 110 }],
      },
    );
    // 100 x 1.1 is 110.00000000000001 in doubles.
    assert.equal(sumOf(tiers[0]!.paid), 0);
    assert.ok(Math.abs(sumOf(carry) - 22) < 1e-9);
  });
});

describe('A hurdle that is never negative', () => {
  it('does not restart where a shortfall is called and nothing is paid', () => {
    const runWith = (negativeCash: string) =>
      result(
        {
          classes: [
            { id: 'a', share: 0.5 },
            { id: 'b', share: 0.5 },
          ],
          tiers: [
            {
              kind: 'hurdle',
              id: 'h',
              of: 'a',
              rate: 0.1,
              split: { a: 1 },
              neverNegative: true,
            },
            { kind: 'split', id: 'split', shares: { a: 0.4, b: 0.4, gp: 0.2 } },
          ],
          options: { negativeCash },
        },
        {
          timeline: { unit: 'year', periods: 3 },
          contributions: [{ at: 0, amount: 100 }],
          closings: [{ at: 2, class: 'b' }],
          cash: [
            { at: 1, amount: 110 },
            { at: 2, amount: -40 },
            { at: 3, amount: 500 },
          ],
        },
      );
    // Moved capital takes the balance to -50; the call adds 20 before anything restarts.
    const [called, reserved] = [runWith('call'), runWith('reserve')];
    for (const [p, party] of called.parties.entries())
      party.received.forEach((amount, k) =>
        assert.ok(Math.abs(amount - reserved.parties[p]!.received[k]!) < 1e-9, `${party.id}, period ${k}`),
      );
  });
});
