/** Right of the printed area: the columns that the table's formulas refer to, and the list of calls. */
import { plain, type Canvas } from './write/canvas.ts';
import { INK } from './write/colors.ts';
import { styleCalls, styleWorkings } from './write/detail-style.ts';
import type { Place, Writer } from './live/cells.ts';
import type { LiveDeal } from './live/index.ts';

/** The columns that the table's formulas refer to, right of the printed area, grouped by tier. */
export function writeWorkings(
  canvas: Canvas,
  deal: LiveDeal,
  writer: Writer,
  place: Place,
  left: number,
  title: string,
): void {
  const headRow = place.firstRow - 1;
  if (deal.workings.length) canvas.put(headRow - 2, left, title, { bold: true });
  deal.workings.forEach((column, i) => {
    canvas.put(headRow, left + i, plain(column.head));
    for (let k = 0; k <= place.periods; k++)
      canvas.put(place.firstRow + k, left + i, writer.cell(column.key, k));
  });
  styleWorkings(canvas, deal.workings, left, place);
}

/** The list of calls dated inside a period: its dates and amounts are inputs. */
export function writeCalls(
  canvas: Canvas,
  deal: LiveDeal,
  writer: Writer,
  place: Place,
  title: string,
  /** Cells of another sheet by the head of a column. */
  elsewhere: ReadonlyMap<string, readonly string[]> = new Map(),
): void {
  const { column: left, row } = place.calls;
  if (!deal.calls.length) return;
  canvas.put(row - 2, left, title);
  deal.calls.forEach(({ head, cells }, i) => {
    canvas.put(row - 1, left + i, plain(head));
    const linked = elsewhere.get(head);
    cells.forEach((cell, k) =>
      canvas.put(
        row + k,
        left + i,
        linked?.[k] ? `=${linked[k]}` : String(cell).startsWith('=') ? writer.written(String(cell), k) : cell,
      ),
    );
  });
  styleCalls(canvas, deal.calls, place);
  deal.calls.forEach(({ head }, i) => {
    if (elsewhere.has(head)) canvas.style(row, left + i, place.calls.count, 1, { color: INK.link });
  });
}
