import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { inPieces } from './in-pieces.ts';

/** Requests that may wait behind one another on a connection; whoever sends more at once is cut off. */
const MOST_WAITING = 100;
/** Of an answer, who waits for its end: limits, log, metrics, streams and those here. */
const MOST_LISTENERS = 20;

type Exchange = Parameters<RequestListener>;

/**
 * Begins the requests of a connection one after the other, each when the answer before it has left: whoever sends many in
 * one piece and reads nothing holds one answer, not all. Node begins them together, and an answer behind another that is
 * cut off never says that it is over.
 */
export class OneByOne {
  readonly #app: RequestListener;
  /** Of each connection with a request that is being answered: those behind it. */
  readonly #waiting = new WeakMap<Socket, Exchange[]>();

  constructor(app: RequestListener) {
    this.#app = app;
  }

  /** Whether a request of this connection is being answered. */
  answers(socket: Socket): boolean {
    return this.#waiting.has(socket);
  }

  readonly listener: RequestListener = (req, res) => {
    const { socket } = req;
    const behind = this.#waiting.get(socket);
    if (!behind) {
      this.#waiting.set(socket, []);
      this.#begin(socket, [req, res]);
    } else if (behind.length < MOST_WAITING) behind.push([req, res]);
    else socket.destroy();
  };

  #begin(socket: Socket, [req, res]: Exchange): void {
    res.setMaxListeners(MOST_LISTENERS);
    // Not before all who wait for the end of this one have heard of it.
    res.once('close', () => process.nextTick(() => this.#next(socket)));
    inPieces(res);
    this.#app(req, res);
  }

  #next(socket: Socket): void {
    const next = socket.destroyed ? undefined : this.#waiting.get(socket)?.shift();
    if (next) this.#begin(socket, next);
    else this.#waiting.delete(socket);
  }
}
