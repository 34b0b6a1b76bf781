/**
 * The balance a class still needs for its rate or multiple: it grows, takes contributions in and every distribution
 * to the class out, whichever tier paid it, and may go below zero.
 */
import type { Hurdle, Tier } from '../../definition.ts';
import { bindShares, payByShares, sharesOf } from '../sharing.ts';
import {
  add,
  BALANCE,
  LEFT,
  positive,
  raise,
  REST,
  setTo,
  type State,
  take,
  TAKEN,
  unlessNoise,
} from '../state.ts';
import { sameSharers, type Kind } from '../step.ts';
import { growthOf } from '../time.ts';
import { wiresTo } from '../wires.ts';

export const hurdle: Kind<Hurdle> = {
  payees: ({ split }) => Object.keys(split),
  carries: true,
  moves: () => ['added', 'accrued', 'closing'],
  sameForm: (a, b) =>
    a.of === b.of &&
    a.metric === b.metric &&
    a.dayCount === b.dayCount &&
    a.style === b.style &&
    a.neverNegative === b.neverNegative &&
    (a.promote === undefined) === (b.promote === undefined) &&
    sameSharers(a.split, b.split),
  numbers: ({ split }, { periods }) => periods + 3 + sharesOf(Object.keys(split).length),
  make(tier, ledger, index, growthAt) {
    const { accrued, added } = ledger.columns[index]!;
    const { layout, indexOf, timeline, capital } = ledger;
    const { lanes } = layout;
    const ids = Object.keys(tier.split);
    const of = indexOf(tier.of);
    const project = ledger.hurdleOn === 'project';
    const { metric, neverNegative } = tier;
    const growth = growthOf(timeline, tier.dayCount ?? ledger.dayCount, 'annual', true, growthAt, lanes);
    const multiple = growthAt + (timeline.periods + 1) * lanes;
    const weight = multiple + lanes;
    const shares = weight + lanes;
    const [byRate, byMultiple] = [layout.slots(BALANCE), layout.slots(BALANCE)];
    /** The balances that its metric asks for. */
    const balances =
      metric === 'irr' ? [byRate] : metric === 'multiple' ? [byMultiple] : [byRate, byMultiple];
    const closed = layout.slots(1);
    const to = ids.map(() => wiresTo(layout));
    for (const balance of balances) ledger.watch(project ? null : of, balance);

    const [first, second] = [balances[0]!, balances[1]];
    const needed = (s: State, l: number): number => {
      if (second === undefined) return s[first + l]!;
      const choose = metric === 'greaterOf' ? Math.max : Math.min;
      return choose(s[first + l]!, s[second + l]!);
    };
    const owed = (s: State, l: number) => (s[closed + l] ? 0 : positive(needed(s, l)) / s[weight + l]!);
    const owe = (s: State): boolean => {
      let any = false;
      const n = lanes;
      const due = TAKEN;
      for (let l = 0; l < n; l++) if ((s[due + l] = owed(s, l)) > 0) any = true;
      return any;
    };
    /** Closes for good, and takes nothing, once cash covers what it is owed and capital stands behind it. */
    const close = (s: State, l: number): void => {
      if (s[closed + l]) return;
      const [left, due] = [s[LEFT + l]!, owed(s, l)];
      const stands = project ? capital.anyContributed(s) : s[capital.contributed(of)]! > 0;
      if (left > 0 && stands && unlessNoise(due - left, due) <= 0) s[closed + l] = 1;
    };
    const cliff = tier.style === 'cliff';

    return {
      payees: ids.map(indexOf),
      to,
      bind(s, own: Tier, lane) {
        const terms = own as Hurdle;
        growth.bind(s, terms.rate, lane);
        s[multiple + lane] = terms.multiple;
        s[weight + lane] = project ? 1 : terms.split[terms.of]!;
        bindShares(s, shares, ids, terms.split, lanes, lane);
      },
      accrue(s, k) {
        if (metric === 'multiple') return;
        const before = needed(s, 0);
        const n = lanes;
        const grown = growthAt + k * n;
        const rate = byRate;
        for (let l = 0; l < n; l++) {
          const balance = s[rate + l]!;
          if (balance !== 0) setTo(s, rate + l, balance * (1 + s[grown + l]!), n);
        }
        add(s, accrued, k, needed(s, 0) - before);
      },
      join(s, { party, amount, from, at }) {
        if (!project && party !== of) return;
        const before = needed(s, 0);
        const since =
          from.date === undefined ? amount : amount * (1 + growth.between(from, { period: from.period }));
        for (let l = 0; l < lanes; l++) {
          let grown = since;
          for (let k = from.period + 1; k <= at; k++) grown *= 1 + s[growthAt + k * lanes + l]!;
          s[TAKEN + l] = grown;
          s[REST + l] = amount * s[multiple + l]!;
        }
        for (const balance of balances) raise(s, balance, balance === byRate ? TAKEN : REST, lanes);
        add(s, added, at, needed(s, 0) - before);
      },
      pay(s, k) {
        if (cliff) for (let l = 0; l < lanes; l++) close(s, l);
        const owes = owe(s);
        if (owes && take(s, lanes)) payByShares(s, k, shares, to, TAKEN);
        // A cliff that is owed nothing may yet have to close.
        return owes || cliff;
      },
      owe,
      payOut: (s, k) => payByShares(s, k, shares, to, TAKEN),
      ...(neverNegative
        ? {
            // Within a turn cash only goes out: one restart at its end is one at every payment.
            endTurn(s: State) {
              for (const balance of balances)
                for (let l = 0; l < lanes; l++) if (s[balance + l]! < 0) setTo(s, balance + l, 0, lanes);
            },
          }
        : {}),
      ...(second === undefined ? { balances } : { balances: [], balance: (s: State) => needed(s, 0) }),
      basis: (s) => ({
        needed: needed(s, 0),
        byRate: s[byRate]!,
        byMultiple: s[byMultiple]!,
        weight: s[weight]!,
        closed: s[closed]!,
      }),
    };
  },
};
