/**
 * Lets the catching party overtake: X = carry P / (share - carry) stops where it has `carry` of all profit (parity);
 * X = P carry / ((1 - carry) share) where it has carry / (1 - carry) of P (fixed).
 * P is what tiers above paid the investors beyond the capital they contributed.
 */
import type { CatchUp, Tier } from '../../definition.ts';
import { PAID, positive, REST, type State, take, TAKEN, unlessNoise } from '../state.ts';
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
    const { lanes } = layout;
    const [share, carry] = [numbers, numbers + lanes];
    const taken = layout.slots(1);
    const paidIn = investors.map(capital.contributed);
    const payees = [indexOf(tier.to), ...investors];
    const to = payees.map(() => wiresTo(layout, [], [taken]));
    const parity = tier.stop === 'parity';
    const countsAll = tier.counts === 'all';

    const lack = pots.map((_, pot) => lackOf(index, pot, 'investors'));
    const ownLack = pots.map((_, pot) => lackOf(index, pot, 'gp'));

    /** X less what the tier has taken; `profit` is P, `ours` the general partner's where it counts. */
    const targetOf = (part: number, most: number, profit: number, ours: number): number =>
      parity
        ? (part * (profit + ours) - ours) / (most - part)
        : ((part * (profit + ours)) / (1 - part) - ours) / most;
    const profitOf = (s: State, at: number) => positive(0 - s[at]!);
    const owe = (s: State): boolean => {
      let any = false;
      const n = lanes;
      const [profits, ours] = [lack[now.pot]!, ownLack[now.pot]!];
      const [part, most, had] = [carry, share, taken];
      const counts = countsAll;
      const due = TAKEN;
      for (let l = 0; l < n; l++) {
        const own = counts ? profitOf(s, ours + l) : 0;
        const target = targetOf(s[part + l]!, s[most + l]!, profitOf(s, profits + l), own);
        const owed = target > 0 ? positive(unlessNoise(target - s[had + l]!, target)) : 0;
        s[due + l] = owed;
        if (owed > 0) any = true;
      }
      return any;
    };
    const paidInBy = (s: State): number => {
      let sum = 0;
      for (let i = 0; i < paidIn.length; i++) sum += s[paidIn[i]!]!;
      return sum;
    };
    /** `share` of it to the catching party, the rest to the investors by what they have paid in. */
    const payOut = (s: State, k: number): void => {
      let shared = false;
      const n = lanes;
      const part = share;
      // Without capital of investors there is nobody to share with.
      const alone = paidInBy(s) <= 0;
      const [all, paid, rest] = [TAKEN, PAID, REST];
      for (let l = 0; l < n; l++) {
        const amount = s[all + l]!;
        const caught = alone ? amount : amount * s[part + l]!;
        s[paid + l] = caught;
        s[rest + l] = amount - caught;
        if (amount !== caught) shared = true;
      }
      post(s, to[0]!, k, PAID);
      if (shared) payInvestors(s, k);
    };
    const payInvestors = (s: State, k: number): void => {
      for (let l = 0; l < lanes; l++) s[TAKEN + l] = s[REST + l]!;
      let last = paidIn.length - 1;
      while (last > 0 && s[paidIn[last]!]! <= 0) last--;
      for (let i = 0; i <= last; i++) {
        for (let l = 0; l < lanes; l++) {
          const part = (s[TAKEN + l]! * positive(s[paidIn[i]!]!)) / paidInBy(s);
          s[PAID + l] = i === last || s[TAKEN + l] === 0 ? s[REST + l]! : part;
          s[REST + l]! -= s[PAID + l]!;
        }
        post(s, to[i + 1]!, k, PAID);
      }
    };

    return {
      payees,
      to,
      bind(s, terms: Tier, lane) {
        s[share + lane] = (terms as CatchUp).share;
        s[carry + lane] = (terms as CatchUp).carry;
      },
      pay(s, k) {
        if (!owe(s)) return false;
        if (take(s, lanes)) payOut(s, k);
        return true;
      },
      owe,
      payOut,
      balances: [],
      basis: (s) => ({
        profit: profitOf(s, lack[now.pot]!),
        own: countsAll ? profitOf(s, ownLack[now.pot]!) : 0,
        share: s[share]!,
        carry: s[carry]!,
        taken: s[taken]!,
        paidIn: paidInBy(s),
        ...Object.fromEntries(paidIn.map((at, i) => [`paidIn${i + 1}`, s[at]!])),
      }),
    };
  },
};
