import type { FUniver, Injector, Univer } from '@univerjs/presets';
import '@univerjs/preset-sheets-core';
import type { Rect } from './types.ts';

type Book = NonNullable<ReturnType<FUniver['getActiveWorkbook']>>;
type Sheet = ReturnType<Book['getActiveSheet']>;

/** The running library: its public facade, and the injector for what the facade lacks. */
export interface Core {
  readonly univer: Univer;
  readonly api: FUniver;
  readonly injector: Injector;
}

export function book(core: Core): Book {
  const open = core.api.getActiveWorkbook();
  if (!open) throw new Error('no workbook is open');
  return open;
}

export function sheetOf(core: Core, id: string): Sheet {
  const sheet = book(core).getSheetBySheetId(id);
  if (!sheet) throw new Error(`no worksheet ${id}`);
  return sheet;
}

export const toUniverRange = ({ row, column, rows, columns }: Rect) => ({
  startRow: row,
  startColumn: column,
  endRow: row + rows - 1,
  endColumn: column + columns - 1,
});

export const toRect = (range: {
  startRow: number;
  startColumn: number;
  endRow: number;
  endColumn: number;
}): Rect => ({
  row: range.startRow,
  column: range.startColumn,
  rows: range.endRow - range.startRow + 1,
  columns: range.endColumn - range.startColumn + 1,
});
