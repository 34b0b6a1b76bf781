/** The tiers that pay carry: what they pay the general partner is carried interest. */
import { closingClock, growth, type SinceClosing } from './accrual.ts';
import { sumOf, type Books } from './books.ts';
import type { Call } from './calls.ts';
import type { CatchUp as CatchUpTerms, Hurdle as HurdleTerms } from './definition.ts';
import type { Place } from './plan.ts';
import { byShares, Rule, type Basis } from './rule.ts';

/**
 * X = carry P / (share - carry) stops where the catching party has `carry` of all profit (parity);
 * X = P carry / ((1 - carry) share) where it has carry / (1 - carry) of P (fixed).
 * P is what tiers above paid the investors beyond the capital they contributed.
 */
export class CatchUp extends Rule {
  private readonly terms: CatchUpTerms;
  private readonly catching: number;
  private taken = 0;

  constructor(place: Place, books: Books) {
    super(place, books);
    this.terms = place.tier as CatchUpTerms;
    this.catching = place.to[0]!;
  }
  /** What the tiers above have paid a party beyond its capital. */
  private profitOf(party: number): number {
    const { above, paid, counted } = this.books;
    let sum = -counted[party]!;
    for (let i = 0; i < above.length; i++) sum += paid[above[i]!]![party]!;
    return sum;
  }
  private profit(): number {
    const { investors } = this.books.plan;
    let sum = 0;
    for (let i = 0; i < investors.length; i++) sum += this.profitOf(investors[i]!);
    return Math.max(0, sum);
  }
  private own(): number {
    return this.terms.counts === 'all' ? Math.max(0, this.profitOf(this.books.plan.gp)) : 0;
  }
  private target(): number {
    const { share, carry, stop } = this.terms;
    const own = this.own();
    const profit = this.profit() + own;
    return stop === 'parity'
      ? (carry * profit - own) / (share - carry)
      : ((carry * profit) / (1 - carry) - own) / share;
  }
  owed(): number {
    return Math.max(0, this.target() - this.taken);
  }
  share(amount: number, out: number[]): void {
    const caught = amount * this.terms.share;
    out[this.catching]! += caught;
    const rest = amount - caught;
    if (rest === 0) return;
    const { contributed, plan } = this.books;
    const capital = sumOf(contributed, plan.investors);
    if (capital > 0)
      byShares(
        rest,
        plan.investors,
        plan.investors.map((p) => contributed[p]! / capital),
        out,
      );
    else out[this.catching]! += rest;
  }
  override settle(_party: number, amount: number): void {
    this.taken += amount;
  }
  override basis(): Basis {
    const { share, carry } = this.terms;
    return { profit: this.profit(), own: this.own(), share, carry, target: this.target(), taken: this.taken };
  }
}

/**
 * The balance a class still needs for its rate or multiple: it grows, takes contributions in
 * and every distribution to the class out, whichever tier paid it, and may go below zero.
 */
export class Hurdle extends Rule {
  private readonly terms: HurdleTerms;
  private readonly shares: readonly number[];
  private readonly project: boolean;
  private readonly of: number;
  private readonly weight: number;
  private readonly clock: SinceClosing;
  private byRate = 0;
  private byMultiple = 0;
  private seen = 0;
  private closed = false;
  private stretch = NaN;
  private grown = 0;

  constructor(place: Place, books: Books) {
    super(place, books);
    const { options } = books.plan.definition;
    this.terms = place.tier as HurdleTerms;
    this.shares = place.shares;
    this.project = options.hurdleOn === 'project';
    this.of = books.plan.indexOf.get(this.terms.of)!;
    this.weight = this.project ? 1 : this.terms.split[this.terms.of]!;
    this.clock = closingClock(books.timeline, this.terms.dayCount ?? options.dayCount);
  }
  private needed(): number {
    const { received } = this.books;
    let all = 0;
    if (this.project) for (let p = 0; p < received.length; p++) all += received[p]!;
    else all = received[this.of]!;
    this.byRate -= all - this.seen;
    this.byMultiple -= all - this.seen;
    this.seen = all;
    switch (this.terms.metric) {
      case 'irr':
        return this.byRate;
      case 'multiple':
        return this.byMultiple;
      case 'greaterOf':
        return Math.max(this.byRate, this.byMultiple);
      case 'lesserOf':
        return Math.min(this.byRate, this.byMultiple);
    }
  }
  private growth(years: number): number {
    if (years !== this.stretch) {
      this.stretch = years;
      this.grown = growth(this.terms.rate, 'annual', years);
    }
    return this.grown;
  }
  override accrue(k: number): number {
    const before = this.needed();
    this.byRate += this.byRate * this.growth(this.clock.of[k]!);
    return this.needed() - before;
  }
  override contribute(k: number, { party, amount, period, date }: Call): number {
    if (!this.project && party !== this.of) return 0;
    const before = this.needed();
    const { since } = this.clock;
    const years = since[k]! - since[period]! + this.clock.after(period, date);
    this.byRate += amount * (1 + growth(this.terms.rate, 'annual', years));
    this.byMultiple += amount * this.terms.multiple;
    return this.needed() - before;
  }
  override outstanding(): number {
    return this.closed ? 0 : Math.max(0, this.needed()) / this.weight;
  }
  owed(cash: number): number {
    if (this.closed) return 0;
    const owed = this.outstanding();
    if (this.terms.style === 'cliff' && cash >= owed) {
      this.closed = true;
      return 0;
    }
    return owed;
  }
  share(amount: number, out: number[]): void {
    byShares(amount, this.to, this.shares, out);
  }
  override balance(): number {
    return this.needed();
  }
  override basis(): Basis {
    const needed = this.needed();
    const { byRate, byMultiple, weight, closed } = this;
    return { needed, byRate, byMultiple, weight, closed: closed ? 1 : 0 };
  }
}

export class Split extends Rule {
  private readonly shares: readonly number[];

  constructor(place: Place, books: Books) {
    super(place, books);
    this.shares = place.shares;
  }
  owed(cash: number): number {
    return cash;
  }
  share(amount: number, out: number[]): void {
    byShares(amount, this.to, this.shares, out);
  }
}
