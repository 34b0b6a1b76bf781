import type { Sealer } from '../sessions/sealing.ts';
import type { Owner } from '../store/ledger.ts';

/** A job that was begun: what it is to do, and what the last attempt at it had done. */
export interface Begun {
  readonly attempt: string;
  readonly work: string;
  readonly done: number;
  readonly sealer: Sealer;
  readonly owner: Owner;
  /** Characters of what came so far that may be kept: none where its session holds too much. */
  readonly soFar: number;
}
