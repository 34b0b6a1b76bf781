/** A deal under uncertainty: its scenarios in blocks, whose random streams are their own. */
import * as z from 'zod';
import { readRequest } from '../../../src/document/index.ts';
import {
  blocksOf,
  LIMITS,
  parseUncertainty,
  scenarioWeight,
  uncertaintySchema,
  type Parsed,
} from '../../../src/engine/index.ts';
import type { Kind } from './kind.ts';
import { startsOf, type Plan } from './simulate-pieces.ts';
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

/** Blocks of a piece: as many as weigh no more than so much together, at least one. */
const BLOCKS_OF_PIECE = 8;
const WEIGHT_OF_PIECE = 2_000_000;

export const simulate: Kind<Plan> = {
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
};
