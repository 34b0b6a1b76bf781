/** The only module that talks to Excel. */
import {
  cellAddress,
  type Area,
  type CellValue,
  type Grid,
  type PlanCell,
  type SheetPlan,
  type Style,
} from '../sheet/index.ts';
import { addCharts } from './excel-charts.ts';
import { chunksOf, columnPoints, uniqueSheetName } from './sheet-writing.ts';
import type { Message } from './state.ts';

/** Beyond this a selection is whole columns or rows: only its used part is read. */
const CELLS_AT_ONCE = 20_000;
const CELLS_AT_MOST = 200_000;

/** Cells that cannot be read are a trouble of Excel, told with what to do. */
export class ExcelTrouble extends Error {
  constructor(readonly told: Message) {
    super(told.key);
  }
}

/** What Excel's error means to the user. */
export function troubleOf(error: unknown, what = ''): Message {
  if (error instanceof ExcelTrouble) return error.told;
  const code = String(
    (error as { code?: unknown } | null)?.code ?? (error as Error | null)?.message ?? error,
  );
  switch (code) {
    case 'InvalidOperationInCellEditMode':
      return { key: 'troubleEditing' };
    case 'InvalidSelection':
      return { key: 'troubleSelection' };
    case 'AccessDenied':
    case 'UnsupportedOperation':
      return { key: 'troubleProtected' };
    case 'ItemNotFound':
    case 'InvalidReference':
      return { key: 'troubleGone', params: { what } };
    case 'RequestPayloadSizeLimitExceeded':
    case 'ResponsePayloadSizeLimitExceeded':
      return { key: 'troubleLarge' };
    default:
      return { key: 'troubleOther', params: { code } };
  }
}

const RUN: Excel.RunOptions = { delayForCellEdit: true };

async function grid(context: Excel.RequestContext, chosen: Excel.Range): Promise<Grid | null> {
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
    if (range.rowCount * range.columnCount > CELLS_AT_MOST) throw new ExcelTrouble({ key: 'troubleLarge' });
  }
  range.load({ values: true, numberFormat: true });
  await context.sync();
  return {
    sheet: name,
    row: range.rowIndex,
    column: range.columnIndex,
    values: range.values as CellValue[][],
    numberFormats: range.numberFormat as string[][],
  };
}

/** The selected block; null when it is empty. */
export const readSelected = (): Promise<Grid | null> =>
  Excel.run(RUN, (context) => grid(context, context.workbook.getSelectedRange()));

export const readRange = (sheet: string, address: string): Promise<Grid | null> =>
  Excel.run(RUN, (context) => grid(context, context.workbook.worksheets.getItem(sheet).getRange(address)));

export const selectCell = (sheet: string, address: string): Promise<void> =>
  Excel.run(RUN, async (context) => {
    const target = context.workbook.worksheets.getItem(sheet);
    target.activate();
    target.getRange(address).select();
    await context.sync();
  });

export const writeCell = (sheet: string, address: string, value: string | number): Promise<void> =>
  Excel.run(RUN, async (context) => {
    context.workbook.worksheets.getItem(sheet).getRange(address).values = [[value]];
    await context.sync();
  });

/** Calls back after any cell of the workbook changed. */
export async function onCellsChanged(changed: () => void): Promise<void> {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.9')) return;
  await Excel.run(async (context) => {
    context.workbook.worksheets.onChanged.add(() => Promise.resolve(changed()));
    await context.sync();
  });
}

/** Writes a plan to a sheet of its own, in one undo step where Excel can; the sheet's name. Nothing stays when it fails. */
export const writePlan = (plan: SheetPlan): Promise<string> =>
  Excel.run(
    Office.context.requirements.isSetSupported('ExcelApi', '1.20') ? { ...RUN, mergeUndoGroup: true } : RUN,
    async (context) => {
      const sheets = context.workbook.worksheets;
      sheets.load({ name: true });
      await context.sync();
      const name = uniqueSheetName(
        plan.name,
        sheets.items.map((s) => s.name),
      );
      const sheet = sheets.add(name);
      try {
        await fill(context, sheet, plan);
      } catch (error) {
        sheet.delete();
        await context.sync();
        throw error;
      }
      return name;
    },
  );

async function fill(context: Excel.RequestContext, sheet: Excel.Worksheet, plan: SheetPlan): Promise<void> {
  plan.widths.forEach((characters, c) => {
    sheet.getRangeByIndexes(0, c, 1, 1).format.columnWidth = columnPoints(characters);
  });
  for (const { area, style } of plan.styles) applyStyle(sheet, area, style);
  const width = Math.max(...plan.cells.map((line) => line.length));
  for (const { row, lines } of chunksOf(plan.cells)) {
    sheet.getRangeByIndexes(row, 0, lines.length, width).formulas = lines.map((line) => padded(line, width));
    // Each chunk is a request of its own: a request may not exceed 5 MB on the web.
    await context.sync();
  }
  if (plan.freeze.rows && plan.freeze.columns)
    sheet.freezePanes.freezeAt(sheet.getRangeByIndexes(0, 0, plan.freeze.rows, plan.freeze.columns));
  else if (plan.freeze.rows) sheet.freezePanes.freezeRows(plan.freeze.rows);
  else if (plan.freeze.columns) sheet.freezePanes.freezeColumns(plan.freeze.columns);
  for (const { name, area } of plan.names) sheet.names.add(name, rangeOf(sheet, area));
  addCharts(sheet, plan.charts);
  setUpPage(sheet, plan.print);
  sheet.activate();
  sheet.getRange('A1').select();
  await context.sync();
}

const padded = (line: readonly PlanCell[], width: number): PlanCell[] =>
  Array.from({ length: width }, (_, c) => line[c] ?? '');

const rangeOf = (sheet: Excel.Worksheet, area: Area): Excel.Range =>
  sheet.getRangeByIndexes(area.row, area.column, area.rows, area.columns);

const ALIGN = {
  left: 'Left',
  center: 'Center',
  right: 'Right',
  centerAcross: 'CenterAcrossSelection',
} as const;
const EDGE = {
  top: 'EdgeTop',
  bottom: 'EdgeBottom',
  left: 'EdgeLeft',
  right: 'EdgeRight',
  insideHorizontal: 'InsideHorizontal',
} as const;

function applyStyle(sheet: Excel.Worksheet, area: Area, style: Style): void {
  const range = rangeOf(sheet, area);
  const { format } = range;
  // One value stands for every cell of the range.
  if (style.numberFormat !== undefined) range.numberFormat = style.numberFormat as unknown as string[][];
  if (style.bold !== undefined) format.font.bold = style.bold;
  if (style.size !== undefined) format.font.size = style.size;
  if (style.color !== undefined) format.font.color = style.color;
  if (style.fill !== undefined) format.fill.color = style.fill;
  if (style.align !== undefined) format.horizontalAlignment = ALIGN[style.align];
  if (style.wrap !== undefined) format.wrapText = style.wrap;
  for (const side of Object.keys(style.borders ?? {}) as (keyof typeof EDGE)[]) {
    const line = style.borders![side]!;
    const border = format.borders.getItem(EDGE[side]);
    border.style = line.style === 'double' ? 'Double' : 'Continuous';
    if (line.style !== 'double') border.weight = line.style === 'thick' ? 'Thick' : 'Thin';
    border.color = line.color;
  }
  if (style.alarmFill !== undefined) {
    const alarm = range.conditionalFormats.add('Custom');
    // Rounded, because sums of doubles may differ from zero in their last digits.
    alarm.custom.rule.formula = `=ROUND(${cellAddress(area.row, area.column)},6)<>0`;
    alarm.custom.format.fill.color = style.alarmFill;
  }
}

function setUpPage(sheet: Excel.Worksheet, print: SheetPlan['print']): void {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.9')) return;
  const { pageLayout } = sheet;
  pageLayout.orientation = 'Landscape';
  pageLayout.paperSize = 'A4';
  pageLayout.zoom = { horizontalFitToPages: 1 };
  pageLayout.setPrintArea(rangeOf(sheet, print.area));
  pageLayout.setPrintTitleRows(`$${print.titleRows[0] + 1}:$${print.titleRows[1] + 1}`);
  const footer = pageLayout.headersFooters.defaultForAllPages;
  footer.leftFooter = print.footer.left;
  footer.centerFooter = print.footer.center;
  footer.rightFooter = '&P / &N';
}

/** Enters every formula with a function of ours on the active sheet again: it cures #NAME? after a late start. */
export const repairFormulas = (): Promise<number> =>
  Excel.run(RUN, async (context) => {
    const used = context.workbook.worksheets.getActiveWorksheet().getUsedRangeOrNullObject(true);
    used.load({ formulas: true });
    await context.sync();
    if (used.isNullObject) return 0;
    let count = 0;
    (used.formulas as unknown[][]).forEach((line, r) =>
      line.forEach((formula, c) => {
        if (typeof formula !== 'string' || !/^=.*\bWATERFALL\./i.test(formula)) return;
        used.getCell(r, c).formulas = [[formula]];
        count++;
      }),
    );
    await context.sync();
    return count;
  });
