/** What each class has agreed beside the others: its own carry, its side letter, and the catch-up they leave it. */
import type { CatchUp, Definition, InvestorClass, SideTerm, Split, Tier } from '../definition.ts';
import { known } from '../issue.ts';
import type { Note, Path, Say } from './moments.ts';
import { GP } from '../parties.ts';

/** The kinds of tier that each key of a side letter fits. */
const FITS: Readonly<Record<Exclude<keyof SideTerm, 'tier'>, readonly Tier['kind'][]>> = {
  rate: ['preferredReturn', 'hurdle'],
  multiple: ['hurdle'],
  share: ['catchUp'],
  carry: ['catchUp', 'split'],
};

export function checkClasses(definition: Definition, tiersAt: (pot: number) => Path, say: Say): void {
  const { classes, pots, options } = definition;
  const tiers = new Map(pots.flatMap((pot) => pot.tiers.map((tier) => [tier.id, tier] as const)));
  const apart = options.apportion === 'byContribution';
  classes.forEach((c, i) => {
    for (const key of ['carry', 'terms'] as const)
      if (c[key] !== undefined && !apart)
        say.refuse('optionConflict', ['classes', i, key], key === 'carry' ? c.carry : undefined, {
          with: 'apportion: none',
        });
    checkSideLetter(c, i, tiers, say.refuse);
  });
  const seen = new Set<string>();
  pots.forEach((pot, i) => {
    const residual = pot.tiers[pot.tiers.length - 1];
    pot.tiers.forEach((tier, j) => {
      if (tier.kind !== 'catchUp' || seen.has(tier.id)) return;
      seen.add(tier.id);
      const held = [
        { ...tier, path: [...tiersAt(i), j], at: 'tier' as const, of: undefined },
        ...(apart ? ownCatchUps(tier, classes) : []),
      ];
      for (const each of held) checkEnd(each, say.refuse);
      if (residual?.kind === 'split') checkResidual(held, residual, definition, say);
    });
  });
}

function checkSideLetter(
  { terms = [] }: InvestorClass,
  i: number,
  tiers: ReadonlyMap<string, Tier>,
  note: Note,
): void {
  const seen = new Set<string>();
  terms.forEach((term, k) => {
    const path = ['classes', i, 'terms', k];
    const tier = tiers.get(term.tier);
    if (seen.has(term.tier)) note('duplicateId', [...path, 'tier'], term.tier);
    seen.add(term.tier);
    if (!tier) return note('unknownTier', [...path, 'tier'], term.tier, known([...tiers.keys()]));
    for (const key of Object.keys(FITS) as (keyof typeof FITS)[])
      if (term[key] !== undefined && !FITS[key].includes(tier.kind))
        note('doesNotFit', [...path, key], term[key], { key, kind: tier.kind, fits: FITS[key].join(', ') });
  });
}

/** A catch-up as the slice of one class has it, and where that is said. */
interface Held extends Pick<CatchUp, 'id' | 'to' | 'share' | 'carry' | 'stop'> {
  readonly path: Path;
  readonly at: 'tier' | 'share' | 'carry';
  readonly of: InvestorClass | undefined;
}

/** Of the classes whose catch-up differs; a carry-free class has none (R11). */
function ownCatchUps(tier: CatchUp, classes: readonly InvestorClass[]): Held[] {
  return classes.flatMap((c, i): Held[] => {
    const k = c.terms?.findIndex((t) => t.tier === tier.id) ?? -1;
    const term = c.terms?.[k];
    const carry = term?.carry ?? c.carry ?? tier.carry;
    const share = term?.share ?? tier.share;
    if (carry === 0 || (carry === tier.carry && share === tier.share)) return [];
    const inLetter = ['classes', i, 'terms', k];
    const held = { ...tier, carry, share, of: c };
    if (term?.carry !== undefined) return [{ ...held, path: inLetter, at: 'carry' }];
    if (term?.share !== undefined) return [{ ...held, path: inLetter, at: 'share' }];
    return [{ ...held, path: ['classes', i], at: 'carry' }];
  });
}

/** Parity is reached only by more than the carry; a fixed one has no end where nothing is left to the investors. */
function checkEnd({ share, carry, stop, path, at }: Held, note: Note): void {
  if (stop === 'parity' && share <= carry)
    note('catchUpNeverEnds', [...path, at === 'tier' ? 'share' : at], share, { carry });
  if (stop === 'fixed' && carry >= 1) note('carryIsAll', [...path, 'carry'], carry);
}

/** A catch-up leads to the carry of the residual; another one would jump where the catch-up ends. */
function checkResidual(
  held: readonly Held[],
  residual: Split,
  { classes, options }: Definition,
  say: Say,
): void {
  for (const { id, to, carry, path, of } of held) {
    if (to !== GP) continue;
    const taken = of?.terms?.find((t) => t.tier === residual.id)?.carry ?? of?.carry;
    const whole = residual.shares[GP] ?? 0;
    const own = options.gpCapital === 'allIn' ? (classes.find((c) => c.id === GP)?.share ?? 0) : 0;
    // Beside capital of its own the general partner's part is carry and return on it: either reading may be meant.
    const meant =
      taken !== undefined
        ? [taken]
        : [whole, ...(residual.promote === undefined ? [] : [residual.promote]), (whole - own) / (1 - own)];
    if (meant.some((other) => Math.abs(other - carry) <= 1e-9)) continue;
    say.warn('carryDiffers', [...path, 'carry'], carry, {
      tier: id,
      carry: meant[0]!,
      residual: residual.id,
    });
  }
}
