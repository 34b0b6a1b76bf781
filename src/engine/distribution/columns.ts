/** Columns of a run: one entry per period, 0..N. */
import type { Tier } from '../definition.ts';
import type { EqualisationResult } from '../result.ts';

/** What can happen to the balance of a tier, besides being paid. */
export type Move = 'opening' | 'added' | 'accrued' | 'lapsed' | 'capitalised' | 'drawn' | 'closing';

/** What one tier did. Several ledgers (slices, deals) add into the same columns; those that cannot move are one and the same. */
export interface TierColumns extends Readonly<Record<Move, Float64Array>> {
  readonly tier: Tier;
  readonly pots: readonly string[];
  readonly hasBalance: boolean;
  readonly paid: Float64Array;
  readonly none: Float64Array;
  /** By party; none for a party it cannot pay. */
  readonly payments: (Float64Array | undefined)[];
}

export interface Recorded {
  readonly parties: readonly string[];
  readonly tiers: readonly TierColumns[];
  /** A column of zeros, for what cannot happen. */
  readonly none: Float64Array;
  /** Distributable cash as it enters the tiers; negative cash counts as 0: it is a call, or was taken from a reserve. */
  readonly cash: Float64Array;
  /** The given cash less that which enters, where payments are rounded. */
  readonly rounded: Float64Array;
  readonly contributions: Float64Array;
  readonly contributed: readonly Float64Array[];
  readonly received: readonly Float64Array[];
  /** Capital not yet paid back that the tiers return. */
  readonly unreturned: Float64Array;
  /** The general partner's own slice under `pariPassu`, paid before the tiers. */
  readonly gpSlice: Float64Array;
  readonly carry: Float64Array;
  readonly fees: Float64Array;
  /** Cash withheld to be invested again. */
  readonly recycled: Float64Array;
  /** Negative cash that reserves bore. */
  readonly borne: Float64Array;
  /** Return that joined capital which some tier pays back, by party. */
  readonly capitalised: Float64Array;
  readonly equalisation: EqualisationResult[];
}

/** A tier, and the ids of the pots it stands in. */
export interface PlacedTier {
  readonly tier: Tier;
  readonly pots: string[];
}
