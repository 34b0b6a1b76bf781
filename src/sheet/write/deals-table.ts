/** Cost and cash by deal above the tiers: a row a period, then the total, what was gained, and how many times the cost. */
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { DetailColumn } from '../table.ts';
import { FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { allDeals } from './detail-layout.ts';
import type { Sheet } from './detail-place.ts';
import { linkedFormula, linkedTo } from './detail-rows.ts';
import { styleGroups, styleRows } from './detail-style.ts';

export function dealsTable(sheet: Sheet): void {
  const { canvas, about, deals: rows, layout, periods, place, writer } = sheet;
  if (!rows) return;
  const { deals, dealsAt } = layout;
  const { locale } = about;
  const sums = allDeals(deals).map((c) => ({ ...c, group: say(texts.allDeals, locale) }));
  const columns = [...deals, ...sums];
  const head = rows.group + 1;
  const left = sheet.columns.slice(0, dealsAt);
  left.forEach((column, c) => {
    canvas.put(head, c, plain(column.head));
    for (let k = 0; k <= periods; k++)
      canvas.put(rows.first + k, c, `=${cellAddress(place.firstRow + k, c)}`);
  });
  columns.forEach((column, i) => {
    const c = dealsAt + i;
    canvas.put(head, c, plain(column.head));
    const linked = linkedTo(sheet, column);
    const ending = column.key === 'deals.cost' ? '.cost' : '.cash>';
    const parts = deals.flatMap((d, j) => (d.key.includes(ending) ? [dealsAt + j] : []));
    for (let k = 0; k <= periods; k++) {
      const row = rows.first + k;
      const elsewhere = linked?.get(k);
      const own = elsewhere
        ? linkedFormula(sheet, elsewhere)
        : (writer?.cell(column.key, k) ?? column.values[k] ?? null);
      canvas.put(row, c, column.input ? own : `=${parts.map((p) => cellAddress(row, p)).join('+')}`);
      if (elsewhere) canvas.style(row, c, 1, 1, { color: INK.link });
    }
    canvas.put(rows.total, c, `=SUM(${rangeAddress(rows.first, c, periods + 1, 1)})`);
  });
  canvas.put(rows.total, 0, say(texts.total, locale));
  const all = [...left.map((c) => ({ ...c, group: '' })), ...columns];
  styleGroups(canvas, all, 0, [rows.group, head], rows.total + 1, () => INK.muted);
  styleRows(canvas, all, 0, rows.first, rows.total, true);
  canvas.style(rows.first, 0, periods + 1, dealsAt, { color: INK.formula });
  gains(sheet, columns);
  for (const [i, column] of columns.entries())
    for (const k of linkedTo(sheet, column)?.keys() ?? [])
      canvas.style(rows.first + k, dealsAt + i, 1, 1, { color: INK.link });
}

/** Below the cost of a deal what it gained, below its cash how many times its cost that is. */
function gains(
  { canvas, about, deals: rows, layout: { dealsAt }, amountFormat }: Sheet,
  columns: readonly DetailColumn[],
): void {
  const row = rows!.total + 1;
  const total = (c: number) => cellAddress(rows!.total, dealsAt + c);
  canvas.put(row, 0, say(texts.gainMultiple, about.locale), { color: INK.muted });
  for (const group of new Set(columns.map((c) => c.group))) {
    const own = columns.flatMap((c, i) => (c.group === group ? [i] : []));
    const cost = own.find((i) => columns[i]!.key.endsWith('cost'));
    const cash = own.filter((i) => columns[i]!.key.includes('.cash'));
    if (cost === undefined || !cash.length) continue;
    const received = cash.map(total).join('+');
    canvas.put(row, dealsAt + cost, `=${received}-${total(cost)}`, {
      numberFormat: amountFormat,
      align: 'right',
    });
    canvas.put(row, dealsAt + cash.at(-1)!, `=IF(${total(cost)}=0,"–",(${received})/${total(cost)})`, {
      numberFormat: FORMATS.multiple,
      align: 'right',
    });
  }
}
