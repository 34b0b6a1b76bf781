import { CellError, gettingData } from '../../grid/cell-error.ts';
import type { CellPlace } from '../../grid/index.ts';
import { failure, outcomeOf, type Outcome } from './function-arguments.ts';

interface Entry {
  outcome: Outcome | null;
  failed: boolean;
  readonly waiting: Map<string, CellPlace>;
  readonly cancel: () => void;
}

/** So many answers are remembered. */
const limit = 20000;
const cellKey = ({ sheet, row, column }: CellPlace) => `${sheet} ${row} ${column}`;
const busy: Outcome = { answer: new CellError(gettingData), messages: [] };

/** Answers that come later, by function and arguments: equal calls share one promise. */
export class Pending {
  readonly #again: (cell: CellPlace) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #waitsFor = new Map<string, string>();
  waiting = 0;

  constructor(again: (cell: CellPlace) => void) {
    this.#again = again;
  }

  /** The answer, the sign that it is awaited, or null where the function is to be called. */
  find(key: string, cell: CellPlace): Outcome | null {
    this.#leave(cell, key);
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (!entry.outcome) {
      entry.waiting.set(cellKey(cell), cell);
      this.#waitsFor.set(cellKey(cell), key);
      return busy;
    }
    const delivered = entry.waiting.delete(cellKey(cell));
    this.#waitsFor.delete(cellKey(cell));
    // A failure is told to those who waited for it; who comes later tries again.
    if (entry.failed && !delivered) {
      this.#entries.delete(key);
      return null;
    }
    return entry.outcome;
  }

  start(key: string, cell: CellPlace, promise: PromiseLike<unknown>, cancel: () => void): void {
    const entry: Entry = { outcome: null, failed: false, waiting: new Map([[cellKey(cell), cell]]), cancel };
    this.#entries.set(key, entry);
    this.#waitsFor.set(cellKey(cell), key);
    this.waiting++;
    const arrive = (outcome: Outcome, failed: boolean) => {
      this.waiting--;
      entry.outcome = outcome;
      entry.failed = failed;
      for (const waiting of entry.waiting.values()) this.#again(waiting);
      this.#trim();
    };
    promise.then(
      (value) => {
        arrive(outcomeOf(value), false);
      },
      (thrown: unknown) => {
        arrive(failure(thrown), true);
      },
    );
  }

  clear(): void {
    this.#entries.clear();
    this.#waitsFor.clear();
  }

  /** The cell no longer asks what it asked before. */
  #leave(cell: CellPlace, key: string): void {
    const before = this.#waitsFor.get(cellKey(cell));
    if (before === undefined || before === key) return;
    const entry = this.#entries.get(before);
    this.#waitsFor.delete(cellKey(cell));
    if (!entry) return;
    entry.waiting.delete(cellKey(cell));
    if (entry.outcome || entry.waiting.size) return;
    this.#entries.delete(before);
    entry.cancel();
  }

  #trim(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= limit) return;
      if (entry.outcome && !entry.waiting.size) this.#entries.delete(key);
    }
  }
}
