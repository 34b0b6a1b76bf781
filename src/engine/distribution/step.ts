import type { Tier, TierKind } from '../definition.ts';
import type { Joining } from './joining.ts';
import type { Ledger } from './ledger.ts';

/** What can happen to the balance of a tier, besides being paid. */
export type Move = 'opening' | 'added' | 'accrued' | 'lapsed' | 'capitalised' | 'drawn' | 'closing';

/** Numbers an explanation names: amounts, rates as fractions, years. */
export type Basis = Readonly<Record<string, number>>;

/** A tier at work in one ledger, made once for a form. Its numbers are bound; its balances lie in the arena. */
export interface Step {
  /** Parties it can pay, by number. */
  readonly payees: readonly number[];
  /** Takes the numbers of its tier. */
  bind(tier: Tier): void;
  /** Sets what it opens with, after everything was cleared. */
  reset?(): void;
  /** Opens period k; what accrued. */
  accrue?(k: number): number;
  /** Capital joins the balances; what it brings of accrued return, or of the balance. */
  join?(joining: Joining): number;
  /** What is owed now, with `left` reaching it. Asking settles nothing. */
  owed(left: number): number;
  /** What it takes of what reaches it, where that is not the lesser of the two. */
  takes?(left: number): number;
  /** How `amount` falls on the payees; not needed for one alone. */
  share?(amount: number, out: Float64Array): void;
  /** `amount` of it was paid to payee i; for a reserve, put in. */
  settle?(i: number, amount: number): void;
  /** Ends a turn of its pot. */
  endTurn?(): void;
  /** Ends period k, after everything was paid. */
  close?(k: number): void;
  /** The balance carried, for kinds that have one. */
  balance(): number;
  /** What the sum owed came from. */
  basis(): Basis;
}

/** A kind of tier: what is known of it without a ledger, and how it works in one. */
export interface Kind<T extends Tier = Tier> {
  /** Ids of the parties it can pay, the investors besides where `investorsToo`. */
  payees(tier: T): readonly string[];
  readonly investorsToo?: (tier: T) => boolean;
  /** What it pays the general partner is carry. */
  readonly carries: boolean;
  readonly moves: readonly Move[];
  make(tier: T, ledger: Ledger, index: number): Step;
}

export type Kinds = { readonly [K in TierKind]: Kind<Extract<Tier, { kind: K }>> };

/** Shares `amount` pro rata to what each is owed; each exactly what it is owed when that is all. */
export function proRata(amount: number, owed: Float64Array, out: Float64Array): void {
  let total = 0;
  for (let i = 0; i < owed.length; i++) total += owed[i]!;
  for (let i = 0; i < owed.length; i++)
    out[i] = total <= 0 ? 0 : amount === total ? owed[i]! : owed[i]! * (amount / total);
}

/** Shares `amount` by fixed shares; the last with a share takes the remainder, so that no cash is lost to doubles. */
export function byShares(amount: number, shares: Float64Array, out: Float64Array): void {
  let left = amount;
  let last = shares.length - 1;
  while (last > 0 && shares[last] === 0) last--;
  for (let i = 0; i < shares.length; i++) out[i] = 0;
  for (let i = 0; i < last; i++) left -= out[i] = amount * shares[i]!;
  out[last] = left;
}
