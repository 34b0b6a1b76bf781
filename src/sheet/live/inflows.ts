/** What comes in, as the tiers' formulas see it: calls, capital that joins, and what has been paid in. */
import type { Expr } from './expression.ts';
import type { LiveRate } from './rates.ts';
import type { ClassShares, Falling } from './shares.ts';

/** A column of the list. In its formulas `<2.>` is column 2 in the same row; elsewhere `<2>` is all its rows. */
export interface CallColumn {
  readonly head: string;
  readonly format: 'date' | 'amount' | 'period' | 'factor' | 'text';
  /** Inputs, or formulas where they are texts that begin with `=`. */
  readonly cells: readonly (string | number)[];
  readonly input: boolean;
}

/** A call whose return begins in a period before its own, or after it. */
export interface OtherBegin {
  readonly row: number;
  readonly period: number;
  /** The moment its return begins, as it lies in time, and its period; with a rate, the return on 1 from that moment to this period's end. */
  readonly place: number;
  readonly begins: number;
  from(rate: LiveRate): Expr;
  /** What of it is one class's. */
  of(party: string): Expr;
}

export interface Calls {
  readonly columns: readonly CallColumn[];
  /** Paid in in the period, by one class alone and by share. */
  direct(party: string): Expr;
  readonly shared: Expr;
  /** What calls of some classes have grown by from their own day to the end of the period. */
  grown(parties: readonly string[], way: Earning): Expr;
  /** Calls whose return begins in a period before their own, and after it. */
  readonly early: readonly OtherBegin[];
  readonly late: readonly OtherBegin[];
  /** Calls on days between two dates of the timeline. */
  readonly own: readonly {
    readonly period: number;
    readonly place: number;
    readonly date: Expr;
    readonly amount: Expr;
    of(party: string): Expr;
  }[];
  /** All of it. */
  readonly total: Expr;
}

/** How a tier lets capital earn. */
export interface Earning {
  readonly tier: string;
  /** What the tier is called, and what stands above its columns. */
  readonly name: string;
  readonly group: string;
  readonly rate: LiveRate;
  /** Return on 1 over a period. */
  readonly factor: Expr;
  /** Return earned bears return itself. */
  readonly compounds: boolean;
  /** Bears on contributions alone, not on return that joined them. */
  readonly original: boolean;
  readonly shortfall: 'accrue' | 'lapse' | 'pik';
  /** Years are differences of years from the closing: a hurdle. */
  readonly fromClosing: boolean;
}

/** What joins in a period brings to a tier: return accrued since it was paid in, and what of it has lapsed or joined capital. */
export interface Brought {
  readonly accrued: Expr;
  readonly ended: Expr;
}

/** Capital of one ledger, by class and period. */
export interface Capital {
  /** Joins the balances in the period. */
  joins(party: string): Expr;
  /** Paid in in the period, but counted from the closing on (`lateCall: recompute`); `0` where nothing is. */
  foreseen(party: string): Expr;
  /** Foreseen and not yet paid in when the period opens. */
  pending(party: string): Expr;
  /** Of both, what is there in the period, and so far. */
  counted(party: string): Expr;
  toDate(party: string): Expr;
  /** Return that has joined the capital that joins in the period. */
  returned(party: string): (k: number) => Expr;
  /** What joins in the period brings; `bore` is what bore a return until then, where what a class is credited is held to it. */
  brought(party: string, way: Earning, bore?: (k: number) => Expr): (k: number) => Brought;
  /** Calls that bear nothing until later. */
  readonly late: readonly OtherBegin[];
}

/** What is paid in outside deals. */
export interface FreeCapital {
  /** Called by share for a deal, for none (null), or in all; and negative cash that is called so. */
  called(deal: string | null | undefined): Expr;
  negative(deal: string | null | undefined): Expr;
  /** Of one class alone. */
  direct(party: string): Expr;
  /** Negative cash that no reserve could bear. */
  unborne(party: string, deal: string | null | undefined): (k: number) => Expr;
}

export interface PaidIn {
  /** Calls with a list of their own. */
  readonly calls: Calls;
  readonly shares: ClassShares;
  /** How what is called by share falls on the classes. */
  readonly falling: Falling;
  /** Paid in by a class in the period. */
  contributed(party: string): Expr;
  /** Paid in by a class so far, the period included. */
  toDate(party: string): Expr;
  /** Paid in by all classes. */
  readonly all: Expr;
  readonly allToDate: Expr;
  /** Contributions of the flows, costs of deals included, all periods. */
  readonly committed: Expr;
  /** Cash of a pot, never below zero, and what it is short by; of one deal (null: of none) where each has its own balances. */
  cash(pot: string, deal?: string | null): Expr;
  short(pot: string, deal?: string | null): Expr;
  /** Capital that joins the balances of all, or those of one deal (null: of none). */
  capital(deal?: string | null): Capital;
}
