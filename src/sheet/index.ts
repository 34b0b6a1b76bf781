/** Cells to plain data and back: what was read, where it stood, and what is to be written. */
export { cellAddress, gridAt, inSheet, rangeAddress, type CellValue, type Grid } from './grid.ts';
export type { CellIssue, ReadFlow, Reading, ReadTerm, Said, Source } from './reading.ts';
export type { Question, ReadLine, Role } from './read/index.ts';
export type { DateOrder, WorkbookFault, WorkbookReading, WorkbookRow, WorkbookTerm } from './workbook.ts';
export { readSelection } from './selection.ts';
export { givenTerms } from './given-terms.ts';
export { readDeal, type Deal } from './deal.ts';
export { modeById, modeOf } from './mode.ts';
export { stepLabel } from './step-label.ts';
export { detailTable, summaryValues, tableValues, type DetailColumn } from './table.ts';
export { whyNoFormulas, type WhyNot } from './live/index.ts';
export { detailSheet, type DetailAbout, type InputCells } from './write/detail.ts';
export type * from './plan.ts';
export { hasSources } from './sources.ts';
export { explainer, type CellExplanation, type ExplainedInput } from './explain/index.ts';
export { CONTENTS_FROM, contentsSheet, type ContentsEntry } from './write/contents.ts';
export { plain } from './write/canvas.ts';
export { HUES, INK } from './write/colors.ts';
