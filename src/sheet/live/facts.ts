/** What engine and sheet both need to know. */
export { orderOf, PERIODS_PER_YEAR, stepsOf, TIMES_A_YEAR } from '../../engine/distribution/time.ts';
export { admittedAt, presentShares } from '../../engine/distribution/calls.ts';
export { feeStretches } from '../../engine/distribution/fees.ts';
export { listsOf } from '../../engine/distribution/program.ts';
export { sliceOf } from '../../engine/distribution/slices.ts';
