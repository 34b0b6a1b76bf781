/**
 * The shape of `uncertainty` in a request document: snake_case, rates in percent, periods counted as in the flows. It is
 * the document's own notation, the only one in the engine: here it becomes fractions and factors.
 */
import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';

const percent = (min: number, max: number) => z.number().check(z.gte(min), z.lte(max));
const volatility = percent(0, 1000);
const correlation = z.number().check(z.gte(-1), z.lte(1));
const list = <T extends z.core.$ZodType>(item: T, max: number = LIMITS.flows) =>
  z.array(item).check(z.minLength(1), z.maxLength(max));

/** A number drawn: a triangle, or observed values, each as likely as its weight. */
const draw = <T extends z.core.$ZodType<number>>(number: T) =>
  z.union([
    z.strictObject({ min: number, mode: number, max: number }),
    z.strictObject({
      values: list(number),
      weights: z.optional(list(z.number().check(z.gt(0), z.lte(LIMITS.amount)))),
    }),
  ]);
const period = z.number().check(z.int(), z.gte(1), z.lte(LIMITS.periods));
const delay = z.number().check(z.int(), z.gte(-LIMITS.periods), z.lte(LIMITS.periods));
const multiple = z.number().check(z.gte(0), z.lte(1000));

const shock = { volatility: z.optional(volatility), correlation: z.optional(correlation) };
const overTime = z._default(z.enum(['cumulative', 'independent']), 'cumulative');

const outcome = {
  write_offs: z.optional(percent(0, 99)),
  recovery: z.optional(percent(0, 100)),
  ...shock,
  exit_delay: z.optional(draw(delay)),
};

export const uncertaintySchema = z.strictObject({
  cash: z.optional(
    z.union([
      z.strictObject({
        distribution: z.enum(['lognormal', 'normal']),
        ...shock,
        volatility,
        over_time: overTime,
        pots: z._default(z.record(z.string(), z.strictObject(shock)), {}),
      }),
      z.strictObject({
        distribution: z.literal('bootstrap'),
        /** Changes per period. */
        history: z.array(percent(-99, 10_000)).check(z.minLength(2), z.maxLength(LIMITS.flows)),
        over_time: overTime,
      }),
    ]),
  ),
  exit: z.optional(
    z.strictObject({
      period: z.optional(draw(period)),
      multiple: z.optional(draw(multiple)),
      of: z._default(z.enum(['capital', 'forecast']), 'capital'),
      correlation: z._default(correlation, 0),
    }),
  ),
  deals: z.optional(
    z.strictObject({
      ...outcome,
      by_deal: z._default(z.record(z.string(), z.strictObject(outcome)), {}),
      /** Between the deals, in the order of the flows. */
      correlations: z.optional(
        z.array(z.array(correlation)).check(z.minLength(1), z.maxLength(LIMITS.flows)),
      ),
    }),
  ),
  /** Terms by `<tier>.rate`, `.multiple`, `.share`, `.carry`: percent, but for multiples. */
  terms: z._default(z.record(z.string(), draw(z.number())), {}),
  sampling: z._default(z.enum(['random', 'sobol']), 'random'),
  percentiles: z._default(list(percent(0, 100), 99), [5, 25, 50, 75, 95]),
  parties: z.optional(list(z.string(), 2 * LIMITS.classes + 2)),
});

export type RawUncertainty = z.infer<typeof uncertaintySchema>;
export type RawDraw = NonNullable<NonNullable<RawUncertainty['exit']>['multiple']>;
export type RawOutcome = NonNullable<RawUncertainty['deals']>['by_deal'][string];

export const runSchema = z.object({
  scenarios: z.number().check(z.int(), z.gte(1), z.lte(LIMITS.scenarios)),
  seed: z.number().check(z.int(), z.gte(0), z.lte(Number.MAX_SAFE_INTEGER)),
});
