import { patiently } from './patience.ts';
import { StoreUnavailable, type StoreState } from './store.ts';

const PROBE_EVERY = 250;

/**
 * Keeps a frozen or dead store from costing more than one time-out: the first failure opens it, calls then fail
 * at once, and a probe beside the requests, never a request, finds out when the store is back.
 */
export class Breaker {
  #state: StoreState = { up: false, reason: 'connecting' };
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #probe: () => Promise<unknown>;
  readonly #received: () => number;
  readonly #onChange: (state: StoreState) => void;

  /**
   * @param probe resolves when the store answers.
   * @param received bytes that have arrived from the store until now.
   */
  constructor(probe: () => Promise<unknown>, received: () => number, onChange: (state: StoreState) => void) {
    this.#probe = probe;
    this.#received = received;
    this.#onChange = onChange;
  }

  get state(): StoreState {
    return this.#state;
  }

  /** Refuses calls from now on, until a probe is answered. */
  open(reason: 'unreachable' | 'timeout'): void {
    if (this.#closed) return;
    const change = this.#state.up;
    this.#state = { up: false, reason };
    if (change) this.#onChange(this.#state);
    // The first probe follows at once: a stall of our own process looks like a time-out too, and is over by then.
    this.#timer ??= setTimeout(() => void this.tryNow(), change ? 0 : PROBE_EVERY).unref();
  }

  /** Probes once, and lets calls through if it is answered. */
  async tryNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed || this.#state.up) return;
    try {
      await patiently(this.#probe, this.#received);
    } catch (error) {
      this.open(reasonOf(error));
      return;
    }
    if (this.#closed || this.#state.up) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#state = { up: true };
    this.#onChange(this.#state);
  }

  /**
   * Runs one call against the store.
   * @throws StoreUnavailable at once while open; after a failed call otherwise. A refusal in so many words (out of memory,
   * read only) fails its call and leaves the breaker closed, because the store does answer.
   */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (!this.#state.up) throw new StoreUnavailable(this.#state.reason);
    try {
      return await patiently(call, this.#received);
    } catch (error) {
      if (isReply(error)) throw new StoreUnavailable('refused', { cause: error });
      this.open(reasonOf(error));
      throw new StoreUnavailable(reasonOf(error), { cause: error });
    }
  }

  /** Ends the probing for good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}

const isReply = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

const reasonOf = (error: unknown): 'unreachable' | 'timeout' =>
  error instanceof Error && error.message.includes('timed out') ? 'timeout' : 'unreachable';
