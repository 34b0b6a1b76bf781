import type { CellView, Edit, Grid, Place, Rect } from '../grid/index.ts';
import { addressOf, parseCells, quoted, splitAddress } from './address.ts';
import { Charts } from './chart-models.ts';
import { FunctionsHost } from './functions/functions-host.ts';

export interface TableModel {
  readonly id: string;
  readonly place: Place;
  name: string;
  readonly extra: Record<string, unknown>;
}

export interface ConditionModel {
  readonly id: string;
  readonly place: Place;
  readonly type: string;
  gridId: string | null;
  readonly given: Record<string, unknown>;
}

/** The open workbook as the object model sees it: the grid, and what the grid has no place for. */
export class WorkbookHost {
  readonly grid: Grid;
  readonly charts: Charts;
  readonly functions: FunctionsHost;
  /** Names the language of dates and numbers. */
  culture = 'en-US';
  /** Document settings: kept with the workbook, gone with it. */
  readonly settings = new Map<string, unknown>();
  readonly tables = new Map<string, TableModel>();
  readonly conditions = new Map<string, ConditionModel>();
  /** Print set-up and other things that are only remembered, per sheet. */
  readonly layouts = new Map<string, Record<string, Record<string, unknown>>>();

  /** Names of each sheet, and where they point. */
  readonly names = new Map<string, Map<string, Place>>();

  constructor(grid: Grid) {
    this.grid = grid;
    this.charts = new Charts(grid);
    this.functions = new FunctionsHost(grid, ({ sheet, row, column }, argument) => {
      if (!argument) return this.address({ sheet, rect: { row, column, rows: 1, columns: 1 } });
      return argument.place && this.address(argument.place);
    });
    grid.on('deleted', ({ sheet }) => {
      this.#forget(sheet);
    });
    grid.on('opened', () => {
      this.#clear();
    });
  }

  #forget(sheet: string): void {
    for (const [id, table] of this.tables) if (table.place.sheet === sheet) this.tables.delete(id);
    for (const [id, condition] of this.conditions)
      if (condition.place.sheet === sheet) this.conditions.delete(id);
    this.layouts.delete(sheet);
    this.names.delete(sheet);
    this.charts.forgetSheet(sheet);
  }

  #clear(): void {
    this.settings.clear();
    this.tables.clear();
    this.names.clear();
    this.conditions.clear();
    this.layouts.clear();
    this.charts.clear();
  }

  sheetByName(name: string): string | null {
    const wanted = name.toLowerCase();
    return (
      this.grid.sheets().find((sheet) => sheet.name.toLowerCase() === wanted || sheet.id === name)?.id ?? null
    );
  }

  sheetName(id: string): string {
    return this.grid.sheets().find((sheet) => sheet.id === id)?.name ?? '';
  }

  exists(sheet: string): boolean {
    return this.grid.sheets().some(({ id }) => id === sheet);
  }

  /** `Deal!B2:C13`. */
  address({ sheet, rect }: Place): string {
    return `${quoted(this.sheetName(sheet))}!${addressOf(rect)}`;
  }

  /** The cells an address or a name stands for; `home` is the sheet of an address without one. */
  place(address: string, home: string): Place {
    const { sheet: name, cells } = splitAddress(address);
    const sheet = name === null ? home : this.sheetByName(name);
    const rect = sheet === null ? null : parseCells(cells, this.grid.size(sheet));
    if (sheet !== null && rect) return { sheet, rect };
    const named = this.grid.names().find((one) => one.name.toLowerCase() === address.toLowerCase());
    if (named) return this.place(named.reference.replace(/^=/, ''), home);
    throw new Error(`InvalidArgument: ${address} is no range of the workbook`);
  }

  read({ sheet, rect }: Place): CellView[][] {
    return this.grid.read(sheet, rect);
  }

  onEdited(sheet: string | null, fire: (edit: Edit) => void): () => void {
    return this.grid.on('edited', (edit) => {
      if (sheet === null || edit.sheet === sheet) fire(edit);
    });
  }

  wholeSheet(sheet: string): Rect {
    return { row: 0, column: 0, ...this.grid.size(sheet) };
  }
}
