/** Shares out everything left. */
import type { Split, Tier } from '../../definition.ts';
import { payByShares } from '../sharing.ts';
import { LEFT } from '../state.ts';
import { sameSharers, type Kind } from '../step.ts';
import { wiresTo } from '../wires.ts';

export const split: Kind<Split> = {
  payees: ({ shares }) => Object.keys(shares),
  carries: true,
  moves: () => [],
  sameForm: (a, b) =>
    (a.promote === undefined) === (b.promote === undefined) && sameSharers(a.shares, b.shares),
  numbers: ({ shares }) => Object.keys(shares).length,
  make(tier, { indexOf }, _index, shares) {
    const ids = Object.keys(tier.shares);
    const to = ids.map(() => wiresTo());
    return {
      payees: ids.map(indexOf),
      to,
      bind(s, own: Tier) {
        ids.forEach((id, i) => (s[shares + i] = (own as Split).shares[id]!));
      },
      pay(s, k) {
        if (s[LEFT]! > 0) payByShares(s, k, s[LEFT]!, shares, to);
        s[LEFT] = 0;
      },
      owed: (_s, left) => left,
      payOut: (s, k, amount) => payByShares(s, k, amount, shares, to),
      balances: [],
      basis: () => ({}),
    };
  },
};
