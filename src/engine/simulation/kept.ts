import type { Bins } from './percentiles.ts';
import type { Outline } from './plan.ts';

/** What is kept of the blocks that are in. */
export interface Kept {
  readonly outline: Outline;
  /** By block: whether it is in. */
  readonly has: Uint8Array;
  /** By figure, then by scenario: all of them where percentiles are exact, else those of the sampled blocks. */
  readonly figures: readonly Float64Array[];
  readonly inputs: readonly Float64Array[];
  /** By block, then by figure. */
  readonly moments: Float64Array;
  /** By figure, where not all are kept. */
  readonly bins: readonly Bins[] | null;
}
