/** Counts what is running now (requests, or their bytes) by session, by address and in all. */
export class InFlight {
  readonly #of = new Map<string, number>();
  #all = 0;

  get all(): number {
    return this.#all;
  }

  of(who: string): number {
    return this.#of.get(who) ?? 0;
  }

  begin(whose: readonly string[], weight = 1): void {
    this.#all += weight;
    for (const who of whose) this.#of.set(who, this.of(who) + weight);
  }

  end(whose: readonly string[], weight = 1): void {
    this.#all -= weight;
    for (const who of whose) {
      const left = this.of(who) - weight;
      if (left > 0) this.#of.set(who, left);
      else this.#of.delete(who);
    }
  }
}
