/**
 * A worksheet to be written, as plain data: the pane writes it through Office.js, an export through a file writer.
 * Rows and columns are zero-based.
 */
export interface SheetPlan {
  /** Wanted name; the writer numbers it where it is taken. */
  readonly name: string;
  /** The whole rectangle from A1. A text beginning with `=` is a formula in A1 notation of this sheet, or refers to others. */
  readonly cells: readonly (readonly PlanCell[])[];
  readonly styles: readonly { readonly area: Area; readonly style: Style }[];
  /** Names of cells, of this sheet alone; as Excel takes them. */
  readonly names: readonly { readonly name: string; readonly area: Area }[];
  /** Width of each column in characters. */
  readonly widths: readonly number[];
  /** Points of rows that are higher than their text asks for. */
  readonly heights?: ReadonlyMap<number, number>;
  readonly freeze: { readonly rows: number; readonly columns: number };
  readonly charts: readonly ChartPlan[];
  /** Rows that are grouped and folded: data of the charts. */
  readonly folded?: { readonly row: number; readonly rows: number };
  readonly print: {
    readonly area: Area;
    readonly titleRows: readonly [first: number, last: number];
    /** One page wide and as many high as it takes, or exactly one; columns before which a page ends make it several wide. */
    readonly pages?: 'wide' | 'one';
    readonly portrait?: boolean;
    readonly breaks?: readonly number[];
    /** So many first columns stand on every page. */
    readonly titleColumns?: number;
    readonly footer: { readonly left: string; readonly center: string; readonly small?: true };
  };
  /** The block that becomes a table of Excel's own, its heads in the first row; null where there is none. */
  readonly table: Area | null;
  /** Null where the sheet holds no figures of a run. */
  readonly map: SheetMap | null;
}

/** Where the figures of a run stand in its sheet, as plain data that can be kept with the workbook. */
export interface SheetMap {
  /** Row of period 0, zero-based. */
  readonly firstRow: number;
  readonly periods: number;
  /** Keys of the detail table's columns, from A. */
  readonly columns: readonly string[];
  /** The table of deals, whose columns stand above those of the table; none where there is none. */
  readonly deals?: { readonly firstRow: number; readonly from: number; readonly columns: readonly string[] };
  /** Columns of workings, from the first one on; as many as there are. */
  readonly workings: readonly [from: number, count: number];
  /** What statements and comparisons refer to: column of what a class paid in, cells of its rate and of its clawback. */
  readonly links?: {
    readonly paidIn: Readonly<Record<string, number>>;
    readonly irr: Readonly<Record<string, string>>;
    readonly clawback: Readonly<Record<string, string>>;
    /** Of the project. */
    readonly projectIrr?: string;
    /** Column of the project's own flow. */
    readonly project?: number;
    /** Rates before the clawback, where there is one. */
    readonly irrBefore?: Readonly<Record<string, string>>;
    /** Cells of the terms that may be changed, by their id. */
    readonly terms?: Readonly<Record<string, string>>;
    /** The list of calls: its rows, and the columns of its inputs by their head. */
    readonly calls?: {
      readonly row: number;
      readonly rows: number;
      readonly columns: Readonly<Record<string, number>>;
    };
  };
  /** The sheet recalculates: its inputs may be changed. */
  readonly live: boolean;
  /** Cells outside the table by their address: what they hold, and what stands before them. */
  readonly cells: Readonly<Record<string, readonly [what: MappedCell, label: string]>>;
}

export type MappedCell =
  'term' | 'irr' | 'dpi' | 'tvpi' | 'payback' | 'classIrr' | 'checks' | 'tiersCheck' | 'change';

export type PlanCell = string | number | null;

export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface Style {
  readonly numberFormat?: string;
  readonly bold?: boolean;
  readonly size?: number;
  /** `#RRGGBB` */
  readonly color?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'center' | 'right' | 'centerAcross';
  readonly wrap?: boolean;
  readonly borders?: Readonly<
    Partial<
      Record<
        'top' | 'bottom' | 'left' | 'right' | 'insideHorizontal',
        { readonly style: 'thin' | 'thick' | 'double'; readonly color: string }
      >
    >
  >;
  /** Fill each cell by its number, from the least to the most of the area. */
  readonly colorScale?: { readonly least: string; readonly most: string };
  /** Fill the cell in this colour when its value is not zero to the cent (check cells). */
  readonly alarmFill?: string;
}

/** Stacked columns and lines over them. */
export interface ChartPlan {
  /** Cell with its title, and what it says as written. */
  readonly title: { readonly row: number; readonly column: number; readonly text: string };
  /** Left out where every bar says what it is. */
  readonly legend: boolean;
  /** Every how many categories one is named below the axis; left to the spreadsheet where it is not told. */
  readonly names?: number;
  /** Names of the series in the first row, of the categories in the first column, a series in each other column. */
  readonly data: Area;
  readonly series: readonly ChartSeries[];
  /** Where the chart stands, in cells. */
  readonly at: Area;
}

export interface ChartSeries {
  /** No fill: the invisible foot of a waterfall bar. */
  readonly fill: string | null;
  /** Light fills are lost on white without one. */
  readonly outline?: string;
  /** A line with points, a dashed one without, single rings that say their series' name, or texts alone. */
  readonly line?: 'points' | 'dashes' | 'ring' | 'labels';
  /** Bars that differ from the others of their series. */
  readonly points?: readonly {
    readonly index: number;
    readonly fill: string;
    readonly outline?: string;
    readonly hatched?: boolean;
  }[];
  /** Texts at its points, of the same rows. */
  readonly labels?: Area;
}
