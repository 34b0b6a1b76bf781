/** The one door to the library that writes workbooks: plans of sheets in, the bytes of an .xlsx out. */
import { writeXlsx, type CellStyle, type SheetChart, type WriteSheet } from 'hucre/xlsx';
import {
  rangeAddress,
  type Area,
  type ChartPlan,
  type PlanCell,
  type SheetPlan,
  type Style,
} from '../../../src/sheet/index.ts';
import { beyondExcel, cutTo, EXCEL_LIMITS, footerOf } from '../../../src/sheet/write/excel-limits.ts';
import { Problem } from '../../problem.ts';
import { formulaValues, isFormula } from './formulas.ts';

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
    namedRanges: plans.flatMap((plan) =>
      plan.names.map(({ name, area }) => ({ name, range: inSheet(plan.name, area), scope: plan.name })),
    ),
    defaultFont: FONT,
    properties: { created: computedAt, modified: computedAt },
  });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
      const numFmt =
        typeof cell === 'string' && /^'?[=+\-@]/.test(cell) && !isFormula(cell) ? '@' : undefined;
      if (cell !== null || style)
        cells.set(`${r},${c}`, {
          ...shown,
          ...(numFmt || style ? { style: { ...style, ...(numFmt ? { numFmt } : {}) } } : {}),
        });
    }),
  );
  const { print, freeze } = plan;
  const [first, last] = print.titleRows;
  const footer = footerOf(print.footer);
  return {
    name: plan.name,
    rows: plan.cells.map((row) => row.map(() => null)),
    cells,
    columns: plan.widths.map((width) => ({ width: width + 0.7 })),
    freezePane: freeze,
    charts: plan.charts.map((chart) => chartOf(chart, plan.name)),
    conditionalRules: plan.styles.flatMap(({ area, style }, i) =>
      style.alarmFill
        ? [
            {
              type: 'expression' as const,
              priority: i + 1,
              range: rangeAddress(area.row, area.column, area.rows, area.columns),
              formula: `ABS(N(${rangeAddress(area.row, area.column, 1, 1)}))>=0.005`,
              style: { fill: solid(style.alarmFill) },
            },
          ]
        : [],
    ),
    pageSetup: {
      orientation: 'landscape',
      paperSize: 'a4',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printArea: absolute(print.area),
      printTitlesRow: `$${first + 1}:$${last + 1}`,
    },
    headerFooter: {
      oddFooter: `&L${footer.left}&C${footer.center}&R${footer.right}`,
    },
  };
}

/** Through Office.js an apostrophe says that text follows; in a file the cell's type does. */
const textOf = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

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

/** The library draws no columns and lines in one chart: a line over columns is left to the chart that has it alone. */
function chartOf(plan: ChartPlan, sheet: string): SheetChart {
  const { row, column, rows, columns } = plan.at;
  const shown = plan.kind === 'columnAndLine' ? plan.series.filter((s) => !s.line) : plan.series;
  return {
    type: plan.kind === 'line' ? 'line' : 'column',
    title: cutTo(plan.title, EXCEL_LIMITS.chartTitle),
    anchor: { from: { row, col: column }, to: { row: row + rows, col: column + columns } },
    ...(plan.kind === 'columnStacked' ? { barGrouping: 'stacked', overlap: 100 } : {}),
    gapWidth: 60,
    legend: plan.legend && shown.length > 1 ? 'top' : false,
    // Labels of the periods stand below bars that go down, too.
    axes: {
      x: { tickLblPos: 'low', majorTickMark: 'none', minorTickMark: 'none' },
      y: { numberFormat: { formatCode: '#,##0' }, majorTickMark: 'out', minorTickMark: 'none' },
    },
    series: shown.map(({ name, values, color, labels }) => ({
      name,
      values: inSheet(sheet, values),
      categories: inSheet(sheet, plan.categories),
      color: color.slice(1),
      // On their own ground: bars are dark and light.
      ...(labels
        ? { dataLabels: { showValue: true, numberFormat: { formatCode: '#,##0' }, fillColor: 'FFFFFF' } }
        : {}),
    })),
  };
}
