import type { SimulationBlock } from './block.ts';
import type { Bins } from './percentiles.ts';
import type { Outline } from './plan.ts';

/** What is kept of the blocks that are in. */
export interface Kept {
  readonly outline: Outline;
  /** By block: whether it is in. */
  readonly has: Uint8Array;
  /** By block: all that are in where percentiles are exact, else those whose inputs or cash by period is told. */
  readonly parts: readonly (SimulationBlock | undefined)[];
  /** By block, then by figure. */
  readonly moments: Float64Array;
  /** By figure, where not all are kept. */
  readonly bins: readonly Bins[] | null;
}
