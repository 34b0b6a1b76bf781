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

/** A detail sheet while it is written. */
export interface Sheet extends Rows {
  readonly canvas: Canvas;
  readonly document: ResultDocument;
  readonly about: DetailAbout;
  readonly result: Result;
  /** Why it holds values although formulas were wanted. */
  readonly reason: WhyNot | 'tooLarge' | null;
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

/** The blocks side by side, where the page stays as wide as its table; else the last two below the first. */
function headerPlaces(lines: HeaderLines, { columns, widths, breaks, dealsAt }: Layout) {
  const left = breaks.length ? dealsAt : 0;
  const abreast = blockPlaces(lines, [...widths], left, false);
  const table = printedPoints(widths.slice(0, columns.length)) * SMALL;
  const all = printedPoints(abreast.widths.slice(0, abreast.end)) * SMALL;
  const stacked = breaks.length > 0 || (all > PAGE && all > table);
  const { at, blockRows, end, widths: own } = stacked ? blockPlaces(lines, [...widths], left, true) : abreast;
  own.forEach((width, c) => (widths[c] = width));
  return { at, blockRows, end };
}

/** Prints well; a header that makes the page smaller takes more rows. */
const SMALL = LEAST_SCALE;

function blockPlaces(
  { terms, conventions, measures, run }: HeaderLines,
  widths: number[],
  left: number,
  stacked: boolean,
) {
  const upper = new Row(widths, left, BLOCK_ROW);
  const first = {
    terms: upper.block(terms.title, terms.lines),
    conventions: upper.block(conventions.title, conventions.lines, true),
  };
  const rows = Math.max(terms.lines.length, conventions.lines.length);
  const lower = stacked ? new Row(widths, left, BLOCK_ROW + rows + 2) : upper;
  const second = {
    measures: lower.block(measures.title, measures.lines),
    run: lower.block(run.title, run.lines),
  };
  const more = Math.max(measures.lines.length, run.lines.length);
  return {
    at: { ...first, ...second },
    blockRows: stacked ? rows + 2 + more : Math.max(rows, more),
    end: Math.max(upper.end, lower.end),
    widths,
  };
}

/** Row of the first line of the blocks above the tables. */
export const BLOCK_ROW = 4;

export function openDetail(
  canvas: Canvas,
  document: ResultDocument,
  about: DetailAbout,
  tooLarge: boolean,
): Sheet {
  const { locale } = about;
  const result = document.tables;
  const reason = tooLarge ? 'tooLarge' : about.live && whyNoFormulas(result.definition, about.live);
  const deal =
    about.live && !reason ? liveDeal(document.mode, document.terms, about.live, result, locale) : null;
  const amountFormat = amountFormatOf(document.unit);
  const table = deal?.table ?? detailTable(result, locale);
  const layout = layOut(table, result, locale, amountFormat, deal !== null);
  const { columns, widths, deals, dealsAt } = layout;
  const terms = deal?.terms ?? termRows(document, locale);
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
