import { GP } from '../parties.ts';
import type { Definition, InvestorClass, NominalRate, Shares, SideTerm, Tier, When } from '../definition.ts';

/**
 * The definition as one class sees it when cash is first apportioned by contribution: every class name reads as
 * this class and class shares add up; its side letter and its own carry take the place of what stands for all.
 * Fixed amounts and reserves fall on the slices that run tiers, by share.
 */
export function sliceOf(definition: Definition, own: InvestorClass): Definition {
  const { classes, options } = definition;
  const classIds = new Set(classes.map((c) => c.id).filter((id) => id !== GP || own.id === GP));
  const runs = (c: InvestorClass) => c.id !== GP || options.gpCapital === 'allIn';
  const all = classes.reduce((sum, c) => (runs(c) ? sum + c.share : sum), 0);
  const part = runs(own) && all > 0 ? own.share / all : 0;
  const letter = new Map((own.terms ?? []).map((term) => [term.tier, term]));
  const carryFree = own.carry === 0 && own.id !== GP;

  const rename = (id: string) => (classIds.has(id) ? own.id : id);
  const read = (ids: readonly string[]) => (ids.some((id) => classIds.has(id)) ? [own.id] : []);
  const merged = (shares: Shares): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const [id, share] of Object.entries(shares)) {
      const to = carryFree && id === GP ? own.id : rename(id);
      sums[to] = (sums[to] ?? 0) + share;
    }
    return sums;
  };
  const withCarry = (shares: Record<string, number>, carry: number | undefined): Shares => {
    if (carry === undefined || own.id === GP) return shares;
    const others = Object.entries(shares).reduce((s, [id, v]) => (id === own.id || id === GP ? s : s + v), 0);
    return { ...shares, [own.id]: Math.max(0, 1 - others - carry), [GP]: carry };
  };
  const test = (when: When | undefined): { when?: When } => {
    if (!when) return {};
    const operand = (of: When['of']): When['of'] =>
      typeof of === 'object' && 'unreturned' in of ? { unreturned: read([of.unreturned].flat()) } : of;
    return {
      when: {
        ...when,
        of: operand(when.of),
        ...(when.over === undefined ? {} : { over: operand(when.over) }),
      },
    };
  };
  const slice = (tier: Tier): Tier => {
    const side: Partial<SideTerm> = letter.get(tier.id) ?? {};
    const rate: { rate?: NominalRate } = side.rate === undefined ? {} : { rate: side.rate };
    switch (tier.kind) {
      case 'returnOfCapital':
        return { ...tier, to: read(tier.to) };
      case 'preferredReturn':
        return { ...tier, to: read(tier.to), ...rate };
      case 'catchUp':
        return {
          ...tier,
          to: rename(tier.to),
          share: side.share ?? tier.share,
          carry: side.carry ?? own.carry ?? tier.carry,
        };
      case 'hurdle':
        return {
          ...tier,
          of: rename(tier.of),
          split: merged(tier.split),
          multiple: side.multiple ?? tier.multiple,
          ...rate,
        };
      case 'split':
        return { ...tier, shares: withCarry(merged(tier.shares), side.carry ?? own.carry) };
      case 'amount':
        return {
          ...tier,
          to: rename(tier.to),
          schedule: tier.schedule.map((s) => ({ ...s, amount: s.amount * part })),
        };
      case 'reserve':
        return { ...tier, target: tier.target * part, opening: tier.opening * part };
    }
  };
  return {
    ...definition,
    pots: definition.pots.map((pot) => ({
      ...pot,
      tiers: pot.tiers.map((tier) => ({ ...slice(tier), ...test(tier.when) })),
    })),
  };
}
