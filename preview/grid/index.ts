import { CommandType, UniverInstanceType, type IWorkbookData } from '@univerjs/presets';
import {
  InsertSheetMutation,
  RemoveSheetMutation,
  SetScrollOperation,
  SetSelectionsOperation,
  SetWorksheetColWidthMutation,
  SetWorksheetRowHeightMutation,
} from '@univerjs/preset-sheets-core';
import { defineNames, nextId, toData, toWorkbook } from './book.ts';
import type { BookData } from './book-data.ts';
import { Calculation, onEdit } from './calculation.ts';
import { clearCells, readCells, spillFrom, usedRect, writeCells } from './cells.ts';
import { addCondition, removeCondition } from './conditions.ts';
import { book, type Core } from './core.ts';
import { painted } from './dark.ts';
import { Drawings, type Drawing } from './drawings.ts';
import { Functions } from './functions.ts';
import { Overtaken } from './edits-during-calculation.ts';
import * as sheets from './sheets.ts';
import { nameParts } from './labels.ts';
import { paintSignsWhereNarrow } from './narrow-columns.ts';
import { formatSpilledCells } from './spilled-conditions.ts';
import {
  hideAlerts,
  keepWhatIsTyped,
  rendered,
  setLanguage,
  start,
  type Language,
  type StartOptions,
} from './start.ts';
import * as styles from './styles.ts';
import type { Border, CellInput, CellPlace, ClearWhat, Condition, Edge, Edit, Place, Rect } from './types.ts';
import { Typing } from './typing.ts';
import { undo, undoTogether } from './undo.ts';

export type * from './types.ts';
export type { PartNames } from './labels.ts';
export type * from './book-data.ts';
export type { Language } from './start.ts';
export type { PromptKey, Typed } from './typing.ts';

export type Snapshot = Partial<IWorkbookData>;

/** A workbook to open: one that was kept here before, or one from elsewhere. */
export type BookSource =
  | { readonly name: string; readonly data: BookData; readonly select?: Rect }
  | { readonly snapshot: Snapshot };

const unitOf = (source: BookSource): Partial<IWorkbookData> =>
  'snapshot' in source ? { ...source.snapshot, id: nextId() } : toWorkbook(source.name, source.data);

const moves = new Set([
  SetScrollOperation.id,
  SetWorksheetColWidthMutation.id,
  SetWorksheetRowHeightMutation.id,
]);

/** Changes of the workbook, by the user or by the add-in. */
export interface GridEvents {
  edited: Edit;
  selected: Place;
  activated: { readonly sheet: string };
  added: { readonly sheet: string };
  deleted: { readonly sheet: string };
  calculated: Record<never, never>;
  opened: Record<never, never>;
  /** Anything of the workbook is another than before, but for what formulas gave. */
  changed: Record<never, never>;
  /** Cells stand elsewhere in the page. */
  moved: Record<never, never>;
  /** The pointer is over another cell. */
  pointed: CellPlace;
}

/** The spreadsheet of the page. The only door to the library: nothing else of the preview knows it. */
export class Grid {
  readonly calculation: Calculation;
  readonly drawings: Drawings;
  readonly functions: Functions;
  readonly typing: Typing;
  readonly #core: Core;
  readonly #listeners = new Map<keyof GridEvents, Set<(event: never) => void>>();
  #selected = '';

  static async start(options: StartOptions, source: BookSource): Promise<Grid> {
    const core = await start(options);
    const grid = new Grid(core);
    core.api.createWorkbook(unitOf(source));
    await rendered(core);
    hideAlerts(core);
    keepWhatIsTyped(core);
    paintSignsWhereNarrow(core);
    formatSpilledCells(core, grid.calculation);
    grid.#arrange(source);
    return grid;
  }

  private constructor(core: Core) {
    this.#core = core;
    this.calculation = new Calculation(core);
    this.drawings = new Drawings(core);
    this.functions = new Functions(core);
    this.typing = new Typing(core);
    const overtaken = new Overtaken(core, this.calculation);
    onEdit(core, (sheet, rect) => {
      overtaken.edited(sheet, rect);
      this.#emit('edited', { sheet, rect });
    });
    this.calculation.onFinished(() => {
      this.#emit('calculated', {});
    });
    const { api } = core;
    api.addEvent(api.Event.ActiveSheetChanged, ({ activeSheet }) => {
      this.#emit('activated', { sheet: activeSheet.getSheetId() });
      this.#selectionMoved();
    });
    // The facade's own event is not fired for every way a selection is made.
    api.addEvent(api.Event.CommandExecuted, ({ id, type, options }) => {
      if (id === SetSelectionsOperation.id) this.#selectionMoved();
      if (moves.has(id)) this.#emit('moved', {});
      const isLocal = (options as { onlyLocal?: boolean } | undefined)?.onlyLocal ?? false;
      if (type === CommandType.MUTATION && id.startsWith('sheet.mutation.') && !isLocal)
        this.#emit('changed', {});
    });
    api.addEvent(api.Event.CellHover, ({ worksheet, row, column }) => {
      this.#emit('pointed', { sheet: worksheet.getSheetId(), row, column });
    });
    // Sheets also come and go by undoing, which fires the mutations alone.
    api.addEvent(api.Event.BeforeCommandExecute, ({ id, params }) => {
      if (id === RemoveSheetMutation.id) this.#leave((params as { subUnitId: string }).subUnitId);
    });
    api.addEvent(api.Event.CommandExecuted, ({ id, params }) => {
      if (id === InsertSheetMutation.id)
        this.#emit('added', { sheet: (params as { sheet: { id: string } }).sheet.id });
      if (id === RemoveSheetMutation.id)
        this.#emit('deleted', { sheet: (params as { subUnitId: string }).subUnitId });
    });
  }

  /** A sheet in front, or one with drawings, cannot be taken away under the painter. */
  #leave(sheet: string): void {
    this.drawings.removeFrom(sheet);
    const next = this.sheets().find(({ id, hidden }) => id !== sheet && !hidden);
    if (next && this.activeSheet() === sheet) this.activateSheet(next.id);
  }

  #selectionMoved(): void {
    // One workbook gives way to another.
    if (!this.#core.api.getActiveWorkbook()) return;
    const place = this.selection();
    const key = JSON.stringify(place);
    if (key === this.#selected) return;
    this.#selected = key;
    this.#emit('selected', place);
  }

  #emit<E extends keyof GridEvents>(name: E, event: GridEvents[E]): void {
    for (const listener of this.#listeners.get(name) ?? [])
      (listener as (event: GridEvents[E]) => void)(event);
  }

  on<E extends keyof GridEvents>(name: E, listener: (event: GridEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Puts another workbook in the place of the open one. */
  open(source: BookSource): void {
    this.drawings.clear();
    this.#core.api.disposeUnit(book(this.#core).getId());
    this.#core.univer.createUnit(UniverInstanceType.UNIVER_SHEET, unitOf(source));
    this.#arrange(source);
    this.#emit('opened', {});
  }

  #arrange(source: BookSource): void {
    if ('snapshot' in source) return;
    defineNames(this.#core, source.data.names);
    const front = this.sheets()[source.data.active];
    if (front && !front.hidden) this.activateSheet(front.id);
    this.select(this.activeSheet(), source.select ?? { row: 0, column: 0, rows: 1, columns: 1 });
  }

  /** What a file takes of the workbook. */
  data = () => toData(this.#core);

  /** The workbook with all the library knows of it, but for what floats over its cells. */
  snapshot(): Snapshot {
    const { resources = [], ...workbook } = book(this.#core).save();
    return { ...workbook, resources: resources.filter(({ name }) => !/DRAWING/.test(name)) };
  }

  setLanguage = (language: Language) => setLanguage(this.#core, language);
  nameParts = nameParts;
  painted = (colour: string) => painted(this.#core, colour);
  setDark = (dark: boolean) => {
    this.#core.api.toggleDarkMode(dark);
  };

  title = () => book(this.#core).getName();
  sheets = () => sheets.listSheets(this.#core);
  activeSheet = () => sheets.activeSheet(this.#core);
  addSheet = (name: string) => sheets.addSheet(this.#core, name);
  removeSheet = (id: string) => {
    sheets.removeSheet(this.#core, id);
  };
  activateSheet = (id: string) => {
    sheets.activateSheet(this.#core, id);
  };
  renameSheet = (id: string, name: string) => {
    sheets.renameSheet(this.#core, id, name);
  };
  moveSheet = (id: string, index: number) => {
    sheets.moveSheet(this.#core, id, index);
  };
  setHidden = (id: string, hidden: boolean) => {
    sheets.setHidden(this.#core, id, hidden);
  };
  setTabColor = (id: string, color: string) => {
    sheets.setTabColor(this.#core, id, color);
  };
  freeze = (id: string, rows: number, columns: number) => {
    sheets.freeze(this.#core, id, rows, columns);
  };
  frozen = (id: string) => sheets.frozen(this.#core, id);
  gridlinesShown = (id: string) => sheets.gridlinesShown(this.#core, id);
  showGridlines = (id: string, shown: boolean) => {
    sheets.showGridlines(this.#core, id, shown);
  };

  selection = () => sheets.selection(this.#core);
  activeCell = () => sheets.activeCell(this.#core);
  select = (sheet: string, rect: Rect) => {
    sheets.select(this.#core, sheet, rect);
  };
  boxOf = (sheet: string, rect: Rect) => sheets.boxOf(this.#core, sheet, rect);
  cellsBox = () => sheets.cellsBox(this.#core);
  pageBox = (sheet: string, row: number, column: number) => sheets.pageBox(this.#core, sheet, row, column);

  read = (sheet: string, rect: Rect) => readCells(this.#core, sheet, rect);
  write = (sheet: string, rect: Rect, inputs: readonly (readonly (CellInput | undefined)[])[]) => {
    writeCells(this.#core, sheet, rect, inputs);
  };
  clear = (sheet: string, rect: Rect, what: ClearWhat) => {
    clearCells(this.#core, sheet, rect, what);
  };
  size = (sheet: string) => sheets.size(this.#core, sheet);
  usedRect = (sheet: string, within?: Rect) => usedRect(this.#core, sheet, within);
  spillFrom = (sheet: string, row: number, column: number) => spillFrom(this.#core, sheet, row, column);

  applyStyle = (sheet: string, rect: Rect, change: styles.StyleChange) => {
    styles.applyStyle(this.#core, sheet, rect, change);
  };
  styleAt = (sheet: string, row: number, column: number) => styles.styleAt(this.#core, sheet, row, column);
  setBorder = (sheet: string, rect: Rect, edge: Edge, border: Border) => {
    styles.setBorder(this.#core, sheet, rect, edge, border);
  };
  borderAt = (sheet: string, rect: Rect, edge: Edge) => styles.borderAt(this.#core, sheet, rect, edge);
  setColumnWidth = (sheet: string, column: number, columns: number, pixels: number) => {
    styles.setColumnWidth(this.#core, sheet, column, columns, pixels);
  };
  setRowHeight = (sheet: string, row: number, rows: number, pixels: number) => {
    styles.setRowHeight(this.#core, sheet, row, rows, pixels);
  };
  hideRows = (sheet: string, row: number, rows: number) => {
    styles.hideRows(this.#core, sheet, row, rows);
  };
  autofitColumns = (sheet: string, column: number, columns: number) => {
    styles.autofitColumns(this.#core, sheet, column, columns);
  };
  addCondition = (sheet: string, rect: Rect, condition: Condition) =>
    addCondition(this.#core, sheet, rect, condition);
  removeCondition = (sheet: string, id: string) => {
    removeCondition(this.#core, sheet, id);
  };

  names = () => sheets.listNames(this.#core);
  defineName = (name: string, reference: string) => {
    sheets.defineName(this.#core, name, reference);
  };
  removeName = (name: string) => {
    sheets.removeName(this.#core, name);
  };

  undoTogether = <T>(work: () => Promise<T>) => undoTogether(this.#core, work);
  undo = () => undo(this.#core);
  isEditing = () => book(this.#core).isCellEditing();
}

export type { Drawing };
