/** What is needed only to read cells, without the service or for a sheet: a file of its own, fetched right after the pane is usable. */
export { calculate, readRequest } from '../document/index.ts';
export { detailSheet, explainer, explainFormula, readSelection } from '../sheet/index.ts';
export {
  readActiveCell,
  readCells,
  readRange,
  readSelected,
  refuseUncalculated,
} from './excel/read-cells.ts';
export { readFormulaCell } from './excel/formula-cell.ts';
export { MOST_FORMULAS } from '../sheet/write/detail.ts';
export { aboutRun, keptOfSheet, listOf } from './detail-plan.ts';
export { troubleOf } from './excel/refusals.ts';
export { readLayouts } from './excel/layouts.ts';
export { forgetRun, keepRun } from './excel/kept-runs.ts';
export { readSavedModes } from './excel/saved-modes.ts';
export { keptOf } from './model/kept-runs.ts';
export { loadRuns } from './load-runs.ts';
export { recall } from './model/layouts.ts';
export { repairFormulas, repairNotice } from './excel/repair-formulas.ts';
export { writePlan, writePlans, writtenNotice } from './excel/write-sheet.ts';
export { createRefresh } from './refreshing.ts';
export { sayOf } from './said.ts';
export { excelTexts } from '../i18n/excel.ts';
