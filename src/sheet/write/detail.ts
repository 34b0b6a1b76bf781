/** The detail sheet of a run: title, terms, conventions, measures, the table, its key and charts, as a plan to be written. */
import type { ResultDocument } from '../../document/result.ts';
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { rangeAddress } from '../grid.ts';
import { liveMeasures } from '../live/measures.ts';
import { stamp } from '../local-time.ts';
import { writeMoments } from '../moments.ts';
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS } from './canvas.ts';
import { checkSums } from './check-sums.ts';
import {
  conventionsBlock,
  keyBlock,
  measuresBlock,
  runBlock,
  termsBlock,
  titleBlock,
} from './detail-blocks.ts';
import { openDetail, type DetailAbout, type Sheet } from './detail-place.ts';
import { detailRows } from './detail-rows.ts';
import { beyondExcel } from './excel-limits.ts';
import { chartBlock, type ChartBlock } from './native-charts.ts';
import { termNames } from './term-rows.ts';
import { tableWidths, widenFor } from './widths.ts';

export type { DetailAbout, InputCells } from './detail-place.ts';

/** With formulas where they are wanted and can be; a sheet that Excel would not take with them holds values and says so. */
export function detailSheet(document: ResultDocument, about: DetailAbout): SheetPlan {
  const plan = writtenSheet(document, about, false);
  return about.live && beyondExcel(plan) ? writtenSheet(document, about, true) : plan;
}

function writtenSheet(document: ResultDocument, about: DetailAbout, tooLarge: boolean): SheetPlan {
  const canvas = new Canvas();
  const sheet = openDetail(canvas, document, about, tooLarge);
  const { columns, deal, writer, place, result, firstRow, totalRow, periods, columnOf, terms } = sheet;
  titleBlock(sheet);
  termsBlock(sheet);
  detailRows(sheet);
  conventionsBlock(sheet);
  const sumsAt = place.calls.column + (deal?.calls.length ?? 0) + 1;
  const sums = deal && writer && checkSums(canvas, deal, writer, place, sumsAt, about.locale);
  const measured =
    deal &&
    liveMeasures(deal, result, {
      rangeOf: (column, from = 0) => rangeAddress(firstRow + from, column, periods + 1 - from, 1),
      columnOf: (key) => columnOf.get(key)!,
      written: (expr) => writer!.written(expr, 0),
      sumOf: (refs) => sums!.of(refs),
    });
  const momentsAt = sumsAt + (sums?.width ?? 0);
  const dated =
    deal &&
    writer &&
    writeMoments(canvas, deal, writer, result, about.locale, { row: firstRow, column: momentsAt });
  const charts = chartBlock(canvas, document, columns, {
    locale: about.locale,
    firstRow,
    totalRow,
    deal,
    measured,
    dated,
    columnOf,
    at: { row: totalRow + 4, column: 0 },
    data: { row: sheet.headRow, column: momentsAt + (dated?.width ?? 0) },
  });
  measuresBlock(sheet, measured, dated, charts);
  runBlock(sheet, measured);
  keyBlock(sheet);
  return {
    name: say(texts.detailName, about.locale),
    cells: canvas.rectangle(),
    styles: inCurrency(canvas.styles, sheet.amountFormat),
    names: deal ? termNames(terms, 4, 2) : [],
    widths: widthsOf(sheet, charts),
    // What is frozen does not scroll: more than the title would fill a small window.
    freeze: { rows: 2, columns: 0 },
    charts: charts.plans,
    print: {
      area: { row: 0, column: 0, rows: charts.bottom, columns: Math.max(columns.length, sheet.runAt + 3) },
      titleRows: [sheet.groupRow, sheet.headRow],
      footer: {
        left: about.title || say(texts.titleAlone, about.locale),
        center: `${document.engine_version} · ${stamp(about.computedAt)}`,
      },
    },
    table: deal ? null : { row: sheet.headRow, column: 0, rows: periods + 2, columns: columns.length },
    map: {
      firstRow,
      periods,
      columns: columns.map((c) => c.key),
      workings: [sheet.workingsAt, deal?.workings.length ?? 0],
      live: deal !== null,
      cells: sheet.mapped,
    },
  };
}

function inCurrency(styles: SheetPlan['styles'], amountFormat: string): SheetPlan['styles'] {
  if (amountFormat === FORMATS.amount) return styles;
  return styles.map(({ area, style }) => ({
    area,
    style: style.numberFormat === FORMATS.amount ? { ...style, numberFormat: amountFormat } : style,
  }));
}

/** The table by its own figures; what stands right of it, and may grow with them, as wide as the widest of those. */
function widthsOf(
  { canvas, columns, terms, measuresAt, runAt, amountFormat }: Sheet,
  charts: ChartBlock,
): number[] {
  const formatOf = {
    period: '0',
    date: FORMATS.date,
    amount: amountFormat,
    rate: FORMATS.rate,
    check: FORMATS.check,
  };
  const widths = tableWidths(columns, ({ format }) => formatOf[format]);
  widenFor(
    widths,
    terms.map(({ value, format }) => ({
      column: 2,
      value,
      format: format === 'amount' ? amountFormat : { ...FORMATS, period: '0' }[format],
    })),
  );
  const widest = Math.max(12, ...columns.flatMap((c, i) => (c.format === 'amount' ? [widths[i]!] : [])));
  const all = Math.max(...canvas.cells.map((line) => line.length), measuresAt + 3, runAt + 3);
  while (widths.length < all) widths.push(widest);
  widths[charts.labels] = 24;
  return widths;
}
