import type { Box, Place } from '../../grid/index.ts';
import { chartTypes, newSeries, type ChartModel, type SeriesModel } from '../chart-models.ts';
import { targetOf } from '../client-object.ts';
import type { Kind, Property } from '../kind.ts';
import type { WorkbookHost } from '../workbook-host.ts';
import { worksheetKind } from './worksheet.ts';

interface SeriesTarget {
  readonly chart: ChartModel;
  readonly series: SeriesModel;
}

const known = (type: string) => {
  if (!chartTypes.includes(type))
    throw new Error(`NotImplemented: the preview does not draw charts of type ${type}`);
  return type;
};

const drawn =
  <T extends { readonly chart: ChartModel } | ChartModel>(change: (target: T, value: never) => void) =>
  (target: T, value: never, host: WorkbookHost) => {
    change(target, value);
    host.charts.changed('chart' in target ? target.chart.id : target.id);
  };

/** Kept and given back, not drawn: the preview's charts have one look. */
const remembered = (group: string, values: Record<string, unknown>): Record<string, Property<ChartModel>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      {
        get: ({ extra }: ChartModel) => extra[group]?.[name] ?? value,
        set: ({ extra }: ChartModel, given: unknown) => {
          (extra[group] ??= {})[name] = given;
        },
      },
    ]),
  );

const rememberedKind = (name: string, group: string, values: Record<string, unknown>): Kind<ChartModel> => ({
  name,
  properties: remembered(group, values),
});
const same = { at: (chart: ChartModel) => chart };
const fontLike = (group: string) => ({
  kind: () =>
    rememberedKind('ChartFont', group, { size: 11, bold: false, color: '#000000', name: '' }) as Kind<never>,
  ...same,
});
const formatWithFont = (group: string) => ({
  kind: () =>
    ({ name: 'ChartFormat', children: { font: fontLike(group) } }) satisfies Kind<ChartModel> as Kind<never>,
  ...same,
});

const titleKind: Kind<ChartModel> = {
  name: 'ChartTitle',
  properties: {
    text: {
      get: ({ title }) => title,
      set: drawn((chart: ChartModel, text: string) => {
        chart.title = text;
      }),
    },
    visible: {
      get: ({ titleShown }) => titleShown,
      set: drawn((chart: ChartModel, shown: boolean) => {
        chart.titleShown = shown;
      }),
    },
    ...remembered('title', { overlay: false, horizontalAlignment: 'Center', position: 'Automatic' }),
  },
  children: { format: formatWithFont('titleFont') },
};

const legendKind: Kind<ChartModel> = {
  name: 'ChartLegend',
  properties: {
    visible: {
      get: ({ legend }) => legend,
      set: drawn((chart: ChartModel, shown: boolean) => {
        chart.legend = shown;
      }),
    },
    ...remembered('legend', { position: 'Top', overlay: false }),
  },
  children: { format: formatWithFont('legendFont') },
};

const axisKind = (group: string): Kind<ChartModel> => ({
  name: 'ChartAxis',
  properties: remembered(group, {
    visible: true,
    numberFormat: 'General',
    minimum: '',
    maximum: '',
    tickLabelPosition: 'NextToAxis',
    majorUnit: '',
    reversePlotOrder: false,
    displayUnit: 'None',
  }),
  children: {
    majorGridlines: {
      kind: () => rememberedKind('ChartGridlines', `${group}Lines`, { visible: true }) as Kind<never>,
      ...same,
    },
    title: {
      kind: () =>
        rememberedKind('ChartAxisTitle', `${group}Title`, { text: '', visible: false }) as Kind<never>,
      ...same,
    },
    format: formatWithFont(`${group}Font`),
  },
});

const axesKind: Kind<ChartModel> = {
  name: 'ChartAxes',
  children: {
    categoryAxis: { kind: () => axisKind('categoryAxis') as Kind<never>, ...same },
    valueAxis: { kind: () => axisKind('valueAxis') as Kind<never>, ...same },
  },
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

const seriesKind: Kind<SeriesTarget> = {
  name: 'ChartSeries',
  properties: {
    name: {
      get: ({ series }) => series.name,
      set: drawn(({ series }: SeriesTarget, name: string) => {
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
  children: { format: { kind: () => seriesFormat as Kind<never>, at: (target) => target } },
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
const seriesCollection: Kind<ChartModel> = {
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

const side = (name: keyof Box): Property<ChartModel> => ({
  get: ({ box }) => box[name] * 0.75,
  set: (chart, points: number, host) => {
    chart.box = { ...chart.box, [name]: points / 0.75 };
    host.charts.place(chart);
  },
});

const asPlace = (given: unknown, sheet: string, host: WorkbookHost) =>
  typeof given === 'string' ? host.place(given, sheet) : targetOf<Place>(given);

export const chartKind: Kind<ChartModel> = {
  name: 'Chart',
  properties: {
    id: { get: ({ id }) => id },
    name: {
      get: ({ name }) => name,
      set: (chart, name: string) => {
        chart.name = name;
      },
    },
    chartType: {
      get: ({ type }) => type,
      set: drawn((chart: ChartModel, type: string) => {
        chart.type = known(type);
      }),
    },
    left: side('left'),
    top: side('top'),
    width: side('width'),
    height: side('height'),
    ...remembered('chart', {
      style: 2,
      showAllFieldButtons: false,
      plotVisibleOnly: true,
      displayBlanksAs: 'NotPlotted',
    }),
  },
  children: {
    title: { kind: () => titleKind as Kind<never>, ...same },
    legend: { kind: () => legendKind as Kind<never>, ...same },
    axes: { kind: () => axesKind as Kind<never>, ...same },
    series: { kind: () => seriesCollection as Kind<never>, ...same },
    format: formatWithFont('chartFont'),
    worksheet: { kind: () => worksheetKind as Kind<never>, at: ({ sheet }) => sheet },
  },
  methods: {
    setPosition: (chart, host, start: unknown, end?: unknown) => {
      const from = host.grid.boxOf(chart.sheet, asPlace(start, chart.sheet, host).rect);
      const to =
        end === undefined ? null : host.grid.boxOf(chart.sheet, asPlace(end, chart.sheet, host).rect);
      chart.box = {
        left: from.left,
        top: from.top,
        width: to ? to.left + to.width - from.left : chart.box.width,
        height: to ? to.top + to.height - from.top : chart.box.height,
      };
      host.charts.place(chart);
    },
    setData: (chart, host, source: object, by = 'Auto') => {
      const made = host.charts.add(chart.sheet, chart.type, targetOf<Place>(source), by);
      chart.series.splice(0, chart.series.length, ...made.series);
      host.charts.remove(made.id);
      host.charts.changed(chart.id);
    },
    activate: () => undefined,
    delete: (chart, host) => {
      host.charts.remove(chart.id);
    },
  },
};

const chartReach = () => chartKind as Kind<never>;
const named = (sheet: string, host: WorkbookHost, name: string) =>
  host.charts.onSheet(sheet).find((chart) => chart.name === name || chart.id === name);

export const chartsKind: Kind<string> = {
  name: 'ChartCollection',
  properties: { count: { get: (sheet, host) => host.charts.onSheet(sheet).length } },
  objects: {
    add: {
      kind: chartReach,
      at: (sheet, host, type: string, source: object, by = 'Auto') =>
        host.charts.add(sheet, known(type), targetOf<Place>(source), by),
    },
    getItem: { kind: chartReach, at: named },
    getItemOrNullObject: { kind: chartReach, at: named, orNull: true },
    getItemAt: { kind: chartReach, at: (sheet, host, index: number) => host.charts.onSheet(sheet)[index] },
  },
  methods: { getCount: (sheet, host) => host.charts.onSheet(sheet).length },
  items: { kind: chartReach, of: (sheet, host) => host.charts.onSheet(sheet) },
};
