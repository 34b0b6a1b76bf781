/** Shares out everything left. */
import type { Split, Tier } from '../../definition.ts';
import { bindShares, payByShares, sharesOf } from '../sharing.ts';
import { fill, isLeft, LEFT, TAKEN } from '../state.ts';
import { sameSharers, type Kind } from '../step.ts';
import { wiresTo } from '../wires.ts';

export const split: Kind<Split> = {
  payees: ({ shares }) => Object.keys(shares),
  carries: true,
  moves: () => [],
  sameForm: (a, b) =>
    (a.promote === undefined) === (b.promote === undefined) && sameSharers(a.shares, b.shares),
  numbers: ({ shares }) => sharesOf(Object.keys(shares).length),
  make(tier, { layout, indexOf }, _index, shares) {
    const { lanes } = layout;
    const ids = Object.keys(tier.shares);
    const to = ids.map(() => wiresTo(layout));
    return {
      payees: ids.map(indexOf),
      to,
      bind: (s, own: Tier, lane) => bindShares(s, shares, ids, (own as Split).shares, lanes, lane),
      pay(s, k) {
        if (!isLeft(s, lanes)) return true;
        payByShares(s, k, shares, to, LEFT);
        fill(s, LEFT, 0, lanes);
        return true;
      },
      owe(s) {
        s.copyWithin(TAKEN, LEFT, LEFT + lanes);
        return true;
      },
      payOut: (s, k) => payByShares(s, k, shares, to, TAKEN),
      balances: [],
      basis: () => ({}),
    };
  },
};
