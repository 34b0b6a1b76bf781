/**
 * Which Excel the preview stands for, and what state its workbook is in: what differs between platforms, workbooks and
 * moments, and would otherwise first be met in Excel itself. Tests set them; the page runs with the defaults.
 */
export interface ExcelState {
  /** What a blank cell of a range is to a function: 0 on the desktop, null on the web, an empty text in the grid itself. */
  blanks: 'empty' | 'zero' | 'null';
  /** Which functions are told the addresses of their arguments: those whose result is a matrix, by Excel's documentation. */
  addresses: 'all' | 'matrixResults';
  /** Cells that hold a data type, such as a stock: functions are given an object. By address with the sheet. */
  dataTypes: ReadonlySet<string>;
  /** Code that a request is refused with, by how many were sent before. */
  refuse: (request: number) => string | null;
  requestBytes: number;
  responseBytes: number;
  settingsBytes: number;
  /** Formulas that one undo group takes. */
  undoFormulas: number;
  structureProtected: boolean;
  /** Names of protected sheets. */
  protectedSheets: ReadonlySet<string>;
  calculation: 'Automatic' | 'Manual';
  /** The workbook counts days from 1904. */
  from1904: boolean;
  /** A printer is installed: without one, Excel may refuse a print set-up. */
  printer: boolean;
  /** What the formula of a cell reads that a spill covers. */
  covered: 'empty' | 'anchor';
}

export const usual: ExcelState = {
  blanks: 'zero',
  addresses: 'matrixResults',
  dataTypes: new Set(),
  refuse: () => null,
  requestBytes: 5_000_000,
  responseBytes: 5_000_000,
  settingsBytes: 1_000_000,
  undoFormulas: 1000,
  structureProtected: false,
  protectedSheets: new Set(),
  calculation: 'Automatic',
  from1904: false,
  printer: true,
  covered: 'empty',
};
