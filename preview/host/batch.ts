import type { Kind } from './kind.ts';
import type { WorkbookHost } from './workbook-host.ts';

/** The add-in's window, as far as the objects of a batch need it. */
export interface Owner {
  readonly kinds: Readonly<Record<string, Kind<never>>>;
  error(code: string, message: string, location: string): Error;
  notImplemented(member: string): Error;
  /** A value that arrives with `sync`. */
  result(location: string): { object: object; arrive: (value: unknown) => void };
  eventOf(batch: Batch, listen: (fire: (event: object) => void) => () => void): object;
  contextOf(batch: Batch): object;
}

/** The queue of one `Excel.run`: nothing is done before `sync`. */
export class Batch {
  readonly host: WorkbookHost;
  readonly owner: Owner;
  readonly #waitsForEdit: boolean;
  #queue: (() => unknown)[] = [];
  #weight = 0;
  #answered = 0;

  constructor(host: WorkbookHost, owner: Owner, waitsForEdit = false) {
    this.host = host;
    this.owner = owner;
    this.#waitsForEdit = waitsForEdit;
  }

  /** @param weight bytes that are sent with it */
  enqueue(action: () => unknown, weight = 0): void {
    this.#queue.push(action);
    this.#weight += weight;
  }

  /** Values are sent back with the answer. */
  answer(value: unknown): void {
    this.#answered += bytesOf(value);
    if (this.#answered > this.host.excel.responseBytes)
      throw this.owner.error(
        'ResponsePayloadSizeLimitExceeded',
        'The response payload size has exceeded the limit.',
        '',
      );
  }

  /** What waits is done in order; after the first fault the rest is dropped, as in Excel. */
  async sync<T>(passThrough?: T): Promise<T | undefined> {
    const queue = this.#queue;
    const weight = this.#weight;
    this.#queue = [];
    this.#weight = 0;
    this.#answered = 0;
    await this.#cellEdited();
    if (queue.length) this.#refuse(weight);
    for (const action of queue) {
      const result = action();
      if (result instanceof Promise) await result;
    }
    return passThrough;
  }

  /** A request may be refused as a whole, before anything of it is done. */
  #refuse(weight: number): void {
    const { host } = this;
    const code = host.excel.refuse(host.requests++);
    if (code !== null) throw this.owner.error(code, 'The request was refused.', '');
    if (weight > host.excel.requestBytes)
      throw this.owner.error(
        'RequestPayloadSizeLimitExceeded',
        'The request payload size has exceeded the limit.',
        '',
      );
  }

  /** While a cell is being edited the workbook is closed to add-ins. */
  async #cellEdited(): Promise<void> {
    while (this.host.grid.isEditing()) {
      if (!this.#waitsForEdit)
        throw this.owner.error(
          'InvalidOperationInCellEditMode',
          'Excel is in cell-editing mode. Please exit the edit mode and try again.',
          '',
        );
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

const text = new TextEncoder();

/** What a value weighs on its way; objects of the workbook go by their path. */
export function bytesOf(value: unknown): number {
  if (value === null || value === undefined || typeof value === 'function') return 4;
  if (typeof value === 'number' || typeof value === 'boolean') return 18;
  if (typeof value === 'string') return text.encode(value).length + 3;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + bytesOf(one), 2);
  return 100;
}
