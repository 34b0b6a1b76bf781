/** What each lever alone does to a measure: each a step down and up, those that move it most first. */
import * as z from 'zod';
import { barOf, inOrder, measured, type Bar, type Parsed } from '../../../src/engine/index.ts';
import type { Kind } from './kind.ts';
import {
  answerShape,
  given,
  measuredSchema,
  measureSchema,
  othersSchema,
  readAsked,
  studyIn,
  told,
  unitOf,
  type Asked,
} from './levers.ts';

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

/** The deal as it stands, or what one lever does. */
type Part = { readonly base: number | null } | { readonly bar: Bar };

interface Plan extends Asked {
  readonly levers: number;
}

export const tornado: Kind<Plan, Part> = {
  schema,
  result,
  read(body: z.output<typeof schema>): Parsed<Plan> {
    const read = readAsked(body);
    if (!read.ok) return read;
    const { asked, study } = read.value;
    return { ok: true, value: { ...asked, levers: study.levers.length }, warnings: [] };
  },
  sizes: ({ levers }) => [1, ...new Array<number>(levers).fill(2)],
  open({ request, measure, others }) {
    const study = studyIn(request);
    return (piece) => {
      const lever = study.levers[piece - 1];
      if (lever) return { ok: true, value: { bar: barOf(study, measure, lever, others) }, warnings: [] };
      const base = study.run(others);
      return base.ok ? { ...base, value: { base: told(measure, measured(base.value, measure)) } } : base;
    };
  },
  together({ request, measure, levers }) {
    const bars = new Array<Bar | undefined>(levers);
    let base: number | null = null;
    return {
      add(piece, part) {
        if ('bar' in part) bars[piece - 1] = part.bar;
        else base = part.base;
      },
      result: () => ({
        ok: true,
        warnings: [],
        value: {
          measure,
          unit: unitOf(measure),
          base,
          bars: inOrder(bars.filter((bar) => bar !== undefined)).map(
            ({ lever, low, high, atLow, atHigh }) => ({
              lever: lever.id,
              low: given(request, lever, low),
              high: given(request, lever, high),
              at_low: told(measure, atLow),
              at_high: told(measure, atHigh),
            }),
          ),
        },
      }),
    };
  },
};
