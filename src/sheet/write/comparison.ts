/** A run and its scenarios side by side as a sheet: terms, measures and payments, each with its difference from the run. */
import { cellAddress } from '../grid.ts';
import type { PlanCell, SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { putComparisonChart, type ComparisonChart } from './comparison-chart.ts';
import { breaksOf } from './detail-layout.ts';
import { fittedWidths, linesOf, putTitle } from './page.ts';
import { orDash } from './statement-place.ts';
import { shownLength } from './widths.ts';

/** A rate that is a term is shown as exactly as it was given. */
export type ComparedFormat = 'rate' | 'term' | 'multiple' | 'amount' | 'number';

export interface ComparedFigure {
  readonly name: string;
  readonly format: ComparedFormat;
  /** Of the run, then of each scenario; null where it has none. */
  readonly values: readonly (number | null)[];
  /** The same as formulas over the sheets of the columns, without their equals signs; none where it holds values. */
  readonly formulas?: readonly string[];
}

export interface ComparisonAbout {
  /** Wanted name of the sheet. */
  readonly name: string;
  readonly title: string;
  /** What it was computed from, line by line. */
  readonly notes: readonly string[];
  /** Head of the names, and of each difference. */
  readonly heads: { readonly name: string; readonly difference: string; readonly points: string };
  /** The run, then each scenario: what differs, a change on lines of its own. */
  readonly columns: readonly (readonly string[])[];
  readonly sections: readonly { readonly title: string; readonly figures: readonly ComparedFigure[] }[];
  /** Drawn of one of the sections, which has a figure for each party; null where there are too many for a chart. */
  readonly chart: (ComparisonChart & { readonly section: number }) | null;
}

const NAME = 24;
const VALUE = 14;
/** Digits of a line of a head. */
const HEAD = 24;

export function comparisonSheet(about: ComparisonAbout): SheetPlan {
  const { columns, sections, chart } = about;
  const canvas = new Canvas();
  const top = putTitle(canvas, about.title, about.notes) + 1;
  const head = putHeads(canvas, top, about);
  const width = 2 * columns.length;
  const least = [NAME, ...new Array<number>(width - 1).fill(VALUE)];
  let row = head + 1;
  const firstRows: number[] = [];
  for (const { title, figures } of sections) {
    firstRows.push(row + 1);
    canvas.put(row, 0, plain(title));
    canvas.style(row++, 0, 1, width, { bold: true, fill: INK.head });
    for (const figure of figures) putFigure(canvas, row++, figure, about.heads.points, least);
  }
  const figuresEnd = row;
  const drawn =
    chart &&
    putComparisonChart(
      canvas,
      chart,
      row + 1,
      {
        row: firstRows[chart.section]!,
        columns: columns.map((_, i) => columnOf(i)),
        most: Math.max(
          ...columns.map((_, i) =>
            sections[chart.section]!.figures.reduce((sum, f) => sum + f.values[i]!, 0),
          ),
        ),
      },
      width,
    );
  const cells = canvas.rectangle();
  // Rows of chart data are folded, and set no width.
  const widths = fittedWidths({ cells: canvas.cells.slice(0, figuresEnd), styles: canvas.styles }, least);
  const scenarios = widths.map((_, c) => ({ group: c < 2 ? '' : String(c >> 1) }));
  const breaks = breaksOf(scenarios, widths, 2);
  return {
    name: about.name,
    cells,
    styles: canvas.styles,
    names: [],
    widths,
    freeze: { rows: head + 1, columns: 0 },
    charts: drawn ? [drawn.plan] : [],
    ...(drawn ? { folded: drawn.folded } : {}),
    print: {
      area: { row: 0, column: 0, rows: drawn ? drawn.folded.row : cells.length, columns: width },
      titleRows: [top, head],
      ...(breaks.length ? { breaks, titleColumns: 2 } : {}),
      footer: { left: about.title, center: '' },
    },
    table: null,
    map: null,
  };
}

/** Column of the run, then of each scenario, whose differences stand right of it. */
const columnOf = (i: number): number => (i === 0 ? 1 : 2 * i);

/** Gives the last row of the heads, on which they all end. */
function putHeads(canvas: Canvas, top: number, { heads, columns }: ComparisonAbout): number {
  const lines = columns.map((changes) => changes.flatMap((change) => linesOf(change, HEAD)));
  const last = top + Math.max(...lines.map((own) => own.length)) - 1;
  canvas.put(last, 0, plain(heads.name));
  lines.forEach((own, i) => {
    own.forEach((line, l) => canvas.put(last - own.length + 1 + l, columnOf(i), plain(line)));
    if (i > 0) canvas.put(last, columnOf(i) + 1, plain(heads.difference));
  });
  const width = 2 * columns.length;
  canvas.style(top, 0, last - top + 1, width, { bold: true });
  canvas.style(top, 1, last - top + 1, width - 1, { align: 'right' });
  canvas.style(last, 0, 1, width, { borders: { bottom: { style: 'thin', color: INK.rule } } });
  return last;
}

/** Digits behind the point to which figures are the same. */
const DIGITS = { rate: 2, term: 4, multiple: 2, amount: 2, number: 6 } as const;

/** What differs from the run is bold. Columns of differences become as wide as theirs ask for. */
function putFigure(
  canvas: Canvas,
  row: number,
  { name, format, values, formulas }: ComparedFigure,
  points: string,
  least: number[],
): void {
  const [factor, shown] = {
    rate: [100, `0.00" ${points}"`],
    term: [100, `0.00##" ${points}"`],
    multiple: [1, '0.00"x"'],
    amount: [1, '#,##0.00'],
    number: [1, FORMATS.number],
  }[format] as [number, string];
  const numberFormat = `+${shown};-${shown};"="`;
  const run = values[0]!;
  canvas.put(row, 0, plain(name));
  const widen = (column: number, value: number, format: string) =>
    (least[column] = Math.max(least[column]!, shownLength(value, format) + 2));
  values.forEach((value, i) => {
    const column = columnOf(i);
    const put = formulas ? cellOf(formulas[i]!) : (value ?? '–');
    canvas.put(row, column, put, { align: 'right', numberFormat: FORMATS[format] });
    if (formulas && value !== null) widen(column, value, FORMATS[format]);
    if (i === 0) return;
    const by =
      value === null || run === null ? null : Number(((value - run) * factor).toFixed(DIGITS[format]));
    const [own, runs] = [cellAddress(row, column), cellAddress(row, 1)];
    const less = `ROUND((${own}-${runs})*${factor},${DIGITS[format]})`;
    // A formula may come to have a figure, or lose it.
    const difference = formulas ? `=IF(COUNT(${own},${runs})=2,${less},"–")` : by === null ? '–' : `=${less}`;
    canvas.put(row, column + 1, difference, { align: 'right', color: INK.muted, numberFormat });
    if (value !== run && by !== 0) canvas.style(row, column, 1, 1, { bold: true });
    if (by !== null) widen(column + 1, -Math.abs(by), numberFormat);
  });
}

const cellOf = (formula: string): PlanCell =>
  /^[\d.]+$/.test(formula) ? Number(formula) : `=${orDash(formula)}`;
