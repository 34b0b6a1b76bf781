import type { ServerResponse } from 'node:http';
import { Problem } from '../problem.ts';
import { InFlight } from './concurrency.ts';

const MIB = 1024 * 1024;

/**
 * Files on their way to who asked for them. Each is in memory until it is sent, and a slow receiver takes his time, so there
 * is room for so many bytes of all, and of one session.
 */
export class Sending {
  readonly #most: { readonly all: number; readonly ofSession: number };
  readonly #bytes = new InFlight();

  /** @param most bytes; at least as many of a session as its largest file has */
  constructor(most = { all: 256 * MIB, ofSession: 64 * MIB }) {
    this.#most = most;
  }

  /**
   * Makes room for a file until its answer has ended; one that has ended before needs none.
   * @throws Problem TOO_MANY_AT_ONCE, BUSY
   */
  admit(res: ServerResponse, session: string, bytes: number): void {
    if (res.destroyed) return;
    if (this.#bytes.of(session) + bytes > this.#most.ofSession) throw new Problem('TOO_MANY_AT_ONCE');
    if (this.#bytes.all + bytes > this.#most.all) throw new Problem('BUSY');
    this.#bytes.begin([session], bytes);
    res.once('close', () => this.#bytes.end([session], bytes));
  }
}
