import { once } from 'node:events';
import type { Response } from 'express';

export const EVENT_STREAM = 'text/event-stream';

/** Server-sent events as an answer: `event` names one, `data` is one line of JSON. */
export class EventStream {
  readonly #res: Response;

  constructor(res: Response) {
    this.#res = res;
    // nginx holds answers back unless it is told not to.
    res.set({ 'Content-Type': EVENT_STREAM, 'X-Accel-Buffering': 'no' }).flushHeaders();
  }

  /** Whether the client is gone. */
  get gone(): boolean {
    return this.#res.closed || this.#res.destroyed;
  }

  async send(event: string, data: string): Promise<void> {
    await this.#write(`event: ${event}\ndata: ${data}\n\n`);
  }

  /** A comment: says that the connection stands. */
  async beat(): Promise<void> {
    await this.#write(': \n\n');
  }

  end(): void {
    this.#res.end();
  }

  /** Waits for a client that reads slowly. */
  async #write(text: string): Promise<void> {
    if (this.gone || this.#res.write(text)) return;
    const left = new AbortController();
    const gone = once(this.#res, 'close', { signal: left.signal });
    await Promise.race([once(this.#res, 'drain', { signal: left.signal }), gone]).finally(() => left.abort());
  }
}
