import type { Timeline } from './definition.ts';
import type { Plan } from './plan.ts';

const kept: number[][] = [];

/** A column of zeros, held as doubles from the start: the first amount put in need not change how it is kept. */
export function zeros(length: number): number[] {
  return (kept[length] ??= Array.from({ length }, (_, i) => i + 0.5).fill(0)).slice();
}

/** What every tier of one ledger reads and writes: capital accounts and cash received, by party. */
export interface Books {
  readonly plan: Plan;
  readonly timeline: Timeline;
  /** Capital not yet paid back, return that joined capital included. */
  readonly unreturned: number[];
  /** Contributions since capital was last fully back. */
  readonly original: number[];
  readonly contributed: number[];
  /** Counted in `unreturned` and `counted` from the start, but paid in later (`lateCall: recompute`). */
  readonly pending: number[];
  /** Capital the catch-up counts: contributed, and pending. */
  readonly counted: number[];
  /** Cash received from anything. */
  readonly received: number[];
  /** Cash each tier has paid to each party. */
  readonly paid: readonly number[][];
  /** Tiers that count as ranked above the one at work. */
  above: readonly number[];
}

export function openBooks(plan: Plan, timeline: Timeline): Books {
  const parties = plan.parties.length;
  return {
    plan,
    timeline,
    unreturned: zeros(parties),
    original: zeros(parties),
    contributed: zeros(parties),
    pending: zeros(parties),
    counted: zeros(parties),
    received: zeros(parties),
    paid: plan.places.map(() => zeros(parties)),
    above: [],
  };
}

export function sumOf(values: readonly number[], at: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += values[at[i]!]!;
  return sum;
}
