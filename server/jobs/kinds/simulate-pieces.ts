/** Blocks of scenarios, computed and put together. */
import {
  blocksOf,
  simulation,
  tally,
  type SimulationBlock,
  type SimulationPlan,
} from '../../../src/engine/index.ts';
import type { Pieces } from './kind.ts';

export interface Plan extends SimulationPlan {
  /** Blocks of a piece, but for the first ones. */
  readonly blocks: number;
}

/** The first block of each piece, and one behind the last: small ones at first, so that figures come soon. */
export function startsOf(plan: Plan): readonly number[] {
  const { count } = blocksOf(plan);
  const starts = [0];
  for (let size = 1, at = 0; at < count; size = Math.min(plan.blocks, 2 * size))
    starts.push((at = Math.min(count, at + size)));
  return starts;
}

export const simulatePieces: Pieces<Plan, readonly SimulationBlock[]> = {
  open(plan) {
    const { run } = simulation(plan);
    const starts = startsOf(plan);
    return (piece) => {
      const [from, to] = [starts[piece]!, starts[piece + 1]!];
      return { ok: true, value: Array.from({ length: to - from }, (_, i) => run(from + i)), warnings: [] };
    };
  },
  together(plan) {
    const all = tally(plan);
    const starts = startsOf(plan);
    return {
      add: (piece, part) => part.forEach((block, i) => all.add(starts[piece]! + i, block)),
      result: () => ({ ok: true, value: all.result(), warnings: [] }),
      soFar: () => all.result(),
    };
  },
};
