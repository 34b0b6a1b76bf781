/** Why a deal cannot be written as formulas: clauses that plain formulas cannot state, or not without error. */
import type { Definition, Flows, Tier } from '../../engine/index.ts';

export type WhyNot =
  'rounding' | 'calendarYear' | 'closingInside' | 'testOfCatchUp' | 'cliffTested' | 'recompute';

/** The first clause in the way, or null: then every cell of the detail table can be a formula. Without flows only the definition is asked. */
export function whyNoFormulas({ pots, options }: Definition, flows?: Flows): WhyNot | null {
  const tiers = pots.flatMap((p) => p.tiers);
  const byId = new Map(tiers.map((t) => [t.id, t]));
  // Payments of a row rounded to its cash by largest remainder depend on the order of all remainders.
  if (options.rounding !== undefined) return 'rounding';
  if (tiers.some((t) => t.kind === 'preferredReturn' && t.compounding === 'calendarYear'))
    return 'calendarYear';
  // What falls on the classes later depends on payments, takes back what was counted from the start, or is told from
  // capital that is back only in the last digits.
  const original = tiers.some((t) => t.kind === 'preferredReturn' && t.base === 'original');
  const unsettled = options.negativeCash === 'reserve' || flows?.closings?.length;
  if (options.lateCall === 'recompute' && (original || unsettled)) return 'recompute';
  const counted = (tier: Tier) =>
    (tier.kind === 'preferredReturn' || (tier.kind === 'hurdle' && tier.metric !== 'multiple')) &&
    (tier.dayCount ?? options.dayCount) !== 'periods';
  const dated = (list: readonly { date?: number }[] = []) => list.some((f) => f.date !== undefined);
  // A later class takes over its share of calls made before, wherever they stand.
  if (flows?.closings?.length && dated(flows.contributions)) return 'closingInside';
  const withDays = dated(flows?.closings) || (flows?.closings?.length && dated(flows.deals));
  if (withDays && tiers.some(counted)) return 'closingInside';
  const tested = tiers.flatMap(({ when }) =>
    [when?.of, when?.over].flatMap((o) => (typeof o === 'object' && 'owed' in o ? [byId.get(o.owed)!] : [])),
  );
  if (tested.some((t) => t.kind === 'catchUp')) return 'testOfCatchUp';
  // Reading what a cliff is owed may close it.
  const covered = tiers.flatMap((t) => (t.kind === 'reserve' ? t.covers.map((id) => byId.get(id)!) : []));
  if ([...tested, ...covered].some((t) => t.kind === 'hurdle' && t.style === 'cliff')) return 'cliffTested';
  return null;
}
