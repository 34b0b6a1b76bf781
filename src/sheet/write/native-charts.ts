import type { ResultDocument } from '../../document/result.ts';
import { total } from '../../engine/index.ts';
import { detailTexts as texts, formatAmount, say } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { Area, ChartPlan } from '../plan.ts';
import type { DetailColumn } from '../table.ts';
import { type Canvas, plain } from './canvas.ts';
import { type ChartPiece, chartPieces } from './chart-pieces.ts';
import { hueOf, INK } from './colors.ts';
import {
  classColumns,
  openChartData,
  recoveryColumns,
  sumOf,
  type ClassRate,
  type Place,
} from './chart-data.ts';

export interface ChartBlock {
  readonly plans: ChartPlan[];
  /** Formula of the static payback over the cumulative column. */
  readonly payback: string;
  /** IRR of each class that paid in: its net flows stand in the chart data. */
  readonly classRates: readonly ClassRate[];
  /** Column of the names of the waterfall's steps. */
  readonly labels: number;
  /** First row below the charts. */
  readonly bottom: number;
}

/** Rows and columns of a chart, and how many stand side by side. */
const HEIGHT = 15;
const WIDTH = 5;
const ABREAST = 3;

/** The charts of a detail sheet and, right of the printed area, the columns they are drawn from. */
export function chartBlock(
  canvas: Canvas,
  document: ResultDocument,
  columns: readonly DetailColumn[],
  place: Place,
): ChartBlock {
  const { locale, firstRow, columnOf, dated } = place;
  const result = document.tables;
  const data = openChartData(canvas, result.timeline.periods, place);
  const { cumulative, payback } = recoveryColumns(data, result, place);
  const classRates = classColumns(data, result, place);
  const pieces = chartPieces(columns, locale, columnOf, (name, values, refs) =>
    data.add(name, values, (k) => `=${sumOf(refs.map((c) => cellAddress(firstRow + k, c)))}`),
  );
  const labels = data.next() + 1;
  const steps = waterfallBlock(canvas, document, pieces, place, labels);
  const plans = chartPlans(document, columns, pieces, steps, cumulative, place);
  const { row: top, column: left } = place.at;
  const spot = (i: number): Area => ({
    row: top + Math.floor(i / ABREAST) * (HEIGHT + 1),
    column: left + (i % ABREAST) * WIDTH,
    rows: HEIGHT,
    columns: WIDTH,
  });
  return {
    plans: plans.map((plan, i) => ({ ...plan, at: spot(i) })),
    payback: dated?.payback ?? payback,
    classRates,
    labels,
    bottom: top + Math.ceil(plans.length / ABREAST) * (HEIGHT + 1),
  };
}

function chartPlans(
  document: ResultDocument,
  columns: readonly DetailColumn[],
  pieces: readonly ChartPiece[],
  steps: ReturnType<typeof waterfallBlock>,
  cumulative: number,
  { locale, firstRow, columnOf }: Place,
): Omit<ChartPlan, 'at'>[] {
  const result = document.tables;
  const { periods } = result.timeline;
  const column = (key: string) => columnOf.get(key)!;
  const overPeriods = (c: number, from = 0): Area => ({
    row: firstRow + from,
    column: c,
    rows: periods + 1 - from,
    columns: 1,
  });
  const cash = total(result.cash);
  const open = columns.filter((c) => c.tier?.kind === 'returnOfCapital' && c.key.endsWith('.closing'));
  return [
    {
      kind: 'columnStacked',
      legend: false,
      title: say(texts.whereCashWent, locale, { amount: formatAmount(cash, locale) }),
      categories: steps.categories,
      series: [
        { name: '', values: steps.feet, color: '#FFFFFF', hidden: true },
        ...steps.bars.map((bar) => ({ ...bar, labels: true })),
      ],
    },
    {
      kind: 'columnAndLine',
      legend: true,
      title: say(texts.recovery, locale),
      categories: overPeriods(column('period')),
      series: [
        { name: say(texts.netCashFlow, locale), values: overPeriods(column('net')), color: hueOf('cash') },
        {
          name: say(texts.cumulative, locale),
          values: overPeriods(cumulative),
          color: '#1A1F25',
          line: true,
        },
      ],
    },
    {
      kind: 'columnStacked',
      legend: true,
      title: say(texts.splitOfPeriods, locale),
      categories: overPeriods(column('period'), 1),
      series: pieces.map((piece) => ({ ...piece, values: overPeriods(piece.column, 1) })),
    },
    ...(open.length
      ? [
          {
            kind: 'columnStacked' as const,
            legend: open.length > 1,
            title: say(texts.remainingCapital, locale),
            categories: overPeriods(column('period')),
            series: open.map(({ key, group, tier }) => ({
              name: group,
              values: overPeriods(column(key)),
              color: hueOf(tier!.to[0]!),
            })),
          },
        ]
      : []),
    {
      kind: 'line',
      legend: false,
      title: say(texts.cumulativeByPeriod, locale),
      categories: overPeriods(column('period')),
      series: [
        { name: say(texts.cumulative, locale), values: overPeriods(cumulative), color: hueOf('cash') },
      ],
    },
  ];
}

/** One row a step: its label, the invisible foot it stands on, and its height in a column of its own colour. */
function waterfallBlock(
  canvas: Canvas,
  document: ResultDocument,
  pieces: readonly ChartPiece[],
  place: Place,
  left: number,
) {
  const { locale, deal, measured, firstRow } = place;
  const row0 = place.data.row;
  const { periods } = document.tables.timeline;
  const steps = [
    {
      name: say(texts.cash, locale),
      color: hueOf('cash'),
      total: total(document.tables.cash),
      source: measured ? `=${measured.cash}` : null,
    },
    ...pieces.map((piece) => ({
      ...piece,
      source: `=${piece.inTable ? cellAddress(place.totalRow, piece.column) : `SUM(${rangeAddress(firstRow, piece.column, periods + 1, 1)})`}`,
    })),
  ];
  const style = { color: INK.muted, numberFormat: '#,##0.00' };
  let foot = steps[0]!.total;
  steps.forEach((step, i) => {
    const row = row0 + 1 + i;
    const bar = cellAddress(row, left + 2 + i);
    const above = i === 1 ? cellAddress(row - 1, left + 2) : cellAddress(row - 1, left + 1);
    if (i > 0) foot -= step.total;
    canvas.put(row, left, plain(step.name), { color: INK.muted });
    canvas.put(row, left + 1, i === 0 ? 0 : deal ? `=MAX(0,${above}-${bar})` : Math.max(0, foot), style);
    canvas.put(row, left + 2 + i, deal ? step.source : step.total, style);
  });
  const area = (c: number): Area => ({ row: row0 + 1, column: c, rows: steps.length, columns: 1 });
  return {
    categories: area(left),
    feet: area(left + 1),
    bars: steps.map(({ name, color }, i) => ({ name, values: area(left + 2 + i), color })),
  };
}
