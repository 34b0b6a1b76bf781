/** A turn of a tier as data: how a pot's cash met what was owed, and the arithmetic of each figure. */
import type { Expression } from './expression.ts';
import type { Basis } from './step.ts';

/** What a sentence is about; the catalogue puts it into words. */
export type What =
  | 'left'
  | 'accrued'
  | 'feeDue'
  | 'capital'
  | 'return'
  | 'amount'
  | 'hurdle'
  | 'catchUp'
  | 'reserve'
  | 'fee'
  | 'paid'
  | 'held'
  | 'party'
  | 'open'
  | 'lapses'
  | 'capitalises'
  | 'unrounded'
  | 'cliff'
  | 'ratio'
  | 'short'
  | 'beyond'
  | 'slice'
  | 'recycled'
  | 'closed'
  | 'ends'
  | 'nothingLeft';

/** One sentence of a turn: a figure and the expression it is the value of; some only say that there is none. */
export interface Said {
  readonly what: What;
  readonly by?: Expression;
  readonly figure: number;
  readonly party?: string;
}

export interface Payment {
  readonly party: string;
  amount: number;
  /** What tying the row to whole units added to it. */
  rounded: number;
}

export interface Turn {
  readonly period: number;
  readonly pot: string;
  /** Null for what comes before the tiers: a fee, what is recycled, the general partner's own slice. */
  readonly tier: string | null;
  /** The class whose slice of the cash it was, or the deal it came from, where each has its own balances. */
  readonly class?: string;
  readonly deal?: string | null;
  /** `skipped`: the coverage test failed; `swept`: it failed and sent the cash to tier `to`; `covered`: paid out of the reserve `from`. */
  readonly turn: 'fee' | 'recycled' | 'slice' | 'paid' | 'skipped' | 'swept' | 'covered';
  readonly to?: string;
  readonly from?: string;
  /** What was owed, and the cash left for it. */
  readonly owed: number;
  readonly available: number;
  readonly payments: Payment[];
  said: readonly Said[];
}

/** Every turn of every tier, in order. */
export type Trace = Turn[];

/** Balances by name at the moments of a period. */
export interface Readings {
  opening: Basis;
  accrued: Basis;
  joined: Basis;
}
