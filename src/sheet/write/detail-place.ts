/** Where everything of a detail sheet stands, known before any of it is written. */
import type { ResultDocument } from '../../document/result.ts';
import type { Result } from '../../engine/index.ts';
import { cellAddress } from '../grid.ts';
import { openWriter, type Place, type Writer } from '../live/cells.ts';
import { liveDeal, type LiveDeal, type LiveTerm, whyNoFormulas, type WhyNot } from '../live/index.ts';
import type { MappedCell } from '../plan.ts';
import { type DetailColumn, detailTable } from '../table.ts';
import { type Canvas, FORMATS } from './canvas.ts';
import type { DetailAbout } from './detail-about.ts';
import { type Layout, layOut, LEAST_SCALE, PAGE } from './detail-layout.ts';
import { headNotes } from './head-notes.ts';
import { headerLines, type HeaderLines } from './header-lines.ts';
import { type BlockPlace, Row } from './header-place.ts';
import { termRows } from './term-rows.ts';
import { printedPoints } from './widths.ts';

/** A sheet of formulas would be more than Excel takes, or more than its writer does. */
export type Beyond = 'tooLarge' | 'tooMany';

/** A detail sheet while it is written. */
export interface Sheet extends Rows {
  readonly canvas: Canvas;
  readonly document: ResultDocument;
  readonly about: DetailAbout;
  readonly result: Result;
  /** Why it holds values although formulas were wanted. */
  readonly reason: WhyNot | Beyond | null;
  /** Its formulas and what writes them; null where it holds values. */
  readonly deal: LiveDeal | null;
  readonly writer: Writer | null;
  readonly layout: Layout;
  readonly columns: readonly DetailColumn[];
  readonly columnOf: ReadonlyMap<string, number>;
  readonly terms: readonly LiveTerm[];
  readonly lines: HeaderLines;
  readonly at: Readonly<Record<keyof HeaderLines, BlockPlace>>;
  readonly place: Place;
  readonly periods: number;
  /** What stands under the head of a tier, by its id. */
  readonly notes: ReadonlyMap<string, string>;
  /** First column that is not repeated on later pages: what runs on over others begins there. */
  readonly left: number;
  readonly workingsAt: number;
  readonly amountFormat: string;
  readonly widths: number[];
  /** Columns that are printed. */
  readonly printed: number;
  /** Cells outside the table by their address, filled while it is written. */
  readonly mapped: Record<string, readonly [MappedCell, string]>;
}

interface Rows {
  /** Of the table of deals: its group heads, its heads, period 0, its total; null where there is none. */
  readonly deals: { readonly group: number; readonly first: number; readonly total: number } | null;
  readonly groupRow: number;
  readonly headRow: number;
  readonly firstRow: number;
  readonly totalRow: number;
  /** First row that is free below the table. */
  readonly belowRow: number;
}

/** With its sentence on a line of its own where the totals stand too far left for it. */
export const clawbackRows = (result: Result, { breaks }: Layout): number =>
  result.clawback ? (breaks.length ? 3 : 2) : 0;

type Arrangement = readonly (readonly (keyof HeaderLines)[])[];

const ABREAST: Arrangement = [['terms', 'conventions', 'measures', 'run']];
const STACKED: Arrangement = [
  ['terms', 'conventions'],
  ['measures', 'run'],
];
/** Ever higher, for a narrow first page. */
const NARROW: readonly Arrangement[] = [
  STACKED,
  [['terms', 'measures', 'run'], ['conventions']],
  [['terms'], ['conventions'], ['measures', 'run']],
  [['terms'], ['conventions'], ['measures'], ['run']],
];

/**
 * The blocks side by side, where the page stays as wide as its table; else some below the others. Where pages end inside
 * the table, they end on the first page.
 */
function headerPlaces(lines: HeaderLines, { columns, widths, breaks, dealsAt }: Layout) {
  const left = breaks.length ? dealsAt : 0;
  const placed = (arrangement: Arrangement) => blockPlaces(lines, [...widths], left, arrangement);
  const chosen = () => {
    if (breaks.length) {
      const all = NARROW.map(placed);
      const fits = ({ at }: (typeof all)[number]) =>
        Object.values(at).every(({ label, columns }) => label + columns <= breaks[0]!);
      return all.find(fits) ?? all.at(-1)!;
    }
    const abreast = placed(ABREAST);
    const table = printedPoints(widths.slice(0, columns.length)) * SMALL;
    const all = printedPoints(abreast.widths.slice(0, abreast.end)) * SMALL;
    return all > PAGE && all > table ? placed(STACKED) : abreast;
  };
  const { at, blockRows, end, widths: own } = chosen();
  own.forEach((width, c) => (widths[c] = width));
  return { at, blockRows, end };
}

/** Prints well; a header that makes the page smaller takes more rows. */
const SMALL = LEAST_SCALE;

function blockPlaces(lines: HeaderLines, widths: number[], left: number, arrangement: Arrangement) {
  const at = {} as Record<keyof HeaderLines, BlockPlace>;
  let [row, end] = [BLOCK_ROW, 0];
  for (const blocks of arrangement) {
    const line = new Row(widths, left, row);
    for (const which of blocks)
      at[which] = line.block(lines[which].title, lines[which].lines, which === 'conventions');
    end = Math.max(end, line.end);
    row += Math.max(...blocks.map((which) => lines[which].lines.length)) + 2;
  }
  return { at, blockRows: row - 2 - BLOCK_ROW, end, widths };
}

/** Row of the first line of the blocks above the tables. */
export const BLOCK_ROW = 4;

export function openDetail(
  canvas: Canvas,
  document: ResultDocument,
  about: DetailAbout,
  beyond: Beyond | null,
): Sheet {
  const { locale } = about;
  const result = document.tables;
  const reason = beyond ?? (about.live && whyNoFormulas(result.definition, about.live));
  const deal =
    about.live && !reason ? liveDeal(document.mode, document.terms, about.live, result, locale) : null;
  const amountFormat = amountFormatOf(document.unit);
  const table = deal?.table ?? detailTable(result, locale);
  const layout = layOut(table, result, locale, amountFormat, deal !== null);
  const { columns, widths, deals, dealsAt } = layout;
  const terms = [...(deal?.terms ?? termRows(document, locale)), ...(about.ownTerms ?? [])];
  const lines = headerLines(document, about, terms, amountFormat, deal !== null);
  const { at, blockRows, end } = headerPlaces(lines, layout);
  const notes = headNotes(result, locale);
  const { periods } = result.timeline;
  const rows = rowsOf(blockRows, deals.length > 0, notes.size > 0, periods, clawbackRows(result, layout));
  const workings = deal?.workings ?? [];
  const printed = Math.max(columns.length, end - 1);
  const workingsAt = printed + 1;
  const columnOf = new Map([
    ...columns.map((c, i) => [c.key, i] as const),
    ...deals.map((c, i) => [c.key, dealsAt + i] as const),
    ...workings.map((c, i) => [c.key, workingsAt + i] as const),
  ]);
  const place: Place = {
    columnOf,
    firstRow: rows.firstRow,
    firstRowOf: new Map(deals.map((c) => [c.key, rows.deals!.first])),
    periods,
    calls: {
      column: workingsAt + workings.length + (workings.length ? 1 : 0),
      row: rows.firstRow,
      count: deal?.calls[0]?.cells.length ?? 0,
    },
    termCells: terms.map((_, i) => absolute(at.terms.row + i, at.terms.value)),
  };
  return {
    ...rows,
    canvas,
    document,
    about,
    result,
    reason,
    deal,
    writer: deal && openWriter(deal, place),
    layout,
    columns,
    columnOf,
    terms,
    lines,
    at,
    place,
    periods,
    notes,
    left: layout.breaks.length ? dealsAt : 0,
    workingsAt,
    amountFormat,
    widths,
    printed,
    mapped: {},
  };
}

export const absolute = (row: number, column: number): string =>
  cellAddress(row, column).replace(/([A-Z]+)(\d+)/, '$$$1$$$2');

function rowsOf(
  blockRows: number,
  hasDeals: boolean,
  hasNotes: boolean,
  periods: number,
  clawback: number,
): Rows {
  const top = BLOCK_ROW + blockRows + 1;
  // Heads of two rows, the closing and the periods, the total, gain and multiple, an empty row.
  const deals = hasDeals ? { group: top, first: top + 2, total: top + 3 + periods } : null;
  const groupRow = deals ? deals.total + 3 : top;
  const headRow = groupRow + (hasNotes ? 2 : 1);
  const firstRow = headRow + 1;
  const totalRow = firstRow + periods + 1;
  return { deals, groupRow, headRow, firstRow, totalRow, belowRow: totalRow + 1 + clawback };
}

/** Amounts with the decimals of their currency where the unit is its code: yen have none, dinars three. */
function amountFormatOf(unit: string | null): string {
  if (!unit || !/^[A-Z]{3}$/.test(unit)) return FORMATS.amount;
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: unit,
  }).resolvedOptions();
  return FORMATS.amount.replaceAll('.00', digits ? `.${'0'.repeat(digits)}` : '');
}
