/** Why a deal cannot be written as formulas: clauses that plain formulas cannot state. */
import type { Definition, NominalRate } from '../../engine/definition.ts';
import type { Flows } from '../../engine/flows.ts';

export type WhyNot = 'rounding' | 'calendarYear' | 'recompute' | 'sideLetters' | 'floating';

const floats = (rate: NominalRate): boolean => typeof rate === 'object' && 'index' in rate;

/** The first clause in the way, or null: then every cell of the detail table can be a formula. Without flows only the definition is asked. */
export function whyNoFormulas({ pots, options, classes }: Definition, flows?: Flows): WhyNot | null {
  const tiers = pots.flatMap((p) => p.tiers);
  // Payments of a row rounded to its cash by largest remainder depend on the order of all remainders.
  if (options.rounding !== undefined) return 'rounding';
  if (tiers.some((t) => t.kind === 'preferredReturn' && t.compounding === 'calendarYear'))
    return 'calendarYear';
  // What a later class is owed of calls made before it takes back what was counted from the start.
  if (options.lateCall === 'recompute' && flows?.closings?.length) return 'recompute';
  if (classes.some((c) => c.terms?.length)) return 'sideLetters';
  const rates = [
    ...tiers.flatMap((t) => (t.kind === 'preferredReturn' || t.kind === 'hurdle' ? [t.rate] : [])),
    ...(flows?.fees?.schedule ?? []).map((step) => step.rate),
  ];
  return rates.some(floats) ? 'floating' : null;
}
