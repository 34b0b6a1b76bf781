/** What goes in and what comes out of a deal, placed in its periods; dates are Excel serial days. */
import type { FloatingRate } from './definition.ts';

/** When things happen, in periods. Period 0 is the closing. */
export interface Timeline {
  readonly unit: 'year' | 'quarter' | 'month' | 'date';
  /** Number of periods after the closing. */
  readonly periods: number;
  /** Serial days of periods 0..N; left out when periods are whole and undated. */
  readonly dates?: readonly number[];
}

/** An amount at a time: `period` is where it is counted, `date` (serial) where it accrues from. */
export interface Flow {
  readonly period: number;
  readonly date?: number;
  readonly amount: number;
}
export interface ContributionFlow extends Flow {
  readonly class?: string;
  /** When preferred returns on it begin, if not at its own date. */
  readonly accruesFrom?: { readonly period: number; readonly date?: number };
}
export interface CashFlow extends Flow {
  readonly pot: string;
  readonly deal?: string;
}

/** The management fee: its base, its steps, and what is offset against it. */
export interface Fees {
  readonly commitment: number;
  readonly schedule: readonly {
    /** When the step begins: `period` alone means from that period on, with `date` (serial) from that day, inclusive. */
    readonly from: { readonly period: number; readonly date?: number };
    readonly rate: number | FloatingRate;
    readonly base: 'commitment' | 'contributed' | 'unreturned' | 'activeCost' | 'nav';
  }[];
  readonly offset: readonly Flow[];
  /** Most that a year and the whole life may cost, before the offset. */
  readonly cap?: { readonly year?: number; readonly total?: number };
}

/** An investment of the fund: cost and expenses are paid in at its period. */
export interface Deal {
  readonly id: string;
  readonly cost: number;
  readonly expenses: number;
  readonly period: number;
  readonly date?: number;
  readonly writeDowns: readonly Flow[];
  /** Period in which the deal has ended, when no cash tells it. */
  readonly closedAt?: number;
}

/** A class that joins after the first closing, and the rate of its equalisation interest. */
export interface Closing {
  readonly period: number;
  readonly date?: number;
  readonly class: string;
  readonly rate: number;
}

/** A payment actually made to a party. */
export interface PaidFlow extends Flow {
  readonly party: string;
}

/** What goes in and what comes out, resolved to periods. */
export interface Flows {
  readonly timeline: Timeline;
  readonly contributions: readonly ContributionFlow[];
  readonly cash: readonly CashFlow[];
  /** Values for a hypothetical liquidation; one in the last period is left after it and counts in the measures. */
  readonly nav: readonly Flow[];
  readonly fees?: Fees;
  readonly deals?: readonly Deal[];
  readonly closings?: readonly Closing[];
  readonly paid?: readonly PaidFlow[];
}
