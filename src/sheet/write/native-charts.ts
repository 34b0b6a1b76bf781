import { total, type Locale } from '../../engine/index.ts';
import { formatAmount, say, detailTexts as texts } from '../../i18n/index.ts';
import type { ResultDocument } from '../../document/result.ts';
import { hueOf, INK, tintOf } from './colors.ts';
import { plain, type Canvas } from './canvas.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { Area, ChartPlan } from '../plan.ts';
import type { LiveDeal } from '../live/index.ts';
import type { LiveMeasures } from '../live/measures.ts';
import type { DatedMeasures } from '../moments.ts';
import type { DetailColumn } from '../table.ts';

interface Place {
  readonly locale: Locale;
  /** Rows of the detail table: period 0 and the total. */
  readonly firstRow: number;
  readonly totalRow: number;
  /** The formulas, where the sheet has them, and its measures. */
  readonly deal: LiveDeal | null;
  readonly measured: LiveMeasures | null;
  /** The same by the flows' own dates, where some lie between two dates of the timeline. */
  readonly dated: DatedMeasures | null;
  /** Column of each key of the table and its workings. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** Where the charts begin, and where their data may stand. */
  readonly at: { readonly row: number; readonly column: number };
  readonly data: { readonly row: number; readonly column: number };
}

export interface ChartBlock {
  readonly plans: ChartPlan[];
  /** Formula of the static payback over the cumulative column. */
  readonly payback: string;
  /** IRR of each class that paid in: its net flows stand in the chart data. */
  readonly classRates: {
    readonly name: string;
    readonly formula: string | null;
    readonly value: number | null;
  }[];
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
  const { locale, firstRow, deal, measured, dated, columnOf } = place;
  const result = document.tables;
  const periods = result.timeline.periods;
  const column = (key: string) => columnOf.get(key)!;
  const at = (key: string, k: number) => cellAddress(firstRow + k, column(key));
  let next = place.data.column;
  const { row: head } = place.data;
  canvas.put(head - 1, next, say(texts.chartData, locale), { color: INK.muted });
  /** Adds a helper column over periods 0..N; `formula` stands in live sheets. */
  const helper = (
    name: string,
    values: readonly (number | null)[],
    formula: (k: number, self: number) => string | null,
  ): number => {
    const c = next++;
    canvas.put(head, c, plain(name), { color: INK.muted });
    for (let k = 0; k <= periods; k++)
      canvas.put(firstRow + k, c, (deal ? formula(k, c) : null) ?? values[k] ?? null);
    canvas.style(firstRow, c, periods + 1, 1, { color: INK.muted, numberFormat: '#,##0.00' });
    return c;
  };

  const running = runningSum(result.net);
  const cumulative = helper(say(texts.cumulative, locale), running, (k, c) =>
    k === 0 ? `=${at('net', 0)}` : `=${cellAddress(firstRow + k - 1, c)}+${at('net', k)}`,
  );
  // The recovery is drawn from the net cash flow; paid back is what all parties together have had.
  const project = deal?.project ?? 'net';
  const toDate =
    project !== 'net'
      ? helper(say(texts.cumulative, locale), [], (k, c) =>
          k === 0 ? `=${at(project, 0)}` : `=${cellAddress(firstRow + k - 1, c)}+${at(project, k)}`,
        )
      : cumulative;
  const cum = (k: number) => cellAddress(firstRow + k, toDate);
  const crossing = helper(say(texts.paybackYears, locale), [], (k) => {
    if (k === 0) return null;
    const years = (j: number) => at(deal!.years, j);
    const part = `${cum(k - 1)}/${at(project, k)}`;
    const linear =
      deal!.years === 'period'
        ? `${years(k - 1)}-${part}`
        : `${years(k - 1)}-${part}*(${years(k)}-${years(k - 1)})`;
    const reached = result.definition.options.payback === 'whole' ? years(k) : linear;
    return `=IF(AND(${cum(k - 1)}<0,${cum(k)}>=0),${reached},"")`;
  });
  const crossings = rangeAddress(firstRow + 1, crossing, periods, 1);
  const classRates = result.parties
    .filter((p) => p.role === 'class' && p.measures.contributed > 0)
    .map((p) => {
      const name = say(p.name, locale);
      const flows = helper(
        name,
        p.received.map((r, k) => r - p.contributed[k]!),
        (k) => `=${at(`total>${p.id}`, k)}-${at(deal!.contributed(p.id), k)}`,
      );
      const values = p.received.map((r, k) => r - p.contributed[k]!);
      return {
        name,
        formula: (dated ? dated.rateOf(p.id) : measured?.rateOf(flows, values)) ?? null,
        value: p.measures.irr,
      };
    });

  const pieces = columns.filter((c) => c.tier && (c.party !== undefined || c.key.endsWith('.paid')));
  const steps = waterfallBlock(canvas, document, columns, pieces, place, next + 1);
  const top = place.at.row;
  const spot = (i: number): Area => ({
    row: top + Math.floor(i / ABREAST) * (HEIGHT + 1),
    column: place.at.column + (i % ABREAST) * WIDTH,
    rows: HEIGHT,
    columns: WIDTH,
  });
  const overPeriods = (c: number, from = 0): Area => ({
    row: firstRow + from,
    column: c,
    rows: periods + 1 - from,
    columns: 1,
  });
  const cash = total(result.cash);
  const open = columns.filter((c) => c.tier?.kind === 'returnOfCapital' && c.key.endsWith('.closing'));
  const plans: Omit<ChartPlan, 'at'>[] = [
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
      series: pieces.map((piece) => ({
        name: pieceName(piece, locale),
        values: overPeriods(column(piece.key), 1),
        color: pieceColor(piece),
      })),
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
  return {
    plans: plans.map((plan, i) => ({ ...plan, at: spot(i) })),
    payback: dated?.payback ?? `=IF(COUNT(${crossings})=0,"–",MIN(${crossings}))`,
    classRates,
    bottom: top + Math.ceil(plans.length / ABREAST) * (HEIGHT + 1),
  };
}

function runningSum(flows: readonly number[]): number[] {
  let sum = 0;
  return flows.map((f) => (sum += f));
}

/** What a piece is called: carry by that name, a hurdle's parts by party and hurdle, else its head or its tier. */
function pieceName({ head, group, party, tier }: DetailColumn, locale: Locale): string {
  if (party === undefined) return group;
  if (tier?.kind === 'hurdle') return `${head} · ${group}`;
  return party === 'gp' ? say(texts.gpCarry, locale) : head;
}

/** GP carry is solid; the others take their payee's hue, tinted by why they are paid. */
function pieceColor({ tier, party }: DetailColumn): string {
  const payee = party ?? tier!.to[0]!;
  const hue = hueOf(payee);
  if (payee === 'gp' || tier!.kind === 'returnOfCapital') return hue;
  return tintOf(hue, tier!.kind === 'preferredReturn' ? 'return' : 'residual');
}

/** One row a step: its label, the invisible foot it stands on, and its height in a column of its own colour. */
function waterfallBlock(
  canvas: Canvas,
  document: ResultDocument,
  columns: readonly DetailColumn[],
  pieces: readonly DetailColumn[],
  place: Place,
  left: number,
) {
  const { locale, deal, measured } = place;
  const row0 = place.data.row;
  const labels = [say(texts.cash, locale), ...pieces.map((p) => pieceName(p, locale))];
  const amounts = [total(document.tables.cash), ...pieces.map((p) => p.total ?? 0)];
  const sources = [
    measured ? `=${measured.cash}` : null,
    ...pieces.map((p) => `=${cellAddress(place.totalRow, columns.indexOf(p))}`),
  ];
  const colors = [hueOf('cash'), ...pieces.map(pieceColor)];
  const style = { color: INK.muted, numberFormat: '#,##0.00' };
  let foot = amounts[0]!;
  labels.forEach((label, i) => {
    const row = row0 + 1 + i;
    const bar = cellAddress(row, left + 2 + i);
    const above = i === 1 ? cellAddress(row - 1, left + 2) : cellAddress(row - 1, left + 1);
    if (i > 0) foot -= amounts[i]!;
    canvas.put(row, left, plain(label), { color: INK.muted });
    canvas.put(row, left + 1, i === 0 ? 0 : deal ? `=MAX(0,${above}-${bar})` : Math.max(0, foot), style);
    canvas.put(row, left + 2 + i, deal ? sources[i]! : amounts[i]!, style);
  });
  const area = (c: number): Area => ({ row: row0 + 1, column: c, rows: labels.length, columns: 1 });
  return {
    categories: area(left),
    feet: area(left + 1),
    bars: labels.map((name, i) => ({ name, values: area(left + 2 + i), color: colors[i]! })),
  };
}
