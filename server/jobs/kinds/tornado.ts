/** What each lever alone does to a measure: each a step down and up, those that move it most first. */
import * as z from 'zod';
import type { Parsed } from '../../../src/engine/index.ts';
import type { Kind } from './kind.ts';
import { answerShape, measuredSchema, measureSchema, othersSchema, readAsked } from './levers.ts';
import type { Plan } from './tornado-pieces.ts';

const schema = z.strictObject({
  kind: z.literal('tornado'),
  request: z.looseObject({}),
  measure: measureSchema,
  others: othersSchema,
});

const result = z.strictObject({
  ...answerShape,
  bars: z
    .array(
      z.strictObject({
        lever: z.string(),
        low: z.number().describe('As the request writes that term'),
        high: z.number(),
        at_low: measuredSchema,
        at_high: measuredSchema,
      }),
    )
    .describe('Those that move the measure most first'),
});

export const tornado: Kind<Plan> = {
  schema,
  result,
  read(body: z.output<typeof schema>): Parsed<Plan> {
    const read = readAsked(body);
    if (!read.ok) return read;
    const { asked, study } = read.value;
    return { ok: true, value: { ...asked, levers: study.levers.length }, warnings: [] };
  },
  sizes: ({ levers }) => [1, ...new Array<number>(levers).fill(2)],
};
