/** The chart of a comparison: what each party received in the run and in each scenario; and the rows it is drawn from. */
import { detailTexts, say, type Locale } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { ChartPlan } from '../plan.ts';
import { plain, type Canvas } from './canvas.ts';
import { putScale } from './chart-scale.ts';
import { INK, isLight } from './colors.ts';

export interface ComparisonChart {
  readonly title: string;
  readonly unit: string | null;
  readonly locale: Locale;
  /** Of the run and of each scenario. */
  readonly names: readonly string[];
  readonly parties: readonly { readonly name: string; readonly fill: string }[];
}

const HEIGHT = 16;
/** Rows of the scale above the data, with its title. */
const SCALE = 5;

/**
 * A bar a column, on the rows below the figures; its data below it.
 * @param figures what each party received: row of the first party, columns of the run and of each scenario
 * @param most the largest sum of a bar
 */
export function putComparisonChart(
  canvas: Canvas,
  chart: ComparisonChart,
  top: number,
  figures: { readonly row: number; readonly columns: readonly number[]; readonly most: number },
  width: number,
): { readonly plan: ChartPlan; readonly folded: { readonly row: number; readonly rows: number } } {
  const { title, unit, locale, names, parties } = chart;
  const row = top + HEIGHT + 1;
  canvas.put(row, 0, say(detailTexts.chartData, locale), { color: INK.muted, bold: true });
  const bars = figures.columns.map(
    (column) => `SUM(${rangeAddress(figures.row, column, parties.length, 1)})`,
  );
  const largest = { formula: `MAX(${bars.join()})`, amount: figures.most };
  const scale = putScale(canvas, { row: row + 1, column: 0 }, largest, unit, locale);
  const titleAt = { row, column: 1 };
  const quotedTitle = title.replaceAll('"', '""');
  canvas.put(row, 1, `="${quotedTitle}"&IF(${scale.unit}="",""," · "&${scale.unit})`, { color: INK.muted });
  const head = row + SCALE;
  parties.forEach(({ name }, p) => canvas.put(head, 1 + p, plain(name)));
  figures.columns.forEach((column, i) => {
    canvas.put(head + 1 + i, 0, plain(names[i]!));
    parties.forEach((_, p) =>
      canvas.put(head + 1 + i, 1 + p, `=N(${cellAddress(figures.row + p, column)})/${scale.by}`),
    );
  });
  const columns = 1 + parties.length;
  canvas.style(head, 0, names.length + 1, columns, { color: INK.muted });
  canvas.style(head, 1, names.length + 1, parties.length, { align: 'right', numberFormat: '#,##0.00' });
  const { unit: shown } = scale.given;
  return {
    plan: {
      title: { ...titleAt, text: shown ? `${title} · ${shown}` : title },
      legend: true,
      data: { row: head, column: 0, rows: names.length + 1, columns },
      series: parties.map(({ fill }) => ({ fill, ...(isLight(fill) ? { outline: INK.rule } : {}) })),
      at: { row: top, column: 0, rows: HEIGHT, columns: width },
    },
    folded: { row, rows: SCALE + 1 + names.length },
  };
}
