/** Requests that are running now, of each client and of all. */
export class InFlight {
  readonly #ofClient = new Map<string, number>();
  #all = 0;

  get all(): number {
    return this.#all;
  }

  of(client: string): number {
    return this.#ofClient.get(client) ?? 0;
  }

  begin(client: string): void {
    this.#all += 1;
    this.#ofClient.set(client, this.of(client) + 1);
  }

  end(client: string): void {
    this.#all -= 1;
    const left = this.of(client) - 1;
    if (left > 0) this.#ofClient.set(client, left);
    else this.#ofClient.delete(client);
  }
}
