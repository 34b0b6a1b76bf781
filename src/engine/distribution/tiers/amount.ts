/** Pays fixed sums to a party; unpaid sums stay owed. */
import type { Amount, Tier } from '../../definition.ts';
import { move } from '../balance.ts';
import type { Kind } from '../step.ts';

export const amount: Kind<Amount> = {
  payees: ({ to }) => [to],
  carries: false,
  moves: ['opening', 'accrued', 'closing'],
  make({ to }, { arena, indexOf, timeline }) {
    const falls = new Float64Array(timeline.periods + 1);
    const due = arena.take(2);
    return {
      payees: [indexOf(to)],
      bind(own: Tier) {
        falls.fill(0);
        for (const { at, amount } of (own as Amount).schedule) falls[at]! += amount;
      },
      accrue(k) {
        if (falls[k] !== 0) move(due, 0, falls[k]!);
        return falls[k]!;
      },
      owed: () => Math.max(0, due[0]!),
      settle: (_i, paid) => move(due, 0, -paid),
      balance: () => due[0]!,
      basis: () => ({}),
    };
  },
};
