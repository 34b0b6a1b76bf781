/** A block of cells put where the cursor is, over empty cells alone. */
import { excelTexts } from '../../i18n/excel.ts';
import { cellAddress, rangeAddress, type SheetPlan } from '../../sheet/index.ts';
import { EXCEL_LIMITS } from '../../sheet/write/excel-limits.ts';
import { columnPoints } from './blocks.ts';
import { digitPixels, writeLines } from './fill-sheet.ts';
import { ExcelTrouble, troubleOf } from './refusals.ts';
import { RUN } from './run.ts';
import type { Lack } from './write-sheet.ts';

/** Where the block stands, or why it does not: cells that hold something, or the end of the sheet. */
export type Put =
  | {
      readonly kind: 'written';
      readonly sheet: string;
      readonly address: string;
      readonly lacks: readonly Lack[];
    }
  | { readonly kind: 'inTheWay'; readonly sheet: string; readonly cells: readonly string[] }
  | { readonly kind: 'noRoom' };

interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** Writes nothing where one of the cells holds something; what was written is taken away where the rest is refused. */
export async function writeAtCursor(plan: SheetPlan): Promise<Put> {
  const [rows, columns] = [plan.cells.length, plan.cells[0]!.length];
  const place = await Excel.run(RUN, activePlace);
  const { sheet, row, column } = place;
  if (row + rows > EXCEL_LIMITS.rows || column + columns > EXCEL_LIMITS.columns) return { kind: 'noRoom' };
  let isBegun = false;
  try {
    const cells = await Excel.run(RUN, async (context) => {
      const worksheet = context.workbook.worksheets.getItem(sheet);
      const range = worksheet.getRangeByIndexes(row, column, rows, columns);
      range.load({ values: true, formulas: true });
      await context.sync();
      const inTheWay = filledIn(range.values, range.formulas);
      if (inTheWay.length) return inTheWay;
      isBegun = true;
      await writeLines(context, worksheet, plan, row, column);
      range.load({ values: true, formulas: true });
      await context.sync();
      // A merged cell takes its first value and drops the others without a word.
      const wanted = plan.cells.flat().filter((value) => value !== null).length;
      const { values, formulas } = range;
      if (filledIn(values, formulas).length < wanted)
        throw new ExcelTrouble({ key: excelTexts.troubleOverlap });
      range.select();
      await context.sync();
      return [];
    });
    if (cells.length)
      return { kind: 'inTheWay', sheet, cells: cells.map(([r, c]) => cellAddress(row + r, column + c)) };
  } catch (error) {
    // The first error is told, even if emptying the cells fails too.
    if (isBegun) await emptied(place, rows, columns).catch(() => undefined);
    throw error;
  }
  const lacks = await widened(place, plan.widths);
  return { kind: 'written', sheet, address: rangeAddress(row, column, rows, columns), lacks };
}

async function activePlace(context: Excel.RequestContext): Promise<Place> {
  const cell = context.workbook.getActiveCell();
  cell.load({ rowIndex: true, columnIndex: true, worksheet: { name: true } });
  await context.sync();
  return { sheet: cell.worksheet.name, row: cell.rowIndex, column: cell.columnIndex };
}

/** Rows and columns of cells that hold a value or a formula, from the first of the range. */
const filledIn = (
  values: readonly unknown[][],
  formulas: readonly unknown[][],
): [row: number, column: number][] =>
  values.flatMap((line, r) =>
    line.flatMap((value, c): [number, number][] => (value === '' && formulas[r]![c] === '' ? [] : [[r, c]])),
  );

/** Columns become wide enough for the block; none becomes narrower. */
async function widened({ sheet, column }: Place, widths: readonly number[]): Promise<Lack[]> {
  try {
    await Excel.run(RUN, async (context) => {
      const worksheet = context.workbook.worksheets.getItem(sheet);
      const digit = await digitPixels(context, worksheet);
      const firsts = widths.map((_, c) => worksheet.getCell(0, column + c));
      for (const first of firsts) first.load({ format: { columnWidth: true } });
      await context.sync();
      firsts.forEach(({ format }, c) => {
        const points = columnPoints(widths[c]!, digit);
        if (format.columnWidth < points) format.columnWidth = points;
      });
      await context.sync();
    });
    return [];
  } catch (error) {
    return [{ key: 'lacksWidths', why: troubleOf(error) }];
  }
}

const emptied = ({ sheet, row, column }: Place, rows: number, columns: number): Promise<void> =>
  Excel.run(RUN, async (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    worksheet.getRangeByIndexes(row, column, rows, columns).clear('Contents');
    await context.sync();
  });
