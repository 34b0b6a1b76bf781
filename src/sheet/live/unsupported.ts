/** Why a deal cannot be written as formulas: clauses that plain formulas cannot state. */
import type { Definition, NominalRate } from '../../engine/definition.ts';
import type { Flows } from '../../engine/flows.ts';
import { orderOf } from '../../engine/index.ts';

export type WhyNot = 'rounding' | 'calendarYear' | 'recompute' | 'sleeping' | 'sideLetters' | 'floating';

/** Whether a later class takes over part of a call that bears no return yet as the period of its closing opens. */
const takesOverSleeping = ({ closings = [], contributions, timeline }: Flows): boolean =>
  contributions.some(
    (call) =>
      call.class === undefined &&
      call.accruesFrom !== undefined &&
      closings.some(
        ({ period }) =>
          call.period < period &&
          orderOf(timeline, call.accruesFrom!) > orderOf(timeline, { period: period - 1 }),
      ),
  );

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
  // What was paid back of such a call before decides what is left of it to take over, call by call.
  if (flows && takesOverSleeping(flows)) return 'sleeping';
  if (classes.some((c) => c.terms?.length)) return 'sideLetters';
  const rates = [
    ...tiers.flatMap((t) => (t.kind === 'preferredReturn' || t.kind === 'hurdle' ? [t.rate] : [])),
    ...(flows?.fees?.schedule ?? []).map((step) => step.rate),
  ];
  return rates.some(floats) ? 'floating' : null;
}
