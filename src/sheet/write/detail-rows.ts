/** The table of a detail sheet: its heads, a row for each period, the totals, and the workings right of it. */
import { liveTexts, say, detailTexts as texts } from '../../i18n/index.ts';
import { plain } from './canvas.ts';
import { INK } from './colors.ts';
import type { Sheet } from './detail-place.ts';
import { styleTable } from './detail-style.ts';
import { rangeAddress } from '../grid.ts';
import type { PlanCell } from '../plan.ts';
import type { DetailColumn } from '../table.ts';
import { uniqueHeads } from '../unique-heads.ts';
import { writeCalls, writeWorkings } from '../workings.ts';

/** Cells of other sheets that an input column takes its values from. */
export const linkedTo = ({ deal, about }: Sheet, { key, input }: DetailColumn) =>
  deal && (input || key === 'date') ? about.inputs?.flows.get(key) : undefined;

export function detailRows(sheet: Sheet): void {
  const { canvas, about, columns, deal, writer, place, periods, headRow, firstRow, totalRow } = sheet;
  const { locale } = about;
  const heads = deal ? columns.map((c) => c.head) : uniqueHeads(columns, locale);
  columns.forEach((column, c) => {
    canvas.put(headRow, c, plain(heads[c]!));
    const linked = linkedTo(sheet, column);
    for (let k = 0; k <= periods; k++) {
      // An undated deal says so in every row: an empty column looks forgotten.
      const value = column.values[k] ?? (column.format === 'date' ? '–' : null);
      const elsewhere = linked?.get(k);
      canvas.put(firstRow + k, c, elsewhere ? `=${elsewhere}` : (writer?.cell(column.key, k) ?? value));
    }
    canvas.put(totalRow, c, c === 0 ? say(texts.total, locale) : totalOf(sheet, column));
  });
  styleTable(canvas, columns, { ...sheet, live: deal !== null });
  columns.forEach((column, c) => {
    for (const k of linkedTo(sheet, column)?.keys() ?? [])
      canvas.style(firstRow + k, c, 1, 1, { color: INK.link });
  });
  if (!deal || !writer) return;
  writeWorkings(canvas, deal, writer, place, sheet.workingsAt, say(texts.workings, locale));
  writeCalls(canvas, deal, writer, place, say(liveTexts.datedCalls, locale));
}

function totalOf({ deal, columnOf, firstRow, totalRow }: Sheet, { key, total }: DetailColumn): PlanCell {
  if (!deal || (total === null && key !== 'rate')) return total;
  const from = key === 'rate' ? firstRow + 1 : firstRow;
  return `=SUM(${rangeAddress(from, columnOf.get(key)!, totalRow - from, 1)})`;
}
