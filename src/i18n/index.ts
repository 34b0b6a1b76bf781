/** The one message catalogue: every text of the product in English and Chinese. */
export * from './text.ts';
export { fieldName, issueMessage, pathText } from './issues.ts';
export { cellIssueMessage } from './cells.ts';
export { contentsTexts } from './contents.ts';
export { conventionText } from './conventions.ts';
export { liveTexts, whyNotTexts } from './live.ts';
export { detailTexts } from './detail.ts';
export { sheetTexts } from './sheet.ts';
export { isWorkbookFault, workbookFaultMessage, workbookTexts, type WorkbookFaultCode } from './workbook.ts';
export { describeTiers, partBefore, rateWords, type TierInWords } from './tiers.ts';
export { cellTexts } from './explain-cell.ts';
export { sumText } from './expression.ts';
export { explainClawback, explainTurn, partyCalled, potName } from './explain.ts';
