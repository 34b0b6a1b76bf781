/** What came of a block of scenarios. */

/** Measures of one party, by scenario of the block that ran. */
export interface Figures {
  /** Annual IRR as `run` gives it, a fraction; NaN where it has none. */
  readonly rates: Float64Array;
  readonly paidIn: Float64Array;
  /** What it received and what is left for it, less what it paid in. */
  readonly profits: Float64Array;
}

export interface Outcomes extends Figures {
  /** What the party received less what it paid in: by period 0..N, then by scenario of the block. */
  readonly nets: Float64Array;
}

/** Totals by scenario of the block; empty or 0 where they are not asked for. */
export interface Totals {
  /** All carry, and what is given back of it. */
  readonly carry: Float64Array;
  readonly clawback: Float64Array;
  /** What each tier paid to parties, by tier in order, then by scenario; 0 for a reserve. */
  readonly paid: readonly Float64Array[];
}

/** What came of a block. */
export interface BlockResult extends Totals {
  /** By party asked for, before any clawback, as the parties of a run are. */
  readonly parties: readonly Outcomes[];
  /** By party asked for, with the clawback paid; only where totals are asked for and the definition has one. */
  readonly after: readonly Figures[] | null;
}
