/** Tells when nobody waits for something any more, of all who did. */
export class Wanted {
  readonly #control = new AbortController();
  #waiting = 0;

  /** Aborted when the last one has gone. */
  get gone(): AbortSignal {
    return this.#control.signal;
  }

  /** One more waits, until `gone` is aborted; without it, to the end. */
  join(gone?: AbortSignal): void {
    this.#waiting += 1;
    const leave = (): void => {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#control.abort();
    };
    if (gone?.aborted) leave();
    else gone?.addEventListener('abort', leave, { once: true });
  }
}
