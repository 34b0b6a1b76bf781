/** What keeps a catch-up from its profit: capital less what the tiers above have paid, as balances that every payment brings down. */
import type { PlacedTier } from './columns.ts';
import { BALANCE, type Layout, raise, type State, TAKEN } from './state.ts';

/** The lack of profit of those who put capital in above one rank, and of the general partner. */
interface Lack {
  readonly above: ReadonlySet<number>;
  readonly investors: number;
  readonly gp: number;
}

export interface Profits {
  /** As a catch-up reads it while a pot's cash runs: minus the profit. */
  at(this: void, tier: number, pot: number, whose: 'investors' | 'gp'): number;
  /** Catch-ups, by number, whose profit the payments of a tier move. */
  readBy(tier: number): readonly number[];
  /** The balances that a payment of a tier to a party brings down. */
  movedBy(tier: number, party: number): readonly number[];
  /** Capital, which stands in `TAKEN`, counts against the profit of who puts it in. */
  count(s: State, party: number): void;
}

/** @param pots by pot: its tiers by number, in order */
export function openProfits(
  tiers: readonly PlacedTier[],
  pots: readonly (readonly number[])[],
  layout: Layout,
  parties: { readonly investors: readonly number[]; readonly gp: number },
  /** The general partner's capital has a slice of its own and stands outside. */
  ownSlice: boolean,
): Profits {
  const { lanes } = layout;
  const lacks = new Map<string, Lack>();
  const isReturn = (tier: number) =>
    tiers[tier]!.tier.kind === 'returnOfCapital' || tiers[tier]!.tier.kind === 'preferredReturn';
  /** Above are the tiers before it in its own pot, and all capital and return tiers of the others. */
  const lackAt = (pot: number, tier: number): Lack => {
    const own = pots[pot]!;
    const others = pots.flatMap((other) => (other === own ? [] : other.filter(isReturn)));
    const above = new Set([...own.slice(0, own.indexOf(tier)), ...others]);
    const key = [...above].sort((a, b) => a - b).join();
    let found = lacks.get(key);
    if (!found)
      lacks.set(key, (found = { above, investors: layout.slots(BALANCE), gp: layout.slots(BALANCE) }));
    return found;
  };
  const byTier = tiers.map(({ tier }, i) => {
    if (tier.kind !== 'catchUp') return [];
    // Read from a pot that does not have it, it ranks as in its own.
    const home = pots.findIndex((own) => own.includes(i));
    return pots.map((own, pot) => lackAt(own.includes(i) ? pot : home, i));
  });
  const all = [...lacks.values()];
  // Nobody reads the general partner's where no target counts it.
  const gpCounts = tiers.some(({ tier }) => tier.kind === 'catchUp' && tier.counts === 'all');
  return {
    at: (tier, pot, whose) => byTier[tier]![pot]![whose],
    readBy: (tier) => byTier.flatMap((own, i) => (own.some(({ above }) => above.has(tier)) ? [i] : [])),
    movedBy: (tier, party) =>
      all.flatMap(({ above, investors, gp }) =>
        above.has(tier)
          ? [
              ...(parties.investors.includes(party) ? [investors] : []),
              ...(gpCounts && party === parties.gp ? [gp] : []),
            ]
          : [],
      ),
    count(s, party) {
      for (let i = 0; i < all.length; i++)
        if (party !== parties.gp) raise(s, all[i]!.investors, TAKEN, lanes);
        else if (!ownSlice) raise(s, all[i]!.gp, TAKEN, lanes);
    },
  };
}
