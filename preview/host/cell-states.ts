import type { CellView, Grid, Place } from '../grid/index.ts';
import type { ExcelState } from './excel-state.ts';

const key = (sheet: string, row: number, column: number) => `${sheet} ${row} ${column}`;

/** What Excel knows of single cells and the grid does not: formulas it cannot compute yet, or has not. */
export class CellStates {
  readonly #grid: Grid;
  /** Formulas that came before the add-in was registered: they stay errors until they are entered again. */
  readonly #unregistered = new Set<string>();
  /** Formulas entered while calculation is manual. */
  readonly #waiting = new Set<string>();

  constructor(grid: Grid) {
    this.#grid = grid;
  }

  /** Cells are entered: what was known of them is no longer so. */
  entered({ sheet, rect }: Place, { calculation }: ExcelState): void {
    for (let row = rect.row; row < rect.row + rect.rows; row++)
      for (let column = rect.column; column < rect.column + rect.columns; column++) {
        const cell = key(sheet, row, column);
        this.#unregistered.delete(cell);
        if (calculation === 'Manual') this.#waiting.add(cell);
      }
  }

  calculated(): void {
    this.#waiting.clear();
  }

  /** The workbook was opened while the add-in was not there: its formulas hold a name that Excel does not know. */
  openedWithout(name: string): void {
    for (const { id } of this.#grid.sheets()) {
      const used = this.#grid.usedRect(id);
      if (!used) continue;
      this.#grid.read(id, used).forEach((line, r) =>
        line.forEach(({ formula }, c) => {
          if (formula.toUpperCase().includes(`${name}.`))
            this.#unregistered.add(key(id, used.row + r, used.column + c));
        }),
      );
    }
  }

  get pending(): boolean {
    return this.#waiting.size > 0;
  }

  /** The cells of a place as Excel would give them. */
  read({ sheet, rect }: Place, { covered }: ExcelState): CellView[][] {
    const views = this.#grid.read(sheet, rect);
    if (!this.#unregistered.size && !this.#waiting.size && covered === 'empty') return views;
    return views.map((line, r) =>
      line.map((view, c) => {
        const [row, column] = [rect.row + r, rect.column + c];
        const cell = key(sheet, row, column);
        if (this.#unregistered.has(cell))
          return { value: '#NAME?', text: '#NAME?', formula: unregistered(view.formula) };
        if (view.formula && this.#waiting.has(cell)) return { ...view, value: 0, text: '0' };
        if (covered === 'anchor' && !view.formula && view.value !== '')
          return { ...view, formula: this.#anchorFormula(sheet, row, column) };
        return view;
      }),
    );
  }

  /** The formula whose spill covers a cell. */
  #anchorFormula(sheet: string, row: number, column: number): string {
    for (let r = row; r >= 0; r--)
      for (let c = column; c >= 0; c--) {
        const spill = this.#grid.spillFrom(sheet, r, c);
        if (spill && r + spill.rows > row && c + spill.columns > column)
          return this.#grid.read(sheet, { row: r, column: c, rows: 1, columns: 1 })[0]![0]!.formula;
      }
    return '';
  }
}

/** `WATERFALL.IRR.ALL(` as Excel writes it until it knows the add-in. */
const unregistered = (formula: string): string =>
  formula.replace(
    /\bWATERFALL\.([A-Z.]+)(?=\()/gi,
    (_, name: string) => `_xldudf_WATERFALL_${name.toUpperCase().replaceAll('.', '_')}`,
  );
