/** The functions of one series of flows: its returns, its multiples, when it is paid back. */
import { allRates, mirr as mirrOf, npv as netPresentValue, payback as paybackOf } from "../engine/index.ts";
import { answer, argumentCell, cached, fail, fraction, language, noAnswer } from "./cell.ts";
import { optionalRange, rangeOf } from "./range.ts";
import { datedFlows, flowsOf, rateOf, sumsOf, yearsOf } from "./series.ts";
import { ratesHead } from "./templates.ts";

/**
 * Internal rate of return. Without dates the rate per period, as Excel's IRR; with dates the annual rate, as XIRR.
 * @customfunction IRR
 * @param values Flows, negative when paid in, one a period; a blank is 0.
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
): number[][] {
  const flows = rangeOf(values, 0, invocation);
  const days = optionalRange(dates, 1, invocation);
  return cached(invocation, "IRR", [flows, days, guess], () => {
    if (guess != null && !(guess > -1)) fail(language(), "guess");
    return answer(rateOf(flows, days, guess ?? undefined));
  });
}

/**
 * Every rate at which the flows are worth nothing, ascending, below a head that counts their sign changes.
 * @customfunction IRRALL IRR.ALL
 * @param values Flows, negative when paid in, one a period; a blank is 0.
 * @param [dates] Dates of the flows, in any order.
 * @param invocation
 * @requiresParameterAddresses
 * @returns A column: head, then rates as fractions.
 */
export function irrAll(values: any[][], dates?: any[][], invocation?: CustomFunctions.Invocation): any[][] {
  const locale = language();
  const flows = rangeOf(values, 0, invocation);
  const days = optionalRange(dates, 1, invocation);
  return cached(invocation, `IRR.ALL ${locale}`, [flows, days], () => {
    const dated = days && datedFlows(flows, days);
    const { rates, signChanges } = dated
      ? allRates(dated.flows, dated.days, 1 / 365)
      : allRates(flowsOf(flows));
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
): number[][] {
  const discount = fraction(rate, argumentCell(invocation, 0));
  const range = rangeOf(values, 1, invocation);
  const dated = optionalRange(dates, 2, invocation);
  if (dated) {
    const { flows, days } = datedFlows(range, dated);
    return answer(netPresentValue(discount, flows, yearsOf(days)));
  }
  const flows = flowsOf(range);
  const years = flows.map((_, k) => k + 1);
  return answer(netPresentValue(discount, flows, years));
}

/**
 * Modified rate of return per period, as Excel's MIRR: flows paid in are discounted at one rate, flows received are carried to the end at another.
 * @customfunction MIRR
 * @param values Flows, negative when paid in, one a period; a blank is 0.
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
): number[][] {
  const flows = flowsOf(rangeOf(values, 0, invocation));
  const rates = [financeRate, reinvestRate].map((rate, i) => fraction(rate, argumentCell(invocation, 1 + i)));
  return answer(mirrOf(flows, rates[0]!, rates[1]!));
}

/**
 * Distributions over paid-in capital.
 * @customfunction DPI
 * @param values Flows, negative when paid in.
 * @param invocation
 * @requiresParameterAddresses
 * @returns Multiple.
 */
export function dpi(values: any[][], invocation?: CustomFunctions.Invocation): number[][] {
  const { paidIn, received } = sumsOf(rangeOf(values, 0, invocation));
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
export function rvpi(values: any[][], nav: number, invocation?: CustomFunctions.Invocation): number[][] {
  return answer(nav / sumsOf(rangeOf(values, 0, invocation)).paidIn);
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
export function tvpi(values: any[][], nav: number, invocation?: CustomFunctions.Invocation): number[][] {
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
export function moic(values: any[][], nav?: number, invocation?: CustomFunctions.Invocation): number[][] {
  const { paidIn, received } = sumsOf(rangeOf(values, 0, invocation));
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
): number[][] {
  const discount = rate == null ? 0 : fraction(rate, argumentCell(invocation, 2));
  const range = rangeOf(values, 0, invocation);
  const dated = optionalRange(dates, 1, invocation);
  const read = dated && datedFlows(range, dated, true);
  const flows = read?.flows ?? flowsOf(range);
  const years = read ? yearsOf(read.days) : flows.map((_, k) => k);
  const worth = discount ? flows.map((flow, k) => flow / (1 + discount) ** years[k]!) : flows;
  return answer(paybackOf(worth, years));
}
