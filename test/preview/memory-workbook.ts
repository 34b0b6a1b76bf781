/**
 * The preview's host over a grid that only remembers: as strict as the one in the browser and a thousand times faster, for
 * tests that write many sheets. It computes no formulas.
 */
import type { CellInput, CellStyle, CellView, Grid, Place, Rect } from '../../preview/grid/index.ts';
import { install } from '../../preview/host/install.ts';
import type { FrameWindow } from '../../preview/host/add-in-window.ts';
import { WorkbookHost } from '../../preview/host/workbook-host.ts';

interface Sheet {
  readonly id: string;
  name: string;
  hidden: boolean;
  readonly cells: Map<string, CellInput>;
  readonly styles: Map<string, Partial<CellStyle>>;
  readonly widths: Map<number, number>;
  frozen: { rows: number; columns: number };
}

const plainStyle: CellStyle = {
  numberFormat: 'General',
  bold: false,
  italic: false,
  underline: false,
  size: 11,
  fontName: '',
  color: '#000000',
  fill: null,
  align: 'General',
  verticalAlign: 'Bottom',
  wrap: false,
};

/** Pixels of a column that nobody widened. */
const WIDTH = 64;
const HEIGHT = 20;
const key = (row: number, column: number) => `${row} ${column}`;

export class MemoryGrid {
  readonly #sheets: Sheet[] = [];
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly calculation = { idle: true, everything: () => undefined, again: () => undefined };
  readonly drawings = { put: () => undefined, redraw: () => undefined, remove: () => undefined };
  editing = false;
  readonly hidden: { sheet: string; row: number; rows: number }[] = [];
  #active = '';
  #selected: Rect = { row: 0, column: 0, rows: 1, columns: 1 };
  #made = 0;

  constructor(name: string) {
    this.#active = this.addSheet(name);
  }

  on(event: string, listener: (event: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit(event: string, given: object): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(given as never);
  }

  #of = (id: string): Sheet => this.#sheets.find((sheet) => sheet.id === id)!;
  sheets = () => this.#sheets.map(({ id, name, hidden }) => ({ id, name, hidden, tabColor: '' }));
  title = () => 'Book';
  painted = (colour: string) => colour;
  isEditing = () => this.editing;
  undoTogether = <T>(work: () => Promise<T>) => work();
  activeSheet = () => this.#active;
  activateSheet = (id: string) => void (this.#active = id);
  activeCell = () => ({ row: this.#selected.row, column: this.#selected.column });
  selection = (): Place => ({ sheet: this.#active, rect: this.#selected });
  select = (sheet: string, rect: Rect) => {
    this.#active = sheet;
    this.#selected = rect;
    this.emit('selected', { sheet, rect });
  };

  addSheet(name: string): string {
    const id = `sheet-${++this.#made}`;
    this.#sheets.push({
      id,
      name,
      hidden: false,
      cells: new Map(),
      styles: new Map(),
      widths: new Map(),
      frozen: { rows: 0, columns: 0 },
    });
    return id;
  }

  removeSheet(id: string): void {
    this.#sheets.splice(this.#sheets.indexOf(this.#of(id)), 1);
    if (this.#active === id) this.#active = this.#sheets[0]!.id;
    this.emit('deleted', { sheet: id });
  }

  renameSheet = (id: string, name: string) => void (this.#of(id).name = name);
  setHidden = (id: string, hidden: boolean) => void (this.#of(id).hidden = hidden);
  moveSheet(id: string, index: number): void {
    const sheet = this.#of(id);
    this.#sheets.splice(this.#sheets.indexOf(sheet), 1);
    this.#sheets.splice(index, 0, sheet);
  }

  size = () => ({ rows: 1_048_576, columns: 16_384 });
  freeze = (id: string, rows: number, columns: number) => void (this.#of(id).frozen = { rows, columns });
  frozen = (id: string) => this.#of(id).frozen;

  read(id: string, { row, column, rows, columns }: Rect): CellView[][] {
    const { cells } = this.#of(id);
    return Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (__, c): CellView => {
        const cell = cells.get(key(row + r, column + c));
        if (!cell || cell.kind === 'blank') return { value: '', formula: '', text: '' };
        if (cell.kind === 'formula') return { value: 0, formula: cell.formula, text: '0' };
        return { value: cell.value, formula: '', text: String(cell.value) };
      }),
    );
  }

  write(id: string, rect: Rect, inputs: readonly (readonly (CellInput | undefined)[])[]): void {
    const { cells } = this.#of(id);
    inputs.forEach((line, r) =>
      line.forEach((input, c) => {
        if (input) cells.set(key(rect.row + r, rect.column + c), input);
      }),
    );
    this.emit('edited', { sheet: id, rect });
  }

  clear(id: string, { row, column, rows, columns }: Rect): void {
    for (let r = row; r < row + rows; r++)
      for (let c = column; c < column + columns; c++) this.#of(id).cells.delete(key(r, c));
  }

  usedRect(id: string, within?: Rect): Rect | null {
    const places = [...this.#of(id).cells]
      .filter(([, input]) => input.kind !== 'blank')
      .map(([at]) => at.split(' ').map(Number) as [number, number])
      .filter(
        ([r, c]) =>
          !within ||
          (r >= within.row &&
            r < within.row + within.rows &&
            c >= within.column &&
            c < within.column + within.columns),
      );
    if (!places.length) return null;
    const rows = places.map(([r]) => r);
    const columns = places.map(([, c]) => c);
    const [row, column] = [Math.min(...rows), Math.min(...columns)];
    return { row, column, rows: Math.max(...rows) - row + 1, columns: Math.max(...columns) - column + 1 };
  }

  spillFrom = () => null;
  applyStyle(
    id: string,
    rect: Rect,
    change: (row: number, column: number) => Partial<CellStyle> | null,
  ): void {
    const { styles } = this.#of(id);
    for (let r = rect.row; r < rect.row + rect.rows; r++)
      for (let c = rect.column; c < rect.column + rect.columns; c++)
        styles.set(key(r, c), { ...styles.get(key(r, c)), ...change(r, c) });
  }
  styleAt = (id: string, row: number, column: number) => ({
    ...plainStyle,
    ...this.#of(id).styles.get(key(row, column)),
  });
  setBorder = () => undefined;
  borderAt = () => ({ style: 'none', color: '#000000' });
  setColumnWidth(id: string, column: number, columns: number, pixels: number): void {
    for (let c = column; c < column + columns; c++) this.#of(id).widths.set(c, pixels);
  }
  setRowHeight = () => undefined;
  autofitColumns = () => undefined;
  hideRows = (id: string, row: number, rows: number) => void this.hidden.push({ sheet: id, row, rows });
  boxOf(id: string, { row, column, rows, columns }: Rect) {
    const widthOf = (from: number, count: number) => {
      let sum = 0;
      for (let c = from; c < from + count; c++) sum += this.#of(id).widths.get(c) ?? WIDTH;
      return sum;
    };
    return {
      left: widthOf(0, column),
      top: row * HEIGHT,
      width: widthOf(column, columns),
      height: rows * HEIGHT,
    };
  }
  addCondition = () => 'condition';
  removeCondition = () => undefined;
  names = () => [];
  gridlinesShown = () => true;
}

export interface MemoryWorkbook {
  readonly grid: MemoryGrid;
  readonly host: WorkbookHost;
}

const GLOBALS = ['Office', 'Excel', 'CustomFunctions', 'OfficeExtension', 'requestAnimationFrame'];

/** A workbook in memory that the add-in's modules find as Excel's, new for each test of the suite. */
export function withMemoryWorkbook(): () => MemoryWorkbook {
  const known = new Map<string, PropertyDescriptor | undefined>();
  let opened: MemoryWorkbook;
  beforeEach(() => {
    for (const name of GLOBALS) known.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, 'requestAnimationFrame', {
      value: (draw: () => void) => void draw,
      configurable: true,
    });
    const grid = new MemoryGrid('Deal');
    const host = new WorkbookHost(grid as unknown as Grid);
    install(globalThis as unknown as FrameWindow, host, { language: 'en', dark: false, actions: new Map() });
    opened = { grid, host };
  });
  afterEach(() => {
    for (const [name, descriptor] of known)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete (globalThis as Record<string, unknown>)[name];
  });
  return () => opened;
}
