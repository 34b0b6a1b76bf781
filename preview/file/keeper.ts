import type { WorkbookHost } from '../host/workbook-host.ts';
import type { BookFile } from './book-file.ts';
import { forget, keep, mayKeep } from './kept.ts';

/** Changes come in bursts. */
const QUIET = 800;

export type Keeping = 'off' | 'untouched' | 'kept' | 'refused';

/** Keeps the workbook once it is another than the one that was opened, and after each change of it. */
export class Keeper {
  readonly #host: WorkbookHost;
  readonly #file: () => BookFile;
  readonly #changed: () => void;
  #state: Keeping;
  #timer = 0;
  /** One writing after the other. */
  #last: Promise<void> = Promise.resolve();

  /** @param changed whether it is kept is another than before */
  constructor(host: WorkbookHost, file: () => BookFile, isKept: boolean, changed: () => void) {
    this.#host = host;
    this.#file = file;
    this.#changed = changed;
    this.#state = !mayKeep() ? 'off' : isKept ? 'kept' : 'untouched';
    const touched = () => {
      this.touch();
    };
    host.grid.on('changed', touched);
    host.onSettings(touched);
  }

  get state(): Keeping {
    return this.#state;
  }

  touch(): void {
    if (this.#state === 'off') return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#last = this.#last.then(() => this.#keep());
    }, QUIET);
  }

  async #keep(): Promise<void> {
    const isKept = await keep({
      version: 1,
      file: this.#file(),
      snapshot: this.#host.grid.snapshot(),
      state: this.#host.state(),
    });
    this.#become(isKept ? 'kept' : 'refused');
  }

  /** Another workbook is open that is not kept yet. */
  async forget(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#state === 'off') return;
    this.#last = this.#last.then(forget);
    await this.#last;
    clearTimeout(this.#timer);
    this.#become('untouched');
  }

  #become(state: Keeping): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed();
  }
}
