/** The tiers of fixed sums: an amount owed to a party, and a reserve held back. */
import type { Books } from './books.ts';
import type { Amount as AmountTerms, Reserve as ReserveTerms } from './definition.ts';
import type { Place } from './plan.ts';
import { Rule, type Basis } from './rule.ts';

export class Amount extends Rule {
  private readonly schedule: AmountTerms['schedule'];
  private due = 0;

  constructor(place: Place, books: Books) {
    super(place, books);
    this.schedule = (place.tier as AmountTerms).schedule;
  }
  override accrue(k: number): number {
    let sum = 0;
    for (const { at, amount } of this.schedule) if (at === k) sum += amount;
    this.due += sum;
    return sum;
  }
  owed(): number {
    return Math.max(0, this.due);
  }
  share(sum: number, out: number[]): void {
    out[this.to[0]!]! += sum;
  }
  override settle(_party: number, sum: number): void {
    this.due -= sum;
  }
  override balance(): number {
    return this.due;
  }
}

/** Cash held back up to the target. What it holds is released in the last period, which tops nothing up any more. */
export class Reserve extends Rule {
  private readonly target: number;
  private held: number;
  private last = false;

  constructor(place: Place, books: Books) {
    super(place, books);
    const { target, opening } = place.tier as ReserveTerms;
    this.target = target;
    this.held = opening;
  }
  override accrue(k: number): number {
    this.last = k === this.books.timeline.periods;
    return 0;
  }
  owed(): number {
    return this.last ? 0 : Math.max(0, this.target - this.held);
  }
  share(): void {}
  override settle(_party: number, sum: number): void {
    this.held += sum;
  }
  /** Takes up to `wanted` out; returns what was there. */
  draw(wanted: number): number {
    const sum = Math.min(this.held, wanted);
    this.held -= sum;
    return sum;
  }
  override balance(): number {
    return this.held;
  }
  override basis(): Basis {
    return { target: this.target, held: this.held };
  }
}
