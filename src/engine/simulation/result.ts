/** What a simulation gives: plain data, safe for JSON. Rates are fractions. */
import type { WholeClause } from '../batch/batch.ts';
import type { Column } from '../result.ts';
import type { SimulatedMeasure } from './plan.ts';

/** How a figure is spread over the scenarios that have it. */
export interface Distribution {
  /** Of the run on the forecast itself; null where it has none. */
  readonly forecast: number | null;
  /** Scenarios that have it, and those that do not: no rate, no capital, or beyond what a double holds. */
  readonly count: number;
  readonly none: number;
  readonly mean: number | null;
  readonly deviation: number | null;
  /** Standard error of the mean; with Sobol points by the spread of 16 scrambles. */
  readonly error: number | null;
  readonly least: number | null;
  readonly greatest: number | null;
  /** In the order of `percentiles` of the result; empty where no scenario has it. */
  readonly percentiles: Column;
  /** Bins of one width from `from` on; beyond them stand `below` and `above`. Null where nothing varies. */
  readonly histogram: {
    readonly from: number;
    readonly width: number;
    readonly counts: Column;
    readonly below: number;
    readonly above: number;
  } | null;
  /** The mean and its error as scenarios came in. */
  readonly convergence: readonly {
    readonly scenarios: number;
    readonly mean: number;
    readonly error: number | null;
  }[];
}

export type PartyDistributions = Readonly<Record<SimulatedMeasure, Distribution>> & {
  /** Share of the scenarios in which it loses money. */
  readonly loss: number | null;
};

export interface SimulatedParty extends PartyDistributions {
  /** Its id, or `project`. */
  readonly id: string;
  /** With the clawback paid; only where the definition has one. */
  readonly after?: PartyDistributions;
}

export interface SimulationResult {
  /** Scenarios that are in it, and how many were asked for. */
  readonly scenarios: number;
  readonly asked: number;
  readonly seed: number;
  readonly sampling: 'random' | 'sobol';
  /** Whether percentiles are exact; else they are off by 0.05 % at most. */
  readonly exact: boolean;
  /** Which percentiles are told, as fractions. */
  readonly percentiles: Column;
  readonly parties: readonly SimulatedParty[];
  readonly carry: Distribution;
  readonly clawback?: Distribution;
  /** Shares of the scenarios; null before the first is done. */
  readonly probabilities: {
    readonly carry: number | null;
    readonly clawback?: number | null;
    /** By return and hurdle: that cash goes on to a tier below it. */
    readonly hurdles: readonly { readonly tier: string; readonly probability: number | null }[];
  };
  /** What drives each figure: its rank correlation with what was drawn, over the first scenarios. */
  readonly drivers: {
    readonly scenarios: number;
    readonly inputs: readonly string[];
    readonly figures: readonly {
      readonly of: string;
      readonly what: SimulatedMeasure | 'carry' | 'clawback';
      readonly after?: true;
      /** In the order of `inputs`; null where one of the two does not vary. */
      readonly correlations: readonly (number | null)[];
    }[];
  };
  /** Percentiles of each party's cumulative net cash, by period 0..N, over the first scenarios; before any clawback. */
  readonly fan: {
    readonly scenarios: number;
    readonly parties: readonly {
      readonly id: string;
      /** By percentile, then by period. */
      readonly percentiles: readonly Column[];
    }[];
  };
  /** Clauses for which scenarios were whole runs, which are slower, and how many scenarios. */
  readonly whole: readonly { readonly clause: WholeClause; readonly scenarios: number }[];
}
