import type { Box, Grid, Place, Rect } from '../grid/index.ts';
import { chartSvg, type ChartPicture } from './chart-svg.ts';

/** A bar or point that differs from the others of its series. */
export interface PointModel {
  fill?: string;
  stroke?: string;
  /** Cell whose text stands at it. */
  label?: Place;
}

export interface SeriesModel {
  name: string;
  /** Cell that the name follows. */
  nameAt?: Place | null;
  readonly points: Map<number, PointModel>;
  values: Place | null;
  categories: Place | null;
  /** Null follows the chart. */
  type: string | null;
  /** Undefined is the next colour of the palette, null no fill. */
  fill?: string | null;
  stroke?: string | null;
  labels: boolean;
  readonly extra: Record<string, unknown>;
}

export interface ChartModel {
  readonly id: string;
  readonly sheet: string;
  name: string;
  type: string;
  title: string;
  /** Cell that the title follows. */
  titleAt?: Place;
  titleShown: boolean;
  legend: boolean;
  gap: number;
  box: Box;
  readonly series: SeriesModel[];
  readonly extra: Record<string, Record<string, unknown>>;
}

const palette = ['#2A6CB5', '#BC5310', '#1F9A7C', '#B868C8', '#505A66', '#1B3F73'];
export const chartTypes = ['ColumnClustered', 'ColumnStacked', 'Line', 'LineMarkers'];

/** The workbook's charts, drawn over the cells and again whenever a cell they show has changed. */
export class Charts {
  readonly #grid: Grid;
  readonly #charts = new Map<string, ChartModel>();
  readonly #waiting = new Set<string>();
  #made = 0;

  constructor(grid: Grid) {
    this.#grid = grid;
    grid.on('calculated', () => {
      this.redrawAll();
    });
    grid.on('edited', ({ sheet }) => {
      for (const chart of this.#charts.values()) if (shows(chart, sheet)) this.changed(chart.id);
    });
  }

  add(sheet: string, type: string, source: Place, by: string): ChartModel {
    const id = `chart-${++this.#made}`;
    const chart: ChartModel = {
      id,
      sheet,
      name: `Chart ${this.#made}`,
      type,
      title: '',
      titleShown: true,
      legend: true,
      gap: 60,
      box: { left: 64, top: 64, width: 480, height: 288 },
      series: this.#seriesOf(source, by),
      extra: {},
    };
    this.#charts.set(id, chart);
    this.place(chart);
    return chart;
  }

  all = (): ChartModel[] => [...this.#charts.values()];

  /** Charts of a workbook that was kept. */
  restore(charts: readonly ChartModel[]): void {
    for (const chart of charts) {
      this.#charts.set(chart.id, chart);
      this.#made = Math.max(this.#made, Number(chart.id.replace(/\D/g, '')));
      this.place(chart);
    }
  }

  onSheet(sheet: string): ChartModel[] {
    return [...this.#charts.values()].filter((chart) => chart.sheet === sheet);
  }

  /** Puts the chart where its box is. */
  place(chart: ChartModel): void {
    this.#grid.drawings.put({
      id: chart.id,
      sheet: chart.sheet,
      box: chart.box,
      draw: (element) => {
        element.classList.add('chart');
        element.innerHTML = chartSvg(
          this.#painted(this.picture(chart)),
          element.clientWidth || chart.box.width,
          element.clientHeight || chart.box.height,
        );
      },
    });
  }

  /** Draws again before long; many changes are one drawing. */
  changed(id: string): void {
    if (this.#waiting.size === 0)
      requestAnimationFrame(() => {
        for (const one of this.#waiting) this.#grid.drawings.redraw(one);
        this.#waiting.clear();
      });
    this.#waiting.add(id);
  }

  remove(id: string): void {
    this.#charts.delete(id);
    this.#grid.drawings.remove(id);
  }

  forgetSheet(sheet: string): void {
    for (const { id } of this.onSheet(sheet)) this.remove(id);
  }

  clear(): void {
    this.#charts.clear();
  }

  /** In the dark the series change colour with the cells. */
  #painted(picture: ChartPicture): ChartPicture {
    const paint = <C extends string | null | undefined>(colour: C) =>
      colour ? this.#grid.painted(colour) : colour;
    return {
      ...picture,
      series: picture.series.map((one) => ({
        ...one,
        fill: paint(one.fill),
        stroke: paint(one.stroke),
        points: new Map(
          [...one.points].map(([i, point]) => [
            i,
            { ...point, fill: paint(point.fill), stroke: paint(point.stroke) },
          ]),
        ),
      })),
    };
  }

  redrawAll(): void {
    for (const id of this.#charts.keys()) this.changed(id);
  }

  picture(chart: ChartModel): ChartPicture {
    const line = (type: string) => type.startsWith('Line');
    const first = chart.series[0];
    const categories = first?.categories
      ? this.#texts(first.categories)
      : (first?.values ? this.#numbers(first.values) : []).map((_, i) => String(i + 1));
    return {
      title: chart.titleShown ? this.#titleOf(chart) : '',
      legend: chart.legend,
      stacked: chart.type === 'ColumnStacked' || chart.series.some(({ type }) => type === 'ColumnStacked'),
      gap: chart.gap,
      categories,
      series: chart.series.map((series, i) => {
        const isLine = line(series.type ?? chart.type);
        const automatic = palette[i % palette.length]!;
        return {
          name: this.#nameOf(series),
          values: series.values ? this.#numbers(series.values) : [],
          line: isLine,
          fill: series.fill === undefined ? (isLine ? null : automatic) : series.fill,
          stroke:
            series.stroke === undefined && isLine ? (series.fill ?? automatic) : (series.stroke ?? null),
          labels: series.labels,
          ring: Number(series.extra['markerSize'] ?? 5) > 7,
          dashed: series.extra['lineStyle'] === 'Dash',
          named: series.extra['showSeriesName'] === true,
          points: new Map(
            [...series.points].map(([i, { label, ...look }]) => [
              i,
              { ...look, ...(label ? { label: this.#texts(label)[0] ?? '' } : {}) },
            ]),
          ),
        };
      }),
    };
  }

  #titleOf({ title, titleAt, series }: ChartModel): string {
    if (titleAt) return this.#texts(titleAt)[0] ?? '';
    const [only] = series;
    return title || (series.length === 1 && only ? this.#nameOf(only) : '');
  }

  #nameOf({ name, nameAt }: SeriesModel): string {
    return nameAt ? (this.#texts(nameAt)[0] ?? '') : name;
  }

  #read(place: Place) {
    return this.#exists(place) ? this.#grid.read(place.sheet, place.rect).flat() : [];
  }

  #exists({ sheet }: Place): boolean {
    return this.#grid.sheets().some(({ id }) => id === sheet);
  }

  #texts(place: Place): string[] {
    return this.#read(place).map(({ text, value }) => text || String(value));
  }

  #numbers(place: Place): (number | null)[] {
    return this.#read(place).map(({ value }) => (typeof value === 'number' ? value : null));
  }

  /** As Excel reads a source: a head of texts names the series, a first column of texts, or one without a head, the categories. */
  #seriesOf({ sheet, rect }: Place, by: string): SeriesModel[] {
    const views = this.#grid.read(sheet, rect);
    const byRows = by === 'Rows' || (by !== 'Columns' && rect.columns > rect.rows);
    const isText = (row: number, column: number) => typeof views[row]?.[column]?.value === 'string';
    const head = rect.rows > 1 && isText(0, rect.columns - 1) ? 1 : 0;
    const corner = head === 1 && views[0]![0]!.value === '';
    const side = rect.columns > 1 && (corner || isText(rect.rows - 1, 0)) ? 1 : 0;
    const part = (row: number, column: number, rows: number, columns: number): Rect => ({
      row: rect.row + row,
      column: rect.column + column,
      rows,
      columns,
    });
    const count = byRows ? rect.rows - head : rect.columns - side;
    return Array.from({ length: Math.max(0, count) }, (_, i) => {
      const nameAt = byRows ? side && part(head + i, 0, 1, 1) : head && part(0, side + i, 1, 1);
      const values = byRows
        ? part(head + i, side, 1, rect.columns - side)
        : part(head, side + i, rect.rows - head, 1);
      const categories = byRows
        ? head && part(0, side, 1, rect.columns - side)
        : side && part(head, 0, rect.rows - head, 1);
      return newSeries(
        `Series${i + 1}`,
        { sheet, rect: values },
        categories ? { sheet, rect: categories } : null,
        nameAt ? { sheet, rect: nameAt } : null,
      );
    });
  }
}

export const newSeries = (
  name: string,
  values: Place | null = null,
  categories: Place | null = null,
  nameAt: Place | null = null,
): SeriesModel => ({
  name,
  values,
  categories,
  type: null,
  labels: false,
  nameAt,
  points: new Map(),
  extra: {},
});

const shows = (chart: ChartModel, sheet: string) =>
  chart.series.some(({ values, categories }) => values?.sheet === sheet || categories?.sheet === sheet);
