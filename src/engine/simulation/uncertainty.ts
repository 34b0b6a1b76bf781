/**
 * What is uncertain of a deal. Fractions and factors, periods counted as in the flows; `parseUncertainty` reads it from a
 * document, where rates are percent.
 */

/** A number drawn: between `min` and `max`, most often near `mode`; or one of `values`, by their `weights`. */
export type Draw =
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'empirical'; readonly values: readonly number[]; readonly weights: readonly number[] };

/** How far cash strays from its forecast, and how much of that it shares with the market, -1..1. */
export interface Shock {
  readonly volatility: number;
  readonly correlation: number;
}

/**
 * Whether a period's shock stays: `cumulative` shocks add up as a random walk, and the volatility is that of a year;
 * `independent` ones are gone a period later, and the volatility is that of any period's cash.
 */
export type OverTime = 'cumulative' | 'independent';

/** Factors on the forecast cash of each period; their mean is 1. */
export interface CashShocks {
  readonly kind: 'lognormal' | 'normal';
  readonly overTime: OverTime;
  /** By pot, in the order of the definition. */
  readonly pots: readonly Shock[];
}

/** Changes per period drawn from those that were observed, with their own mean taken off. */
export interface Bootstrap {
  readonly kind: 'bootstrap';
  readonly overTime: OverTime;
  readonly history: readonly number[];
}

/** The sale: cash of the last period that has some. */
export interface Exit {
  /** The period it comes in. */
  readonly period?: Draw;
  /** What it brings: times all capital paid in, or times its forecast. */
  readonly multiple?: Draw;
  readonly of: 'capital' | 'forecast';
  /** Of the multiple with the market, -1..1. */
  readonly correlation: number;
}

/** How one deal may go: written off, or a survivor whose mean makes up for it. */
export interface DealOutcome extends Shock {
  /** Probability of a write-off, and what is left of the forecast then. */
  readonly writeOff: number;
  readonly recovery: number;
  /** Periods by which its exit comes later; below zero, earlier. */
  readonly delay?: Draw;
}

export interface DealOutcomes {
  /** By deal, in the order of the flows. */
  readonly deals: readonly DealOutcome[];
  /** Correlations between the deals in that order; left out, they share the market alone. */
  readonly between?: readonly (readonly number[])[];
}

export interface Uncertainty {
  readonly cash?: CashShocks | Bootstrap;
  readonly exit?: Exit;
  readonly deals?: DealOutcomes;
  /** Terms that vary: numbers of tiers (`<tier>.rate`, `.multiple`, `.share`, `.carry`), each drawn by itself. */
  readonly terms: readonly { readonly term: string; readonly draw: Draw }[];
  /** Independent points, or scrambled Sobol points: a smaller error, told by 16 scrambles. */
  readonly sampling: 'random' | 'sobol';
  /** Which percentiles are told, as fractions, ascending. */
  readonly percentiles: readonly number[];
  /** Ids of the parties that are told, `project` among them. */
  readonly parties: readonly string[];
}
