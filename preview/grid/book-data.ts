/** A workbook as plain data, as the service takes and gives it. Rows and columns count from 0, sizes are pixels. */
import type { Border, Rect, Scalar } from './types.ts';

export interface BookData {
  readonly sheets: readonly SheetData[];
  readonly styles: readonly StyleData[];
  readonly names: readonly { readonly name: string; readonly reference: string; readonly sheet?: string }[];
  /** The sheet in front. */
  readonly active: number;
}

export interface SheetData {
  readonly name: string;
  readonly hidden: boolean;
  readonly gridlines: boolean;
  readonly cells: readonly CellEntry[];
  readonly widths: readonly Sizes[];
  readonly heights: readonly Sizes[];
  readonly merges: readonly Rect[];
  readonly freeze: { readonly rows: number; readonly columns: number };
}

export interface CellEntry {
  readonly row: number;
  readonly column: number;
  readonly value?: Scalar;
  /** The value is an error, such as #N/A. */
  readonly error?: true;
  /** With its `=`. */
  readonly formula?: string;
  readonly spill?: { readonly rows: number; readonly columns: number };
  /** Place in the styles. */
  readonly style?: number;
}

/** Of rows or columns that follow one another; 0 is hidden. */
export interface Sizes {
  readonly first: number;
  readonly last: number;
  readonly pixels: number;
}

type Line = Border & { readonly style: Exclude<Border['style'], 'none'> };

export interface StyleData {
  readonly format?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  /** Points. */
  readonly size?: number;
  readonly font?: string;
  readonly color?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly vertical?: 'top' | 'center' | 'bottom';
  readonly wrap?: boolean;
  readonly top?: Line;
  readonly bottom?: Line;
  readonly left?: Line;
  readonly right?: Line;
}
