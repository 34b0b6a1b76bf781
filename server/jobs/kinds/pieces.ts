/** The work of every kind of job there is. */
import type { KindName } from './index.ts';
import type { Pieces } from './kind.ts';
import { reconcilePieces } from './reconcile-pieces.ts';
import { sensitivityPieces } from './sensitivity-pieces.ts';
import { simulatePieces } from './simulate-pieces.ts';
import { tornadoPieces } from './tornado-pieces.ts';

const pieces = {
  simulate: simulatePieces,
  sensitivity: sensitivityPieces,
  tornado: tornadoPieces,
  reconcile: reconcilePieces,
} satisfies Record<KindName, unknown>;

/** The work of a kind, what it plans and gives unknown to who only passes it on. */
export const piecesOf = (name: KindName): Pieces<unknown, unknown> =>
  pieces[name] as Pieces<unknown, unknown>;
