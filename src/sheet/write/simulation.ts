/** A simulation as a sheet: percentiles by figure, probabilities, a histogram and a fan with their data. */
import type { ChartPlan, SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { fittedWidths, putTitle } from './page.ts';

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
    readonly heads: readonly [band: string, count: string];
    /** Where each band begins, in words: of a first column of numbers Excel would make a series. */
    readonly bands: readonly string[];
    readonly counts: readonly number[];
    readonly fill: string;
  } | null;
  readonly fan: {
    readonly title: string;
    readonly heads: readonly string[];
    /** Each period from 0 on in words. */
    readonly periods: readonly string[];
    /** By percentile, then by period. */
    readonly bands: readonly (readonly number[])[];
    readonly fill: string;
  } | null;
}

const NAME = 14;
const VALUE = 12;
const CHART_ROWS = 16;
/** The histogram stands over the first columns, with a gap behind its two; the fan over the others. */
const HISTOGRAM_COLUMNS = 3;
/** So many bands have room for where they begin below them. */
const NAMED = 5;

/** Values, not formulas: they come from many runs. */
export function simulationSheet(about: SimulationAbout): SheetPlan {
  const { heads, figures, probabilities, histogram, fan } = about;
  const canvas = new Canvas();
  const top = putTitle(canvas, about.title, about.notes) + 1;
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
  const charts = [
    ...(histogram ? [putHistogram(canvas, at, histogram)] : []),
    ...(fan ? [putFan(canvas, at, histogram ? HISTOGRAM_COLUMNS : 0, fan, heads.length)] : []),
  ];
  const cells = canvas.rectangle();
  return {
    name: about.name,
    cells,
    styles: canvas.styles,
    names: [],
    widths: fittedWidths(canvas, [NAME, ...new Array<number>(cells[0]!.length - 1).fill(VALUE)]),
    freeze: { rows: top + 1, columns: 0 },
    charts,
    print: {
      area: { row: 0, column: 0, rows: cells.length, columns: cells[0]!.length },
      titleRows: [0, 0],
      footer: { left: about.title, center: '' },
    },
    table: null,
    map: null,
  };
}

/** The chart stands right above its data. */
function putHistogram(
  canvas: Canvas,
  at: number,
  { title, heads, bands, counts, fill }: NonNullable<SimulationAbout['histogram']>,
): ChartPlan {
  const top = at + CHART_ROWS + 1;
  canvas.put(top, 0, plain(title), { bold: true });
  row(canvas, top + 1, heads);
  counts.forEach((count, i) => {
    canvas.put(top + 2 + i, 0, plain(bands[i]!));
    canvas.put(top + 2 + i, 1, count);
  });
  canvas.style(top + 2, 1, counts.length, 1, { align: 'right', numberFormat: '#,##0' });
  return {
    title: { row: top, column: 0, text: title },
    legend: false,
    names: Math.ceil(counts.length / NAMED),
    data: { row: top + 1, column: 0, rows: counts.length + 1, columns: 2 },
    series: [{ fill }],
    at: { row: at, column: 0, rows: CHART_ROWS, columns: HISTOGRAM_COLUMNS },
  };
}

/** @param end column before which the chart ends, where its data does */
function putFan(
  canvas: Canvas,
  at: number,
  left: number,
  { title, heads, periods, bands, fill }: NonNullable<SimulationAbout['fan']>,
  end: number,
): ChartPlan {
  const top = at + CHART_ROWS + 1;
  canvas.put(top, left, plain(title), { bold: true });
  row(canvas, top + 1, heads, left);
  periods.forEach((period, k) => {
    canvas.put(top + 2 + k, left, plain(period));
    bands.forEach((band, b) => canvas.put(top + 2 + k, left + 1 + b, band[k]!));
  });
  canvas.style(top + 2, left + 1, periods.length, bands.length, {
    align: 'right',
    numberFormat: FORMATS.amount,
  });
  const middle = (bands.length - 1) / 2;
  const columns = 1 + bands.length;
  return {
    title: { row: top, column: left, text: title },
    legend: true,
    data: { row: top + 1, column: left, rows: periods.length + 1, columns },
    series: bands.map((_, b) => ({
      fill: b === middle ? INK.text : fill,
      line: b === middle ? ('points' as const) : ('dashes' as const),
    })),
    at: { row: at, column: left, rows: CHART_ROWS, columns: Math.max(columns, end - left) },
  };
}

/** Heads of a block. */
function row(canvas: Canvas, at: number, heads: readonly string[], left = 0): void {
  heads.forEach((text, c) =>
    canvas.put(at, left + c, plain(text), { bold: true, align: c > 0 ? 'right' : 'left' }),
  );
  canvas.style(at, left, 1, heads.length, { borders: { bottom: { style: 'thin', color: INK.rule } } });
}
