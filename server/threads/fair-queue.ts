/** What waits, by whose it is: all who have something waiting take turns, each with what came first of theirs. */
export class Queue<T> {
  /** In the order of their turns. */
  readonly #of = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(whose: string, item: T): void {
    this.#of.set(whose, [...(this.#of.get(whose) ?? []), item]);
    this.#size += 1;
  }

  /** Takes out an item that waits; false when it does not. */
  remove(whose: string, item: T): boolean {
    const items = this.#of.get(whose) ?? [];
    if (!items.includes(item)) return false;
    this.#size -= 1;
    const left = items.filter((each) => each !== item);
    if (left.length > 0) this.#of.set(whose, left);
    else this.#of.delete(whose);
    return true;
  }

  /** Takes out what is next; undefined when nothing waits. */
  next(): T | undefined {
    const [turn] = this.#of;
    if (!turn) return undefined;
    const [whose, [item, ...left]] = turn;
    this.#size -= 1;
    this.#of.delete(whose);
    if (left.length > 0) this.#of.set(whose, left);
    return item;
  }
}
