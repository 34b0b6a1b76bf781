import { partyIds } from './books.ts';
import type { Definition, Tier, Timeline } from './definition.ts';

/** What one tier did, by period; amounts by party in the order of the books. */
export interface Slot {
  readonly tier: Tier;
  readonly pots: readonly string[];
  readonly opening: number[];
  readonly added: number[];
  readonly accrued: number[];
  readonly paid: number[];
  readonly lapsed: number[];
  readonly capitalised: number[];
  /** Paid out of a reserve: to tiers it covers and at its release. */
  readonly drawn: number[];
  readonly closing: number[];
  readonly payments: readonly number[][];
}

/** Columns of a run, one entry per period. Several ledgers (slices, deals) add into the same record. */
export interface Record {
  readonly parties: readonly string[];
  readonly slots: readonly Slot[];
  readonly slotOf: ReadonlyMap<string, Slot>;
  readonly contributions: number[];
  readonly contributed: readonly number[][];
  readonly received: readonly number[][];
  /** Capital not yet paid back that the tiers return. */
  readonly unreturned: number[];
  /** The general partner's own slice under `pariPassu`, paid before the tiers. */
  readonly gpSlice: number[];
  readonly carry: number[];
  /** Management fees paid before the tiers. */
  readonly fees: number[];
  /** Cash withheld to be invested again. */
  readonly recycled: number[];
  /** Return that joined capital, by party. */
  readonly capitalised: Float64Array;
}

export const isCarryTier = (tier: Tier): boolean =>
  tier.kind === 'catchUp' || tier.kind === 'hurdle' || tier.kind === 'split';

export function openRecord(definition: Definition, timeline: Timeline): Record {
  const parties = partyIds(definition);
  const column = () => new Array<number>(timeline.periods + 1).fill(0);
  const columns = () => parties.map(column);
  const slots: Slot[] = [];
  const slotOf = new Map<string, Slot>();
  for (const pot of definition.pots)
    for (const tier of pot.tiers) {
      const known = slotOf.get(tier.id);
      if (known) {
        (known.pots as string[]).push(pot.id);
        continue;
      }
      const slot: Slot = {
        tier,
        pots: [pot.id],
        opening: column(),
        added: column(),
        accrued: column(),
        paid: column(),
        lapsed: column(),
        capitalised: column(),
        drawn: column(),
        closing: column(),
        payments: columns(),
      };
      slots.push(slot);
      slotOf.set(tier.id, slot);
    }
  return {
    parties,
    slots,
    slotOf,
    contributions: column(),
    contributed: columns(),
    received: columns(),
    unreturned: column(),
    gpSlice: column(),
    carry: column(),
    fees: column(),
    recycled: column(),
    capitalised: new Float64Array(parties.length),
  };
}
