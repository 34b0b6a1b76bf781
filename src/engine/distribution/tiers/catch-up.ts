/**
 * Lets the catching party overtake: X = carry P / (share - carry) stops where it has `carry` of all profit (parity);
 * X = P carry / ((1 - carry) share) where it has carry / (1 - carry) of P (fixed).
 * P is what tiers above paid the investors beyond the capital they contributed.
 */
import type { CatchUp, Tier } from '../../definition.ts';
import { unlessNoise } from '../balance.ts';
import type { Kind } from '../step.ts';

export const catchUp: Kind<CatchUp> = {
  payees: ({ to }) => [to],
  investorsToo: ({ share }) => share < 1,
  carries: true,
  moves: [],
  make(tier, ledger, index) {
    const { arena, indexOf, investors, capital } = ledger;
    const catching = indexOf(tier.to);
    const payees = [catching, ...investors];
    const taken = arena.take(1);
    const { counts, stop } = tier;
    let share = 1;
    let carry = 0;

    const profit = () => Math.max(0, ledger.profitOf(index, 'investors')[0]!);
    const own = () => (counts === 'all' ? Math.max(0, ledger.profitOf(index, 'gp')[0]!) : 0);
    const target = () => {
      const [all, ours] = [profit() + own(), own()];
      return stop === 'parity'
        ? (carry * all - ours) / (share - carry)
        : ((carry * all) / (1 - carry) - ours) / share;
    };

    return {
      payees,
      bind(terms: Tier) {
        ({ share, carry } = terms as CatchUp);
      },
      owed() {
        const most = target();
        return most > 0 ? Math.max(0, unlessNoise(most - taken[0]!, most)) : 0;
      },
      share(amount, out) {
        out.fill(0);
        const caught = amount * share;
        const rest = amount - caught;
        let paidIn = 0;
        for (let i = 0; i < investors.length; i++) paidIn += capital.contributed[investors[i]!]!;
        out[0] = rest === 0 || paidIn <= 0 ? amount : caught;
        if (rest === 0 || paidIn <= 0) return;
        let left = rest;
        let last = investors.length - 1;
        while (last > 0 && capital.contributed[investors[last]!]! <= 0) last--;
        for (let i = 0; i < last; i++)
          left -= out[i + 1] = (rest * Math.max(0, capital.contributed[investors[i]!]!)) / paidIn;
        out[last + 1] = left;
      },
      settle(_i, amount) {
        taken[0]! += amount;
      },
      balance: () => 0,
      basis: () => ({
        profit: profit(),
        own: own(),
        share,
        carry,
        taken: taken[0]!,
        paidIn: investors.reduce((sum, p) => sum + capital.contributed[p]!, 0),
        ...Object.fromEntries(investors.map((p, i) => [`paidIn${i + 1}`, capital.contributed[p]!])),
      }),
    };
  },
};
