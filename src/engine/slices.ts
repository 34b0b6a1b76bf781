import { GP } from './parties.ts';
import type { Definition, InvestorClass, Shares, Tier } from './definition.ts';

/**
 * The definition as one class sees it when cash is first apportioned by contribution: every class name reads as
 * this class, class shares add up, and the class's own carry replaces that of the catch-up and of the split.
 * Fixed amounts and reserves fall on slices by share.
 */
export function sliceOf(definition: Definition, own: InvestorClass): Definition {
  const classIds = new Set(definition.classes.map((c) => c.id).filter((id) => id !== GP || own.id === GP));
  const read = (ids: readonly string[]) => (ids.some((id) => classIds.has(id)) ? [own.id] : []);
  const rename = (id: string) => (classIds.has(id) ? own.id : id);
  const merged = (shares: Shares): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const [id, share] of Object.entries(shares)) sums[rename(id)] = (sums[rename(id)] ?? 0) + share;
    return sums;
  };
  const withCarry = (shares: Record<string, number>): Shares => {
    if (own.carry === undefined) return shares;
    const others = Object.entries(shares).reduce((s, [id, v]) => (id === own.id || id === GP ? s : s + v), 0);
    return own.id === GP
      ? shares
      : { ...shares, [own.id]: Math.max(0, 1 - others - own.carry), [GP]: own.carry };
  };
  const slice = (tier: Tier): Tier => {
    switch (tier.kind) {
      case 'returnOfCapital':
      case 'preferredReturn':
        return { ...tier, to: read(tier.to) };
      case 'catchUp':
        return { ...tier, to: rename(tier.to), carry: own.carry ?? tier.carry };
      case 'hurdle':
        return { ...tier, of: rename(tier.of), split: merged(tier.split) };
      case 'split':
        return { ...tier, shares: withCarry(merged(tier.shares)) };
      case 'amount':
        return {
          ...tier,
          to: rename(tier.to),
          schedule: tier.schedule.map((s) => ({ ...s, amount: s.amount * own.share })),
        };
      case 'reserve':
        return { ...tier, target: tier.target * own.share, opening: tier.opening * own.share };
    }
  };
  return {
    ...definition,
    pots: definition.pots.map((pot) => ({ ...pot, tiers: pot.tiers.map(slice) })),
  };
}
