/** The functions that measure a series of flows against an index: public market equivalents. */
import { directAlpha, ksPme, longNickels, pmePlus } from "../engine/index.ts";
import { answer } from "./cell.ts";
import { optionalRange, rangeOf } from "./range.ts";
import { indexedFlows } from "./series.ts";

/** @param datesAt place of the dates among the parameters */
const read = (
  values: unknown[][],
  index: unknown[][],
  dates: unknown[][] | undefined,
  datesAt: number,
  invocation: CustomFunctions.Invocation | undefined,
) =>
  indexedFlows(
    rangeOf(values, 0, invocation),
    rangeOf(index, 1, invocation),
    optionalRange(dates, datesAt, invocation),
  );

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
): number[][] {
  const { flows, levels } = indexedFlows(
    rangeOf(values, 0, invocation),
    rangeOf(index, 1, invocation),
    undefined,
  );
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
): number[][] {
  const { flows, levels, years } = read(values, index, dates, 3, invocation);
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
): number[][] {
  const { flows, levels, years } = read(values, index, dates, 2, invocation);
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
): number[][] {
  const { flows, levels, years } = read(values, index, dates, 3, invocation);
  return answer(pmePlus(flows, levels, nav ?? 0, years));
}
