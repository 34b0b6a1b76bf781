/** How the tables look: heads in groups ruled in the payee's colour, numbers by their kind, inputs in blue. */
import { FORMATS, plain, type Canvas } from './canvas.ts';
import { INK } from './colors.ts';
import type { Place } from '../live/cells.ts';
import type { CallColumn } from '../live/inflows.ts';
import type { LiveColumn } from '../live/index.ts';
import type { DetailColumn } from '../table.ts';

/**
 * The heads of a table and the lines between its groups.
 * @param head first and last row of the heads; group names stand in the first
 * @param last row down to which the groups are parted
 * @param colorOf the rule below the name of a column's group
 */
export function styleGroups(
  canvas: Canvas,
  columns: readonly DetailColumn[],
  left: number,
  [groupRow, headRow]: readonly [number, number],
  last: number,
  colorOf: (column: DetailColumn) => string,
): void {
  const width = columns.length;
  canvas.style(groupRow, left, headRow - groupRow + 1, width, { fill: INK.head, bold: true });
  canvas.style(headRow, left, 1, width, { align: 'right', wrap: true });
  columns.forEach((column, c) => {
    if (column.format === 'period' || column.format === 'date')
      canvas.style(headRow, left + c, 1, 1, { align: 'left' });
  });
  for (let c = 0; c < width;) {
    const { group } = columns[c]!;
    let end = c + 1;
    while (end < width && columns[end]!.group === group && group !== '') end++;
    if (group !== '' || (c > 0 && columns[c - 1]!.group !== '')) {
      canvas.style(groupRow, left + c, last - groupRow + 1, 1, {
        borders: { left: { style: 'thin', color: INK.line } },
      });
    }
    if (group !== '') {
      canvas.put(groupRow, left + c, canvas.cells[groupRow]?.[left + c] ?? plain(group));
      canvas.style(groupRow, left + c, 1, end - c, { align: 'centerAcross' });
      for (let i = c; i < end; i++)
        canvas.style(groupRow, left + i, 1, 1, {
          borders: { bottom: { style: 'thick', color: colorOf(columns[i]!) } },
        });
    }
    c = end;
  }
}

/** The rows of a table: their formats, the inputs among them, and the total below. */
export function styleRows(
  canvas: Canvas,
  columns: readonly DetailColumn[],
  left: number,
  firstRow: number,
  totalRow: number,
  live: boolean,
): void {
  const width = columns.length;
  const count = totalRow - firstRow + 1;
  columns.forEach((column, i) => {
    const c = left + i;
    const numberFormat = {
      period: '0',
      date: FORMATS.date,
      amount: FORMATS.amount,
      rate: FORMATS.rate,
      check: FORMATS.check,
    }[column.format];
    const isPlace = column.format === 'period' || column.format === 'date';
    canvas.style(firstRow, c, count, 1, {
      numberFormat,
      align: isPlace ? 'left' : 'right',
      ...(column.format === 'check' ? { color: INK.muted, alarmFill: INK.danger } : {}),
    });
    if (live && column.input) {
      const from = column.key === 'net' ? 1 : 0;
      canvas.style(firstRow + from, c, count - 1 - from, 1, { color: INK.input });
    }
    if (column.key === 'date')
      canvas.style(firstRow, c, count - 1, 1, { color: live ? INK.input : INK.muted });
  });
  canvas.style(firstRow, left, count - 1, width, {
    borders: {
      insideHorizontal: { style: 'thin', color: INK.line },
      top: { style: 'thin', color: INK.rule },
    },
  });
  canvas.style(totalRow, left, 1, width, {
    bold: true,
    borders: { top: { style: 'thin', color: INK.formula }, bottom: { style: 'double', color: INK.formula } },
  });
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
