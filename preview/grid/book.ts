import {
  BooleanNumber,
  HorizontalAlign,
  LocaleType,
  VerticalAlign,
  WrapStrategy,
  type ICellData,
  type IStyleData,
  type IWorkbookData,
} from '@univerjs/presets';

/** A workbook to open, as plain data. Addresses are zero-based rows and columns. */
export interface BookData {
  readonly name: string;
  readonly sheet: string;
  /** Pixels of the first columns. */
  readonly widths: readonly number[];
  readonly rowHeight: number;
  readonly cells: readonly SampleCell[];
  readonly select: {
    readonly row: number;
    readonly column: number;
    readonly rows: number;
    readonly columns: number;
  };
}

export interface SampleCell {
  readonly row: number;
  readonly column: number;
  /** A text beginning with `=` is a formula. */
  readonly value?: string | number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'right';
  readonly format?: string;
}

const workbookFont =
  '"Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
/** How every sheet begins, the sample's and those the add-in makes. */
export const sheetDefaults = {
  rowCount: 200,
  columnCount: 30,
  defaultColumnWidth: 72,
  defaultRowHeight: 24,
  columnHeader: { height: 26 },
  rowHeader: { width: 46 },
  defaultStyle: {
    ff: workbookFont,
    fs: 10,
    vt: VerticalAlign.MIDDLE,
    tb: WrapStrategy.OVERFLOW,
    // No padding of our own: the grid decides on overflow without regard to it, and would cut texts that nearly fill a cell.
  },
};

let opened = 0;

function styleOf({ bold, color, fill, align, format }: SampleCell): IStyleData {
  return {
    ...(bold ? { bl: BooleanNumber.TRUE } : {}),
    ...(color ? { cl: { rgb: color } } : {}),
    ...(fill ? { bg: { rgb: fill } } : {}),
    ...(align ? { ht: align === 'left' ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT } : {}),
    ...(format ? { n: { pattern: format } } : {}),
  };
}

function cellOf(cell: SampleCell): ICellData {
  const s = styleOf(cell);
  if (cell.value === undefined) return { s };
  return typeof cell.value === 'string' && cell.value.startsWith('=')
    ? { s, f: cell.value }
    : { s, v: cell.value };
}

export function toWorkbook(data: BookData): Partial<IWorkbookData> {
  const id = `book-${++opened}`;
  const sheet = `${id}-sheet`;
  const cellData: Record<number, Record<number, ICellData>> = {};
  for (const cell of data.cells) (cellData[cell.row] ??= {})[cell.column] = cellOf(cell);
  return {
    id,
    name: data.name,
    locale: LocaleType.EN_US,
    appVersion: '1',
    styles: {},
    sheetOrder: [sheet],
    sheets: {
      [sheet]: {
        id: sheet,
        name: data.sheet,
        ...sheetDefaults,
        defaultRowHeight: data.rowHeight,
        columnData: Object.fromEntries(data.widths.map((w, column) => [column, { w }])),
        cellData,
      },
    },
  };
}
