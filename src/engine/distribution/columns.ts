/** Columns of a run: one entry per period, 0..N. */
import type { Tier } from '../definition.ts';
import type { EqualisationResult } from '../result.ts';

/** What can happen to the balance of a tier, besides being paid. */
export type Move = 'added' | 'accrued' | 'lapsed' | 'capitalised' | 'drawn' | 'closing';

/** What one tier did: places of columns, or the columns themselves. Several ledgers (slices, deals) add into the same. */
export interface TierColumns<Column = Float64Array> extends Readonly<Record<Move, Column>> {
  readonly tier: Tier;
  readonly pots: readonly string[];
  readonly hasBalance: boolean;
  readonly opening: Column;
  readonly paid: Column;
  /** All it paid to parties, by lane; only where no column is kept. */
  readonly total: Column;
  /** By party; none for a party it cannot pay. */
  readonly payments: (Column | undefined)[];
}

/** What is recorded of a run. Columns that cannot move are one and the same, `none`. */
export interface Recorded<Column = Float64Array> {
  readonly parties: readonly string[];
  readonly tiers: readonly TierColumns<Column>[];
  /** A column of zeros, for what cannot happen. */
  readonly none: Column;
  /** Distributable cash as it enters the tiers; negative cash counts as 0: it is a call, or was taken from a reserve. */
  readonly cash: Column;
  /** The given cash less that which enters, where payments are rounded. */
  readonly rounded: Column;
  readonly contributions: Column;
  readonly contributed: readonly Column[];
  readonly received: readonly Column[];
  /** By party: received less contributed, where nothing else is kept. */
  readonly net: readonly Column[];
  /** Capital not yet paid back that the tiers return. */
  readonly unreturned: Column;
  /** The general partner's own slice under `pariPassu`, paid before the tiers. */
  readonly gpSlice: Column;
  readonly carry: Column;
  /** All carry, by lane; only where no column is kept. */
  readonly carryTotal: Column;
  readonly fees: Column;
  /** Cash withheld to be invested again. */
  readonly recycled: Column;
  /** Negative cash that reserves bore. */
  readonly borne: Column;
  /** Return that joined capital which some tier pays back: one entry a party. */
  readonly capitalised: Column;
  readonly equalisation: EqualisationResult[];
}

/** A tier, and the ids of the pots it stands in. */
export interface PlacedTier {
  readonly tier: Tier;
  readonly pots: string[];
}
