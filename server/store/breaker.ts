import { refusalOf } from './refusal.ts';
import { StoreUnavailable, type AwayReason, type StoreState } from './store.ts';
import { withTimeout } from './timeout.ts';

const PROBE_EVERY = 250;
/** One that refuses so soon after a probe found that it takes writes is not believed at once: ever later, up to MOST_PAUSE; ms. */
const SOON = 2000;
const MOST_PAUSE = 8000;
/** What passes by itself, as a stall of our own process does. */
const PASSING: readonly AwayReason[] = ['timeout', 'unreachable'];

/**
 * Keeps a frozen, dead or refusing store from costing more than one call: the first failure opens it, calls then fail at
 * once, and a probe in the background, never a request, finds out when the store takes writes again.
 */
export class Breaker {
  #state: StoreState = { up: false, reason: 'connecting' };
  #timer: NodeJS.Timeout | undefined;
  #upSince = 0;
  #pause = PROBE_EVERY;
  #closed = false;
  readonly #probe: () => Promise<unknown>;
  readonly #received: () => number;
  readonly #timeout: number;
  readonly #onChange: (state: StoreState) => void;

  /**
   * @param probe resolves when the store has taken a write
   * @param received bytes that have arrived from the store until now
   * @param timeout how long the store may take to answer, ms
   */
  constructor(
    probe: () => Promise<unknown>,
    received: () => number,
    timeout: number,
    onChange: (state: StoreState) => void,
  ) {
    this.#probe = probe;
    this.#received = received;
    this.#timeout = timeout;
    this.#onChange = onChange;
  }

  get state(): StoreState {
    return this.#state;
  }

  /** Refuses calls from now on, until a probe succeeds. */
  open(reason: AwayReason): void {
    if (this.#closed) return;
    const wasUp = this.#state.up;
    const isNew = wasUp || this.#state.reason !== reason;
    this.#state = { up: false, reason };
    if (isNew) this.#onChange(this.#state);
    this.#timer ??= setTimeout(
      () => void this.tryNow(),
      wasUp ? this.#firstPause(reason) : PROBE_EVERY,
    ).unref();
  }

  /** How long after it was let through the first probe follows: at once where that may be over, as a time-out of our own stall is. */
  #firstPause(reason: AwayReason): number {
    const isSoon = performance.now() - this.#upSince < SOON;
    if (!isSoon || PASSING.includes(reason)) {
      this.#pause = PROBE_EVERY;
      return 0;
    }
    this.#pause = Math.min(2 * this.#pause, MOST_PAUSE);
    return this.#pause;
  }

  /** Probes once, and lets calls through if that succeeds. */
  async tryNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed || this.#state.up) return;
    try {
      await withTimeout(this.#probe, this.#received, this.#timeout);
    } catch (error) {
      this.open(reasonOf(error));
      return;
    }
    if (this.#closed || this.#state.up) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#upSince = performance.now();
    this.#state = { up: true };
    this.#onChange(this.#state);
  }

  /**
   * Runs one call against the store.
   * @param erases lets the call through to a store that is full, which still erases
   * @throws StoreUnavailable at once while open; after a failed call otherwise. A refusal of this command alone leaves the
   * breaker closed.
   */
  async run<T>(call: () => Promise<T>, erases = false): Promise<T> {
    if (!this.#state.up && !(erases && this.#state.reason === 'full'))
      throw new StoreUnavailable(this.#state.reason);
    try {
      return await withTimeout(call, this.#received, this.#timeout);
    } catch (error) {
      if (isReply(error) && refusalOf(error) === undefined)
        throw new StoreUnavailable('refused', { cause: error });
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

const reasonOf = (error: unknown): AwayReason =>
  refusalOf(error) ??
  (error instanceof Error && error.message.includes('timed out') ? 'timeout' : 'unreachable');
