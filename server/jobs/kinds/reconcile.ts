/** Claimed figures against a deal, in depth: up to three readings of the contract are tried together. */
import * as z from 'zod';
import { readRequest } from '../../../src/document/index.ts';
import { partSizes, type Claim, type Parsed, type Reconciliation } from '../../../src/engine/index.ts';
import { claimsSchema, reconciliationSchema, wordedReconciliation } from '../../calculations/claims.ts';
import type { Kind } from './kind.ts';
import type { Plan } from './reconcile-pieces.ts';

const schema = z.strictObject({
  kind: z.literal('reconcile'),
  request: z.looseObject({}),
  claimed: claimsSchema,
  depth: z
    .union([z.literal(2), z.literal(3)])
    .default(3)
    .describe('Readings that are tried together, at most'),
});

export const reconcile: Kind<Plan> = {
  schema,
  result: reconciliationSchema,
  read({ request, claimed, depth }: z.output<typeof schema>): Parsed<Plan> {
    const read = readRequest(request);
    if (!read.ok)
      return {
        ok: false,
        issues: read.issues.map((issue) => ({ ...issue, path: ['request', ...issue.path] })),
      };
    const plan = { request: read.value, claims: claimed as readonly Claim[], depth };
    return { ok: true, value: plan, warnings: [] };
  },
  sizes: ({ depth }) => partSizes(depth),
  worded: (result: Reconciliation, locale) => wordedReconciliation(result, locale),
};
