import type { Box, Place } from '../../grid/index.ts';
import type { ChartModel } from '../chart-models.ts';
import { targetOf } from '../client-object.ts';
import type { Kind, Property } from '../kind.ts';
import { checkTitle } from '../limits.ts';
import type { WorkbookHost } from '../workbook-host.ts';
import { cellOf, drawn, known, seriesCollection } from './chart-series.ts';

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
        checkTitle(text);
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
  methods: {
    setFormula: (chart, host, formula: string) => {
      chart.titleAt = cellOf(formula, chart.sheet, host);
      host.charts.changed(chart.id);
    },
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
    tickLabelSpacing: 1,
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
    worksheet: { kind: 'Worksheet', at: ({ sheet }) => sheet },
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
      at: (sheet, host, type: string, source: object, by = 'Auto') => {
        host.refuseProtected(sheet);
        return host.charts.add(sheet, known(type), targetOf<Place>(source), by);
      },
    },
    getItem: { kind: chartReach, at: named },
    getItemOrNullObject: { kind: chartReach, at: named, orNull: true },
    getItemAt: { kind: chartReach, at: (sheet, host, index: number) => host.charts.onSheet(sheet)[index] },
  },
  methods: { getCount: (sheet, host) => host.charts.onSheet(sheet).length },
  items: { kind: chartReach, of: (sheet, host) => host.charts.onSheet(sheet) },
};
