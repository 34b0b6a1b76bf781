/** Figures that somebody else claims for a run, and what came of comparing them, as the API takes and gives them. */
import * as z from 'zod';
import type { Locale } from '../../src/engine/definition.ts';
import type { Reading, Reconciliation } from '../../src/engine/index.ts';
import { readingWords } from '../../src/i18n/readings.ts';

const count = z.number().int().min(0).max(1200);

export const claimsSchema = z
  .array(
    z.strictObject({
      period: count.optional().describe('Left out for the sum of all'),
      party: z.string().max(60).optional().describe('Id of the party; left out for the sum of all'),
      tier: z.string().max(60).optional().describe('Id of the tier; left out for all that was received'),
      amount: z.number().min(-1e15).max(1e15),
    }),
  )
  .min(1)
  .max(5000);

/** A reconciliation with each reading by its changes and in words. */
export function wordedReconciliation({ readings, ...rest }: Reconciliation, locale: Locale) {
  const named = (changes: readonly Reading[]) => ({ changes, words: readingWords(changes, locale) });
  return {
    ...rest,
    readings: readings.map(({ changes, alike, matched, off }) => ({
      ...named(changes),
      alike: alike.map(named),
      matched,
      off,
    })),
  };
}

/** A claimed figure beside the computed one. */
const compared = z.strictObject({
  period: z.number().optional(),
  party: z.string().optional(),
  tier: z.string().optional(),
  amount: z.number(),
  ours: z.number(),
  difference: z.number().describe('Theirs less ours'),
  matches: z.boolean(),
});

/** Changes of a reading, and the same in words. */
const named = z.strictObject({
  changes: z.array(z.strictObject({ topic: z.string(), choice: z.string() })),
  words: z.string(),
});

/** What `wordedReconciliation` gives. */
export const reconciliationSchema = z.strictObject({
  figures: z.array(compared),
  matched: z.number().describe('How many are the same to the cent'),
  first: compared.nullable().describe('The earliest figure that parts'),
  readings: z.array(
    named.extend({
      alike: z.array(named).describe('Readings that give the same figures'),
      matched: z.number(),
      off: z.number().describe('Sum of what is left, without sign'),
    }),
  ),
  tried: z.number().describe('How many readings were computed'),
  factor: z.number().nullable().describe('Theirs times this match better: another sign or unit'),
});
