/** Pays fixed sums to a party; unpaid sums stay owed. */
import type { Amount, Tier } from '../../definition.ts';
import { owing } from '../sharing.ts';
import { add, BALANCE, move } from '../state.ts';
import type { Kind } from '../step.ts';
import { wiresTo } from '../wires.ts';

export const amount: Kind<Amount> = {
  payees: ({ to }) => [to],
  carries: false,
  moves: () => ['opening', 'accrued', 'closing'],
  sameForm: ({ to }, other) => to === other.to,
  numbers: (_tier, { periods }) => periods + 1,
  make({ to: id }, { layout, indexOf, timeline, columns }, index, falls) {
    const { accrued } = columns[index]!;
    const due = layout.slots(BALANCE);
    const to = wiresTo([due]);
    return {
      payees: [indexOf(id)],
      to: [to],
      bind(s, own: Tier) {
        s.fill(0, falls, falls + timeline.periods + 1);
        for (const { at, amount } of (own as Amount).schedule) s[falls + at]! += amount;
      },
      accrue(s, k) {
        const falling = s[falls + k]!;
        if (falling !== 0) move(s, due, falling);
        add(s, accrued, k, falling);
      },
      ...owing([due], [to]),
      balances: [due],
      basis: () => ({}),
    };
  },
};
