import type { Place } from '../../grid/index.ts';
import {
  chartTypes,
  newSeries,
  type ChartModel,
  type PointModel,
  type SeriesModel,
} from '../chart-models.ts';
import { targetOf } from '../client-object.ts';
import type { Kind, Property } from '../kind.ts';
import { checkSeries, checkTitle } from '../limits.ts';
import type { WorkbookHost } from '../workbook-host.ts';

interface SeriesTarget {
  readonly chart: ChartModel;
  readonly series: SeriesModel;
}

export const known = (type: string) => {
  if (!chartTypes.includes(type))
    throw new Error(`NotImplemented: the preview does not draw charts of type ${type}`);
  return type;
};

export const drawn =
  <T extends { readonly chart: ChartModel } | ChartModel>(change: (target: T, value: never) => void) =>
  (target: T, value: never, host: WorkbookHost) => {
    change(target, value);
    host.charts.changed('chart' in target ? target.chart.id : target.id);
  };

const seriesFill: Kind<SeriesTarget> = {
  name: 'ChartFill',
  methods: {
    setSolidColor: (target, host, color: string) => {
      target.series.fill = color;
      host.charts.changed(target.chart.id);
    },
    clear: (target, host) => {
      target.series.fill = null;
      host.charts.changed(target.chart.id);
    },
  },
};
const seriesLine: Kind<SeriesTarget> = {
  name: 'ChartLineFormat',
  properties: {
    color: {
      get: ({ series }) => series.stroke ?? '',
      set: drawn(({ series }: SeriesTarget, color: string) => {
        series.stroke = color;
      }),
    },
    weight: {
      get: ({ series }) => series.extra['weight'] ?? 1.5,
      set: ({ series }, weight: number) => {
        series.extra['weight'] = weight;
      },
    },
    lineStyle: {
      get: ({ series }) => series.extra['lineStyle'] ?? 'Continuous',
      set: ({ series }, style: string) => {
        series.extra['lineStyle'] = style;
      },
    },
  },
  methods: {
    clear: (target, host) => {
      target.series.stroke = null;
      host.charts.changed(target.chart.id);
    },
  },
};
interface PointTarget extends SeriesTarget {
  readonly index: number;
}

function changePoint({ chart, series, index }: PointTarget, host: WorkbookHost, change: PointModel): void {
  series.points.set(index, { ...series.points.get(index), ...change });
  host.charts.changed(chart.id);
}

const pointFill: Kind<PointTarget> = {
  name: 'ChartFill',
  methods: {
    setSolidColor: (target, host, fill: string) => {
      changePoint(target, host, { fill });
    },
  },
};
const pointBorder: Kind<PointTarget> = {
  name: 'ChartBorder',
  properties: {
    color: {
      get: ({ series, index }) => series.points.get(index)?.stroke ?? '',
      set: (target, stroke: string, host) => {
        changePoint(target, host, { stroke });
      },
    },
  },
};
const pointFormat: Kind<PointTarget> = {
  name: 'ChartPointFormat',
  children: {
    fill: { kind: () => pointFill as Kind<never>, at: (target) => target },
    border: { kind: () => pointBorder as Kind<never>, at: (target) => target },
  },
};
const pointLabel: Kind<PointTarget> = {
  name: 'ChartDataLabel',
  properties: {
    formula: {
      set: (target, formula: string, host) => {
        changePoint(target, host, { label: cellOf(formula, target.chart.sheet, host) });
      },
    },
  },
};
const pointKind: Kind<PointTarget> = {
  name: 'ChartPoint',
  children: {
    format: { kind: () => pointFormat as Kind<never>, at: (target) => target },
    dataLabel: { kind: () => pointLabel as Kind<never>, at: (target) => target },
  },
};
const pointsKind: Kind<SeriesTarget> = {
  name: 'ChartPointsCollection',
  objects: {
    getItemAt: {
      kind: () => pointKind as Kind<never>,
      at: (target, _, index: number): PointTarget => ({ ...target, index }),
    },
  },
};

/** A formula that is a reference to one cell and nothing else. */
export function cellOf(formula: string, sheet: string, host: WorkbookHost): Place {
  const place = formula.startsWith('=') ? host.place(formula.slice(1), sheet) : null;
  if (place?.rect.rows !== 1 || place.rect.columns !== 1)
    throw new Error('InvalidArgument: a text of a chart follows one cell');
  return place;
}

const seriesFormat: Kind<SeriesTarget> = {
  name: 'ChartSeriesFormat',
  children: {
    fill: { kind: () => seriesFill as Kind<never>, at: (target) => target },
    line: { kind: () => seriesLine as Kind<never>, at: (target) => target },
  },
};

const extra = (names: Record<string, unknown>): Record<string, Property<SeriesTarget>> =>
  Object.fromEntries(
    Object.entries(names).map(([name, value]) => [
      name,
      {
        get: ({ series }: SeriesTarget) => series.extra[name] ?? value,
        set: ({ series }: SeriesTarget, given: unknown) => {
          series.extra[name] = given;
        },
      },
    ]),
  );

/** Kept and given back: the preview's labels have one format. */
const dataLabels: Kind<SeriesTarget> = {
  name: 'ChartDataLabels',
  properties: extra({
    numberFormat: 'General',
    showValue: true,
    showSeriesName: false,
    position: 'OutsideEnd',
  }),
};

const seriesKind: Kind<SeriesTarget> = {
  name: 'ChartSeries',
  properties: {
    name: {
      get: ({ series }) => series.name,
      set: drawn(({ series }: SeriesTarget, name: string) => {
        checkTitle(name);
        if (name === '') throw new Error('InvalidArgument: a series without a name');
        series.name = name;
      }),
    },
    chartType: {
      get: ({ chart, series }) => series.type ?? chart.type,
      set: drawn(({ series }: SeriesTarget, type: string) => {
        series.type = known(type);
      }),
    },
    hasDataLabels: {
      get: ({ series }) => series.labels,
      set: drawn(({ series }: SeriesTarget, on: boolean) => {
        series.labels = on;
      }),
    },
    gapWidth: {
      get: ({ chart }) => chart.gap,
      set: drawn(({ chart }: SeriesTarget, gap: number) => {
        chart.gap = gap;
      }),
    },
    ...extra({
      overlap: 0,
      axisGroup: 'Primary',
      smooth: false,
      markerStyle: 'Automatic',
      markerSize: 5,
      markerBackgroundColor: '',
      markerForegroundColor: '',
    }),
  },
  children: {
    format: { kind: () => seriesFormat as Kind<never>, at: (target) => target },
    dataLabels: { kind: () => dataLabels as Kind<never>, at: (target) => target },
    points: { kind: () => pointsKind as Kind<never>, at: (target) => target },
  },
  methods: {
    setValues: (target, host, range: object) => {
      target.series.values = targetOf<Place>(range);
      host.charts.changed(target.chart.id);
    },
    setXAxisValues: (target, host, range: object) => {
      target.series.categories = targetOf<Place>(range);
      host.charts.changed(target.chart.id);
    },
    delete: (target, host) => {
      target.chart.series.splice(target.chart.series.indexOf(target.series), 1);
      host.charts.changed(target.chart.id);
    },
  },
};

const seriesReach = () => seriesKind as Kind<never>;
export const seriesCollection: Kind<ChartModel> = {
  name: 'ChartSeriesCollection',
  properties: { count: { get: ({ series }) => series.length } },
  objects: {
    getItemAt: {
      kind: seriesReach,
      at: (chart, _, index: number) => (chart.series[index] ? { chart, series: chart.series[index] } : null),
    },
    add: {
      kind: seriesReach,
      at: (chart, host, name = '') => {
        checkSeries(chart.series.length + 1);
        checkTitle(name);
        const series = newSeries(name);
        chart.series.push(series);
        host.charts.changed(chart.id);
        return { chart, series };
      },
    },
  },
  methods: { getCount: ({ series }) => series.length },
  items: { kind: seriesReach, of: (chart) => chart.series.map((series) => ({ chart, series })) },
};
