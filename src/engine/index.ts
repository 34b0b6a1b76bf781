/** The only door of the engine. */
export type * from './definition.ts';
export type * from './flows.ts';
export type * from './result.ts';
export type { Issue, IssueCode, Parsed } from './issue.ts';
export { InvariantError, known } from './issue.ts';
export { allRates, irr, irrAt, xirr, type NoRate, type Rate } from './returns/irr.ts';
export { addMonths, isoOf, serialOf } from './dates.ts';
export { npv, payback, total } from './returns/measures.ts';
export { overflowIn } from './overflow.ts';
export { partyName, tierName } from './names.ts';
export { run } from './run.ts';
export { openBatch, PROJECT, type Batch, type WholeClause } from './batch/batch.ts';
export type { Figures, Outcomes } from './batch/result.ts';
export {
  definitionSubject,
  measured,
  presetSubject,
  studyOf,
  withRatios,
  type Changes,
  type Lever,
  type Measure,
  type Study,
  type Subject,
  CASH,
  EXIT,
} from './studies/study.ts';
export { nearestAnswer, solve, type Answer, type Solved } from './studies/solve.ts';
export * from './simulation/index.ts';
export { openMeasuredRuns } from './studies/measured-runs.ts';
export { barOf, grid, inOrder, stepOf as leverStep, tornado, type Bar } from './studies/sensitivity.ts';
export {
  partSizes,
  reconcile,
  reconciliation,
  type Claim,
  type Compared,
  type Explanation,
  type Reconciliation,
  type TriedPart,
} from './studies/reconcile.ts';
export type { Reading, ReadingTopic } from './studies/readings.ts';
export {
  compile,
  distribute,
  operandsOf,
  traceOf,
  valueOf,
  type Expression,
  type Factor,
  type Program,
  type Recorded,
  type Said,
  type Trace,
  type Turn,
  type What,
} from './distribution/index.ts';
export { admittedAt } from './distribution/calls.ts';
export { feeStretches } from './distribution/fees.ts';
export { listsOf } from './distribution/loading.ts';
export { sliceOf } from './distribution/slices.ts';
export { orderOf, PERIODS_PER_YEAR, TIMES_A_YEAR } from './distribution/time.ts';
export {
  commonTerms,
  defaultOptions,
  isYearApart,
  usualAccrual,
  type OptionSpec,
  type Preset,
  type TermSpec,
  type TermValue,
} from './presets/parts.ts';
export { presetOf, presets } from './presets/index.ts';
export { define, type Defined } from './presets/terms.ts';
export { ownPreset } from './presets/own.ts';
export { checkTogether, parse, parseDefinition, sketchDefinition, withOptions } from './parse/parse.ts';
export { usualTierId } from './parse/read-definition.ts';
export { definitionJson } from './parse/definition-json.ts';
export { flowsJson } from './parse/flows-json.ts';
export { dealIssues } from './parse/parse-flows.ts';
export { amountSchema, definitionSchema, flowsSchema, indexLevelSchema } from './parse/schema.ts';
export { LIMITS } from './limits.ts';
export { weightOf } from './weight.ts';
export { faults } from './parse/faults.ts';
export {
  directAlpha,
  ksPme,
  longNickels,
  longNickelsNav,
  mirr,
  pmePlus,
  pmePlusFactor,
} from './returns/pme.ts';
