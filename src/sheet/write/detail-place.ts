/** Where everything of a detail sheet stands, known before any of it is written. */
import type { ResultDocument } from '../../document/result.ts';
import type { Locale } from '../../engine/definition.ts';
import type { Flows, Result } from '../../engine/index.ts';
import { conventionText } from '../../i18n/index.ts';
import { openWriter, type Place, type Writer } from '../live/cells.ts';
import { liveDeal, type LiveDeal, type LiveTerm, whyNoFormulas, type WhyNot } from '../live/index.ts';
import type { MappedCell } from '../plan.ts';
import { type DetailColumn, detailTable } from '../table.ts';
import { type Canvas, FORMATS } from './canvas.ts';
import { termRows } from './term-rows.ts';

export interface DetailAbout {
  /** Name of the deal, printed as the title. */
  readonly title: string;
  /** What the mode is called, printed below it. */
  readonly mode: string;
  /** Where the cash flows were read, e.g. `Deal!B2:C13`. */
  readonly source: string;
  readonly computedAt: Date;
  readonly locale: Locale;
  /** Cell a term was read from, by term id, e.g. `Deal!C11`. */
  readonly termCells: Readonly<Record<string, string>>;
  /** The flows of the run, where formulas are wanted in place of values. */
  readonly live: Flows | null;
  /** Cells of other sheets of the workbook that hold the inputs; formulas then follow them. */
  readonly inputs?: InputCells | null;
}

/** Cells that hold what drives a run, as formulas of another sheet write them. */
export interface InputCells {
  /** By id of the term. */
  readonly terms: ReadonlyMap<string, string>;
  /** By key of the detail table's column and period; several cells are added up. */
  readonly flows: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

/** A detail sheet while it is written. */
export interface Sheet {
  readonly canvas: Canvas;
  readonly document: ResultDocument;
  readonly about: DetailAbout;
  readonly result: Result;
  /** Why it holds values although formulas were wanted. */
  readonly reason: WhyNot | 'tooLarge' | null;
  /** Its formulas and what writes them; null where it holds values. */
  readonly deal: LiveDeal | null;
  readonly writer: Writer | null;
  readonly columns: readonly DetailColumn[];
  readonly columnOf: ReadonlyMap<string, number>;
  readonly terms: readonly LiveTerm[];
  readonly conventions: readonly { readonly topic: string; readonly text: string }[];
  readonly place: Place;
  readonly periods: number;
  /** Rows of the blocks above the table, and of the table. */
  readonly blockRows: number;
  readonly groupRow: number;
  readonly headRow: number;
  readonly firstRow: number;
  readonly totalRow: number;
  /** Columns of the blocks and of the workings. */
  readonly measuresAt: number;
  readonly runAt: number;
  readonly workingsAt: number;
  readonly amountFormat: string;
  /** Cells outside the table by their address, filled while it is written. */
  readonly mapped: Record<string, readonly [MappedCell, string]>;
}

export function openDetail(
  canvas: Canvas,
  document: ResultDocument,
  about: DetailAbout,
  tooLarge: boolean,
): Sheet {
  const { locale } = about;
  const result = document.tables;
  const reason = about.live && (tooLarge ? 'tooLarge' : whyNoFormulas(result.definition, about.live));
  const deal =
    about.live && !reason ? liveDeal(document.mode, document.terms, about.live, result, locale) : null;
  const columns = deal?.table ?? detailTable(result, locale);
  const last = columns.length - 1;
  const terms = deal?.terms ?? termRows(document, locale);
  const conventions = result.conventions
    .filter((c) => !(c.topic === 'base' && c.choice === 'unreturned'))
    .map((c) => conventionText(c, locale));
  const blockRows = Math.max(deal ? 7 : 5, terms.length + 1, conventions.length);
  const groupRow = 4 + blockRows + 1;
  const firstRow = groupRow + 2;
  const { periods } = result.timeline;
  const workings = deal?.workings ?? [];
  const workingsAt = columns.length + 1;
  const columnOf = new Map([
    ...columns.map((c, i) => [c.key, i] as const),
    ...workings.map((c, i) => [c.key, workingsAt + i] as const),
  ]);
  const place: Place = {
    columnOf,
    firstRow,
    periods,
    calls: {
      column: workingsAt + workings.length + (workings.length ? 1 : 0),
      row: firstRow,
      count: deal?.calls[0]?.cells.length ?? 0,
    },
    termCells: terms.map((_, i) => `$C$${5 + i}`),
  };
  const measuresAt = Math.max(11, last - 5);
  return {
    canvas,
    document,
    about,
    result,
    reason,
    deal,
    writer: deal && openWriter(deal, place),
    columns,
    columnOf,
    terms,
    conventions,
    place,
    periods,
    blockRows,
    groupRow,
    headRow: groupRow + 1,
    firstRow,
    totalRow: firstRow + periods + 1,
    measuresAt,
    runAt: Math.max(last - 2, measuresAt + 4),
    workingsAt,
    amountFormat: amountFormatOf(document.unit),
    mapped: {},
  };
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
