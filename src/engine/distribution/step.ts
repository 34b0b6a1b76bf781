import type { DayCount, Options, PreferredReturn, Tier, TierKind } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import type { Moment } from '../parse/moments.ts';
import type { Arena } from './arena.ts';
import type { CapitalAccounts } from './capital.ts';
import type { Move, TierColumns } from './columns.ts';

/** Numbers an explanation names: amounts, rates as fractions, years. */
export type Basis = Readonly<Record<string, number>>;

/** What a joining call brings to one return. */
export interface Brought {
  readonly accrued: number;
  readonly lapsed: number;
  readonly capitalised: number;
  readonly arrears: number;
  readonly bearing: number;
}

/** Capital that joins the balances of a ledger in period `at`. */
export interface Joining {
  readonly party: number;
  readonly amount: number;
  readonly at: number;
  /** Its own moment, for hurdles. */
  readonly from: Moment;
  /** Counted from the start, and paid in now. */
  readonly foreseen: boolean;
  /** By tier: what has accrued on it. */
  readonly returns: readonly (Brought | undefined)[];
  /** Return that has joined capital. */
  readonly capitalised: number;
  /** When its return begins. */
  readonly begins: Moment;
  /** The place in time before which it bears nothing. */
  readonly sleepsUntil: number | undefined;
}

/** How one class's return accrues on a unit of capital; what a joining call asks. */
export interface Accrual {
  /**
   * Return on `capital` and on `owed` arrears, of which `bearing` bear return, between two moments of one period.
   * Under `calendarYear` arrears join what bears on 31 December, with simple interest inside the year.
   */
  earn(capital: number, bearing: number, owed: number, from: Moment, to: Moment): Earned;
  readonly original: boolean;
  readonly shortfall: PreferredReturn['shortfall'];
  /** Takes over what a call brings that has stood since its own date. */
  take(party: number, arrears: number, bearing: number): void;
  /** Accrued and unpaid. */
  arrearsOf(party: number): number;
}

export interface Earned {
  readonly accrued: number;
  readonly bearing: number;
}

export interface AccrualOf extends Accrual {
  readonly index: number;
  readonly payees: readonly number[];
}

/** Hears of every distribution to a party, whichever tier paid it. */
export type Watcher = (amount: number) => void;

/** What the tiers of a ledger see of it. */
export interface Ledger {
  readonly arena: Arena;
  readonly timeline: Timeline;
  readonly dayCount: DayCount;
  readonly hurdleOn: Options['hurdleOn'];
  readonly investors: readonly number[];
  readonly capital: CapitalAccounts;
  readonly columns: readonly TierColumns[];
  /** The last period of the run. */
  readonly life: { last: number };
  /** Returns that accrue on capital; a call that joins asks them. */
  readonly accruals: AccrualOf[];
  indexOf(this: void, id: string): number;
  /** Hears of every distribution to a party, or to all where it is null. */
  watch(party: number | null, hear: Watcher): void;
  /** What tiers above a catch-up have paid beyond capital, as a balance. */
  profitOf(tier: number, whose: 'investors' | 'gp'): Float64Array;
  /** Return of a tier that was not paid joins capital. */
  capitalise(tier: number, party: number, amount: number, k: number): void;
}

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
