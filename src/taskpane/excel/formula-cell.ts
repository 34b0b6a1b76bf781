/** One of our functions in the cell in front, with what its arguments hold. */
import {
  callIn,
  cellAddress,
  type Argument,
  type CellValue,
  type FormulaCell,
  type Grid,
  type TableReference,
} from '../../sheet/index.ts';
import { grid } from './read-cells.ts';
import { RUN } from './run.ts';

/** @returns the cell, or where the nearest cell with one of our functions stands; null where the sheet has none */
export const readFormulaCell = (): Promise<FormulaCell | { readonly nearest: string | null }> =>
  Excel.run(RUN, async (context) => {
    const cell = context.workbook.getActiveCell();
    const place = { formulas: true, rowIndex: true, columnIndex: true };
    cell.load({ ...place, values: true, worksheet: { name: true } });
    const spills = Office.context.requirements.isSetSupported('ExcelApi', '1.12');
    const parent = spills ? cell.getSpillParentOrNullObject() : null;
    parent?.load(place);
    await context.sync();
    const anchor = parent && !parent.isNullObject ? parent : cell;
    const formula: unknown = anchor.formulas[0]![0];
    const call = callIn(formula);
    const { worksheet, rowIndex: row, columnIndex: column } = cell;
    if (!call) return { nearest: await nearestCall(context, worksheet, row, column) };
    const heldBy = async (argument: Argument): Promise<Grid | null> => {
      const range =
        argument.kind === 'table'
          ? await tableRange(context, cell, row, argument)
          : rangeOf(context, worksheet.name, argument, spills);
      return range && held(context, range);
    };
    const grids: (Grid | null)[] = [];
    const named: (Grid | null)[][] = [];
    for (const argument of call.arguments) {
      grids.push(await heldBy(argument));
      const cells: (Grid | null)[] = [];
      if (argument.kind === 'formula') for (const one of argument.cells) cells.push(await heldBy(one));
      named.push(cells);
    }
    return {
      sheet: worksheet.name,
      row,
      column,
      anchor: { row: anchor.rowIndex, column: anchor.columnIndex },
      formula: String(formula),
      call,
      value: cell.values[0]![0] as CellValue,
      grids,
      named,
    };
  });

function rangeOf(
  context: Excel.RequestContext,
  own: string,
  argument: Argument,
  spills: boolean,
): Excel.Range | null {
  if (argument.kind === 'name')
    return context.workbook.names.getItemOrNullObject(argument.name).getRangeOrNullObject();
  if (argument.kind !== 'range') return null;
  const range = context.workbook.worksheets.getItem(argument.sheet ?? own).getRange(argument.address);
  return argument.spilled && spills ? range.getSpillingToRangeOrNullObject() : range;
}

/** The table that a cell stands in; null where it is in none, or Excel is older than the question. */
async function tableAround(context: Excel.RequestContext, cell: Excel.Range): Promise<Excel.Table | null> {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.9')) return null;
  const around = cell.getTables(false);
  around.load({ name: true });
  await context.sync();
  const { items } = around;
  return items[0] ?? null;
}

/** The part of a table; null where the table or a head of it is not there, and for its row of totals. */
async function tableRange(
  context: Excel.RequestContext,
  cell: Excel.Range,
  row: number,
  { table: name, part, columns }: TableReference,
): Promise<Excel.Range | null> {
  if (part === 'totals') return null;
  const table =
    name === null ? await tableAround(context, cell) : context.workbook.tables.getItemOrNullObject(name);
  table?.load({ name: true });
  await context.sync();
  if (!table || table.isNullObject) return null;
  const head = table.getHeaderRowRange();
  const area = part === 'headers' ? head : part === 'all' ? table.getRange() : table.getDataBodyRange();
  head.load({ values: true, columnIndex: true });
  area.load({ rowIndex: true, rowCount: true });
  await context.sync();
  const heads = head.values[0]!.map(String);
  const at = (columns ?? [heads[0]!, heads.at(-1)!]).map((wanted) =>
    heads.findIndex((given) => given.toLowerCase() === wanted.toLowerCase()),
  );
  const [from, to] = [Math.min(...at), Math.max(...at)];
  const isOut = part === 'row' && (row < area.rowIndex || row >= area.rowIndex + area.rowCount);
  if (from < 0 || isOut) return null;
  const [first, rows] = part === 'row' ? [row, 1] : [area.rowIndex, area.rowCount];
  return table.worksheet.getRangeByIndexes(first, head.columnIndex + from, rows, to - from + 1);
}

/** Null where a name is unknown, or is none of cells. */
async function held(context: Excel.RequestContext, range: Excel.Range): Promise<Grid | null> {
  range.load({ address: true });
  await context.sync();
  return range.isNullObject ? null : grid(context, range);
}

/** Sheets with more cells are not searched. */
const MOST_SEARCHED = 100_000;

async function nearestCall(
  context: Excel.RequestContext,
  worksheet: Excel.Worksheet,
  row: number,
  column: number,
): Promise<string | null> {
  const used = worksheet.getUsedRangeOrNullObject(true);
  used.load({ rowIndex: true, columnIndex: true, rowCount: true, columnCount: true });
  await context.sync();
  if (used.isNullObject || used.rowCount * used.columnCount > MOST_SEARCHED) return null;
  used.load({ formulas: true });
  await context.sync();
  const found = (used.formulas as unknown[][]).flatMap((line, r) =>
    line.flatMap((formula, c) => {
      if (!callIn(formula)) return [];
      const at = { row: used.rowIndex + r, column: used.columnIndex + c };
      return [{ ...at, far: Math.abs(at.row - row) + Math.abs(at.column - column) }];
    }),
  );
  const [nearest] = found.sort((a, b) => a.far - b.far);
  return nearest ? cellAddress(nearest.row, nearest.column) : null;
}
