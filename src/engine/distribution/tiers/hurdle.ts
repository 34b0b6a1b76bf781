/**
 * The balance a class still needs for its rate or multiple: it grows, takes contributions in and every distribution
 * to the class out, whichever tier paid it, and may go below zero.
 */
import type { Hurdle, Tier } from '../../definition.ts';
import { payByShares } from '../sharing.ts';
import { add, BALANCE, LEFT, move, positive, setTo, type State, unlessNoise } from '../state.ts';
import { sameSharers, type Kind } from '../step.ts';
import { growthOf } from '../time.ts';
import { wiresTo } from '../wires.ts';

export const hurdle: Kind<Hurdle> = {
  payees: ({ split }) => Object.keys(split),
  carries: true,
  moves: () => ['opening', 'added', 'accrued', 'closing'],
  sameForm: (a, b) =>
    a.of === b.of &&
    a.metric === b.metric &&
    a.dayCount === b.dayCount &&
    a.style === b.style &&
    a.neverNegative === b.neverNegative &&
    (a.promote === undefined) === (b.promote === undefined) &&
    sameSharers(a.split, b.split),
  numbers: ({ split }, { periods }) => periods + 3 + Object.keys(split).length,
  make(tier, ledger, index, growthAt) {
    const { accrued, added } = ledger.columns[index]!;
    const { layout, indexOf, timeline, capital } = ledger;
    const ids = Object.keys(tier.split);
    const of = indexOf(tier.of);
    const project = ledger.hurdleOn === 'project';
    const { metric, neverNegative } = tier;
    const growth = growthOf(timeline, tier.dayCount ?? ledger.dayCount, 'annual', true, growthAt);
    const multiple = growthAt + timeline.periods + 1;
    const weight = multiple + 1;
    const shares = weight + 1;
    const [byRate, byMultiple] = [layout.slots(BALANCE), layout.slots(BALANCE)];
    const closed = layout.slots(1);
    const to = ids.map(() => wiresTo());
    for (const balance of [byRate, byMultiple]) ledger.watch(project ? null : of, balance);

    const needed = (s: State): number => {
      switch (metric) {
        case 'irr':
          return s[byRate]!;
        case 'multiple':
          return s[byMultiple]!;
        case 'greaterOf':
          return Math.max(s[byRate]!, s[byMultiple]!);
        case 'lesserOf':
          return Math.min(s[byRate]!, s[byMultiple]!);
      }
    };
    const owed = (s: State) => (s[closed] ? 0 : positive(needed(s)) / s[weight]!);
    /** Closes for good, and takes nothing, once cash covers what it is owed and capital stands behind it. */
    const closes = (s: State, left: number): boolean => {
      if (s[closed]) return true;
      const due = owed(s);
      const stands = project ? capital.anyContributed(s) : s[capital.contributed(of)]! > 0;
      if (left > 0 && stands && unlessNoise(due - left, due) <= 0) s[closed] = 1;
      return s[closed] === 1;
    };
    const cliff = tier.style === 'cliff';

    return {
      payees: ids.map(indexOf),
      to,
      bind(s, own: Tier) {
        const terms = own as Hurdle;
        growth.bind(s, terms.rate);
        s[multiple] = terms.multiple;
        s[weight] = project ? 1 : terms.split[terms.of]!;
        ids.forEach((id, i) => (s[shares + i] = terms.split[id]!));
      },
      accrue(s, k) {
        const before = needed(s);
        const balance = s[byRate]!;
        if (balance !== 0) setTo(s, byRate, balance * (1 + s[growthAt + k]!));
        add(s, accrued, k, needed(s) - before);
      },
      join(s, { party, amount, from, at }) {
        if (!project && party !== of) return;
        const before = needed(s);
        let grown =
          from.date === undefined ? amount : amount * (1 + growth.between(from, { period: from.period }));
        for (let k = from.period + 1; k <= at; k++) grown *= 1 + s[growthAt + k]!;
        move(s, byRate, grown);
        move(s, byMultiple, amount * s[multiple]!);
        add(s, added, at, needed(s) - before);
      },
      pay(s, k) {
        if (cliff && closes(s, s[LEFT]!)) return;
        const amount = Math.min(s[LEFT]!, owed(s));
        if (amount > 0) payByShares(s, k, amount, shares, to);
        s[LEFT]! -= amount;
      },
      owed,
      payOut: (s, k, amount) => payByShares(s, k, amount, shares, to),
      ...(neverNegative
        ? {
            // Within a turn cash only goes out: one restart at its end is one at every payment.
            endTurn(s: State) {
              for (const balance of [byRate, byMultiple]) if (s[balance]! < 0) setTo(s, balance, 0);
            },
          }
        : {}),
      ...(metric === 'greaterOf' || metric === 'lesserOf'
        ? { balances: [], balance: needed }
        : { balances: [metric === 'irr' ? byRate : byMultiple] }),
      basis: (s) => ({
        needed: needed(s),
        byRate: s[byRate]!,
        byMultiple: s[byMultiple]!,
        weight: s[weight]!,
        closed: s[closed]!,
      }),
    };
  },
};
