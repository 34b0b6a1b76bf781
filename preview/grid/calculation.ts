import {
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationStartMutation,
} from '@univerjs/preset-sheets-core';
import { SetRangeValuesMutation, type ISetRangeValuesMutationParams } from '@univerjs/preset-sheets-core';
import { book, type Core } from './core.ts';
import type { CellPlace, Rect } from './types.ts';

/** A pass starts this long after the last change. */
const debounce = 100;

/** Knows when formulas are being computed, and asks for cells to be computed again, but never during a pass. */
export class Calculation {
  readonly #core: Core;
  readonly #dirty = new Map<string, CellPlace>();
  readonly #finished = new Set<() => void>();
  #running = false;
  #everything = false;
  /** Something was asked for that the next awaited pass will contain. */
  #awaited = false;
  /** The running pass is only for streams. */
  #restless = false;
  #timer = 0;
  #lastChange = 0;

  constructor(core: Core) {
    this.#core = core;
    core.api.addEvent(core.api.Event.CommandExecuted, ({ id, params, options }) => {
      if (id === SetFormulaCalculationStartMutation.id) this.#running = true;
      else if (id === SetFormulaCalculationNotificationMutation.id) {
        if ((params as { functionsExecutedState?: unknown }).functionsExecutedState !== undefined)
          this.#end();
      } else if (id.includes('mutation') && !(options as { onlyLocal?: boolean } | undefined)?.onlyLocal)
        this.#lastChange = performance.now();
    });
  }

  /** A pass has ended: values may have changed. */
  onFinished(listener: () => void): () => void {
    this.#finished.add(listener);
    return () => this.#finished.delete(listener);
  }

  /** Nobody waits for a cell that never comes to rest, a stream's. */
  again(cell: CellPlace, restless = false): void {
    this.#dirty.set(`${cell.sheet} ${cell.row} ${cell.column}`, cell);
    if (!restless) this.#awaited = true;
    this.#schedule();
  }

  everything(): void {
    this.#everything = true;
    this.#awaited = true;
    this.#schedule();
  }

  get running(): boolean {
    return this.#running;
  }

  get idle(): boolean {
    const quiet = performance.now() - this.#lastChange > debounce + 60;
    return quiet && !this.#awaited && (!this.#running || this.#restless);
  }

  #schedule(): void {
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      if (!this.#running) this.#begin();
    }, 20);
  }

  #end(): void {
    this.#running = false;
    if (!this.#restless) this.#lastChange = Math.max(this.#lastChange, performance.now() - debounce);
    this.#restless = false;
    for (const listener of this.#finished) listener();
    if (this.#everything || this.#dirty.size) this.#schedule();
  }

  #begin(): void {
    if (!this.#everything && !this.#dirty.size) return;
    const unitId = book(this.#core).getId();
    const dirtyRanges = [...this.#dirty.values()].map(({ sheet, row, column }) => ({
      unitId,
      sheetId: sheet,
      range: { startRow: row, endRow: row, startColumn: column, endColumn: column },
    }));
    const forceCalculation = this.#everything;
    this.#dirty.clear();
    this.#everything = false;
    this.#restless = !this.#awaited;
    this.#awaited = false;
    void this.#core.api.executeCommand(
      SetFormulaCalculationStartMutation.id,
      {
        forceCalculation,
        dirtyRanges,
        dirtyNameMap: {},
        dirtyDefinedNameMap: {},
        dirtySuperTableMap: {},
        dirtyUnitFeatureMap: {},
        dirtyUnitOtherFormulaMap: {},
        clearDependencyTreeCache: {},
        options: null,
      },
      { onlyLocal: true },
    );
  }
}

/** Cells a user or the add-in wrote, without what formulas computed. */
export function onEdit(core: Core, listener: (sheet: string, rect: Rect) => void): void {
  core.api.addEvent(core.api.Event.CommandExecuted, ({ id, params, options }) => {
    if (id !== SetRangeValuesMutation.id) return;
    if ((options as { onlyLocal?: boolean } | undefined)?.onlyLocal) return;
    const { subUnitId, cellValue } = params as ISetRangeValuesMutationParams;
    const rect = changed(cellValue as Record<number, Record<number, object | null>> | undefined);
    if (rect) listener(subUnitId, rect);
  });
}

/** A change of looks alone is no change of contents. */
function changed(cells: Record<number, Record<number, object | null>> | undefined): Rect | null {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  for (const [r, row] of Object.entries(cells ?? {}))
    for (const [c, cell] of Object.entries(row ?? {})) {
      if (cell && !('v' in cell) && !('f' in cell) && !('p' in cell)) continue;
      top = Math.min(top, Number(r));
      bottom = Math.max(bottom, Number(r));
      left = Math.min(left, Number(c));
      right = Math.max(right, Number(c));
    }
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}
