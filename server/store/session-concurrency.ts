/** Calls of one session that may be under way: values are up to 4 MiB, and all of them pass through one connection. */
const AT_ONCE = 4;

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Lets a few calls of each session through at a time, in the order they came: however much a session asks for at once, what
 * others ask for is answered in time, and the store is not taken for one that is away.
 */
export class Lanes {
  readonly #of = new Map<string, Lane>();

  /** Begins the call at once where there is room. */
  async run<T>(whose: string, call: () => Promise<T>): Promise<T> {
    const lane = this.#of.get(whose) ?? { running: 0, waiting: [] };
    this.#of.set(whose, lane);
    // Whoever ends hands its place on.
    if (lane.running >= AT_ONCE) await new Promise<void>((resolve) => lane.waiting.push(resolve));
    else lane.running += 1;
    try {
      return await call();
    } finally {
      const next = lane.waiting.shift();
      if (next) next();
      else lane.running -= 1;
      if (lane.running === 0) this.#of.delete(whose);
    }
  }
}
