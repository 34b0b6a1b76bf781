import type { DayCount, Options, PreferredReturn, Shares, Tier, TierKind } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import type { Moment } from '../parse/moments.ts';
import type { CapitalAccounts, Sleeper } from './capital.ts';
import type { Move, TierColumns } from './columns.ts';
import type { Layout, State } from './state.ts';
import type { Wires } from './wires.ts';

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
  /** What a class is credited at a closing of capital that had joined before. */
  readonly credited: boolean;
  /** Its own moment, for hurdles. */
  readonly from: Moment;
  /** Counted from the start, and paid in now. */
  readonly foreseen: boolean;
  /** By tier: what has accrued on it. */
  readonly returns: readonly (Brought | undefined)[];
  /** Return that has joined capital. */
  readonly capitalised: number;
  /** What bears nothing before a later moment, or what it is credited of. */
  readonly sleeper: Sleeper | undefined;
}

export interface Earned {
  readonly accrued: number;
  readonly bearing: number;
}

/** How one class's return accrues on a unit of capital; what a joining call asks. */
export interface Accrual {
  readonly index: number;
  readonly payees: readonly number[];
  readonly original: boolean;
  readonly shortfall: PreferredReturn['shortfall'];
  /**
   * Return on `capital` and on `owed` arrears, of which `bearing` bear return, between two moments of one period.
   * Under `calendarYear` arrears join what bears on 31 December, with simple interest inside the year.
   */
  earn(capital: number, bearing: number, owed: number, from: Moment, to: Moment): Earned;
  /** Takes over what a call brings that has stood since its own date. */
  take(this: void, s: State, party: number, arrears: number, bearing: number): void;
  /** Accrued and unpaid. */
  arrearsOf(this: void, s: State, party: number): number;
}

/** What the tiers of a ledger see of it. */
export interface Ledger {
  readonly layout: Layout;
  readonly timeline: Timeline;
  readonly dayCount: DayCount;
  readonly hurdleOn: Options['hurdleOn'];
  /** Whether what is owed nothing, or bears nothing, does so until something it reads has changed. */
  readonly canRest: boolean;
  /** Calls count as unreturned capital before they are paid in. */
  readonly foresees: boolean;
  readonly investors: readonly number[];
  readonly capital: CapitalAccounts;
  readonly columns: readonly TierColumns<number>[];
  /** By pot: its tiers by number, in order. */
  readonly pots: readonly (readonly number[])[];
  /** The pot whose cash runs, and the last period of the run. */
  readonly now: { pot: number; last: number };
  /** Returns that accrue on capital; a call that joins asks them. */
  readonly accruals: Accrual[];
  indexOf(this: void, id: string): number;
  /** A balance that every distribution to a party, or to all where it is null, brings down. */
  watch(party: number | null, balance: number): void;
  /** Balance: what keeps a catch-up from its profit, read while a pot's cash runs. */
  lackOf(this: void, tier: number, pot: number, whose: 'investors' | 'gp'): number;
  /** Has a tier asked again that was owed nothing. */
  stir(this: void, s: State, tier: number): void;
  /** Return of a tier that was not paid joins capital. */
  capitalise(s: State, tier: number, party: number, amount: number, k: number): void;
}

/** A tier at work in one ledger, made once for a form: every number it reads or moves lies in the state. */
export interface Step {
  /** Numbers of the parties it can pay, and for each what a payment to it updates. */
  readonly payees: readonly number[];
  readonly to: readonly Wires[];
  /** Takes the numbers of its tier in one lane. */
  bind(s: State, tier: Tier, lane: number): void;
  /** Pays what the tier is owed out of the cash that is left; returns whether it is owed anything in any lane, even without cash. */
  readonly pay: (s: State, k: number) => boolean;
  /** Shares out among its payees what stands in `TAKEN`. */
  payOut(s: State, k: number): void;
  /** Writes what the tier is owed into `TAKEN`, and returns whether that is anything. Pays nothing. */
  owe(s: State): boolean;
  /** Sets what it opens with. */
  readonly reset?: (s: State) => void;
  /** Accrues as period k opens. */
  readonly accrue?: (s: State, k: number) => void;
  /** Capital joins the balances, with what it brings of accrued return. */
  readonly join?: (s: State, joining: Joining) => void;
  /** Ends a turn of its pot. */
  readonly endTurn?: (s: State) => void;
  /** Ends period k, after everything was paid. */
  readonly close?: (s: State, k: number) => void;
  /** The balance carried, for kinds that have one: the sum of some balances, or a figure of its own. */
  readonly balances: readonly number[];
  readonly balance?: (s: State) => number;
  /** What the sum owed came from, in period k. */
  basis(s: State, k: number): Basis;
}

/** A kind of tier: what is known of it without a ledger, and how it works in one. */
export interface Kind<T extends Tier = Tier> {
  /** Ids of the parties it can pay, the investors besides where `investorsToo`. */
  payees(tier: T): readonly string[];
  readonly investorsToo?: (tier: T) => boolean;
  /** What it pays the general partner is carry. */
  readonly carries: boolean;
  /** What can happen to its balance; nothing where it has none. */
  moves(tier: T): readonly Move[];
  /** Whether two tiers of the kind differ in numbers alone: who is paid, and how, is form. */
  sameForm(a: T, b: T): boolean;
  /** How many numbers are bound for it. */
  numbers(tier: T, timeline: Timeline): number;
  /** @param numbers where they are bound */
  make(tier: T, ledger: Ledger, index: number, numbers: number): Step;
}

/** Whether the same parties or tiers are named, in the same order. */
export function sameIds(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether the same parties share. */
export function sameSharers(a: Shares, b: Shares): boolean {
  if (a === b) return true;
  let more = 0;
  for (const id in a) {
    if (!(id in b)) return false;
    more++;
  }
  for (const _id in b) more--;
  return more === 0;
}

export type Kinds = { readonly [K in TierKind]: Kind<Extract<Tier, { kind: K }>> };
