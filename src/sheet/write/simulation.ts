/** A simulation as a sheet: percentiles by figure, probabilities, a histogram and a fan with their data. */
import type { ChartPlan, SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { textWidth } from './widths.ts';

type Format = 'rate' | 'multiple' | 'amount';

export interface SimulatedFigure {
  readonly name: string;
  readonly format: Format;
  /** As in the heads; null where it has none. */
  readonly values: readonly (number | null)[];
}

export interface SimulationAbout {
  /** Wanted name of the sheet. */
  readonly name: string;
  readonly title: string;
  /** What it was computed from, line by line. */
  readonly notes: readonly string[];
  /** Of the figures' column, then of each value. */
  readonly heads: readonly string[];
  readonly figures: readonly SimulatedFigure[];
  readonly probabilities: { readonly title: string; readonly lines: readonly (readonly [string, number])[] };
  /** Null where the figure does not vary. */
  readonly histogram: {
    readonly title: string;
    readonly heads: readonly [from: string, to: string, count: string];
    readonly format: Format;
    readonly from: number;
    readonly width: number;
    readonly counts: readonly number[];
    readonly fill: string;
  } | null;
  readonly fan: {
    readonly title: string;
    readonly heads: readonly string[];
    /** By percentile, then by period from 0 on. */
    readonly bands: readonly (readonly number[])[];
    readonly fill: string;
  } | null;
}

const VALUE = 16;
const CHART_ROWS = 16;
const CHART_COLUMNS = 6;

/** Values, not formulas: they come from many runs. */
export function simulationSheet(about: SimulationAbout): SheetPlan {
  const { heads, figures, probabilities, histogram, fan } = about;
  const canvas = new Canvas();
  const charts: ChartPlan[] = [];
  canvas.put(0, 0, plain(about.title), { bold: true, size: 14 });
  about.notes.forEach((note, i) => canvas.put(1 + i, 0, plain(note), { color: INK.muted }));
  const top = about.notes.length + 2;
  row(canvas, top, heads);
  figures.forEach(({ name, format, values }, i) => {
    canvas.put(top + 1 + i, 0, plain(name));
    values.forEach((value, c) => canvas.put(top + 1 + i, 1 + c, value ?? '–'));
    canvas.style(top + 1 + i, 1, 1, values.length, { align: 'right', numberFormat: FORMATS[format] });
  });
  let at = top + figures.length + 2;
  canvas.put(at, 0, plain(probabilities.title), { bold: true });
  probabilities.lines.forEach(([name, p], i) => {
    canvas.put(at + 1 + i, 0, plain(name));
    canvas.put(at + 1 + i, 1, p, { align: 'right', numberFormat: FORMATS.rate });
  });
  at += probabilities.lines.length + 2;
  /** Data stand at the left, their chart beside them. */
  const chart = (
    title: string,
    rows: number,
    columns: number,
    series: ChartPlan['series'],
    from: number,
  ): void => {
    charts.push({
      title: { row: at, column: 0, text: title },
      legend: series.length > 1,
      data: { row: at + 1, column: from, rows: rows + 1, columns },
      series,
      at: { row: at, column: 7, rows: CHART_ROWS, columns: CHART_COLUMNS },
    });
    at += Math.max(rows + 3, CHART_ROWS + 1);
  };
  if (histogram) {
    canvas.put(at, 0, plain(histogram.title), { bold: true });
    row(canvas, at + 1, histogram.heads);
    histogram.counts.forEach((count, i) => {
      const low = histogram.from + histogram.width * i;
      canvas.put(at + 2 + i, 0, low);
      canvas.put(at + 2 + i, 1, low + histogram.width);
      canvas.put(at + 2 + i, 2, count);
    });
    const rows = histogram.counts.length;
    canvas.style(at + 2, 0, rows, 2, { align: 'right', numberFormat: FORMATS[histogram.format] });
    canvas.style(at + 2, 2, rows, 1, { align: 'right', numberFormat: '#,##0' });
    chart(histogram.title, rows, 2, [{ fill: histogram.fill }], 1);
  }
  if (fan) {
    canvas.put(at, 0, plain(fan.title), { bold: true });
    row(canvas, at + 1, fan.heads);
    const rows = fan.bands[0]!.length;
    for (let k = 0; k < rows; k++) {
      canvas.put(at + 2 + k, 0, k);
      fan.bands.forEach((band, b) => canvas.put(at + 2 + k, 1 + b, band[k]!));
    }
    canvas.style(at + 2, 1, rows, fan.bands.length, { align: 'right', numberFormat: FORMATS.amount });
    const middle = (fan.bands.length - 1) / 2;
    const lines = fan.bands.map((_, b) => ({
      fill: b === middle ? INK.text : fan.fill,
      line: b === middle ? ('points' as const) : ('dashes' as const),
    }));
    chart(fan.title, rows, 1 + fan.bands.length, lines, 0);
  }
  const cells = canvas.rectangle();
  const names = [
    ...figures.map((f) => f.name),
    ...probabilities.lines.map(([name]) => name),
    ...heads.slice(0, 1),
  ];
  return {
    name: about.name,
    cells,
    styles: canvas.styles,
    names: [],
    widths: [
      Math.max(14, ...names.map((text) => textWidth(text) + 2)),
      ...new Array<number>(heads.length - 1).fill(VALUE),
    ],
    freeze: { rows: top + 1, columns: 1 },
    charts,
    print: {
      area: { row: 0, column: 0, rows: Math.max(cells.length, at), columns: 7 + CHART_COLUMNS },
      titleRows: [0, 0],
      footer: { left: about.title, center: '' },
    },
    table: null,
    map: null,
  };
}

/** Heads of a block. */
function row(canvas: Canvas, at: number, heads: readonly string[]): void {
  heads.forEach((text, c) => canvas.put(at, c, plain(text), { bold: true, align: c > 0 ? 'right' : 'left' }));
  canvas.style(at, 0, 1, heads.length, { borders: { bottom: { style: 'thin', color: INK.rule } } });
}
