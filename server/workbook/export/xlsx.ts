/** The one door to the library that writes workbooks: plans of sheets in, the bytes of an .xlsx out. */
import { writeXlsx, type CellStyle, type SheetChart, type WriteSheet } from 'hucre/xlsx';
import {
  alarmRule,
  cellAddress,
  LEAST_SCALE,
  rangeAddress,
  type Area,
  type ChartPlan,
  type PlanCell,
  type SheetPlan,
  type Style,
} from '../../../src/sheet/index.ts';
import { beyondExcel, cutTo, EXCEL_LIMITS, footerOf } from '../../../src/sheet/write/excel-limits.ts';
import { Problem } from '../../problem.ts';
import { chartXml } from './chart-xml.ts';
import { formulaValues, isFormula } from './formulas.ts';
import { withParts } from './zip-parts.ts';

const FONT = { name: 'Calibri', size: 11 };

type LibraryCell = NonNullable<WriteSheet['cells']> extends Map<string, infer C> ? C : never;

/**
 * A workbook of these sheets. Names of sheets must be legal and different.
 * @throws Problem BEYOND_EXCEL
 */
export async function xlsxOf(plans: readonly SheetPlan[], computedAt: Date): Promise<Buffer> {
  // A sheet of formulas gave way to values before: what is left is larger than any workbook.
  if (plans.some(beyondExcel)) throw new Problem('BEYOND_EXCEL');
  const values = new Map<string, PlanCell[][]>();
  for (const plan of plans)
    values.set(plan.name, formulaValues(plan.cells, plan.map?.firstRow ?? plan.freeze.rows, values));
  const bytes = await writeXlsx({
    sheets: plans.map((plan) => sheetOf(plan, values.get(plan.name)!)),
    namedRanges: plans.flatMap((plan) => [
      ...plan.names.map(({ name, area }) => ({ name, range: inSheet(plan.name, area), scope: plan.name })),
      ...printNames(plan),
    ]),
    defaultFont: FONT,
    properties: { created: computedAt, modified: computedAt },
  });
  const charts = plans.flatMap((plan) =>
    plan.charts.map((chart) => chartXml(chart, plan.name, values.get(plan.name)!)),
  );
  return withParts(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    new Map(charts.map((xml, i) => [`xl/charts/chart${i + 1}.xml`, xml])),
  );
}

const absolute = (area: Area): string =>
  rangeAddress(area.row, area.column, area.rows, area.columns).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
const inSheet = (name: string, area: Area): string => `'${name.replaceAll("'", "''")}'!${absolute(area)}`;

function sheetOf(plan: SheetPlan, values: readonly (readonly PlanCell[])[]): WriteSheet {
  const styles = stylesOf(plan);
  const cells = new Map<string, LibraryCell>();
  plan.cells.forEach((row, r) =>
    row.forEach((cell, c) => {
      const style = styles(r, c);
      const shown: LibraryCell = isFormula(cell)
        ? { formula: cell.slice(1), formulaResult: values[r]![c]! }
        : typeof cell === 'string'
          ? { value: textOf(cell), type: 'string' }
          : { value: cell };
      // The format of text keeps it text when it is edited, too.
      const isText = typeof cell === 'string' && /^'?[=+\-@]/.test(cell) && !isFormula(cell);
      const looks = isText ? { ...style, numFmt: '@' } : style;
      if (cell !== null || looks)
        cells.set(`${r},${c}`, looks ? Object.assign(shown, { style: looks }) : shown);
    }),
  );
  const { print, freeze } = plan;
  const footer = footerOf(print.footer);
  return {
    name: plan.name,
    rows: plan.cells.map(() => []),
    cells,
    columns: plan.widths.map((width) => ({ width: width + 0.7 })),
    freezePane: freeze,
    charts: plan.charts.map(placeOf),
    ...rowsOf(plan),
    ...(print.breaks?.length ? { colBreaks: print.breaks.map((c) => c - 1) } : {}),
    conditionalRules: plan.styles.flatMap(({ area, style }, i) =>
      style.alarmFill
        ? [
            {
              type: 'expression' as const,
              priority: i + 1,
              range: rangeAddress(area.row, area.column, area.rows, area.columns),
              formula: alarmRule(area),
              style: { fill: solid(style.alarmFill) },
            },
          ]
        : [],
    ),
    pageSetup: {
      orientation: print.portrait ? 'portrait' : 'landscape',
      paperSize: 'a4',
      ...(print.breaks?.length
        ? { scale: 100 * LEAST_SCALE }
        : { fitToPage: true, fitToWidth: 1, fitToHeight: print.pages === 'one' ? 1 : 0 }),
      margins: MARGINS,
    },
    headerFooter: {
      oddFooter: `&L${footer.left}&C${footer.center}&R${footer.right}`,
    },
  };
}

/** Through Office.js an apostrophe says that text follows; in a file the cell's type does. */
const textOf = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

/** What is printed and what is repeated, as names: the library writes them without the quotes that a space asks for. */
function printNames({ name: sheet, print }: SheetPlan) {
  const quoted = `'${sheet.replaceAll("'", "''")}'!`;
  const [first, last] = print.titleRows;
  const titles = [
    ...(print.titleColumns ? [`${quoted}$A:$${cellAddress(0, print.titleColumns - 1).slice(0, -1)}`] : []),
    ...(print.pages === 'one' ? [] : [`${quoted}$${first + 1}:$${last + 1}`]),
  ];
  return [
    { name: '_xlnm.Print_Area', range: inSheet(sheet, print.area), scope: sheet },
    ...(titles.length ? [{ name: '_xlnm.Print_Titles', range: titles.join(), scope: sheet }] : []),
  ];
}

/** In inches: 10 mm, and room for the footer below. */
const MARGINS = { left: 0.39, right: 0.39, top: 0.39, bottom: 0.55, header: 0.2, footer: 0.25 };

/** A group above its own sign, folded. */
function rowsOf({ folded, heights }: SheetPlan): Pick<WriteSheet, 'rowDefs' | 'outlineProperties'> {
  const rowDefs: NonNullable<WriteSheet['rowDefs']> = new Map(
    [...(heights ?? [])].map(([row, height]) => [row, { height }]),
  );
  if (!folded) return heights ? { rowDefs } : {};
  const { row, rows } = folded;
  rowDefs.set(row + rows, { collapsed: true });
  for (let i = 0; i < rows; i++) rowDefs.set(row + i, { outlineLevel: 1, hidden: true });
  return { rowDefs, outlineProperties: { summaryBelow: true } };
}

const solid = (color: string): NonNullable<CellStyle['fill']> => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { rgb: color.slice(1) },
  bgColor: { rgb: color.slice(1) },
});

/** The style of each cell: what the plan's styles say of it, the later over the earlier. Equal ones are one object. */
function stylesOf({ cells, styles }: SheetPlan): (row: number, column: number) => CellStyle | undefined {
  const keys = cells.map((row) => new Array<string>(row.length).fill(''));
  styles.forEach(({ area, style }, i) => {
    for (let r = area.row; r < area.row + area.rows; r++)
      for (let c = area.column; c < area.column + area.columns; c++) {
        const line = keys[r];
        if (!line || c >= line.length) continue;
        const { borders } = style;
        // Which edges of the area the cell lies at matters to its borders alone.
        const edges = borders
          ? (r === area.row ? 't' : '') +
            (r === area.row + area.rows - 1 ? 'b' : '') +
            (c === area.column ? 'l' : '') +
            (c === area.column + area.columns - 1 ? 'r' : '')
          : '';
        line[c] += `${i}${edges},`;
      }
  });
  const known = new Map<string, CellStyle>();
  return (row, column) => {
    const key = keys[row]![column]!;
    if (key === '') return undefined;
    let found = known.get(key);
    if (!found) {
      found = {};
      for (const part of key.slice(0, -1).split(',')) apply(found, styles[parseInt(part)]!.style, part);
      known.set(key, found);
    }
    return found;
  };
}

const ALIGN = { left: 'left', center: 'center', right: 'right', centerAcross: 'centerContinuous' } as const;

function apply(to: CellStyle, style: Style, edges: string): void {
  const { bold, size, color, fill, align, wrap, borders, numberFormat } = style;
  if (bold !== undefined || size !== undefined || color !== undefined)
    to.font = {
      ...(to.font ?? FONT),
      ...(bold === undefined ? {} : { bold }),
      ...(size === undefined ? {} : { size }),
      ...(color === undefined ? {} : { color: { rgb: color.slice(1) } }),
    };
  if (fill !== undefined) to.fill = solid(fill);
  if (numberFormat !== undefined) to.numFmt = numberFormat;
  if (align !== undefined || wrap !== undefined)
    to.alignment = {
      ...to.alignment,
      ...(align === undefined ? {} : { horizontal: ALIGN[align] }),
      ...(wrap === undefined ? {} : { wrapText: wrap }),
    };
  if (!borders) return;
  const border = { ...to.border };
  for (const side of ['top', 'bottom', 'left', 'right'] as const) {
    const inside = side === 'top' || side === 'bottom' ? borders.insideHorizontal : undefined;
    const line = edges.includes(side[0]!) ? borders[side] : inside;
    if (line) border[side] = { style: line.style, color: { rgb: line.color.slice(1) } };
  }
  to.border = border;
}

/** Where a chart stands; the library's own drawing of it is replaced. */
function placeOf({ at: { row, column, rows, columns }, title }: ChartPlan): SheetChart {
  return {
    type: 'column',
    title: cutTo(title.text, EXCEL_LIMITS.chartTitle),
    anchor: { from: { row, col: column }, to: { row: row + rows, col: column + columns } },
    series: [{ values: 'A1' }],
  };
}
