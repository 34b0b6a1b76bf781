/** The only door of the engine. */
export type * from './definition.ts';
export type * from './result.ts';
export type { Issue, IssueCode, Parsed } from './issue.ts';
export { InvariantError } from './issue.ts';
export { allRates, irr, irrAt, xirr, type NoRate, type Rate } from './irr.ts';
export { isoOf, serialOf } from './dates.ts';
export { npv, payback, total } from './measures.ts';
export { partyName, run, tierName } from './run.ts';
export { distribute, traceOf, type Distribution } from './distribute.ts';
export type { Step, Trace } from './trace.ts';
export { commonTerms, defaultOptions, type OptionSpec, type Preset, type TermSpec } from './preset-parts.ts';
export { presetOf, presets } from './presets.ts';
export { define, type Defined } from './terms.ts';
export { parse, withOptions } from './parse.ts';
export { amountSchema, definitionSchema, flowsSchema, indexLevelSchema } from './schema.ts';
export { LIMITS } from './limits.ts';
export { faults } from './faults.ts';
export { directAlpha, ksPme, longNickels, longNickelsNav, mirr, pmePlus, pmePlusFactor } from './pme.ts';
