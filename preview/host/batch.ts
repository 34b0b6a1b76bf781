import type { Frame } from './add-in-window.ts';
import type { WorkbookHost } from './workbook-host.ts';

/** The queue of one `Excel.run`: nothing is done before `sync`. */
export class Batch {
  readonly host: WorkbookHost;
  readonly frame: Frame;
  readonly #waitsForEdit: boolean;
  #queue: (() => unknown)[] = [];

  constructor(host: WorkbookHost, frame: Frame, waitsForEdit = false) {
    this.host = host;
    this.frame = frame;
    this.#waitsForEdit = waitsForEdit;
  }

  enqueue(action: () => unknown): void {
    this.#queue.push(action);
  }

  /** What waits is done in order; after the first fault the rest is dropped, as in Excel. */
  async sync<T>(passThrough?: T): Promise<T | undefined> {
    const queue = this.#queue;
    this.#queue = [];
    await this.#cellEdited();
    for (const action of queue) {
      const result = action();
      if (result instanceof Promise) await result;
    }
    return passThrough;
  }

  /** While a cell is being edited the workbook is closed to add-ins. */
  async #cellEdited(): Promise<void> {
    while (this.host.grid.isEditing()) {
      if (!this.#waitsForEdit)
        throw this.frame.error(
          'InvalidOperationInCellEditMode',
          'Excel is in cell-editing mode. Please exit the edit mode and try again.',
          '',
        );
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
