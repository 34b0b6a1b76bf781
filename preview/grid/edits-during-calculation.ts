import { ICommandService, type ICellData } from '@univerjs/presets';
import { SetRangeValuesMutation } from '@univerjs/preset-sheets-core';
import type { Calculation } from './calculation.ts';
import { book, sheetOf, type Core } from './core.ts';
import type { Rect } from './types.ts';

/**
 * A pass takes its time, and writes what it computed even into cells that were overwritten meanwhile.
 * Cells edited during a pass without becoming formulas get their contents back after it.
 */
export class Overtaken {
  readonly #core: Core;
  readonly #calculation: Calculation;
  readonly #cells = new Map<string, { sheet: string; row: number; column: number; cell: ICellData }>();

  constructor(core: Core, calculation: Calculation) {
    this.#core = core;
    this.#calculation = calculation;
    calculation.onFinished(() => {
      this.#restore();
    });
  }

  edited(sheet: string, rect: Rect): void {
    if (!this.#calculation.running) return;
    const matrix = sheetOf(this.#core, sheet).getSheet().getCellMatrix();
    for (let row = rect.row; row < rect.row + rect.rows; row++)
      for (let column = rect.column; column < rect.column + rect.columns; column++) {
        const { v = null, t = null, f, si } = matrix.getValue(row, column) ?? {};
        if (!f && !si) this.#cells.set(`${sheet} ${row} ${column}`, { sheet, row, column, cell: { v, t } });
      }
  }

  #restore(): void {
    const cells = [...this.#cells.values()];
    this.#cells.clear();
    const { injector, api } = this.#core;
    if (!api.getActiveWorkbook()) return;
    for (const { sheet, row, column, cell } of cells) {
      const now = book(this.#core).getSheetBySheetId(sheet)?.getSheet().getCellMatrix().getValue(row, column);
      if (!now || now.f || now.si || (now.v ?? null) === cell.v) continue;
      injector
        .get(ICommandService)
        .syncExecuteCommand(
          SetRangeValuesMutation.id,
          { unitId: book(this.#core).getId(), subUnitId: sheet, cellValue: { [row]: { [column]: cell } } },
          { onlyLocal: true },
        );
    }
  }
}
