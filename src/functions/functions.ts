/**
 * The custom functions: thin wrappers that read ranges, call the engine and turn faults into cell errors.
 * functions.json is made from these comments; zh-CN descriptions stand in functions.zh-CN.json.
 */
import {
  allRates,
  directAlpha,
  ksPme,
  longNickels,
  mirr as mirrOf,
  npv as netPresentValue,
  payback as paybackOf,
  pmePlus,
  presets,
  total,
} from "../engine/index.ts";
import { say, sheetTexts } from "../i18n/index.ts";
import { summaryValues, detailTable, tableValues } from "../sheet/index.ts";
import { answer, cached, fail, language, noAnswer } from "./cell.ts";
import { clawbackOf, explanationOf, payoutOf, resultOf } from "./deal.ts";
import { datedFlows, flowsOf, indexedFlows, rateOf, sumsOf, yearsOf } from "./series.ts";
import { defaultTerms, ratesHead } from "./templates.ts";

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
 * Internal rate of return. Without dates the rate per period, as Excel's IRR; with dates the annual rate, as XIRR.
 * @customfunction IRR
 * @param values Flows, negative when paid in. Text and blanks are skipped, as in Excel.
 * @param [dates] Dates of the flows, in any order.
 * @param [guess] Rate near which the answer is wanted; 10 % when left out.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Rate as a fraction.
 */
export function irr(
  values: any[][],
  dates?: any[][],
  guess?: number,
  invocation?: CustomFunctions.Invocation,
): number {
  return cached(invocation, "IRR", [values, dates, guess], () => {
    if (guess != null && !(guess > -1)) fail(language(), "guess");
    return answer(rateOf(values, dates, guess ?? undefined, invocation));
  });
}

/**
 * Every rate at which the flows are worth nothing, ascending, below a head that counts their sign changes.
 * @customfunction IRRALL IRR.ALL
 * @param values Flows, negative when paid in. Text and blanks are skipped, as in Excel.
 * @param [dates] Dates of the flows, in any order.
 * @param invocation
 * @requiresParameterAddresses
 * @returns A column: head, then rates as fractions.
 */
export function irrAll(values: any[][], dates?: any[][], invocation?: CustomFunctions.Invocation): any[][] {
  const locale = language();
  return cached(invocation, `IRR.ALL ${locale}`, [values, dates], () => {
    const dated = dates == null ? undefined : datedFlows(values, dates, invocation);
    const { rates, signChanges } = dated
      ? allRates(dated.flows, dated.days, 1 / 365)
      : allRates(flowsOf(values, 0, invocation));
    return rates.length ? [ratesHead(signChanges, locale), ...rates].map((cell) => [cell]) : noAnswer();
  });
}

/**
 * Net present value. Without dates as Excel's NPV: the first flow is discounted one period. With dates as XNPV: from the first date.
 * @customfunction NPV
 * @param rate Discount rate as a fraction, per period or annual.
 * @param values Flows, negative when paid in.
 * @param [dates] Dates of the flows.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Present value.
 */
export function npv(
  rate: number,
  values: any[][],
  dates?: any[][],
  invocation?: CustomFunctions.Invocation,
): number {
  if (!(rate > -1)) return noAnswer();
  if (dates == null) {
    const flows = flowsOf(values, 0, invocation);
    return netPresentValue(
      rate,
      flows,
      flows.map((_, k) => k + 1),
    );
  }
  const { flows, days } = datedFlows(values, dates, invocation);
  return netPresentValue(rate, flows, yearsOf(days));
}

/**
 * Modified rate of return per period, as Excel's MIRR: flows paid in are discounted at one rate, flows received are carried to the end at another.
 * @customfunction MIRR
 * @param values Flows, negative when paid in. Text and blanks are skipped, as in Excel.
 * @param financeRate Rate paid for the flows paid in, as a fraction per period.
 * @param reinvestRate Rate earned on the flows received, as a fraction per period.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Rate as a fraction.
 */
export function mirr(
  values: any[][],
  financeRate: number,
  reinvestRate: number,
  invocation?: CustomFunctions.Invocation,
): number {
  if (!(financeRate > -1 && reinvestRate > -1)) return noAnswer();
  return answer(mirrOf(flowsOf(values, 0, invocation), financeRate, reinvestRate));
}

/**
 * Distributions over paid-in capital.
 * @customfunction DPI
 * @param values Flows, negative when paid in.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Multiple.
 */
export function dpi(values: any[][], invocation?: CustomFunctions.Invocation): number {
  const { paidIn, received } = sumsOf(values, invocation);
  return answer(received / paidIn);
}

/**
 * Remaining value over paid-in capital.
 * @customfunction RVPI
 * @param values Flows, negative when paid in.
 * @param nav Remaining value.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Multiple.
 */
export function rvpi(values: any[][], nav: number, invocation?: CustomFunctions.Invocation): number {
  return answer(nav / sumsOf(values, invocation).paidIn);
}

/**
 * Total value, distributions and remaining value, over paid-in capital.
 * @customfunction TVPI
 * @param values Flows, negative when paid in.
 * @param nav Remaining value.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Multiple.
 */
export function tvpi(values: any[][], nav: number, invocation?: CustomFunctions.Invocation): number {
  return moic(values, nav, invocation);
}

/**
 * Multiple on invested capital: distributions and remaining value over paid-in capital.
 * @customfunction MOIC
 * @param values Flows, negative when paid in.
 * @param [nav] Remaining value; 0 when left out.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Multiple.
 */
export function moic(values: any[][], nav?: number, invocation?: CustomFunctions.Invocation): number {
  const { paidIn, received } = sumsOf(values, invocation);
  return answer((received + (nav ?? 0)) / paidIn);
}

/**
 * Payback period: periods, or years with dates, until the cumulative flow reaches zero; linear inside a period.
 * @customfunction PAYBACK
 * @param values Flows, negative when paid in; the first is period 0.
 * @param [dates] Dates of the flows, ascending.
 * @param [rate] Discount rate for the discounted payback; 0 when left out.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Periods or years.
 */
export function payback(
  values: any[][],
  dates?: any[][],
  rate?: number,
  invocation?: CustomFunctions.Invocation,
): number {
  if (rate != null && !(rate > -1)) return noAnswer();
  const dated = dates == null ? undefined : datedFlows(values, dates, invocation, true);
  const flows = dated?.flows ?? flowsOf(values, 0, invocation);
  const years = dated ? yearsOf(dated.days) : flows.map((_, k) => k);
  return answer(paybackOf(flows, years, "linear", rate ?? 0));
}

/**
 * Public market equivalent of Kaplan and Schoar: distributions and remaining value over contributions, all carried to the end at the index's return.
 * @customfunction KSPME
 * @param values Flows, negative when paid in.
 * @param index Level of the index at each flow.
 * @param [nav] Remaining value at the last flow; 0 when left out.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Ratio; above 1 the fund beat the index.
 */
export function kspme(
  values: any[][],
  index: any[][],
  nav?: number,
  invocation?: CustomFunctions.Invocation,
): number {
  const { flows, levels } = indexedFlows(values, index, undefined, invocation);
  return answer(ksPme(flows, levels, nav ?? 0));
}

/**
 * Direct Alpha: the rate by which the fund beat the index, per period, or annual with dates.
 * @customfunction DIRECTALPHA
 * @param values Flows, negative when paid in.
 * @param index Level of the index at each flow.
 * @param [nav] Remaining value at the last flow; 0 when left out.
 * @param [dates] Dates of the flows, in any order.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Rate as a fraction.
 */
export function directalpha(
  values: any[][],
  index: any[][],
  nav?: number,
  dates?: any[][],
  invocation?: CustomFunctions.Invocation,
): number {
  const { flows, levels, years } = indexedFlows(values, index, dates, invocation);
  return answer(directAlpha(flows, levels, nav ?? 0, years));
}

/**
 * Public market equivalent of Long and Nickels: the rate of the same flows invested in the index, per period, or annual with dates.
 * @customfunction LNPME
 * @param values Flows, negative when paid in.
 * @param index Level of the index at each flow.
 * @param [dates] Dates of the flows, in any order.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Rate as a fraction.
 */
export function lnpme(
  values: any[][],
  index: any[][],
  dates?: any[][],
  invocation?: CustomFunctions.Invocation,
): number {
  const { flows, levels, years } = indexedFlows(values, index, dates, invocation, 2);
  return answer(longNickels(flows, levels, years));
}

/**
 * PME+: the rate of the index when distributions are scaled so that it ends at the fund's remaining value, per period, or annual with dates.
 * @customfunction PMEPLUS
 * @param values Flows, negative when paid in.
 * @param index Level of the index at each flow.
 * @param [nav] Remaining value at the last flow; 0 when left out.
 * @param [dates] Dates of the flows, in any order.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Rate as a fraction.
 */
export function pmeplus(
  values: any[][],
  index: any[][],
  nav?: number,
  dates?: any[][],
  invocation?: CustomFunctions.Invocation,
): number {
  const { flows, levels, years } = indexedFlows(values, index, dates, invocation);
  return answer(pmePlus(flows, levels, nav ?? 0, years));
}

/**
 * The distribution modes: id, name and order of payment.
 * @customfunction MODES
 * @returns A table with its head.
 */
export function modes(): any[][] {
  const locale = language();
  return [
    [sheetTexts.mode, sheetTexts.name, sheetTexts.order].map((t) => say(t, locale)),
    ...presets.map((p) => [p.id, say(p.name, locale), say(p.order, locale)]),
  ];
}

/**
 * The terms of a mode as a block to edit: label, value, unit.
 * @customfunction TERMS
 * @param mode Distribution mode.
 * @returns Three columns.
 */
export function terms(mode: Mode): any[][] {
  return defaultTerms(mode);
}

/**
 * The whole distribution table: per period what each tier is owed and pays, each party's total and a check.
 * @customfunction DISTRIBUTE
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash, about a year apart.
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
  const locale = language();
  const all = detailTable(resultOf([mode, terms, cash, dates, contributions], invocation), locale);
  const shown =
    columns === Columns.Payments
      ? all.filter((c) => !c.tier || c.party !== undefined || c.key.endsWith(".paid"))
      : columns === Columns.Parties
        ? all.filter((c) => !c.tier)
        : all;
  return tableValues(
    shown.filter((c) => c.key !== "date" || dates != null),
    locale,
  );
}

/**
 * What each party paid in and received, with profit, DPI and IRR.
 * @customfunction SUMMARY
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash, about a year apart.
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
  return summaryValues(resultOf([mode, terms, cash, dates, contributions], invocation), language());
}

/**
 * What one party receives: in one period, or over the life of the deal.
 * @customfunction PAYOUT
 * @param party Name of the party, as SUMMARY shows it.
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash, about a year apart.
 * @param [contributions] Later contributions, one cell for each cell of cash.
 * @param [period] Period, 0 for the closing; all periods when left out.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Amount.
 */
export function payout(
  party: string,
  mode: Mode,
  terms: any[][],
  cash: any[][],
  dates?: any[][],
  contributions?: any[][],
  period?: number,
  invocation?: CustomFunctions.Invocation,
): number {
  return payoutOf(resultOf([mode, terms, cash, dates, contributions], invocation, 1), party, period);
}

/**
 * Carry paid to the general partner over the life of the deal.
 * @customfunction CARRY
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment.
 * @param [dates] Dates of the cash, about a year apart.
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
): number {
  return total(resultOf([mode, terms, cash, dates, contributions], invocation).carry);
}

/**
 * What the general partner must give back at the end: carry received beyond its carry on the whole fund.
 * @customfunction CLAWBACK
 * @param mode Distribution mode.
 * @param terms Label, value and unit, as TERMS spills them.
 * @param cash Cash by year; a leading negative amount is the investment. Deal by deal: a column for each deal, its cost first.
 * @param [dates] Dates of the cash, about a year apart.
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
): number {
  return clawbackOf([mode, terms, cash, dates, contributions], invocation);
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
  return explanationOf([mode, terms, cash, dates, contributions], period, tier, invocation);
}
