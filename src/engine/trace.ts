import type { Basis } from './rule.ts';

/** One turn of a tier: how a pot's cash met what was owed. */
export interface Step {
  readonly period: number;
  readonly pot: string;
  /** Null for the general partner's own slice, paid before the tiers. */
  readonly tier: string | null;
  /** The class whose slice of the cash it was, or the deal it came from, where each has its own balances. */
  readonly class?: string;
  readonly deal?: string | null;
  /** `skipped`: the coverage test failed; `swept`: it failed and sent the cash to tier `to`; `covered`: paid out of the reserve `from`. */
  readonly turn: 'paid' | 'skipped' | 'swept' | 'covered';
  readonly to?: string;
  readonly from?: string;
  /** What was owed, and the cash left for it. */
  readonly owed: number;
  readonly available: number;
  readonly payments: { readonly party: string; amount: number }[];
  /** The tier's balance just before and after. */
  readonly before: number;
  after: number;
  /** What the sum owed came from. */
  readonly basis: Basis;
}

/** Every turn of every tier, in order. */
export type Trace = Step[];
