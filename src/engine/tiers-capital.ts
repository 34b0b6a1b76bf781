/** The tiers that pay back capital and the return on it. */
import { growth, periodClock, yearEndsWithin, type Clock } from './accrual.ts';
import { sumOf, zeros, type Books } from './books.ts';
import type { Call } from './calls.ts';
import { yearFraction } from './dates.ts';
import type { PreferredReturn as Terms } from './definition.ts';
import type { Place } from './plan.ts';
import { proRata, Rule, type Basis, type Ended } from './rule.ts';

export class ReturnOfCapital extends Rule {
  private readonly due: number[];

  constructor(place: Place, books: Books) {
    super(place, books);
    this.due = zeros(books.plan.parties.length);
  }
  owed(): number {
    const { to, due } = this;
    const { unreturned } = this.books;
    let sum = 0;
    for (let i = 0; i < to.length; i++) {
      const p = to[i]!;
      sum += due[p] = Math.max(0, unreturned[p]!);
    }
    return sum;
  }
  share(amount: number, out: number[]): void {
    proRata(amount, this.to, this.due, out);
  }
  override settle(party: number, amount: number): void {
    const { unreturned, original } = this.books;
    const left = (unreturned[party]! -= amount);
    if (left <= 0) original[party] = 0;
  }
  override balance(): number {
    return sumOf(this.books.unreturned, this.to);
  }
  override basis(): Basis {
    return { contributed: sumOf(this.books.contributed, this.to) };
  }
}

/**
 * Return on capital, one account a class: arrears, of which `capitalised` bears return too.
 * Payments settle the oldest arrears first.
 */
export class PreferredReturn extends Rule {
  private readonly terms: Terms;
  private readonly clock: Clock;
  /** Between the dates of the timeline nothing capitalises, so inside a period the return is simple. */
  private readonly inside: Terms['compounding'];
  private readonly simple: boolean;
  private readonly arrears: number[];
  private readonly capitalised: number[];
  private readonly due: number[];
  /** Return on 1 over the last stretch of time asked for. */
  private stretch = NaN;
  private grown = 0;
  /** What bore return in the period, and what it accrued. */
  private bearing = 0;
  private years = 0;
  private accrued = 0;

  constructor(place: Place, books: Books) {
    super(place, books);
    this.terms = place.tier as Terms;
    const { compounding, dayCount = books.plan.definition.options.dayCount } = this.terms;
    this.clock = periodClock(books.timeline, dayCount);
    this.inside = compounding === 'perPeriod' ? 'simple' : compounding;
    this.simple = compounding === 'simple';
    const parties = books.plan.parties.length;
    this.arrears = zeros(parties);
    this.capitalised = zeros(parties);
    this.due = zeros(parties);
  }

  private growth(years: number): number {
    if (years !== this.stretch) {
      this.stretch = years;
      this.grown = growth(this.terms.rate, this.inside, years);
    }
    return this.grown;
  }

  private base(p: number): number {
    const { unreturned, pending, original } = this.books;
    const open = Math.max(0, unreturned[p]! - pending[p]!);
    if (this.terms.base !== 'original') return open;
    return open > 0 ? original[p]! : 0;
  }

  /** Simple within each calendar year; on 31 December what has accrued joins what bears return. */
  private calendarYears(capital: number, bearing: number, owed: number, from: number, to: number) {
    const { rate, dayCount = this.books.plan.definition.options.dayCount } = this.terms;
    let accrued = 0;
    let start = from;
    for (const end of [...yearEndsWithin(from, to), to]) {
      accrued +=
        (capital + bearing) * rate * yearFraction(start, end, dayCount === 'periods' ? 'act365' : dayCount);
      if (end !== to) bearing = owed + accrued;
      start = end;
    }
    return { accrued, bearing };
  }

  override accrue(k: number): number {
    const { to, arrears, capitalised, simple } = this;
    let total = 0;
    this.bearing = 0;
    this.years = this.clock.of[k]!;
    for (let i = 0; i < to.length; i++) {
      const p = to[i]!;
      const owed = Math.max(0, arrears[p]!);
      const base = this.base(p);
      let accrued: number;
      if (this.terms.compounding === 'calendarYear') {
        const { dates } = this.books.timeline;
        const grown = this.calendarYears(base, capitalised[p]!, owed, dates![k - 1]!, dates![k]!);
        this.bearing += base + capitalised[p]!;
        accrued = grown.accrued;
        capitalised[p] = grown.bearing;
      } else {
        const bearing = simple ? base : base + owed;
        this.bearing += bearing;
        accrued = bearing * this.growth(this.years);
      }
      arrears[p]! += accrued;
      total += accrued;
    }
    this.accrued = total;
    return total;
  }

  override contribute(k: number, { party, amount, period, date }: Call): number {
    const { to, clock, simple } = this;
    if (!to.includes(party)) return 0;
    let accrued = 0;
    if (this.terms.compounding === 'calendarYear') {
      const { dates } = this.books.timeline;
      const own = this.calendarYears(amount, 0, 0, date ?? dates![period]!, dates![k]!);
      accrued = own.accrued;
      this.capitalised[party]! += own.bearing;
    } else {
      if (date !== undefined) accrued = amount * this.growth(clock.after(period, date));
      for (let j = period + 1; j <= k; j++)
        accrued += (simple ? amount : amount + accrued) * this.growth(clock.of[j]!);
    }
    this.arrears[party]! += accrued;
    this.accrued += accrued;
    return accrued;
  }

  owed(): number {
    const { to, arrears, due } = this;
    let sum = 0;
    for (let i = 0; i < to.length; i++) {
      const p = to[i]!;
      sum += due[p] = Math.max(0, arrears[p]!);
    }
    return sum;
  }
  share(amount: number, out: number[]): void {
    proRata(amount, this.to, this.due, out);
  }
  override settle(party: number, amount: number): void {
    this.arrears[party]! -= amount;
    this.capitalised[party] = Math.max(0, this.capitalised[party]! - amount);
  }
  override close(): Ended | undefined {
    if (this.terms.shortfall === 'accrue') return undefined;
    const left = this.arrears.slice();
    this.arrears.fill(0);
    this.capitalised.fill(0);
    return this.terms.shortfall === 'pik' ? { lapsed: 0, joined: left } : { lapsed: sumOf(left, this.to) };
  }
  override balance(): number {
    return sumOf(this.arrears, this.to);
  }
  override basis(): Basis {
    const { bearing, years, accrued } = this;
    return { bearing, rate: this.terms.rate, years, accrued };
  }
}
