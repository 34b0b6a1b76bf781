/** Claimed figures against a deal, in depth: up to three readings of the contract are tried together. */
import * as z from 'zod';
import { readRequest, type Request } from '../../../src/document/index.ts';
import {
  partSizes,
  reconciliation,
  type Claim,
  type Parsed,
  type Reconciliation,
  type TriedPart,
} from '../../../src/engine/index.ts';
import { claimsSchema, reconciliationSchema, wordedReconciliation } from '../../calculations/claims.ts';
import type { Kind } from './kind.ts';

const schema = z.strictObject({
  kind: z.literal('reconcile'),
  request: z.looseObject({}),
  claimed: claimsSchema,
  depth: z
    .union([z.literal(2), z.literal(3)])
    .default(3)
    .describe('Readings that are tried together, at most'),
});

interface Plan {
  readonly request: Request;
  readonly claims: readonly Claim[];
  readonly depth: 2 | 3;
}

const opened = ({ request, claims, depth }: Plan) => reconciliation(request, claims, depth);

export const reconcile: Kind<Plan, TriedPart> = {
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
  open(plan) {
    const parts = opened(plan);
    return (piece) => (parts.ok ? { ...parts, value: parts.value.part(piece) } : parts);
  },
  together(plan) {
    const parts: TriedPart[] = [];
    return {
      add: (piece, part) => void (parts[piece] = part),
      result() {
        const all = opened(plan);
        return all.ok ? { ...all, value: all.value.result(parts) } : all;
      },
    };
  },
  worded: (result: Reconciliation, locale) => wordedReconciliation(result, locale),
};
