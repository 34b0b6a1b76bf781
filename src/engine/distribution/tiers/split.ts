/** Shares out everything left. */
import type { Split, Tier } from '../../definition.ts';
import { byShares, type Kind } from '../step.ts';

export const split: Kind<Split> = {
  payees: ({ shares }) => Object.keys(shares),
  carries: true,
  moves: [],
  make(tier, { indexOf }) {
    const ids = Object.keys(tier.shares);
    const shares = new Float64Array(ids.length);
    return {
      payees: ids.map(indexOf),
      bind(own: Tier) {
        ids.forEach((id, i) => (shares[i] = (own as Split).shares[id]!));
      },
      owed: (left) => left,
      share: (amount, out) => byShares(amount, shares, out),
      balance: () => 0,
      basis: () => ({}),
    };
  },
};
