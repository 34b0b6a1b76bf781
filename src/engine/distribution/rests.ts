/** Skips tiers that are owed nothing, in a batch in no lane, until something they read has changed. */
import type { Profits } from './profits.ts';
import { isLeft, type Layout, type State } from './state.ts';
import type { Step } from './step.ts';

export interface Rests {
  /** Pays a pot's cash down its tiers, skipping those that rest. */
  payer(pot: number, pays: readonly Step['pay'][]): (s: State, k: number) => void;
  /** Has a tier asked again, all of them where it is null. */
  stir(this: void, s: State, tier: number | null): void;
}

/** @param pots by pot: its tiers by number, in order */
export function openRests(pots: readonly (readonly number[])[], profits: Profits, layout: Layout): Rests {
  const { lanes } = layout;
  /** By pot and rank: a slot, 1 while the tier rests there. */
  const rests = pots.map((own) => own.map(() => layout.slots(1)));
  const all = rests.flat();
  const byTier: number[][] = [];
  pots.forEach((own, pot) => own.forEach((tier, rank) => (byTier[tier] ??= []).push(rests[pot]![rank]!)));
  function stir(s: State, tier: number | null): void {
    const own = tier === null ? all : byTier[tier]!;
    for (let i = 0; i < own.length; i++) s[own[i]!] = 0;
  }
  return {
    stir,
    payer(pot, pays) {
      const own = rests[pot]!;
      /** By rank: slots of the catch-ups whose profit is moved by what the tier pays. */
      const readers = pots[pot]!.map((tier) => profits.readBy(tier).flatMap((reader) => byTier[reader]!));
      return (s, k) => {
        for (let i = 0; i < pays.length && isLeft(s, lanes); i++) {
          if (s[own[i]!]) continue;
          if (!pays[i]!(s, k)) {
            s[own[i]!] = 1;
            continue;
          }
          const stirred = readers[i]!;
          for (let r = 0; r < stirred.length; r++) s[stirred[r]!] = 0;
        }
      };
    },
  };
}
