/** What the tiers above a catch-up have paid beyond capital, kept as balances that every payment moves. */
import type { Arena } from './arena.ts';
import { BALANCE, move } from './balance.ts';
import type { PlacedTier } from './columns.ts';

/** The profit of those who put capital in above one rank, and of the general partner. */
interface Profit {
  readonly above: ReadonlySet<number>;
  readonly investors: Float64Array;
  readonly gp: Float64Array;
}

export interface Profits {
  /** As a catch-up reads it while a pot's cash runs. */
  at(tier: number, pot: number, whose: 'investors' | 'gp'): Float64Array;
  /** The balances that a payment of a tier to a party adds to. */
  movedBy(tier: number, party: number): readonly Float64Array[];
  /** Capital counts against the profit of who puts it in. */
  count(party: number, amount: number): void;
}

/** @param pots by pot: its tiers by number, in order */
export function openProfits(
  tiers: readonly PlacedTier[],
  pots: readonly (readonly number[])[],
  arena: Arena,
  parties: { readonly investors: readonly number[]; readonly gp: number },
  /** The general partner's capital has a slice of its own and stands outside. */
  ownSlice: boolean,
): Profits {
  const profits = new Map<string, Profit>();
  const isReturn = (tier: number) =>
    tiers[tier]!.tier.kind === 'returnOfCapital' || tiers[tier]!.tier.kind === 'preferredReturn';
  /** Above are the tiers before it in its own pot, and all capital and return tiers of the others. */
  const profitAt = (pot: number, tier: number): Profit => {
    const own = pots[pot]!;
    const others = pots.flatMap((other) => (other === own ? [] : other.filter(isReturn)));
    const above = new Set([...own.slice(0, own.indexOf(tier)), ...others]);
    const key = [...above].sort((a, b) => a - b).join();
    let found = profits.get(key);
    if (!found)
      profits.set(key, (found = { above, investors: arena.take(BALANCE), gp: arena.take(BALANCE) }));
    return found;
  };
  const byTier = tiers.map(({ tier }, i) => {
    if (tier.kind !== 'catchUp') return [];
    // Read from a pot that does not have it, it ranks as in its own.
    const home = pots.findIndex((own) => own.includes(i));
    return pots.map((own, pot) => profitAt(own.includes(i) ? pot : home, i));
  });
  const all = [...profits.values()];
  return {
    at: (tier, pot, whose) => byTier[tier]![pot]![whose],
    movedBy: (tier, party) =>
      all.flatMap(({ above, investors, gp }) =>
        above.has(tier)
          ? [...(parties.investors.includes(party) ? [investors] : []), ...(party === parties.gp ? [gp] : [])]
          : [],
      ),
    count(party, amount) {
      for (let i = 0; i < all.length; i++)
        if (party !== parties.gp) move(all[i]!.investors, 0, -amount);
        else if (!ownSlice) move(all[i]!.gp, 0, -amount);
    },
  };
}
