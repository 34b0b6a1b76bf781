/**
 * A distribution waterfall as data: who puts capital in, the ordered tiers, the options.
 * Order is priority. Inside the engine rates are fractions (0.08), dates are Excel serial days
 * and amounts are doubles; percent, ISO dates and rounding exist only at the edges.
 */

/** A text in every language of the product. */
export type Locale = 'en' | 'zh-CN';
export type Text = Readonly<Record<Locale, string>>;

/** A rate from a moment on: a period's opening date, or with `date` (serial) that day. Without `from` it stands from the closing. */
export interface RateStep {
  readonly from?: { readonly period: number; readonly date?: number };
  readonly rate: number;
}

/** A rate that follows an index: `index` has a level for each date of the timeline, each holding until the next. */
export interface FloatingRate {
  readonly index: readonly number[];
  readonly spread: number;
  readonly floor?: number;
  readonly cap?: number;
}

/** A nominal annual rate, constant, in steps or floating. Before the first step it is 0. */
export type NominalRate = number | readonly RateStep[] | FloatingRate;

/** What one class has agreed beside the others, read in its own slice (`apportion: byContribution`). */
export interface SideTerm {
  readonly tier: string;
  readonly rate?: NominalRate;
  readonly multiple?: number;
  readonly share?: number;
  readonly carry?: number;
}

/** Who puts capital in. The shares of all classes sum to 1. A class with id `gp` is the general partner's own capital. */
export interface InvestorClass {
  readonly id: string;
  readonly name?: string | Text;
  /** Share of every contribution, 0..1. */
  readonly share: number;
  /** The class's own carry rate under `apportion: byContribution`; 0 for a carry-free class. */
  readonly carry?: number;
  /** Share of the management fee the class does not bear, 0..1. */
  readonly feeDiscount?: number;
  /** Its side letter. */
  readonly terms?: readonly SideTerm[];
}

/** A party that receives cash without putting capital in. The party `gp` always exists. */
export interface Party {
  readonly id: string;
  readonly name?: string | Text;
}

export type Compounding =
  | 'simple'
  | 'annual'
  | 'semiannual'
  | 'quarterly'
  | 'monthly'
  | 'daily'
  | 'continuous'
  | 'perPeriod'
  | 'calendarYear'
  | number;

export type DayCount = 'act365' | 'act360' | '30360' | '30E360' | 'actact' | 'periods';

/** Shares by party id; they sum to 1. */
export type Shares = Readonly<Record<string, number>>;

/** What a coverage test reads. */
export type Operand =
  | 'cash'
  | number
  | { readonly owed: string | readonly string[] }
  | { readonly unreturned: string | readonly string[] }
  | { readonly reserve: string };

/** A coverage test: while `of` (divided by `over`) is outside `min`..`max`, the tier is skipped or its cash swept. */
export interface When {
  readonly of: Operand;
  readonly over?: Operand;
  readonly min?: number;
  readonly max?: number;
  readonly sweepTo?: string;
}

interface TierBase {
  readonly id: string;
  readonly name?: string | Text;
  readonly when?: When;
}

/** Pays back unreturned capital. */
export interface ReturnOfCapital extends TierBase {
  readonly kind: 'returnOfCapital';
  readonly to: readonly string[];
}

/** Pays the return accrued on capital. Ranked before capital it is a current return, after it a hurdle. */
export interface PreferredReturn extends TierBase {
  readonly kind: 'preferredReturn';
  readonly to: readonly string[];
  readonly rate: NominalRate;
  readonly compounding: Compounding;
  readonly dayCount?: DayCount;
  readonly base: 'unreturned' | 'original';
  readonly shortfall: 'accrue' | 'lapse' | 'pik';
}

/** Lets the catching party overtake until it has its carry of the profit. */
export interface CatchUp extends TierBase {
  readonly kind: 'catchUp';
  readonly to: string;
  readonly share: number;
  readonly carry: number;
  readonly stop: 'parity' | 'fixed';
  readonly counts: 'investors' | 'all';
}

/** Splits cash until class `of` has its IRR or multiple. */
export interface Hurdle extends TierBase {
  readonly kind: 'hurdle';
  readonly of: string;
  readonly metric: 'irr' | 'multiple' | 'greaterOf' | 'lesserOf';
  readonly rate: NominalRate;
  readonly multiple: number;
  readonly dayCount?: DayCount;
  readonly split: Shares;
  readonly style: 'marginal' | 'cliff';
  /** The balance restarts at zero instead of going below it. */
  readonly neverNegative: boolean;
  /** Part of the tier's cash that is carry; left out, what the general partner gets beyond its part as an investor. */
  readonly promote?: number;
}

/** Shares out everything left. */
export interface Split extends TierBase {
  readonly kind: 'split';
  readonly shares: Shares;
  /** Part of the tier's cash that is carry; left out, what the general partner gets beyond its part as an investor. */
  readonly promote?: number;
}

/** Pays fixed sums to a party; unpaid sums stay owed. */
export interface Amount extends TierBase {
  readonly kind: 'amount';
  readonly to: string;
  readonly schedule: readonly { readonly at: number; readonly amount: number }[];
}

/** Withholds cash up to a target, tops up the tiers it covers, is released at the end. */
export interface Reserve extends TierBase {
  readonly kind: 'reserve';
  readonly target: number;
  readonly opening: number;
  readonly covers: readonly string[];
}

export type Tier = ReturnOfCapital | PreferredReturn | CatchUp | Hurdle | Split | Amount | Reserve;
export type TierKind = Tier['kind'];

/** A source of cash with its own list of tiers over the shared balances. */
export interface Pot {
  readonly id: string;
  readonly name?: string | Text;
  readonly tiers: readonly Tier[];
}

export interface Recycling {
  /** Share of proceeds withheld for reinvestment, 0..1. */
  readonly share: number;
  /** Cap as a share of the commitment, 0..1 or more. */
  readonly cap: number;
  /** Commitment the cap is measured on; all contributions when left out. */
  readonly commitment?: number;
  /** Last period in which cash may be recycled. */
  readonly until?: number;
}

export interface Clawback {
  readonly taxRate: number;
  /** Rate of simple interest on what is given back, since it was paid. */
  readonly interest?: number;
  /** Share of the carry kept in escrow. */
  readonly escrow?: number;
  readonly trueUpAt?: readonly number[];
  readonly nav?: number;
}

export interface MeasureOptions {
  readonly discountRate?: number;
  readonly financeRate?: number;
  readonly reinvestRate?: number;
  readonly index?: readonly number[];
}

export interface Options {
  readonly dayCount: DayCount;
  readonly gpCapital: 'pariPassu' | 'allIn';
  readonly apportion: 'none' | 'byContribution';
  readonly hurdleOn: 'investors' | 'project';
  readonly dealByDeal: 'none' | 'carryforward' | 'strict';
  readonly clawback?: Clawback;
  readonly lateCall: 'stand' | 'recompute';
  readonly negativeCash: 'call' | 'reserve' | 'refuse';
  readonly recycling?: Recycling;
  readonly payback: 'linear' | 'whole';
  /** Decimals of every payment; full precision when left out. */
  readonly rounding?: number;
  readonly measures: MeasureOptions;
}

/** A complete definition: every default resolved, every shorthand expanded. */
export interface Definition {
  readonly classes: readonly InvestorClass[];
  readonly parties: readonly Party[];
  /** One pot `cash` when the definition was given as plain `tiers`. */
  readonly pots: readonly Pot[];
  readonly options: Options;
}
