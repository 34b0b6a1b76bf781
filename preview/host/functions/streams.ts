import { CellError, gettingData } from '../../grid/cell-error.ts';
import type { CellPlace, Grid } from '../../grid/index.ts';
import { failure, outcomeOf, type Outcome } from './function-arguments.ts';

interface Stream {
  readonly cell: CellPlace;
  readonly name: string;
  readonly key: string;
  outcome: Outcome;
  onCanceled: () => void;
}

/** Functions that keep answering: one for each cell, until its formula or arguments change. */
export class Streams {
  readonly #grid: Grid;
  readonly #again: (cell: CellPlace) => void;
  readonly #streams = new Map<string, Stream>();

  constructor(grid: Grid, again: (cell: CellPlace) => void) {
    this.#grid = grid;
    this.#again = again;
    grid.on('calculated', () => {
      this.#cancelRemoved();
    });
    grid.on('edited', () => {
      this.#cancelRemoved();
    });
    grid.on('deleted', () => {
      this.#cancelRemoved();
    });
    grid.on('opened', () => {
      this.cancelAll();
    });
  }

  at(cell: CellPlace, name: string, key: string, start: (invocation: object) => unknown): Outcome {
    const id = `${cell.sheet} ${cell.row} ${cell.column} ${name}`;
    const running = this.#streams.get(id);
    if (running?.key === key) return running.outcome;
    if (running) this.#cancel(id);
    const stream: Stream = {
      cell,
      name,
      key,
      outcome: { answer: new CellError(gettingData), messages: [] },
      onCanceled: () => undefined,
    };
    this.#streams.set(id, stream);
    let starting = true;
    const arrive = (outcome: Outcome) => {
      if (this.#streams.get(id) !== stream) return;
      stream.outcome = outcome;
      if (!starting) this.#again(cell);
    };
    try {
      start({
        setResult: (value: unknown) => {
          arrive(outcomeOf(value));
        },
        set onCanceled(handler: () => void) {
          stream.onCanceled = handler;
        },
      });
    } catch (thrown) {
      arrive(failure(thrown));
    }
    starting = false;
    return stream.outcome;
  }

  cancelAll(): void {
    for (const id of [...this.#streams.keys()]) this.#cancel(id);
  }

  #cancel(id: string): void {
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    stream?.onCanceled();
  }

  #cancelRemoved(): void {
    const sheets = new Set(this.#grid.sheets().map(({ id }) => id));
    for (const [id, { cell, name }] of this.#streams) {
      const formula = sheets.has(cell.sheet)
        ? this.#grid.read(cell.sheet, { row: cell.row, column: cell.column, rows: 1, columns: 1 })[0]![0]!
            .formula
        : '';
      if (!formula.toUpperCase().includes(`${name.toUpperCase()}(`)) this.#cancel(id);
    }
  }
}
