/** The one reader: what selections, pasted cells, workbooks and ranges of functions hold. */
export type * from './model.ts';
export { readSelection, readWorkbook } from './reader.ts';
export { readRanges, type RangeColumn, type RangesRead } from './ranges.ts';
export { parseNumber, styleOf, type ParsedNumber, type Style } from './number.ts';
export { parsePeriod, type ParsedPeriod } from './period.ts';
export { parseDate, type ParsedDate } from './dates.ts';
export type { DayOrder } from './named-periods.ts';
export { periodsIn, type PeriodLine } from './periods.ts';
export { choiceNamed, modeNamed, nearlyTerm, stepLabel, termLabel, type KnownLabel } from './labels.ts';
export { termValue, type TermValue } from './term-value.ts';
export { headSays, isTotalName, moneyUnit, type HeadSays } from './words.ts';
