/** Where the blocks above the table stand: side by side, each across as many columns as it takes, none setting a width. */
import { FORMATS } from './canvas.ts';
import { shownLength, textWidth } from './widths.ts';
import type { PlanCell } from '../plan.ts';

/** A line of a block: its label, its value and, in the terms, the cell it was read from. */
export interface Line {
  readonly label: string;
  readonly value: PlanCell;
  /** Of a number, and of a formula the number it gives. */
  readonly format?: string | undefined;
  readonly shown?: number | null | undefined;
  readonly after?: string | undefined;
}

export interface BlockPlace {
  /** First column, column of the values, and the columns it spans. */
  readonly label: number;
  readonly value: number;
  readonly columns: number;
  /** Of the first line; its title stands above it. */
  readonly row: number;
}

/** A column right of the table. */
const BESIDE = 14;
const GAP = 2;

/** Columns from one on that are together as wide as needed. */
export class Row {
  readonly #widths: number[];
  readonly #row: number;
  #next: number;

  /** @param widths of the table's columns; columns right of them are added */
  constructor(widths: number[], left: number, row: number) {
    this.#widths = widths;
    this.#next = left;
    this.#row = row;
  }

  #width(column: number): number {
    while (this.#widths.length <= column) this.#widths.push(BESIDE);
    return this.#widths[column]!;
  }

  /** First column at which a text that begins in `from` has ended. */
  #after(from: number, needed: number): number {
    let column = from;
    for (let width = 0; width < needed; column++) width += this.#width(column);
    return Math.max(column, from + 1);
  }

  /** @param leftAligned values that begin in their column and run on to the right */
  block(title: string, lines: readonly Line[], leftAligned = false): BlockPlace {
    const label = this.#next;
    const needed = Math.max(...lines.map((line) => textWidth(line.label)), 0) + GAP;
    const texts = lines.map(({ value, shown }) =>
      typeof value === 'string' && shown === undefined ? textWidth(value) : 0,
    );
    const value = leftAligned
      ? this.#after(label, needed)
      : this.#valueColumn(
          label,
          needed,
          Math.max(0, ...lines.map(figureWidth)),
          Math.max(0, ...lines.map((line, i) => textWidth(line.label) + texts[i]! + GAP)),
        );
    const after = Math.max(0, ...lines.map((line) => textWidth(line.after ?? '')));
    let end = leftAligned
      ? this.#after(value, Math.max(...texts, 0) + GAP)
      : after > 0
        ? this.#after(value + 1, after + GAP)
        : value + 1;
    end = Math.max(end, this.#after(label, textWidth(title)));
    // The next block begins a little apart.
    this.#next = end + (leftAligned || after > 0 ? 0 : 1);
    return { label, value, columns: end - label, row: this.#row };
  }

  /** A figure stands in one cell; a text at the right may begin in the columns before it. */
  #valueColumn(label: number, needed: number, figure: number, both: number): number {
    const first = Math.max(this.#after(label, needed), this.#after(label, both) - 1);
    for (let value = first; value <= first + MOST; value++) if (this.#width(value) >= figure) return value;
    this.#widths[first] = figure;
    return first;
  }

  /** Columns in use so far. */
  get end(): number {
    return this.#next;
  }
}

/** Columns a value is moved to the right in search of one that is wide enough. */
const MOST = 8;

function figureWidth({ value, shown, format = FORMATS.amount }: Line): number {
  const number = typeof value === 'number' ? value : shown;
  return typeof number === 'number' ? shownLength(number, format) + 1.5 : 0;
}
