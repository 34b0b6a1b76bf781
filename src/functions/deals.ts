/**
 * The functions of a deal: modes, terms, the distribution, what it gives to whom, and the questions that follow. All in one
 * file: the generator of functions.json knows the choices of a parameter only where they stand beside it.
 */
import { presets } from "../engine/index.ts";
import { say, sheetTexts } from "../i18n/index.ts";
import { language } from "./cell.ts";
import { termsOfMode } from "./templates.ts";
import { presetCalled, savedModes } from "../sheet/saved-modes.ts";
import { loadSimulation, onFirstQuestion, onFirstUse, withModes } from "./loading.ts";

export { loadStudies, loadWaterfall } from "./loading.ts";

/**
 * Distribution mode.
 * @customenum {string}
 */
export enum Mode {
  /** Capital first */
  CapitalFirst = "flat_principal_first",
  /** Current return first */
  CurrentReturnFirst = "flat_periodic",
  /** Senior-subordinated */
  SeniorSubordinated = "structured_senior_subordinate",
  /** With mezzanine */
  WithMezzanine = "structured_mezzanine",
  /** Interest before principal */
  InterestBeforePrincipal = "structured_interest_principal",
  /** European, full catch-up */
  European = "european",
  /** European, hard hurdle */
  EuropeanHardHurdle = "european_hard_hurdle",
  /** European, no hurdle */
  EuropeanNoHurdle = "european_no_hurdle",
  /** Joint venture, IRR hurdles */
  JointVenture = "jv_irr_hurdles",
  /** American, deal by deal */
  American = "american",
  /** Real estate, operations and sale */
  RealEstate = "re_operating_and_capital",
}

/**
 * Which columns the detail table shows.
 * @customenum {string}
 */
export enum Columns {
  /** Every balance and payment */
  All = "all",
  /** Payments only */
  Payments = "payments",
  /** Party totals only */
  Parties = "parties",
}

/**
 * A party, as SUMMARY shows it.
 * @customenum {string}
 */
export enum Party {
  /** Limited partners */
  Lp = "LP",
  /** General partner */
  Gp = "GP",
  /** Senior class */
  Senior = "Senior",
  /** Mezzanine class */
  Mezzanine = "Mezzanine",
  /** Subordinated class */
  Subordinated = "Subordinated",
}

/**
 * Party and measure.
 * @customenum {string}
 */
export enum Measure {
  /** Deal, IRR */
  ProjectIrr = "project.irr",
  /** Deal, multiple of what was paid in */
  ProjectMultiple = "project.multiple",
  /** Deal, profit */
  ProjectProfit = "project.profit",
  /** LP, IRR */
  LpIrr = "LP.irr",
  /** LP, multiple of what was paid in */
  LpMultiple = "LP.multiple",
  /** LP, profit */
  LpProfit = "LP.profit",
  /** GP, IRR */
  GpIrr = "GP.irr",
  /** GP, multiple of what was paid in */
  GpMultiple = "GP.multiple",
  /** GP, profit */
  GpProfit = "GP.profit",
  /** Carry paid to the GP */
  GpCarry = "GP.carry",
  /** What the GP must give back */
  GpClawback = "GP.clawback",
  /** Senior class, IRR */
  SeniorIrr = "Senior.irr",
  /** Senior class, multiple of what was paid in */
  SeniorMultiple = "Senior.multiple",
  /** Senior class, profit */
  SeniorProfit = "Senior.profit",
  /** Mezzanine class, IRR */
  MezzanineIrr = "Mezzanine.irr",
  /** Mezzanine class, multiple of what was paid in */
  MezzanineMultiple = "Mezzanine.multiple",
  /** Mezzanine class, profit */
  MezzanineProfit = "Mezzanine.profit",
  /** Subordinated class, IRR */
  SubordinatedIrr = "Subordinated.irr",
  /** Subordinated class, multiple of what was paid in */
  SubordinatedMultiple = "Subordinated.multiple",
  /** Subordinated class, profit */
  SubordinatedProfit = "Subordinated.profit",
}

/**
 * What is changed: a term, or the cash.
 * @customenum {string}
 */
export enum Lever {
  /** Cash of the last period that has some */
  Exit = "exit",
  /** Factor on all cash */
  Cash = "cash",
  /** Hurdle rate */
  HurdleRate = "hurdle_rate",
  /** Carry rate */
  CarryRate = "carry_rate",
  /** Catch-up share */
  CatchUpShare = "catch_up_share",
  /** Current return rate */
  PeriodicRate = "periodic_rate",
  /** Senior ratio */
  SeniorRatio = "senior_ratio",
  /** Mezzanine ratio */
  MezzanineRatio = "mezzanine_ratio",
  /** Mezzanine rate */
  MezzanineRate = "mezzanine_rate",
  /** Subordinated rate */
  SubordinateRate = "subordinate_rate",
  /** GP ratio */
  GpRatio = "gp_ratio",
  /** First IRR hurdle */
  FirstHurdle = "first_hurdle",
  /** First promote */
  FirstPromote = "first_promote",
  /** Second IRR hurdle */
  SecondHurdle = "second_hurdle",
  /** Second promote */
  SecondPromote = "second_promote",
  /** Promote on operations */
  OperatingCarryRate = "operating_carry_rate",
  /** Tax rate on carry */
  ClawbackTaxRate = "clawback_tax_rate",
}

/**
 * The distribution modes: id, name and order of payment.
 * @customfunction MODES
 * @returns A table with its head.
 */
export function modes(): any[][] {
  const locale = language();
  return withModes(() => [
    [sheetTexts.mode, sheetTexts.name, sheetTexts.order].map((t) => say(t, locale)),
    ...presets.map((p) => [p.id, say(p.name, locale), say(p.order, locale)]),
    // A formula takes a mode of the workbook by its name.
    ...savedModes().map((p) => [p.name.en, p.name.en, say(p.order, locale)]),
  ]);
}

/**
 * The terms of a mode as a block to edit: label, value, unit.
 * @customfunction TERMS
 * @param mode Distribution mode.
 * @returns Three columns.
 */
export function terms(mode: Mode): any[][] {
  return presetCalled(mode) ? termsOfMode(mode) : withModes(() => termsOfMode(mode));
}

/**
 * The whole distribution table: per period what each tier is owed and pays, each party's total and a check.
 * @customfunction DISTRIBUTE
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param [columns] All columns, payments only or party totals only.
 * @param invocation
 * @requiresParameterAddresses
 * @returns A table with head and total row.
 */
export function distribute(
  mode: Mode,
  terms: any[][],
  cash: any[][],
  dates?: any[][],
  contributions?: any[][],
  columns?: Columns,
  invocation?: CustomFunctions.Invocation,
): any[][] {
  return onFirstUse((waterfall) =>
    waterfall.table([mode, terms, cash, dates, contributions], columns, invocation),
  );
}

/**
 * What each party paid in and received, with profit, DPI and IRR.
 * @customfunction SUMMARY
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @requiresParameterAddresses
 * @returns A table with head and total row.
 */
export function summary(
  mode: Mode,
  terms: any[][],
  cash: any[][],
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
): any[][] {
  return onFirstUse((waterfall) =>
    waterfall.summaryOf([mode, terms, cash, dates, contributions], invocation),
  );
}

/**
 * What one party receives: in one period, or over the life of the deal.
 * @customfunction PAYOUT
 * @param party Name of the party, as SUMMARY shows it.
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param [period] Period, 0 for the closing; all periods when left out.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Amount.
 */
export function payout(
  party: Party,
  mode: Mode,
  terms: any[][],
  cash: any[][],
  dates?: any[][],
  contributions?: any[][],
  period?: number,
  invocation?: CustomFunctions.Invocation,
): number[][] {
  return onFirstUse((waterfall) =>
    waterfall.payoutOf(
      waterfall.resultOf([mode, terms, cash, dates, contributions], invocation, 1),
      party,
      period,
    ),
  );
}

/**
 * Carry paid to the general partner over the life of the deal.
 * @customfunction CARRY
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Amount.
 */
export function carry(
  mode: Mode,
  terms: any[][],
  cash: any[][],
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
): number[][] {
  return onFirstUse((waterfall) => waterfall.carryOf([mode, terms, cash, dates, contributions], invocation));
}

/**
 * What the general partner must give back at the end: carry received beyond its carry on the whole fund.
 * @customfunction CLAWBACK
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment. Deal by deal: a column for each deal, its cost first.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Amount.
 */
export function clawback(
  mode: Mode,
  terms: any[][],
  cash: any[][],
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
): number[][] {
  return onFirstUse((waterfall) =>
    waterfall.clawbackOf([mode, terms, cash, dates, contributions], invocation),
  );
}

/**
 * How the payments of a period came about, in words: what each tier was owed and why, what was left for it, who was paid.
 * @customfunction EXPLAIN
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param period Period, 0 for the closing.
 * @param [tier] Name of one tier; all tiers when left out.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @requiresParameterAddresses
 * @returns A column of sentences.
 */
export function explain(
  mode: Mode,
  terms: any[][],
  cash: any[][],
  period: number,
  tier?: string,
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
): any[][] {
  return onFirstUse((waterfall) =>
    waterfall.explanationOf([mode, terms, cash, dates, contributions], period, tier, invocation),
  );
}

/**
 * A measure for every pair of values of two terms: a grid with its heads.
 * @customfunction SENSITIVITY
 * @param measure Party and measure, such as LP.irr, GP.carry or project.multiple.
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param rowTerm Term down the side, or exit, or cash.
 * @param rowValues Its values.
 * @param columnTerm Term across the top, or exit, or cash.
 * @param columnValues Its values.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @requiresParameterAddresses
 * @returns A table with heads above and at the left.
 */
export function sensitivity(
  measure: Measure,
  mode: Mode,
  terms: any[][],
  cash: any[][],
  rowTerm: Lever,
  rowValues: any[][],
  columnTerm: Lever,
  columnValues: any[][],
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
): any[][] {
  return onFirstQuestion((s) =>
    s.sensitivityOf(
      measure,
      [mode, terms, cash, dates, contributions],
      [rowTerm, rowValues],
      [columnTerm, columnValues],
      invocation,
    ),
  );
}

/**
 * The value of a term, the last cash (exit) or a factor on all cash (cash) at which a measure has a target.
 * @customfunction SOLVE
 * @param measure Party and measure, such as LP.irr, GP.carry or project.multiple.
 * @param target What the measure should be; rates as fractions.
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param term Term to change, or exit, or cash.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @requiresParameterAddresses
 * @returns The value nearest to the present one; #NUM! where there is none.
 */
export function solve(
  measure: Measure,
  target: number,
  mode: Mode,
  terms: any[][],
  cash: any[][],
  term: Lever,
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
): number[][] {
  return onFirstQuestion((s) =>
    s.solutionOf(measure, target, [mode, terms, cash, dates, contributions], term, invocation),
  );
}

/**
 * Claimed figures against this deal's own: how many match to the cent, where they part first, and the reading of the contract that gives theirs.
 * @customfunction RECONCILE
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param claimed Period, party and amount, with heads; a party or period called total is the sum.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Two columns: what, and the figure.
 */
export function reconcile(
  mode: Mode,
  terms: any[][],
  cash: any[][],
  claimed: any[][],
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
): any[][] {
  return onFirstQuestion((s) =>
    s.reconciliationOf([mode, terms, cash, dates, contributions], claimed, invocation),
  );
}

/**
 * Percentiles of a measure when cash is uncertain: they settle while scenarios are simulated.
 * @customfunction SIMULATE
 * @param measure Party and measure, such as LP.irr, GP.carry or project.multiple.
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param volatility Of the cash, a year; a fraction such as 0.2.
 * @param [scenarios] How many, 10,000 where it is left out.
 * @param [dates] Dates of the cash.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param invocation
 * @streaming
 */
export function simulate(
  measure: Measure,
  mode: Mode,
  terms: any[][],
  cash: any[][],
  volatility: number,
  scenarios?: number,
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.StreamingInvocation<any[][]>,
): void {
  const control = new AbortController();
  // The formula may be gone before what computes it is there.
  invocation!.onCanceled = () => control.abort();
  loadSimulation().then(
    ({ streamSimulation }) =>
      streamSimulation(
        measure,
        [mode, terms, cash, dates, contributions],
        volatility,
        scenarios,
        invocation!,
        control.signal,
      ),
    () => {
      if (control.signal.aborted) return;
      invocation!.setResult(new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable));
    },
  );
}
