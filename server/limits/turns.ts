import { InFlight } from './concurrency.ts';

/** Who waits for a turn: of each there may be only so many at once. */
export type Whose = readonly [session: string, address: string];

/** Does work in a turn of somebody; see `Turns.take`. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T | undefined>;

export interface TurnLimits {
  readonly all: number;
  readonly ofSession: number;
  readonly ofAddress: number;
}

interface Waiting {
  readonly whose: Whose;
  begin(): void;
}

/**
 * Turns at work that takes memory. A turn lasts until its work has ended, whether or not somebody still waits for what comes of
 * it; whoever leaves before its turn has none. Sessions have turns one after the other, however many each asks for.
 */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #running = new InFlight();
  #waiting: readonly Waiting[] = [];
  /** Which turn was the last of each session that still has or wants one: the one that had none for longest is next. */
  readonly #last = new Map<string, number>();
  #begun = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /**
   * What `work` gives, done in a turn; undefined, and not done, when `gone` comes first.
   * @throws what `work` does
   */
  async take<T>(whose: Whose, gone: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#turn(whose, gone))) return undefined;
    try {
      return await work();
    } finally {
      this.#running.end(whose);
      this.#forget(whose[0]);
      this.#beginTurns();
    }
  }

  /** Waits for a turn; false when `gone` came first. */
  async #turn(whose: Whose, gone: AbortSignal): Promise<boolean> {
    if (gone.aborted) return false;
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        this.#forget(whose[0]);
        resolve(false);
      };
      const waiting: Waiting = {
        whose,
        begin: () => {
          gone.removeEventListener('abort', leave);
          resolve(true);
        },
      };
      this.#waiting = [...this.#waiting, waiting];
      gone.addEventListener('abort', leave, { once: true });
      this.#beginTurns();
    });
  }

  #beginTurns(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      const { whose, begin } = next;
      this.#waiting = this.#waiting.filter((each) => each !== next);
      this.#running.begin(whose);
      this.#last.set(whose[0], (this.#begun += 1));
      begin();
    }
  }

  /** Of those that may begin, one of the session that had no turn for longest; of these, the first that came. */
  #next(): Waiting | undefined {
    const lastOf = ({ whose }: Waiting): number => this.#last.get(whose[0]) ?? 0;
    return this.#waiting
      .filter((each) => this.#mayBegin(each))
      .reduce<Waiting | undefined>((a, b) => (a && lastOf(a) <= lastOf(b) ? a : b), undefined);
  }

  #mayBegin({ whose: [session, address] }: Waiting): boolean {
    const { all, ofSession, ofAddress } = this.#limits;
    return (
      this.#running.all < all &&
      this.#running.of(session) < ofSession &&
      this.#running.of(address) < ofAddress
    );
  }

  #forget(session: string): void {
    const isWaiting = this.#waiting.some(({ whose }) => whose[0] === session);
    if (!isWaiting && this.#running.of(session) === 0) this.#last.delete(session);
  }
}
