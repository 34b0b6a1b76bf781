/** A sheet under construction: a grid of cells with styles, and the number formats in use. */
import { cutTo, EXCEL_LIMITS } from './excel-limits.ts';
import { cellAddress } from '../grid.ts';
import type { Area, PlanCell, Style } from '../plan.ts';

export const FORMATS = {
  amount: '#,##0.00;-#,##0.00;"–"',
  rate: '0.00%',
  term: '0.00##%',
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

  /** Text stays text. Only one that begins with an equals sign is a formula: what users named goes through `plain`. */
  put(row: number, column: number, value: PlanCell, style?: Style): void {
    while (this.cells.length <= row) this.cells.push([]);
    const line = this.cells[row]!;
    while (line.length <= column) line.push(null);
    line[column] = typeof value === 'string' && !/^[=']/.test(value) ? plain(value) : value;
    if (style) this.style(row, column, 1, 1, style);
  }

  style(row: number, column: number, rows: number, columns: number, style: Style): void {
    this.styles.push({ area: { row, column, rows, columns }, style });
  }

  /** All rows as long as the longest, as Excel wants a rectangle. */
  rectangle(): PlanCell[][] {
    const width = Math.max(...this.cells.map((line) => line.length));
    return this.cells.map((line) => line.concat(new Array<PlanCell>(width - line.length).fill(null)));
  }
}

/**
 * What Excel would take for something else when it is entered: a formula, a number in its digits or its full-width ones,
 * an amount with its currency, a date that begins with its month, a logical value, an error.
 */
const NO_PLAIN_TEXT =
  /^(\s*[=+\-@'#%(.,\p{N}\p{Sc}＝＋－＠（．]|(true|false)\s*$|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.,/-]*\d)/iu;

/** Text of a cell as it is meant: where Excel would make something of it, with an apostrophe, which is not shown. */
export const plain = (text: string): string => {
  const cut = cutTo(text, EXCEL_LIMITS.text - 1);
  return NO_PLAIN_TEXT.test(cut) ? `'${cut}` : cut;
};

/** When a check cell is filled, of an area from its first cell: from half a cent on, below which figures count as the same. */
export const alarmRule = ({ row, column }: Area): string => `ABS(N(${cellAddress(row, column)}))>=0.005`;
