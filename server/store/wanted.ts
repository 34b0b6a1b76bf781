/** Calls `left` when somebody no longer waits for an answer; at once where that is so already. */
export type WhenGone = (left: () => void) => void;

/** Tells when nobody waits for something any more, of all who did. */
export class Wanted {
  readonly #listeners: (() => void)[] = [];
  #waiting = 0;
  #isGone = false;

  /** When the last one has gone. */
  readonly whenGone: WhenGone = (left) => {
    if (this.#isGone) left();
    else this.#listeners.push(left);
  };

  /** One more waits, until it is gone; without `whenGone`, to the end. */
  join(whenGone?: WhenGone): void {
    this.#waiting += 1;
    whenGone?.(() => {
      this.#waiting -= 1;
      if (this.#waiting > 0 || this.#isGone) return;
      this.#isGone = true;
      for (const left of this.#listeners) left();
    });
  }
}
