/** The shape of a simulation's result as it leaves the service. Rates are fractions. */
import * as z from 'zod';

const value = z.number().nullable();
const column = z.array(z.number());

const distribution = z.strictObject({
  forecast: value.describe('Of the run on the forecast itself'),
  count: z.number().describe('Scenarios that have it'),
  none: z.number().describe('Scenarios that have it not'),
  mean: value,
  deviation: value,
  error: value.describe('Standard error of the mean'),
  least: value,
  greatest: value,
  percentiles: column.describe('In the order of percentiles of the result; empty where no scenario has it'),
  histogram: z
    .strictObject({
      from: z.number(),
      width: z.number(),
      counts: column,
      below: z.number(),
      above: z.number(),
    })
    .nullable(),
  convergence: z
    .array(z.strictObject({ scenarios: z.number(), mean: z.number(), error: value }))
    .describe('The mean and its error as scenarios came in'),
});

const spread = {
  profit: distribution,
  multiple: distribution,
  irr: distribution,
  loss: value.describe('Share of the scenarios in which it loses money'),
};

const figure = {
  of: z.string(),
  what: z.enum(['profit', 'multiple', 'irr', 'carry', 'clawback']),
  after: z.literal(true).optional().describe('With the clawback paid'),
};

export const simulationSchema = z.strictObject({
  scenarios: z.number().describe('Scenarios that are in it'),
  asked: z.number(),
  seed: z.number(),
  sampling: z.enum(['random', 'sobol']),
  exact: z.boolean().describe('Whether percentiles are exact; else they are off by 0.05 % at most'),
  percentiles: column.describe('Which are told, as fractions'),
  parties: z.array(
    z.strictObject({
      id: z.string().describe('Of a party, or project'),
      ...spread,
      after: z.strictObject(spread).optional().describe('With the clawback paid'),
    }),
  ),
  carry: distribution,
  clawback: distribution.optional(),
  probabilities: z.strictObject({
    carry: value,
    clawback: value.optional(),
    hurdles: z.array(z.strictObject({ tier: z.string(), probability: value })),
  }),
  drivers: z
    .strictObject({
      scenarios: z.number(),
      inputs: z.array(z.string()),
      figures: z.array(
        z.strictObject({ ...figure, correlations: z.array(value).describe('In the order of inputs') }),
      ),
    })
    .describe('Rank correlations of each figure with what was drawn, over the first scenarios'),
  fan: z
    .strictObject({
      scenarios: z.number(),
      parties: z.array(
        z.strictObject({
          id: z.string(),
          percentiles: z.array(column).describe('By percentile, then by period'),
        }),
      ),
    })
    .describe('Cumulative net cash of each party, over the first scenarios, before any clawback'),
  whole: z
    .array(z.strictObject({ clause: z.string(), scenarios: z.number() }))
    .describe('Clauses for which scenarios were whole runs, which are slower'),
});
