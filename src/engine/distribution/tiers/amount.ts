/** Pays fixed sums to a party; unpaid sums stay owed. */
import type { Amount, Tier } from '../../definition.ts';
import { owing } from '../sharing.ts';
import { add, BALANCE, raise } from '../state.ts';
import type { Kind } from '../step.ts';
import { wiresTo } from '../wires.ts';

export const amount: Kind<Amount> = {
  payees: ({ to }) => [to],
  carries: false,
  moves: () => ['accrued', 'closing'],
  sameForm: ({ to }, other) => to === other.to,
  numbers: (_tier, { periods }) => periods + 1,
  make({ to: id }, { layout, indexOf, timeline, columns, stir }, index, falls) {
    const { lanes } = layout;
    const { accrued } = columns[index]!;
    const due = layout.slots(BALANCE);
    const to = wiresTo(layout, [due]);
    return {
      payees: [indexOf(id)],
      to: [to],
      bind(s, own: Tier, lane) {
        for (let k = 0; k <= timeline.periods; k++) s[falls + k * lanes + lane] = 0;
        for (const { at, amount } of (own as Amount).schedule) s[falls + at * lanes + lane]! += amount;
      },
      accrue(s, k) {
        const falling = falls + k * lanes;
        raise(s, due, falling, lanes);
        stir(s, index);
        add(s, accrued, k, s[falling]!);
      },
      ...owing(layout, [due], [to]),
      balances: [due],
      basis: () => ({}),
    };
  },
};
