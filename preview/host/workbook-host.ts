import type { CellView, Edit, Grid, Place, Rect } from '../grid/index.ts';
import { addressOf, parseCells, quoted, splitAddress } from './address.ts';
import { Charts, type ChartModel } from './chart-models.ts';
import { CellStates } from './cell-states.ts';
import { usual, type ExcelState } from './excel-state.ts';
import { FunctionsHost } from './functions/functions-host.ts';

export interface TableModel {
  readonly id: string;
  readonly place: Place;
  name: string;
  readonly extra: Record<string, unknown>;
}

/** A name of a sheet: a range, or a formula such as `="text"`. */
export interface NameModel {
  readonly place: Place | null;
  readonly formula: string;
  visible: boolean;
}

export interface ConditionModel {
  readonly id: string;
  readonly place: Place;
  readonly type: string;
  gridId: string | null;
  readonly given: Record<string, unknown>;
}

/** What is known of a workbook beside what the grid holds. */
export interface HostState {
  readonly settings: ReadonlyMap<string, unknown>;
  readonly tables: ReadonlyMap<string, TableModel>;
  readonly conditions: ReadonlyMap<string, ConditionModel>;
  readonly layouts: ReadonlyMap<string, Record<string, Record<string, unknown>>>;
  readonly names: ReadonlyMap<string, Map<string, NameModel>>;
  readonly charts: readonly ChartModel[];
}

/** The open workbook as the object model sees it: the grid, and what the grid has no place for. */
export class WorkbookHost {
  readonly grid: Grid;
  readonly charts: Charts;
  readonly functions: FunctionsHost;
  readonly cells: CellStates;
  /** Which Excel this stands for, and what state it is in. */
  readonly excel: ExcelState = { ...usual };
  /** Requests sent so far. */
  requests = 0;
  /** While a batch runs that is to be one undo step. */
  undoGroup: { formulas: number } | null = null;
  /** Ids of sheets that are not the grid's: since the workbook was opened again. */
  readonly #ids = new Map<string, string>();
  /** Names the language of dates and numbers. */
  culture = 'en-US';
  /** Document settings: kept with the workbook, gone with it. */
  readonly settings = new Map<string, unknown>();
  readonly #onSettings = new Set<() => void>();
  readonly tables = new Map<string, TableModel>();
  readonly conditions = new Map<string, ConditionModel>();
  /** Print set-up and other things that are only remembered, per sheet. */
  readonly layouts = new Map<string, Record<string, Record<string, unknown>>>();

  /** Names of each sheet, and where they point. */
  readonly names = new Map<string, Map<string, NameModel>>();

  constructor(grid: Grid) {
    this.grid = grid;
    this.charts = new Charts(grid);
    this.cells = new CellStates(grid);
    this.functions = new FunctionsHost(grid, this.excel, ({ sheet, row, column }, argument) => {
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

  state(): HostState {
    const { settings, tables, conditions, layouts, names } = this;
    return { settings, tables, conditions, layouts, names, charts: this.charts.all() };
  }

  restore(state: HostState): void {
    for (const part of ['settings', 'tables', 'conditions', 'layouts', 'names'] as const)
      for (const [key, value] of state[part]) (this[part] as Map<string, unknown>).set(key, value);
    this.charts.restore(state.charts);
  }

  sheetByName(name: string): string | null {
    const wanted = name.toLowerCase();
    return (
      this.grid.sheets().find((sheet) => sheet.name.toLowerCase() === wanted || this.idOf(sheet.id) === name)
        ?.id ?? null
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

  read(place: Place): CellView[][] {
    return this.cells.read(place, this.excel);
  }

  /** The id an add-in is told of a sheet. */
  idOf(sheet: string): string {
    return this.#ids.get(sheet) ?? sheet;
  }

  /** The workbook is saved, closed and opened again: sheets have other ids, by their place; what it keeps is still there. */
  reopen(): void {
    this.#ids.clear();
    this.grid.sheets().forEach(({ id }, i) => {
      this.#ids.set(id, `{00000000-0001-0000-${String(i).padStart(4, '0')}-000000000000}`);
    });
  }

  /** @throws where the workbook's sheets cannot be added, moved or removed */
  refuseStructure(): void {
    if (this.excel.structureProtected)
      throw new Error('AccessDenied: You cannot perform the requested operation.');
  }

  /** @throws where the cells of a sheet cannot be changed */
  refuseProtected(sheet: string): void {
    if (this.excel.protectedSheets.has(this.sheetName(sheet)))
      throw new Error('AccessDenied: You cannot perform the requested operation.');
  }

  /** @throws where the settings of the add-in have no room for it */
  keepSetting(name: string, value: unknown): void {
    const others = [...this.settings].filter(([key]) => key !== name);
    if (JSON.stringify([...others, [name, value]]).length > this.excel.settingsBytes)
      throw new Error('InvalidArgument: The argument is invalid or missing or has an incorrect format.');
    this.settings.set(name, structuredClone(value));
    this.#settingsChanged();
  }

  forgetSetting(name: string): void {
    if (this.settings.delete(name)) this.#settingsChanged();
  }

  onSettings(listener: () => void): () => void {
    this.#onSettings.add(listener);
    return () => this.#onSettings.delete(listener);
  }

  #settingsChanged(): void {
    for (const listener of this.#onSettings) listener();
  }

  /** Formulas are counted while they are to be one undo step. */
  countFormulas(count: number): void {
    if (!this.undoGroup) return;
    this.undoGroup.formulas += count;
    if (this.undoGroup.formulas > this.excel.undoFormulas) throw noUndo();
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

export const noUndo = (): Error => new Error('UndoNotSupported: The operation cannot be grouped for undo.');
