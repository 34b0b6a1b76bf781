/** The detail sheet of a run: title, terms, conventions, measures, the tables, their key and charts, as a plan to be written. */
import type { ResultDocument } from '../../document/result.ts';
import { total } from '../../engine/index.ts';
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { liveMeasures } from '../live/measures.ts';
import { stamp } from '../local-time.ts';
import { writeMoments } from '../moments.ts';
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS } from './canvas.ts';
import { checkSums } from './check-sums.ts';
import { dealsTable } from './deals-table.ts';
import {
  clawbackRows,
  conventionsBlock,
  keyBlock,
  measuresBlock,
  paybackCell,
  runBlock,
  termsBlock,
  titleBlock,
} from './detail-blocks.ts';
import type { DetailAbout } from './detail-about.ts';
import { type Beyond, clawbackRows as clawbackLines, openDetail, type Sheet } from './detail-place.ts';
import { detailRows } from './detail-rows.ts';
import { beyondExcel } from './excel-limits.ts';
import { measureColumns } from './measure-columns.ts';
import { chartBlock, type ChartBlock } from './native-charts.ts';
import { sheetNameOf } from './sheet-name.ts';
import { termNames } from './term-rows.ts';

export type { DetailAbout, InputCells } from './detail-about.ts';

/** With more the workbook would stop for minutes while they are written, and *Cancel* with it. */
export const MOST_FORMULAS = 250_000;

/** With formulas where they are wanted and can be; a sheet that Excel would not take with them holds values and says so. */
export function detailSheet(document: ResultDocument, about: DetailAbout): SheetPlan {
  const plan = writtenSheet(document, about, null);
  if (!about.live) return plan;
  const why = beyondExcel(plan)
    ? 'tooLarge'
    : formulasIn(plan) > (about.mostFormulas ?? Infinity)
      ? 'tooMany'
      : null;
  return why ? writtenSheet(document, about, why) : plan;
}

export const formulasIn = ({ cells }: SheetPlan): number =>
  cells.reduce(
    (sum, line) => sum + line.filter((cell) => typeof cell === 'string' && cell.startsWith('=')).length,
    0,
  );

function writtenSheet(document: ResultDocument, about: DetailAbout, beyond: Beyond | null): SheetPlan {
  const canvas = new Canvas();
  const sheet = openDetail(canvas, document, about, beyond);
  const { belowRow, at, terms } = sheet;
  titleBlock(sheet);
  termsBlock(sheet);
  conventionsBlock(sheet);
  dealsTable(sheet);
  detailRows(sheet);
  clawbackRows(sheet);
  const beside = besideTable(sheet);
  measuresBlock(sheet, beside.measured, beside.dated, beside.columns);
  runBlock(sheet, beside.measured);
  const charts = chartBlock(
    sheet,
    {
      cash: beside.measured?.cash ?? String(total(document.tables.cash)),
      payback: paybackCell(sheet),
      listsEnd: beside.bottom,
    },
    belowRow + 2,
  );
  keyBlock(sheet, belowRow, charts.folded);
  return planOf(sheet, charts, termNames(terms, at.terms.row, at.terms.value));
}

/** Right of the table: its workings' sums, flows at their own dates, and what the measures are found in. */
function besideTable(sheet: Sheet) {
  const { canvas, deal, writer, place, result, about, firstRow, periods, columnOf } = sheet;
  const none = { measured: null, dated: null, columns: null, bottom: 0 };
  if (!deal || !writer) return none;
  const left = place.calls.column + deal.calls.length + 1;
  const sums = checkSums(canvas, deal, writer, place, left, about.locale);
  const measured = liveMeasures(deal, result, {
    rangeOf: (column, from = 0) => rangeAddress(firstRow + from, column, periods + 1 - from, 1),
    columnOf: (key) => columnOf.get(key)!,
    written: (expr) => writer.written(expr, 0),
    sumOf: (refs) => sums.of(refs),
  });
  const column = left + sums.width;
  const dated = writeMoments(canvas, deal, writer, result, about.locale, { row: firstRow, column });
  const columns = measureColumns(sheet, measured, dated, column + (dated?.width ?? 0));
  const lists = Math.max(place.calls.count, deal.moments?.length ?? 0);
  return { measured, dated, columns, bottom: firstRow + lists };
}

function planOf(sheet: Sheet, charts: ChartBlock, names: SheetPlan['names']): SheetPlan {
  const { canvas, about, document, columns, layout, deal, periods, printed } = sheet;
  const { breaks, deals, dealsAt } = layout;
  return {
    name: sheetNameOf(about.title, about.mode, about.locale),
    cells: canvas.rectangle(),
    styles: inCurrency(canvas.styles, sheet.amountFormat),
    names: deal ? names : [],
    widths: widthsOf(sheet),
    // What is frozen does not scroll: more than the title would fill a small window.
    freeze: { rows: 2, columns: 0 },
    charts: charts.plans,
    folded: charts.folded,
    print: {
      area: { row: 0, column: 0, rows: charts.bottom, columns: printed },
      titleRows: [sheet.groupRow, sheet.headRow],
      breaks,
      titleColumns: breaks.length ? dealsAt : 0,
      footer: {
        left: [about.title, say(texts.titleAlone, about.locale)].filter(Boolean).join(' · '),
        center: `${document.engine_version} · ${stamp(about.computedAt)}`,
      },
    },
    table: deal ? null : { row: sheet.headRow, column: 0, rows: periods + 2, columns: columns.length },
    map: {
      firstRow: sheet.firstRow,
      periods,
      columns: columns.map((c) => c.key),
      ...(sheet.deals
        ? { deals: { firstRow: sheet.deals.first, from: dealsAt, columns: deals.map((c) => c.key) } }
        : {}),
      ...(deal ? { links: linksOf(sheet) } : {}),
      workings: [sheet.workingsAt, deal?.workings.length ?? 0],
      live: deal !== null,
      cells: sheet.mapped,
    },
  };
}

/** Cells that a statement for one of the parties refers to. */
function linksOf({ deal, result, columnOf, lines, at, layout, totalRow, terms, place }: Sheet) {
  const classes = result.parties.filter((p) => p.role === 'class');
  const row = totalRow + clawbackLines(result, layout) - 1;
  const measure = (i: number) => cellAddress(at.measures.row + i, at.measures.value);
  const irr: Record<string, string> = {};
  const irrBefore: Record<string, string> = {};
  // Those after the clawback stand below those before it.
  lines.measures.lines.forEach(({ party, afterClawback }, i) => {
    if (party === undefined) return;
    irr[party] = measure(i);
    if (!afterClawback) irrBefore[party] = measure(i);
  });
  const inputs = terms.flatMap(({ id, formula }, i) =>
    formula === undefined ? [[id, cellAddress(at.terms.row + i, at.terms.value)] as const] : [],
  );
  const called = deal!.calls.flatMap(({ head, input }, i) =>
    input ? [[head, place.calls.column + i] as const] : [],
  );
  return {
    paidIn: Object.fromEntries(classes.map((p) => [p.id, columnOf.get(deal!.contributed(p.id))!])),
    irr,
    clawback: result.clawback
      ? Object.fromEntries(
          result.parties.map((p) => [p.id, cellAddress(row, columnOf.get(`total>${p.id}`)!)]),
        )
      : {},
    projectIrr: measure(lines.measures.lines.findIndex(({ what }) => what === 'irr')),
    project: columnOf.get(deal!.project)!,
    ...(result.clawback ? { irrBefore } : {}),
    terms: Object.fromEntries(inputs),
    ...(called.length
      ? { calls: { row: place.calls.row, rows: place.calls.count, columns: Object.fromEntries(called) } }
      : {}),
  };
}

function inCurrency(styles: SheetPlan['styles'], amountFormat: string): SheetPlan['styles'] {
  if (amountFormat === FORMATS.amount) return styles;
  return styles.map(({ area, style }) => ({
    area,
    style: style.numberFormat === FORMATS.amount ? { ...style, numberFormat: amountFormat } : style,
  }));
}

/** What stands right of the table, and may grow with it, is as wide as the widest of its amounts. */
function widthsOf({ canvas, columns, widths, printed }: Sheet): number[] {
  const all = Math.max(...canvas.cells.map((line) => line.length));
  const widest = Math.max(12, ...columns.flatMap((c, i) => (c.format === 'amount' ? [widths[i]!] : [])));
  return Array.from({ length: all }, (_, c) => (c < printed ? (widths[c] ?? 12) : widest));
}
