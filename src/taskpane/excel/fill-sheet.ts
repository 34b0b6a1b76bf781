/** The parts of a plan, each put onto a sheet that is there. What a part takes is sent in requests that Excel takes. */
import {
  alarmRule,
  cellAddress,
  LEAST_SCALE,
  type Area,
  type PlanCell,
  type SheetPlan,
  type Style,
} from '../../sheet/index.ts';
import { footerOf } from '../../sheet/write/excel-limits.ts';
import { chunksOf, columnPoints } from './blocks.ts';

/** What is told while cells are written, and whether they are still wanted. */
export interface Course {
  /** Reports how many rows are written; not called for a sheet that goes in one request. */
  told(done: number, of: number): void;
  readonly cancel: AbortSignal;
}

/** Widths, looks and cells. @throws the reason of the signal, once it is given */
export async function writeCells(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  plan: SheetPlan,
  course?: Course,
): Promise<void> {
  const digit = await digitPixels(context, sheet);
  // Columns of one width together: each change makes Excel measure the rows again.
  for (let c = 0, end = 0; c < plan.widths.length; c = end) {
    while (end < plan.widths.length && plan.widths[end] === plan.widths[c]) end += 1;
    sheet.getRangeByIndexes(0, c, 1, end - c).format.columnWidth = columnPoints(plan.widths[c]!, digit);
  }
  await writeLines(context, sheet, plan, 0, 0, course);
}

/** Looks of a large sheet take as long as its cells: so many are sent at once, and so many cells are given one. */
const STYLES_AT_ONCE = 50;
const STYLED_AT_ONCE = 100_000;

/** Looks and cells. @param row of the first line, zero-based, and its first column */
export async function writeLines(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  { cells, styles }: Pick<SheetPlan, 'cells' | 'styles'>,
  row = 0,
  column = 0,
  course?: Course,
): Promise<void> {
  const chunks = chunksOf(cells);
  const step = async (done: number): Promise<void> => {
    await context.sync();
    if (!course || chunks.length < 2) return;
    course.told(done, cells.length);
    // Lets the pane redraw and take a click on Cancel.
    await new Promise((done) => setTimeout(done));
    course.cancel.throwIfAborted();
  };
  let [waiting, styled] = [0, 0];
  for (const { area, style } of styles) {
    if (waiting === STYLES_AT_ONCE || styled > STYLED_AT_ONCE) {
      await step(0);
      [waiting, styled] = [0, 0];
    }
    waiting += 1;
    styled += area.rows * area.columns;
    applyStyle(sheet, { ...area, row: row + area.row, column: column + area.column }, style);
  }
  await step(0);
  const width = Math.max(...cells.map((line) => line.length));
  for (const { row: first, lines } of chunks) {
    const range = sheet.getRangeByIndexes(row + first, column, lines.length, width);
    range.formulas = lines.map((line) => padded(line, width));
    // Each chunk is a request of its own: a request may not exceed 5 MB on the web.
    await step(first + lines.length);
  }
}

/** Pixels of a digit in the workbook's own font, told by the width of a column that nobody changed. */
export async function digitPixels(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<number> {
  const { format } = sheet.getRange('A1');
  sheet.load({ standardWidth: true });
  format.load({ columnWidth: true });
  await context.sync();
  const pixels = (format.columnWidth / 0.75 - 5) / sheet.standardWidth;
  // Never narrower than in Excel's own font: a sheet is opened elsewhere, too.
  return pixels > 7 && pixels < 20 ? pixels : 7;
}

/** Frozen panes, names, and rows as high as their wrapped heads. */
export function freezeAndName(sheet: Excel.Worksheet, plan: SheetPlan): void {
  if (plan.freeze.rows) sheet.freezePanes.freezeRows(plan.freeze.rows);
  for (const { name, area } of plan.names) sheet.names.add(name, rangeOf(sheet, area));
  for (const { area, style } of plan.styles) if (style.wrap) rangeOf(sheet, area).format.autofitRows();
  for (const [row, points] of plan.heights ?? [])
    sheet.getRangeByIndexes(row, 0, 1, 1).format.rowHeight = points;
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
  if (style.colorScale) {
    const [minimum, maximum] = [
      { type: 'LowestValue', color: style.colorScale.least },
      { type: 'HighestValue', color: style.colorScale.most },
    ] as const;
    range.conditionalFormats.add('ColorScale').colorScale.criteria = { minimum, maximum };
  }
  if (style.alarmFill !== undefined) {
    const alarm = range.conditionalFormats.add('Custom');
    alarm.custom.rule.formula = `=${alarmRule(area)}`;
    alarm.custom.format.fill.color = style.alarmFill;
  }
}

/** 10 mm in points. */
const MARGIN = 28.3;

export function setUpPage(sheet: Excel.Worksheet, print: SheetPlan['print']): void {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.9')) return;
  const { pageLayout } = sheet;
  const { breaks = [], titleColumns = 0 } = print;
  pageLayout.orientation = print.portrait ? 'Portrait' : 'Landscape';
  pageLayout.paperSize = 'A4';
  pageLayout.zoom = breaks.length
    ? { scale: 100 * LEAST_SCALE }
    : { horizontalFitToPages: 1, ...(print.pages === 'one' ? { verticalFitToPages: 1 } : {}) };
  for (const side of ['leftMargin', 'rightMargin', 'topMargin'] as const) pageLayout[side] = MARGIN;
  pageLayout.bottomMargin = 1.4 * MARGIN;
  pageLayout.footerMargin = 0.6 * MARGIN;
  for (const column of breaks) sheet.verticalPageBreaks.add(sheet.getCell(0, column));
  pageLayout.setPrintArea(rangeOf(sheet, print.area));
  if (print.pages !== 'one')
    pageLayout.setPrintTitleRows(`$${print.titleRows[0] + 1}:$${print.titleRows[1] + 1}`);
  if (titleColumns) pageLayout.setPrintTitleColumns(`$A:$${cellAddress(0, titleColumns - 1).slice(0, -1)}`);
  const footer = pageLayout.headersFooters.defaultForAllPages;
  const { left, center, right } = footerOf(print.footer);
  footer.leftFooter = left;
  footer.centerFooter = center;
  footer.rightFooter = right;
}

/** Rows in a group, folded; where Excel is older they stay open. */
export function foldRows(sheet: Excel.Worksheet, { row, rows }: NonNullable<SheetPlan['folded']>): void {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.10')) return;
  const range = sheet.getRange(`${row + 1}:${row + rows}`);
  range.group('ByRows');
  range.hideGroupDetails('ByRows');
}

/** A table of Excel's own over cells that keep their looks: no bands, no buttons in the narrow heads. */
export function addTable(sheet: Excel.Worksheet, area: Area): void {
  const table = sheet.tables.add(rangeOf(sheet, area), true);
  table.style = 'TableStyleLight1';
  table.showBandedRows = false;
  table.showFilterButton = false;
}
