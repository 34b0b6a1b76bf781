/** Requests that are running now: of each session and address that asked for them, and of all. */
export class InFlight {
  readonly #of = new Map<string, number>();
  #all = 0;

  get all(): number {
    return this.#all;
  }

  of(who: string): number {
    return this.#of.get(who) ?? 0;
  }

  begin(whose: readonly string[]): void {
    this.#all += 1;
    for (const who of whose) this.#of.set(who, this.of(who) + 1);
  }

  end(whose: readonly string[]): void {
    this.#all -= 1;
    for (const who of whose) {
      const left = this.of(who) - 1;
      if (left > 0) this.#of.set(who, left);
      else this.#of.delete(who);
    }
  }
}
