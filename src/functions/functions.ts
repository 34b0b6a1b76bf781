/**
 * The custom functions: thin wrappers that read ranges, call the engine and turn faults into cell errors.
 * functions.json is made from these comments; zh-CN descriptions stand in functions.zh-CN.json.
 */
import { npv as netPresentValue, payback as paybackOf, presets, run, total } from "../engine/index.ts";
import { say, sheetTexts } from "../i18n/index.ts";
import { readDeal, summaryValues, detailTable, tableValues } from "../sheet/index.ts";
import { asGrid, cached, fail, failAt, language, noAnswer } from "./cell.ts";
import { datedFlows, flowsOf, rateOf } from "./series.ts";
import { defaultTerms } from "./templates.ts";

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
    return rateOf(values, dates, guess ?? undefined, invocation);
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
  return netPresentValue(
    rate,
    flows,
    days.map((d) => (d - days[0]!) / 365),
  );
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
  const { paidIn, received } = sums(flowsOf(values, 0, invocation));
  return paidIn > 0 ? received / paidIn : noAnswer();
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
  const { paidIn, received } = sums(flowsOf(values, 0, invocation));
  return paidIn > 0 ? (received + (nav ?? 0)) / paidIn : noAnswer();
}

function sums(flows: readonly number[]): { paidIn: number; received: number } {
  return {
    paidIn: -total(flows.filter((f) => f < 0)),
    received: total(flows.filter((f) => f > 0)),
  };
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
  const { flows, years } =
    dates == null ? periodic(values, invocation) : annual(datedFlows(values, dates, invocation, true));
  return paybackOf(flows, years, "linear", rate ?? 0) ?? noAnswer();
}

function periodic(values: any[][], invocation: CustomFunctions.Invocation | undefined) {
  const flows = flowsOf(values, 0, invocation);
  return { flows, years: flows.map((_, k) => k) };
}

const annual = ({ flows, days }: { flows: number[]; days: number[] }) => ({
  flows,
  years: days.map((d) => (d - days[0]!) / 365),
});

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
  return cached(
    invocation,
    `DISTRIBUTE ${locale}`,
    [mode, terms, cash, dates, contributions, columns],
    () => {
      const all = detailTable(resultOf(mode, terms, cash, dates, contributions, invocation), locale);
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
    },
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
  const locale = language();
  return cached(invocation, `SUMMARY ${locale}`, [mode, terms, cash, dates, contributions], () =>
    summaryValues(resultOf(mode, terms, cash, dates, contributions, invocation), locale),
  );
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
  return cached(invocation, "CARRY", [mode, terms, cash, dates, contributions], () =>
    total(resultOf(mode, terms, cash, dates, contributions, invocation).carry),
  );
}

function resultOf(
  mode: Mode,
  terms: any[][],
  cash: any[][],
  dates?: any[][],
  contributions?: any[][],
  invocation?: CustomFunctions.Invocation,
) {
  const deal = readDeal({
    mode,
    terms: asGrid(terms, invocation, 1),
    cash: asGrid(cash, invocation, 2),
    dates: dates == null ? undefined : asGrid(dates, invocation, 3),
    contributions: contributions == null ? undefined : asGrid(contributions, invocation, 4),
  });
  if (!deal.ok) return failAt(deal.issues);
  return run(deal.value.definition, deal.value.flows);
}
