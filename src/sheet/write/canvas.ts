/** A sheet under construction: a grid of cells with styles, and the number formats in use. */
import { INK } from './colors.ts';
import type { Area, PlanCell, Style } from '../plan.ts';

export const FORMATS = {
  amount: '#,##0.00;-#,##0.00;"–"',
  rate: '0.00%',
  multiple: '0.00"x"',
  date: 'yyyy-mm-dd',
  check: '0.00',
  years: '0.00',
  number: '#,##0.00####',
  factor: '0.000000',
} as const;

/** A mutable grid with styles, from A1. */
export class Canvas {
  readonly cells: PlanCell[][] = [];
  readonly styles: { area: Area; style: Style }[] = [];

  put(row: number, column: number, value: PlanCell, style?: Style): void {
    while (this.cells.length <= row) this.cells.push([]);
    const line = this.cells[row]!;
    while (line.length <= column) line.push(null);
    line[column] = value;
    if (style) this.style(row, column, 1, 1, style);
  }

  style(row: number, column: number, rows: number, columns: number, style: Style): void {
    this.styles.push({ area: { row, column, rows, columns }, style });
  }

  /** All rows as long as the longest, as Excel wants a rectangle. */
  rectangle(): PlanCell[][] {
    const width = Math.max(...this.cells.map((line) => line.length));
    return this.cells.map((line) => [...line, ...new Array<PlanCell>(width - line.length).fill(null)]);
  }
}

/** Text of a cell that is not meant as a formula; a first apostrophe is not shown, so one that belongs to it is doubled. */
export const plain = (text: string): string => (/^[=+\-@']/.test(text) ? `'${text}` : text);

export function heading(canvas: Canvas, column: number, columns: number, text: string): void {
  canvas.put(3, column, text, { bold: true });
  canvas.style(3, column, 1, columns, { borders: { bottom: { style: 'thin', color: INK.rule } } });
}
