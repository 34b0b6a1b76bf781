/**
 * Lets the catching party overtake: X = carry P / (share - carry) stops where it has `carry` of all profit (parity);
 * X = P carry / ((1 - carry) share) where it has carry / (1 - carry) of P (fixed).
 * P is what tiers above paid the investors beyond the capital they contributed.
 */
import type { CatchUp, Tier } from '../../definition.ts';
import { LEFT, positive, type State, unlessNoise } from '../state.ts';
import type { Kind } from '../step.ts';
import { post, wiresTo } from '../wires.ts';

export const catchUp: Kind<CatchUp> = {
  payees: ({ to }) => [to],
  investorsToo: ({ share }) => share < 1,
  carries: true,
  moves: () => [],
  sameForm: (a, b) => a.to === b.to && a.stop === b.stop && a.counts === b.counts,
  numbers: () => 2,
  make(tier, { layout, indexOf, investors, capital, lackOf, pots, now }, index, numbers) {
    const [share, carry] = [numbers, numbers + 1];
    const taken = layout.slots(1);
    const paidIn = investors.map(capital.contributed);
    const payees = [indexOf(tier.to), ...investors];
    const to = payees.map(() => wiresTo([], [taken]));
    const parity = tier.stop === 'parity';
    const countsAll = tier.counts === 'all';

    const lack = pots.map((_, pot) => lackOf(index, pot, 'investors'));
    const ownLack = pots.map((_, pot) => lackOf(index, pot, 'gp'));

    const profit = (s: State) => positive(0 - s[lack[now.pot]!]!);
    const own = (s: State) => (countsAll ? positive(0 - s[ownLack[now.pot]!]!) : 0);
    const owed = (s: State): number => {
      const ours = own(s);
      const all = profit(s) + ours;
      const most = parity
        ? (s[carry]! * all - ours) / (s[share]! - s[carry]!)
        : ((s[carry]! * all) / (1 - s[carry]!) - ours) / s[share]!;
      return most > 0 ? positive(unlessNoise(most - s[taken]!, most)) : 0;
    };
    const paidInBy = (s: State): number => {
      let sum = 0;
      for (let i = 0; i < paidIn.length; i++) sum += s[paidIn[i]!]!;
      return sum;
    };
    /** `share` of it to the catching party, the rest to the investors by what they have paid in. */
    const payOut = (s: State, k: number, amount: number): void => {
      const caught = amount * s[share]!;
      const rest = amount - caught;
      const all = rest === 0 ? 0 : paidInBy(s);
      if (all <= 0) return post(s, to[0]!, amount, k);
      if (caught !== 0) post(s, to[0]!, caught, k);
      let left = rest;
      let last = paidIn.length - 1;
      while (last > 0 && s[paidIn[last]!]! <= 0) last--;
      for (let i = 0; i < last; i++) {
        const part = (rest * positive(s[paidIn[i]!]!)) / all;
        left -= part;
        if (part !== 0) post(s, to[i + 1]!, part, k);
      }
      if (left !== 0) post(s, to[last + 1]!, left, k);
    };

    return {
      payees,
      to,
      bind(s, terms: Tier) {
        s[share] = (terms as CatchUp).share;
        s[carry] = (terms as CatchUp).carry;
      },
      pay(s, k) {
        const amount = Math.min(s[LEFT]!, owed(s));
        if (amount > 0) payOut(s, k, amount);
        s[LEFT]! -= amount;
      },
      owed,
      payOut,
      balances: [],
      basis: (s) => ({
        profit: profit(s),
        own: own(s),
        share: s[share]!,
        carry: s[carry]!,
        taken: s[taken]!,
        paidIn: paidInBy(s),
        ...Object.fromEntries(paidIn.map((at, i) => [`paidIn${i + 1}`, s[at]!])),
      }),
    };
  },
};
