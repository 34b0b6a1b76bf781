/** Pays back unreturned capital. */
import type { ReturnOfCapital } from '../../definition.ts';
import { owing } from '../sharing.ts';
import { positive } from '../state.ts';
import { sameIds, type Kind } from '../step.ts';
import { wiresTo } from '../wires.ts';

export const returnOfCapital: Kind<ReturnOfCapital> = {
  payees: ({ to }) => to,
  carries: false,
  moves: () => ['added', 'closing'],
  sameForm: ({ to }, other) => sameIds(to, other.to),
  numbers: () => 0,
  make({ to: ids }, { layout, indexOf, capital }) {
    const payees = ids.map(indexOf);
    const unreturned = payees.map(capital.unreturned);
    const to = unreturned.map((at) => wiresTo(layout, [at]));
    return {
      payees,
      to,
      bind() {},
      ...owing(layout, unreturned, to),
      balances: unreturned,
      basis: (s) => Object.fromEntries(unreturned.map((at, i) => [`due${i}`, positive(s[at]!)])),
    };
  },
};
