/** Right of the printed area: the columns that charts are drawn from, and rates and payback are found in. */
import type { Locale } from '../../engine/definition.ts';
import type { Result } from '../../engine/result.ts';
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { LiveDeal } from '../live/index.ts';
import { guessing, type LiveMeasures } from '../live/measures.ts';
import type { DatedMeasures } from '../moments.ts';
import { type Canvas, plain } from './canvas.ts';
import { INK } from './colors.ts';

export interface Place {
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

export interface ChartData {
  /** Adds a column over periods 0..N and gives its number; `formula` stands in live sheets. */
  add(
    name: string,
    values: readonly (number | null)[],
    formula: (k: number, self: number) => string | null,
  ): number;
  /** Cell of a column of the table or its workings. */
  at(key: string, k: number): string;
  /** First column that is free. */
  next(): number;
}

export function openChartData(canvas: Canvas, periods: number, place: Place): ChartData {
  const { firstRow, deal, columnOf } = place;
  const { row: head } = place.data;
  let next = place.data.column;
  canvas.put(head - 1, next, say(texts.chartData, place.locale), { color: INK.muted });
  return {
    add(name, values, formula) {
      const c = next++;
      canvas.put(head, c, plain(name), { color: INK.muted });
      for (let k = 0; k <= periods; k++)
        canvas.put(firstRow + k, c, (deal ? formula(k, c) : null) ?? values[k] ?? null);
      canvas.style(firstRow, c, periods + 1, 1, { color: INK.muted, numberFormat: '#,##0.00' });
      return c;
    },
    at: (key, k) => cellAddress(firstRow + k, columnOf.get(key)!),
    next: () => next,
  };
}

/** The net cash flow added up, and the formula of the static payback. */
export function recoveryColumns(
  data: ChartData,
  result: Result,
  { locale, firstRow, deal }: Place,
): { readonly cumulative: number; readonly payback: string } {
  const { periods } = result.timeline;
  const runningOf = (key: string, values: readonly number[]) =>
    data.add(say(texts.cumulative, locale), values, (k, c) =>
      k === 0 ? `=${data.at(key, 0)}` : `=${cellAddress(firstRow + k - 1, c)}+${data.at(key, k)}`,
    );
  const cumulative = runningOf('net', runningSum(result.net));
  // The recovery is drawn from the net cash flow; paid back is what all parties together have had.
  const project = deal?.project ?? 'net';
  const toDate = project === 'net' ? cumulative : runningOf(project, []);
  const cum = (k: number) => cellAddress(firstRow + k, toDate);
  const crossing = data.add(say(texts.paybackYears, locale), [], (k) => {
    if (k === 0) return null;
    const years = (j: number) => data.at(deal!.years, j);
    const part = `${cum(k - 1)}/${data.at(project, k)}`;
    const linear =
      deal!.years === 'period'
        ? `${years(k - 1)}-${part}`
        : `${years(k - 1)}-${part}*(${years(k)}-${years(k - 1)})`;
    const reached = result.definition.options.payback === 'whole' ? years(k) : linear;
    return `=IF(AND(${cum(k - 1)}<0,${cum(k)}>=0),${reached},"")`;
  });
  const crossings = rangeAddress(firstRow + 1, crossing, periods, 1);
  return { cumulative, payback: `=IF(COUNT(${crossings})=0,"–",MIN(${crossings}))` };
}

/** The net flows of each class that paid in, and its rate. */
export function classColumns(
  data: ChartData,
  result: Result,
  { locale, deal, measured, dated }: Place,
): ClassRate[] {
  return result.parties
    .filter((p) => p.role === 'class' && p.measures.contributed > 0)
    .map((p) => {
      const name = say(p.name, locale);
      const values = p.received.map((r, k) => r - p.contributed[k]!);
      const flows = data.add(
        name,
        values,
        (k) => `=${data.at(`total>${p.id}`, k)}-${data.at(deal!.contributed(p.id), k)}`,
      );
      const { irr } = p.measures;
      const formula = dated
        ? guessing(dated.rateOf(p.id), irr)
        : (measured?.rateOf(flows, values, irr) ?? null);
      return { name, formula, value: irr };
    });
}

export interface ClassRate {
  readonly name: string;
  readonly formula: string | null;
  readonly value: number | null;
}

/** A function takes 255 arguments. */
const ARGUMENTS = 200;

export const sumOf = (cells: readonly string[]): string =>
  Array.from(
    { length: Math.ceil(cells.length / ARGUMENTS) },
    (_, i) => `SUM(${cells.slice(i * ARGUMENTS, (i + 1) * ARGUMENTS).join()})`,
  ).join('+');

function runningSum(flows: readonly number[]): number[] {
  let sum = 0;
  return flows.map((f) => (sum += f));
}
