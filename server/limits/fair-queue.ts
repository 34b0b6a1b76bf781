import { InFlight } from './concurrency.ts';

/** Runs work when its turn comes; see `FairQueue.run`. */
export type RunInTurn = <T>(work: () => Promise<T>) => Promise<T | undefined>;

export interface QueueLimits {
  readonly all: number;
  /** For each key a piece of work is asked under, in the order of the keys: a session, then an address. */
  readonly each: readonly number[];
}

interface Waiting {
  readonly keys: readonly string[];
  begin(): void;
}

/**
 * Runs at most so many pieces of work at once: in all, of a session and of an address. Sessions take turns: the one that
 * was served longest ago is next, however much each has asked for. A slot is held until the work ends, even when its
 * caller has left; a caller that leaves while it waits is never run.
 */
export class FairQueue {
  readonly #limits: QueueLimits;
  readonly #running = new InFlight();
  #waiting: readonly Waiting[] = [];
  /** The number of the last turn of each session that runs or waits. */
  readonly #served = new Map<string, number>();
  #turns = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running.all;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** How much a session has waiting and running. */
  of(session: string): number {
    return this.#running.of(session) + this.#waiting.filter(({ keys }) => keys[0] === session).length;
  }

  /**
   * What `work` gives; undefined when `signal` was aborted before its turn came.
   * @param keys whose it is: a session first
   * @throws what `work` throws
   */
  async run<T>(
    keys: readonly string[],
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    if (!(await this.#turn(keys, signal))) return undefined;
    try {
      return await work();
    } finally {
      this.#running.end(keys);
      this.#forget(keys[0]!);
      this.#beginNext();
    }
  }

  async #turn(keys: readonly string[], signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return false;
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        this.#forget(keys[0]!);
        resolve(false);
      };
      const waiting: Waiting = {
        keys,
        begin: () => {
          signal?.removeEventListener('abort', leave);
          resolve(true);
        },
      };
      this.#waiting = [...this.#waiting, waiting];
      signal?.addEventListener('abort', leave, { once: true });
      this.#beginNext();
    });
  }

  #beginNext(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      const { keys, begin } = next;
      this.#waiting = this.#waiting.filter((each) => each !== next);
      this.#running.begin(keys);
      this.#served.set(keys[0]!, (this.#turns += 1));
      begin();
    }
  }

  #next(): Waiting | undefined {
    const servedAt = ({ keys }: Waiting): number => this.#served.get(keys[0]!) ?? 0;
    return this.#waiting
      .filter(({ keys }) => this.#hasRoom(keys))
      .reduce<Waiting | undefined>((a, b) => (a && servedAt(a) <= servedAt(b) ? a : b), undefined);
  }

  #hasRoom(keys: readonly string[]): boolean {
    const { all, each } = this.#limits;
    return this.#running.all < all && keys.every((key, i) => this.#running.of(key) < each[i]!);
  }

  #forget(session: string): void {
    if (this.of(session) === 0) this.#served.delete(session);
  }
}
