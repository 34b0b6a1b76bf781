/** How the detail table looks: heads in groups ruled in the payee's hue, numbers by their kind, inputs in blue. */
import { FORMATS, plain, type Canvas } from './canvas.ts';
import { hueOf, INK, tintOf } from './colors.ts';
import type { Place } from '../live/cells.ts';
import type { CallColumn } from '../live/inflows.ts';
import type { LiveColumn } from '../live/index.ts';
import type { DetailColumn } from '../table.ts';

export function styleTable(
  canvas: Canvas,
  columns: readonly DetailColumn[],
  rows: { groupRow: number; headRow: number; firstRow: number; totalRow: number; live: boolean },
): void {
  const { groupRow, headRow, firstRow, totalRow, live } = rows;
  const width = columns.length;
  canvas.style(groupRow, 0, 2, width, { fill: INK.head, bold: true });
  canvas.style(headRow, 0, 1, width, { align: 'right', wrap: true });
  canvas.style(headRow, 0, 1, 2, { align: 'left' });
  for (let c = 0; c < width;) {
    const { group } = columns[c]!;
    let end = c + 1;
    while (end < width && columns[end]!.group === group && group !== '') end++;
    if (group !== '') {
      canvas.put(groupRow, c, plain(group));
      canvas.style(groupRow, c, 1, end - c, { align: 'centerAcross' });
      for (let i = c; i < end; i++)
        canvas.style(groupRow, i, 1, 1, {
          borders: { bottom: { style: 'thick', color: ruleColor(columns[i]!) } },
        });
      canvas.style(groupRow, c, totalRow - groupRow + 1, 1, {
        borders: { left: { style: 'thin', color: INK.line } },
      });
    }
    c = end;
  }
  const count = totalRow - firstRow + 1;
  columns.forEach((column, c) => {
    const numberFormat = {
      period: '0',
      date: FORMATS.date,
      amount: FORMATS.amount,
      rate: FORMATS.rate,
      check: FORMATS.check,
    }[column.format];
    canvas.style(firstRow, c, count, 1, {
      numberFormat,
      align: c === 0 ? 'left' : 'right',
      ...(column.format === 'check' ? { color: INK.muted, alarmFill: INK.danger } : {}),
    });
    if (live && column.input) {
      const from = column.key === 'net' ? 1 : 0;
      canvas.style(firstRow + from, c, count - 1 - from, 1, { color: INK.input });
    }
    if (column.key === 'date')
      canvas.style(firstRow, c, count - 1, 1, {
        color: column.values[0] === null || !live ? INK.muted : INK.input,
      });
  });
  canvas.style(firstRow, 0, count - 1, width, {
    borders: {
      insideHorizontal: { style: 'thin', color: INK.line },
      top: { style: 'thin', color: INK.rule },
    },
  });
  canvas.style(totalRow, 0, 1, width, {
    bold: true,
    borders: { top: { style: 'thin', color: INK.formula }, bottom: { style: 'double', color: INK.formula } },
  });
}

/** The rule above a column: the payee's hue, tinted by why it is paid. */
function ruleColor({ tier, party }: DetailColumn): string {
  if (!tier) return hueOf('cash');
  const payee = party ?? tier.to[0] ?? 'cash';
  if (payee === 'gp') return hueOf('gp');
  return tintOf(hueOf(payee), tier.kind === 'preferredReturn' ? 'return' : 'capital');
}

/** Workings look like the table, in muted heads without a total. */
export function styleWorkings(
  canvas: Canvas,
  columns: readonly LiveColumn[],
  left: number,
  { firstRow, periods }: Place,
): void {
  if (!columns.length) return;
  canvas.style(firstRow - 2, left, 2, columns.length, { fill: INK.head, bold: true, color: INK.muted });
  canvas.style(firstRow - 1, left, 1, columns.length, { align: 'right', wrap: true });
  columns.forEach((column, i) => {
    const c = left + i;
    if (column.group !== columns[i - 1]?.group) {
      canvas.put(firstRow - 2, c, plain(column.group));
      canvas.style(firstRow - 2, c, periods + 3, 1, {
        borders: { left: { style: 'thin', color: INK.line } },
      });
    }
    canvas.style(firstRow, c, periods + 1, 1, {
      numberFormat: { amount: FORMATS.amount, factor: FORMATS.factor, flag: '0' }[column.format],
      align: 'right',
      ...(column.input ? { color: INK.input } : {}),
    });
  });
}

export function styleCalls(canvas: Canvas, columns: readonly CallColumn[], { calls }: Place): void {
  const { column: left, row, count } = calls;
  canvas.style(row - 2, left, 2, columns.length, { fill: INK.head, bold: true, color: INK.muted });
  canvas.style(row - 1, left, 1, columns.length, { align: 'right', wrap: true });
  columns.forEach(({ format, input }, i) => {
    const numberFormat = {
      date: FORMATS.date,
      amount: FORMATS.amount,
      period: '0',
      factor: FORMATS.factor,
      text: '@',
    }[format];
    canvas.style(row, left + i, count, 1, {
      numberFormat,
      align: 'right',
      ...(input ? { color: INK.input } : {}),
    });
  });
}
