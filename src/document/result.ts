import type { Issue, Result, TermValue } from '../engine/index.ts';

/** One year of the design's result document. */
export interface CashFlowDetail {
  year: number;
  date?: string;
  net_cash_flow: number;
  principal_repayment: number;
  remaining_principal: number;
  hurdle_accrual: number;
  hurdle_distribution: number;
  carry_lp: number;
  carry_gp: number;
}

/**
 * The answer of the service, and of the pane when it computes by itself.
 * The design's keys (snake_case) are in percent; `tables` is the engine's result, in fractions.
 */
export interface ResultDocument {
  engine_version: string;
  mode: string;
  /** What a definition of one's own is called. */
  mode_name?: string;
  investment_target: string | null;
  /** Unit of money as printed, e.g. 万元; null when none was given. */
  unit: string | null;
  /** Percent, annual; null when there is none. */
  irr: number | null;
  dpi: number | null;
  tvpi: number | null;
  moic: number | null;
  npv: number | null;
  /** Years; null when never. */
  payback_period: number | null;
  discounted_payback_period: number | null;
  /** Seconds the engine took. */
  calculation_time: number;
  cash_flow_details: CashFlowDetail[];
  summary: { total_distributions: number; total_carry: number; final_irr: number | null };
  /** Choices in which tools differ, as used. */
  options: Record<string, string>;
  /** Terms of the mode as used; rates are fractions, as in `tables`, and one that changes stands in its steps. */
  terms: Record<string, TermValue>;
  /** Faults that did not stop the run; the service adds their words. */
  warnings: Issue[];
  tables: Result;
}
