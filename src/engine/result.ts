import type { Definition, Text, TierKind } from './definition.ts';
import type { Timeline } from './flows.ts';

/** One number per period, 0..N. */
export type Column = readonly number[];

/**
 * What one tier did. Closing = opening + added + accrued - paid - lapsed - capitalised; a reserve's is opening + paid - drawn.
 * A hurdle's goes down by all that its class (or everybody, on the project's flows) received, whichever tier paid it.
 */
export interface TierResult {
  readonly id: string;
  readonly kind: TierKind;
  readonly name: Text;
  /** Ids of the pots whose cash runs through it. */
  readonly pots: readonly string[];
  /** Parties the tier can pay, in the order of `payments`. */
  readonly to: readonly string[];
  /** False where the tier has no balance of its own (split, catch-up): opening and closing are then zero. */
  readonly hasBalance: boolean;
  readonly opening: Column;
  /** Capital contributed, for a return of capital. */
  readonly added: Column;
  readonly accrued: Column;
  readonly paid: Column;
  readonly lapsed: Column;
  readonly capitalised: Column;
  /** Taken out of a reserve. */
  readonly drawn: Column;
  readonly closing: Column;
  readonly payments: readonly { readonly party: string; readonly amounts: Column }[];
}

/** Measures of one series of flows. Rates are fractions; null where there is no answer, with its reason in `noIrr`. */
export interface Measures {
  readonly contributed: number;
  readonly distributed: number;
  readonly profit: number;
  /** Annual for every unit of period. */
  readonly irr: number | null;
  /** With capital counted from where preferred returns on it begin (`accruesFrom`); only where that differs for some call. */
  readonly irrFromAccrual?: number | null;
  readonly noIrr?: 'no-sign-change' | 'same-date' | 'no-real-root' | 'overflow';
  readonly npv: number | null;
  /** Annual; only where the options give both rates. */
  readonly mirr?: number | null;
  /** Only where the options give an index; rates are per period, or annual where there are dates. */
  readonly pme?: {
    readonly ks: number | null;
    readonly directAlpha: number | null;
    readonly longNickels: number | null;
    readonly pmePlus: number | null;
  };
  readonly dpi: number | null;
  readonly rvpi: number | null;
  readonly tvpi: number | null;
  readonly moic: number | null;
  /** In years from the closing; null when never. */
  readonly payback: number | null;
  readonly discountedPayback: number | null;
}

export interface PartyResult {
  readonly id: string;
  readonly name: Text;
  readonly role: 'class' | 'gp' | 'other';
  readonly contributed: Column;
  readonly received: Column;
  /** Net: of what the party paid in and received, with its part of a value left after the last period. */
  readonly measures: Measures;
  /** Of a class: its part of the project's cash by capital contributed to date, before fees and carry. */
  readonly gross?: Measures;
}

/** Left and right of an identity that must hold. */
export interface Check {
  readonly id: 'cashIsPaid' | 'tiersArePaid' | 'capitalCloses';
  readonly left: number;
  readonly right: number;
  readonly difference: number;
  readonly pass: boolean;
}

/** One line of the statement of conventions; worded by the catalogue. */
export interface Convention {
  readonly topic: string;
  readonly choice: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What the general partner gives back, by true-up date. */
export interface ClawbackResult {
  readonly entries: readonly {
    readonly period: number;
    /** Carry received to date, less what was given back before. */
    readonly received: number;
    readonly entitlement: number;
    readonly amount: number;
    /** Simple, since the carry was paid, on top of the amount. */
    readonly interest: number;
    readonly fromEscrow: number;
    /** Excess carry that tax keeps from coming back. */
    readonly shortfall: number;
    /** What the investors lack of capital and return under the entitlement's list, before and after this entry. */
    readonly investorShortfall: { readonly before: number; readonly after: number };
  }[];
  readonly total: number;
  readonly interest: number;
  /** Measures of each party once the entries are paid. */
  readonly after: readonly { readonly party: string; readonly measures: Measures }[];
}

/** If everything were sold for `nav` in a period: carry and what each party would have, under the whole-fund definition. */
export interface LiquidationResult {
  readonly period: number;
  readonly nav: number;
  /** Carry on all flows to date with the value as cash, and carry received to date. */
  readonly entitlement: number;
  readonly received: number;
  /** Carry still to come, or received too much: what a clawback would be, and what tax leaves of it. */
  readonly accrued: number;
  readonly exposure: number;
  readonly exposureAfterTax: number;
  /** What each party would have of the value; below zero what it would give back. */
  readonly values: readonly { readonly party: string; readonly value: number }[];
}

/** Payments actually made so far against what the definition gives to the same date. */
export interface HistoryResult {
  readonly through: number;
  readonly parties: readonly {
    readonly party: string;
    readonly paid: number;
    readonly due: number;
    readonly over: number;
  }[];
}

/** Interest at later closings, outside the waterfall; negative for the class that pays. */
export interface EqualisationResult {
  readonly period: number;
  readonly party: string;
  readonly interest: number;
}

/** Everything a run gives: columns by period, measures, checks, conventions. Plain data, safe for JSON. */
export interface Result {
  readonly definition: Definition;
  readonly timeline: Timeline;
  /** Years from the closing to each period. */
  readonly years: Column;
  readonly contributions: Column;
  readonly cash: Column;
  /** Given cash less the whole units that enter the tiers (`rounding`); never beyond half a unit in total. */
  readonly rounded: Column;
  /** Cash less contributions, what was recycled and what reserves bore: the project's own flow. */
  readonly net: Column;
  /** Capital not yet paid back at the end of each period, over all classes whose capital the tiers return. */
  readonly unreturned: Column;
  readonly tiers: readonly TierResult[];
  readonly parties: readonly PartyResult[];
  /** What all parties together paid in and received: net of management fees, reserves counted when they pay. */
  readonly project: Measures;
  /** The project's own cash: before fees, reserves counted when they are filled. */
  readonly gross: Measures;
  /** The general partner's own slice, paid before the tiers (`gpCapital: pariPassu`). */
  readonly gpSlice: Column;
  /** Carry paid to the general partner in each period (catch-up, hurdle and split tiers). */
  readonly carry: Column;
  /** Carry over the profit of the project; null without a profit. */
  readonly effectiveCarry: number | null;
  /** Management fees, paid before the tiers; neither carry nor distribution. */
  readonly fees: Column;
  /** Cash withheld to be invested again; neither distribution nor contribution. */
  readonly recycled: Column;
  /** Negative cash that reserves bore; what they could not bear is a contribution. */
  readonly borne: Column;
  readonly clawback?: ClawbackResult;
  /** One for each date of `nav`. */
  readonly liquidations: readonly LiquidationResult[];
  /** Only where the flows have payments actually made. */
  readonly history?: HistoryResult;
  readonly equalisation: readonly EqualisationResult[];
  readonly checks: readonly Check[];
  readonly conventions: readonly Convention[];
}
