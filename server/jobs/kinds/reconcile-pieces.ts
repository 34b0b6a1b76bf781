/** Readings of a contract that are tried together, in parts. */
import type { Request } from '../../../src/document/index.ts';
import { reconciliation, type Claim, type TriedPart } from '../../../src/engine/index.ts';
import type { Pieces } from './kind.ts';

export interface Plan {
  readonly request: Request;
  readonly claims: readonly Claim[];
  readonly depth: 2 | 3;
}

const opened = ({ request, claims, depth }: Plan) => reconciliation(request, claims, depth);

export const reconcilePieces: Pieces<Plan, TriedPart> = {
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
};
