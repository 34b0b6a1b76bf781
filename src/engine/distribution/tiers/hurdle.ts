/**
 * The balance a class still needs for its rate or multiple: it grows, takes contributions in and every distribution
 * to the class out, whichever tier paid it, and may go below zero.
 */
import type { Hurdle, Tier } from '../../definition.ts';
import { BALANCE, move, setTo, unlessNoise } from '../balance.ts';
import { byShares, type Kind } from '../step.ts';
import { growthOf } from '../time.ts';

const RATE = 0;
const MULTIPLE = 1;

export const hurdle: Kind<Hurdle> = {
  payees: ({ split }) => Object.keys(split),
  carries: true,
  moves: ['opening', 'added', 'accrued', 'closing'],
  make(tier, ledger) {
    const { arena, indexOf, timeline, capital } = ledger;
    const ids = Object.keys(tier.split);
    const payees = ids.map(indexOf);
    const of = indexOf(tier.of);
    const project = ledger.hurdleOn === 'project';
    const { metric, neverNegative } = tier;
    const growth = growthOf(timeline, tier.dayCount ?? ledger.dayCount, 'annual', true);
    const shares = new Float64Array(payees.length);
    const balances = arena.take(2 * BALANCE);
    const closed = arena.take(1);
    let multiple = 0;
    let weight = 1;

    const needed = (): number => {
      const rate = balances[RATE * BALANCE]!;
      const multiple = balances[MULTIPLE * BALANCE]!;
      switch (metric) {
        case 'irr':
          return rate;
        case 'multiple':
          return multiple;
        case 'greaterOf':
          return Math.max(rate, multiple);
        case 'lesserOf':
          return Math.min(rate, multiple);
      }
    };
    const owed = () => (closed[0] ? 0 : Math.max(0, needed()) / weight);
    ledger.watch(project ? null : of, (amount) => {
      move(balances, RATE, -amount);
      move(balances, MULTIPLE, -amount);
    });

    return {
      payees,
      bind(own: Tier) {
        const terms = own as Hurdle;
        growth.bind(terms.rate);
        multiple = terms.multiple;
        weight = project ? 1 : terms.split[terms.of]!;
        ids.forEach((id, i) => (shares[i] = terms.split[id]!));
      },
      accrue(k) {
        const before = needed();
        const rate = balances[RATE * BALANCE]!;
        if (rate !== 0) setTo(balances, RATE, rate * (1 + growth.of[k]!));
        return needed() - before;
      },
      join({ party, amount, from, at }) {
        if (!project && party !== of) return 0;
        const before = needed();
        let grown = amount * (1 + growth.between(from, { period: from.period }));
        for (let k = from.period + 1; k <= at; k++) grown *= 1 + growth.of[k]!;
        move(balances, RATE, grown);
        move(balances, MULTIPLE, amount * multiple);
        return needed() - before;
      },
      owed,
      ...(tier.style === 'cliff'
        ? {
            takes(left: number) {
              if (closed[0]) return 0;
              const due = owed();
              const stands = project ? capital.anyContributed() : capital.contributed[of]! > 0;
              if (left > 0 && stands && unlessNoise(due - left, due) <= 0) closed[0] = 1;
              return closed[0] ? 0 : Math.min(left, due);
            },
          }
        : {}),
      share: (amount, out) => byShares(amount, shares, out),
      ...(neverNegative
        ? {
            // Within a turn cash only goes out: one restart at its end is one at every payment.
            endTurn() {
              for (const i of [RATE, MULTIPLE]) if (balances[i * BALANCE]! < 0) setTo(balances, i, 0);
            },
          }
        : {}),
      balance: needed,
      basis: () => ({
        needed: needed(),
        byRate: balances[RATE * BALANCE]!,
        byMultiple: balances[MULTIPLE * BALANCE]!,
        weight,
        closed: closed[0]!,
      }),
    };
  },
};
