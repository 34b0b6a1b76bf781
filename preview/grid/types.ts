/** The grid as the host sees it: plain data, nothing of the spreadsheet library behind it. */
import type { CellError } from './cell-error.ts';

/** A rectangle of cells, zero-based. */
export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface Place {
  readonly sheet: string;
  readonly rect: Rect;
}

export type Scalar = string | number | boolean;

export interface SheetInfo {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly tabColor: string;
}

/** What a cell holds. A blank is an empty text, as in Excel; an error is its text, such as `#NUM!`. */
export interface CellView {
  readonly value: Scalar;
  /** With its `=`, or an empty text. */
  readonly formula: string;
  readonly text: string;
}

export type CellInput =
  | { readonly kind: 'blank' }
  | { readonly kind: 'formula'; readonly formula: string }
  | { readonly kind: 'value'; readonly value: Scalar };

export type Align = 'General' | 'Left' | 'Center' | 'Right' | 'CenterAcrossSelection';
export type VerticalAlign = 'Top' | 'Center' | 'Bottom';

export interface CellStyle {
  readonly numberFormat: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  /** Points. */
  readonly size: number;
  readonly fontName: string;
  readonly color: string;
  /** `#RRGGBB`, or null without a fill. */
  readonly fill: string | null;
  readonly align: Align;
  readonly verticalAlign: VerticalAlign;
  readonly wrap: boolean;
}

export type Edge = 'top' | 'bottom' | 'left' | 'right' | 'horizontal' | 'vertical';

export interface Border {
  readonly style: 'none' | 'thin' | 'medium' | 'thick' | 'double' | 'dashed' | 'dotted' | 'hair';
  readonly color: string;
}

export type ClearWhat = 'All' | 'Contents' | 'Formats';

/** When a cell stands out: by a formula of the first cell, by comparing with numbers, or on a scale of colours. */
export type Condition =
  | { readonly kind: 'formula'; readonly formula: string; readonly look: Look }
  | {
      readonly kind: 'cell';
      readonly operator: Comparison;
      readonly values: readonly number[];
      readonly look: Look;
    }
  | { readonly kind: 'scale'; readonly points: readonly ScalePoint[] };
export type Comparison =
  | 'Between'
  | 'NotBetween'
  | 'EqualTo'
  | 'NotEqualTo'
  | 'GreaterThan'
  | 'LessThan'
  | 'GreaterThanOrEqual'
  | 'LessThanOrEqual';
export interface Look {
  readonly fill?: string;
  readonly color?: string;
  readonly bold?: boolean;
}
export interface ScalePoint {
  readonly at: 'min' | 'max' | 'num' | 'percent' | 'percentile';
  readonly value: number;
  readonly color: string;
}

export interface Edit {
  readonly sheet: string;
  readonly rect: Rect;
}

/** Pixels of the sheet, from its first cell. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface CellPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

export type Cell = Scalar | CellError;

/** An argument of a formula: left out, one value, or a range; with the cells it was read from, when it was read from cells. */
export interface Argument {
  readonly omitted: boolean;
  readonly isRange: boolean;
  readonly cells: readonly (readonly Cell[])[];
  readonly place?: Place;
}

export type Answer = Cell | readonly (readonly Cell[])[];

export interface Choice {
  readonly text: string;
  readonly words: string;
}

export interface FunctionHelp {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly detail: string;
    readonly required: boolean;
    readonly repeats: boolean;
    /**
     * What is chosen from, as it stands in a formula, and what it means; empty where anything may stand.
     * @param given the arguments of the call as they are typed
     */
    choices(given: readonly string[]): readonly Choice[];
  }[];
}

export interface GridFunction {
  readonly help: FunctionHelp;
  readonly call: (args: readonly Argument[], at: CellPlace) => Answer;
}
