import type { Books } from './books.ts';
import type { Call } from './calls.ts';
import type { Place } from './plan.ts';

/** What ended with a period: what lapsed, or by party what joins capital. */
export interface Ended {
  readonly lapsed: number;
  readonly joined?: readonly number[];
}

/** What a tier's figures came from, for the trace; amounts, rates as fractions, years. */
export type Basis = Readonly<Record<string, number>>;

/** One tier at work in one ledger. `k` is the period; amounts are written to `out`, one entry per party. */
export abstract class Rule {
  protected readonly books: Books;
  protected readonly to: readonly number[];

  constructor(place: Place, books: Books) {
    this.books = books;
    this.to = place.to;
  }

  /** What accrued in period k on the balances it opened with. */
  accrue(_k: number): number {
    return 0;
  }
  /** Capital that joins in period k; returns what it accrued from the moment it was paid in to the period's end. */
  contribute(_k: number, _call: Call): number {
    return 0;
  }
  /** What is owed now, given the cash that reaches the tier. */
  abstract owed(cash: number): number;
  /** What is owed, for a reserve or a test that asks without cash: asking settles nothing. */
  outstanding(): number {
    return this.owed(0);
  }
  /** How `amount`, at most what was last said to be owed, is shared out. */
  abstract share(amount: number, out: number[]): void;
  /** A payment of `amount` to `party` was made. */
  settle(_party: number, _amount: number): void {}
  /** Ends period k. */
  close(): Ended | undefined {
    return undefined;
  }
  /** The balance carried, for tiers that have one. */
  balance(): number {
    return 0;
  }
  /** What the last answer of `owed` came from. */
  basis(): Basis {
    return {};
  }
}

/** Shares `amount` pro rata to what each is owed; each exactly what it is owed when that is all. */
export function proRata(amount: number, to: readonly number[], owed: readonly number[], out: number[]): void {
  if (to.length === 1) {
    out[to[0]!]! += amount;
    return;
  }
  let total = 0;
  for (let i = 0; i < to.length; i++) total += owed[to[i]!]!;
  if (total <= 0) return;
  for (let i = 0; i < to.length; i++) {
    const p = to[i]!;
    out[p]! += amount === total ? owed[p]! : owed[p]! * (amount / total);
  }
}

/** Shares `amount` by fixed shares; the last party with a share takes the remainder, so that no cash is lost to rounding. */
export function byShares(
  amount: number,
  to: readonly number[],
  shares: readonly number[],
  out: number[],
): void {
  let left = amount;
  let last = to.length - 1;
  while (last > 0 && shares[last] === 0) last--;
  for (let i = 0; i < last; i++) {
    const part = amount * shares[i]!;
    out[to[i]!]! += part;
    left -= part;
  }
  out[to[last]!]! += left;
}
