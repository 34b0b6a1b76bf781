/** What Excel's refusals mean to the user, and what to do about them. */
import { excelTexts } from '../../i18n/excel.ts';
import type { Text } from '../../i18n/text.ts';
import type { Message } from '../model/message.ts';

/** A message with its words, which are not the pane's own. */
export interface Trouble extends Message {
  readonly key: Text;
}

/** Cells that cannot be read are a trouble of Excel, told with what to do. */
export class ExcelTrouble extends Error {
  constructor(readonly told: Trouble) {
    super(JSON.stringify(told.key));
  }
}

/** Documented codes of Office.js with the words for them; any other is shown itself. */
const WORDS = {
  AccessDenied: 'troubleProtected',
  ActivityLimitReached: 'troubleBusy',
  ApiNotAvailable: 'troubleMissing',
  ApiNotFound: 'troubleMissing',
  Conflict: 'troubleConflict',
  EmptyChartSeries: 'troubleOther',
  FilteredRangeConflict: 'troubleOverlap',
  FormulaLengthExceedsLimit: 'troubleTooMuch',
  GeneralException: 'troubleOther',
  HostRestartNeeded: 'troubleRestart',
  InactiveWorkbook: 'troubleInactive',
  InsertDeleteConflict: 'troubleOverlap',
  InvalidArgument: 'troubleOther',
  InvalidOperation: 'troubleBusy',
  InvalidOperationInCellEditMode: 'troubleEditing',
  InvalidReference: 'troubleGone',
  InvalidRequest: 'troubleOther',
  InvalidSelection: 'troubleSelection',
  ItemAlreadyExists: 'troubleConflict',
  ItemNotFound: 'troubleGone',
  MemoryLimitReached: 'troubleMemory',
  MergedRangeConflict: 'troubleOverlap',
  NonBlankCellOffSheet: 'troubleTooMuch',
  NotImplemented: 'troubleMissing',
  OperationCellsExceedLimit: 'troubleTooMuch',
  PivotTableRangeConflict: 'troubleOverlap',
  RangeExceedsLimit: 'troubleTooMuch',
  RequestAborted: 'troubleBusy',
  RequestPayloadSizeLimitExceeded: 'troubleTooMuch',
  ResponsePayloadSizeLimitExceeded: 'troubleLarge',
  ServiceNotAvailable: 'troubleBusy',
  Unauthenticated: 'troubleRestart',
  UndoNotSupported: 'troubleUndo',
  UnsupportedFeature: 'troubleUnsupported',
  UnsupportedOperation: 'troubleUnsupported',
  UnsupportedSheet: 'troubleUnsupported',
} as const satisfies Readonly<Record<string, keyof typeof excelTexts>>;

export const codeOf = (error: unknown): string =>
  String((error as { code?: unknown } | null)?.code ?? (error as Error | null)?.message ?? error);

/** @param what that may no longer be there */
export function troubleOf(error: unknown, what = ''): Trouble {
  if (error instanceof ExcelTrouble) return error.told;
  const code = codeOf(error);
  const name = Object.hasOwn(WORDS, code) ? WORDS[code as keyof typeof WORDS] : 'troubleOther';
  if (name === 'troubleGone')
    return what === ''
      ? { key: excelTexts.troubleConflict }
      : { key: excelTexts.troubleGone, params: { what } };
  return name === 'troubleOther'
    ? { key: excelTexts.troubleOther, params: { code } }
    : { key: excelTexts[name] };
}
