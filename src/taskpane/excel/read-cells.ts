/** Cells as Excel gives them, in answers that it gives. */
import { excelTexts } from '../../i18n/excel.ts';
import type { CellValue, Grid } from '../../sheet/index.ts';
import { piecesOf } from './blocks.ts';
import { ExcelTrouble } from './refusals.ts';
import { RUN } from './run.ts';
import { activeCell, valuesOf, type ActiveCell } from './saved-runs.ts';

/** Beyond this a selection is whole columns or rows: only its used part is read. */
const CELLS_AT_ONCE = 20_000;
const CELLS_AT_MOST = 200_000;
/** A number in one of these formats is a date. */
const DATES = /[yd]/i;

/** A range as it stands; of whole columns and rows their used part, null where nothing is. */
export async function grid(context: Excel.RequestContext, chosen: Excel.Range): Promise<Grid | null> {
  chosen.load({
    rowIndex: true,
    columnIndex: true,
    rowCount: true,
    columnCount: true,
    worksheet: { name: true },
  });
  await context.sync();
  let range = chosen;
  const { name } = chosen.worksheet;
  if (chosen.rowCount * chosen.columnCount > CELLS_AT_ONCE) {
    range = chosen.getUsedRangeOrNullObject(true);
    range.load({ rowIndex: true, columnIndex: true, rowCount: true, columnCount: true });
    await context.sync();
    if (range.isNullObject) return null;
    if (range.rowCount * range.columnCount > CELLS_AT_MOST)
      throw new ExcelTrouble({ key: excelTexts.troubleLarge });
  }
  const values: CellValue[][] = [];
  const numberFormats: string[][] = [];
  for (const { row, rows } of piecesOf(range.rowCount, range.columnCount)) {
    const piece = range.getCell(row, 0).getResizedRange(rows - 1, range.columnCount - 1);
    piece.load({ values: true, numberFormat: true });
    await context.sync();
    values.push(...(piece.values as CellValue[][]));
    numberFormats.push(...(piece.numberFormat as string[][]));
  }
  const dated = values.some((line, r) =>
    line.some((value, c) => typeof value === 'number' && DATES.test(withoutText(numberFormats[r]![c]))),
  );
  if (dated && (await countsFrom1904(context))) throw new ExcelTrouble({ key: excelTexts.trouble1904 });
  return { sheet: name, row: range.rowIndex, column: range.columnIndex, values, numberFormats };
}

/** A format without its words and colours. */
const withoutText = (format: string | undefined): string =>
  (format ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');

/** Workbooks of old Macs may count days from 1904: there its second day is the first. */
async function countsFrom1904(context: Excel.RequestContext): Promise<boolean> {
  const day = context.workbook.functions.date(1904, 1, 2);
  day.load({ value: true });
  await context.sync();
  return day.value === 1;
}

/** The selected block; null when it is empty. */
export const readSelected = (): Promise<Grid | null> =>
  Excel.run(RUN, (context) => grid(context, context.workbook.getSelectedRange()));

export const readRange = (sheet: string, address: string): Promise<Grid | null> =>
  Excel.run(RUN, (context) => grid(context, context.workbook.worksheets.getItem(sheet).getRange(address)));

/** Refuses where calculation is manual and cells wait for it: what would be read is not what they give. */
export const refuseUncalculated = (): Promise<void> =>
  Excel.run(RUN, async (context) => {
    const { application } = context.workbook;
    application.load({ calculationMode: true, calculationState: true });
    await context.sync();
    if (application.calculationMode === 'Manual' && application.calculationState === 'Pending')
      throw new ExcelTrouble({ key: excelTexts.troubleManual });
  });

/** The cell in front, with what is kept of its sheet. */
export const readActiveCell = (): Promise<ActiveCell> => Excel.run(RUN, activeCell);

/** What cells hold now; a range as the sum of its numbers. */
export const readCells = (sheet: string, addresses: readonly string[]): Promise<CellValue[]> =>
  Excel.run(RUN, (context) => valuesOf(context, sheet, addresses));
