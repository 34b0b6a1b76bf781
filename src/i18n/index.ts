/** The one message catalogue: every text of the product in English and Chinese. */
export * from './text.ts';
export { fieldName, issueMessage, pathText } from './issues.ts';
export { cellIssueMessage } from './cells.ts';
export { conventionText } from './conventions.ts';
export { liveTexts, whyNotTexts } from './live.ts';
export { sheetTexts } from './sheet.ts';
export { isWorkbookFault, workbookFaultMessage, workbookTexts, type WorkbookFaultCode } from './workbook.ts';
export { describeTiers, type TierInWords } from './tiers.ts';
export { explainStep, potName } from './explain.ts';
