/** A deal under uncertainty: its scenarios in blocks, whose random streams are their own. */
import * as z from 'zod';
import { readRequest } from '../../../src/document/index.ts';
import {
  blocksOf,
  LIMITS,
  parseUncertainty,
  scenarioWeight,
  simulation,
  tally,
  uncertaintySchema,
  type Parsed,
  type SimulationBlock,
  type SimulationPlan,
} from '../../../src/engine/index.ts';
import type { Kind } from './kind.ts';
import { simulationSchema } from './simulation-schema.ts';

const schema = z.strictObject({
  kind: z.literal('simulate'),
  request: z.looseObject({}),
  uncertainty: uncertaintySchema,
  scenarios: z.number().int().min(1).max(LIMITS.scenarios),
  seed: z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe('The same seed gives the same figures to the last bit'),
});

interface Plan extends SimulationPlan {
  /** Blocks of a piece, but for the first ones. */
  readonly blocks: number;
}

/** Blocks of a piece: as many as weigh no more than so much together, at least one. */
const BLOCKS_OF_PIECE = 8;
const WEIGHT_OF_PIECE = 2_000_000;

/** The first block of each piece, and one behind the last: small ones at first, so that figures come soon. */
function startsOf(plan: Plan): readonly number[] {
  const { count } = blocksOf(plan);
  const starts = [0];
  for (let size = 1, at = 0; at < count; size = Math.min(plan.blocks, 2 * size))
    starts.push((at = Math.min(count, at + size)));
  return starts;
}

export const simulate: Kind<Plan, readonly SimulationBlock[]> = {
  schema,
  result: simulationSchema,
  read({ request, uncertainty, scenarios, seed }: z.output<typeof schema>): Parsed<Plan> {
    const read = readRequest(request);
    if (!read.ok)
      return {
        ok: false,
        issues: read.issues.map((issue) => ({ ...issue, path: ['request', ...issue.path] })),
      };
    const { definition, flows } = read.value;
    const drawn = parseUncertainty(uncertainty, definition, flows);
    if (!drawn.ok) return drawn;
    const plan = { definition, flows, uncertainty: drawn.value, scenarios, seed };
    const weight = blocksOf(plan).most * scenarioWeight(plan);
    const blocks = Math.max(1, Math.min(BLOCKS_OF_PIECE, Math.floor(WEIGHT_OF_PIECE / weight)));
    return { ok: true, value: { ...plan, blocks }, warnings: drawn.warnings };
  },
  sizes(plan) {
    const { startOf, count } = blocksOf(plan);
    const scenariosBefore = (block: number) => (block < count ? startOf(block) : plan.scenarios);
    const starts = startsOf(plan);
    return starts.slice(1).map((end, i) => scenariosBefore(end) - scenariosBefore(starts[i]!));
  },
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
