/**
 * The tier kinds. Each has one rule for what is owed, one for how a payment is shared, one for what it settles.
 * The interpreter in `distribute.ts` knows nothing else of them.
 */
import { closingClock, growth, yearEndsWithin, periodClock } from './accrual.ts';
import { partyIndex, sumOf, type Books } from './books.ts';
import type { Moment } from './calls.ts';
import { yearFraction } from './dates.ts';
import type {
  Amount,
  CatchUp,
  Definition,
  Hurdle,
  Options,
  PreferredReturn,
  Reserve,
  ReturnOfCapital,
  Split,
  Tier,
} from './definition.ts';

/** One tier at work. `k` is the period; amounts are written to `out`, one entry per party. */
export interface Rule {
  /** What accrued in period k on the balances it opened with. */
  accrue?(k: number): number;
  /** Capital that joins in period k; returns what it accrued from the moment it was paid in to the period's end. */
  contribute?(k: number, party: number, amount: number, since: Moment): number;
  /** What is owed now, given the cash that reaches the tier. */
  owed(cash: number): number;
  /** How `amount` is shared out. */
  share(amount: number, out: Float64Array): void;
  /** A payment of `amount` to `party` was made. */
  settle?(party: number, amount: number): void;
  /** Ends period k: what lapsed, or by party what joins capital. */
  close?(k: number): { lapsed: number; joined?: Float64Array } | undefined;
  /** The balance carried, for tiers that have one. */
  balance?(): number;
}

/** What a tier needs to know of the others: the cash that tiers ranked above it have paid to each party. */
export interface Surroundings {
  paidAbove(party: number): number;
}

export function ruleOf(tier: Tier, definition: Definition, books: Books, around: Surroundings): Rule {
  switch (tier.kind) {
    case 'returnOfCapital':
      return returnOfCapital(tier, books);
    case 'preferredReturn':
      return preferredReturn(tier, definition.options, books);
    case 'catchUp':
      return catchUp(tier, books, around);
    case 'hurdle':
      return hurdle(tier, definition.options, books);
    case 'split':
      return split(tier, books);
    case 'amount':
      return amount(tier, books);
    case 'reserve':
      return reserve(tier, books);
  }
}

/** Shares `amount` pro rata to what each is owed; each exactly what it is owed when that is all. */
function proRata(amount: number, to: readonly number[], owed: ArrayLike<number>, out: Float64Array): void {
  const total = sumOf(owed, to);
  if (total <= 0) return;
  const part = amount === total ? 1 : amount / total;
  for (const p of to) out[p]! += part === 1 ? owed[p]! : owed[p]! * part;
}

/** Shares `amount` by fixed shares; the last party with a share takes the remainder, so that no cash is lost to rounding. */
function byShares(amount: number, to: readonly number[], shares: readonly number[], out: Float64Array): void {
  let left = amount;
  let last = to.length - 1;
  while (last > 0 && shares[last] === 0) last--;
  for (let i = 0; i < last; i++) {
    const part = amount * shares[i]!;
    out[to[i]!]! += part;
    left -= part;
  }
  out[to[last]!]! += left;
}

function returnOfCapital(tier: ReturnOfCapital, books: Books): Rule {
  const to = tier.to.map((id) => partyIndex(books, id));
  const { unreturned } = books;
  const due = new Float64Array(unreturned.length);
  const read = () => {
    for (const p of to) due[p] = Math.max(0, unreturned[p]!);
    return sumOf(due, to);
  };
  return {
    owed: read,
    share(amount, out) {
      read();
      proRata(amount, to, due, out);
    },
    settle(party, amount) {
      unreturned[party]! -= amount;
      if (unreturned[party]! <= 0) books.original[party] = 0;
    },
    balance: () => sumOf(unreturned, to),
  };
}

/**
 * Return on capital, one account a class: arrears, of which `capitalised` bears return too.
 * Payments settle the oldest arrears first.
 */
function preferredReturn(tier: PreferredReturn, options: Options, books: Books): Rule {
  const to = tier.to.map((id) => partyIndex(books, id));
  const { timeline } = books;
  const dayCount = tier.dayCount ?? options.dayCount;
  const clock = periodClock(timeline, dayCount);
  const { rate, compounding } = tier;
  const arrears = new Float64Array(books.parties.length);
  const capitalised = new Float64Array(books.parties.length);
  const due = new Float64Array(books.parties.length);
  const byCalendarYear = compounding === 'calendarYear';
  const yearCount = dayCount === 'periods' ? 'act365' : dayCount;
  // Between the dates of the timeline nothing capitalises, so inside a period the return is simple.
  const inside = compounding === 'perPeriod' ? 'simple' : compounding;

  const base = (p: number) => {
    const open = Math.max(0, books.unreturned[p]! - books.pending[p]!);
    return tier.base === 'original' ? (open > 0 ? books.original[p]! : 0) : open;
  };

  /** Simple within each calendar year; on 31 December what has accrued joins what bears return. */
  const calendarYears = (capital: number, bearing: number, owed: number, from: number, to: number) => {
    let accrued = 0;
    let start = from;
    for (const end of [...yearEndsWithin(from, to), to]) {
      accrued += (capital + bearing) * rate * yearFraction(start, end, yearCount);
      if (end !== to) bearing = owed + accrued;
      start = end;
    }
    return { accrued, bearing };
  };

  return {
    accrue(k) {
      let total = 0;
      for (const p of to) {
        const owed = Math.max(0, arrears[p]!);
        let accrued: number;
        if (byCalendarYear) {
          const [from, end] = [timeline.dates![k - 1]!, timeline.dates![k]!];
          ({ accrued, bearing: capitalised[p] } = calendarYears(base(p), capitalised[p]!, owed, from, end));
        } else
          accrued = (base(p) + (compounding === 'simple' ? 0 : owed)) * growth(rate, inside, clock.of[k]!);
        arrears[p]! += accrued;
        total += accrued;
      }
      return total;
    },
    contribute(k, party, amount, since) {
      if (!to.includes(party)) return 0;
      let accrued = 0;
      if (byCalendarYear) {
        const from = since.date ?? timeline.dates![since.period]!;
        const own = calendarYears(amount, 0, 0, from, timeline.dates![k]!);
        accrued = own.accrued;
        capitalised[party]! += own.bearing;
      } else {
        accrued = amount * growth(rate, inside, clock.after(since.period, since.date));
        for (let j = since.period + 1; j <= k; j++)
          accrued += (amount + (compounding === 'simple' ? 0 : accrued)) * growth(rate, inside, clock.of[j]!);
      }
      arrears[party]! += accrued;
      return accrued;
    },
    owed() {
      for (const p of to) due[p] = Math.max(0, arrears[p]!);
      return sumOf(due, to);
    },
    share: (amount, out) => proRata(amount, to, due, out),
    settle(party, amount) {
      arrears[party]! -= amount;
      capitalised[party] = Math.max(0, capitalised[party]! - amount);
    },
    close() {
      if (tier.shortfall === 'accrue') return undefined;
      const left = Float64Array.from(arrears);
      arrears.fill(0);
      capitalised.fill(0);
      return tier.shortfall === 'pik' ? { lapsed: 0, joined: left } : { lapsed: sumOf(left, to) };
    },
    balance: () => sumOf(arrears, to),
  };
}

/**
 * X = carry P / (share - carry) stops where the catching party has `carry` of all profit (parity);
 * X = P carry / ((1 - carry) share) where it has carry / (1 - carry) of P (fixed).
 * P is what tiers above paid the investors beyond the capital they contributed.
 */
function catchUp(tier: CatchUp, books: Books, around: Surroundings): Rule {
  const catching = partyIndex(books, tier.to);
  const { investors, contributed, counted } = books;
  const { share, carry } = tier;
  let taken = 0;
  const profitAbove = (parties: readonly number[]) => {
    let profit = 0;
    for (const p of parties) profit += around.paidAbove(p) - counted[p]!;
    return Math.max(0, profit);
  };
  const target = () => {
    const own = tier.counts === 'all' ? profitAbove([books.gp]) : 0;
    const profit = profitAbove(investors) + own;
    return tier.stop === 'parity'
      ? (carry * profit - own) / (share - carry)
      : ((carry * profit) / (1 - carry) - own) / share;
  };
  return {
    owed: () => Math.max(0, target() - taken),
    share(amount, out) {
      const caught = amount * share;
      out[catching]! += caught;
      const rest = amount - caught;
      if (rest === 0) return;
      const capital = sumOf(contributed, investors);
      if (capital > 0) proRataAll(rest, investors, contributed, out);
      else out[catching]! += rest;
    },
    settle(_party, amount) {
      taken += amount;
    },
  };
}

/** Shares all of `amount` in proportion to `weights`, the last taking the remainder. */
function proRataAll(
  amount: number,
  to: readonly number[],
  weights: ArrayLike<number>,
  out: Float64Array,
): void {
  const total = sumOf(weights, to);
  byShares(
    amount,
    to,
    to.map((p) => weights[p]! / total),
    out,
  );
}

/**
 * The balance a class still needs for its rate or multiple: it grows, takes contributions in
 * and every distribution to the class out, whichever tier paid it, and may go below zero.
 */
function hurdle(tier: Hurdle, options: Options, books: Books): Rule {
  const names = Object.keys(tier.split);
  const to = names.map((id) => partyIndex(books, id));
  const shares = names.map((id) => tier.split[id]!);
  const project = options.hurdleOn === 'project';
  const of = partyIndex(books, tier.of);
  const weight = project ? 1 : tier.split[tier.of]!;
  const counts = (party: number) => project || party === of;
  const clock = closingClock(books.timeline, tier.dayCount ?? options.dayCount);
  const { metric } = tier;
  let byRate = 0;
  let byMultiple = 0;
  let seen = 0;
  let closed = false;

  const catchUpOn = () => {
    let received = 0;
    if (project) for (const r of books.received) received += r;
    else received = books.received[of]!;
    byRate -= received - seen;
    byMultiple -= received - seen;
    seen = received;
  };
  const needed = () => {
    catchUpOn();
    if (metric === 'irr') return byRate;
    if (metric === 'multiple') return byMultiple;
    return metric === 'greaterOf' ? Math.max(byRate, byMultiple) : Math.min(byRate, byMultiple);
  };
  return {
    accrue(k) {
      const before = needed();
      byRate += byRate * growth(tier.rate, 'annual', clock.of[k]!);
      return needed() - before;
    },
    contribute(k, party, amount, since) {
      if (!counts(party)) return 0;
      const before = needed();
      const years = clock.since[k]! - clock.since[since.period]! + clock.after(since.period, since.date);
      byRate += amount * (1 + growth(tier.rate, 'annual', years));
      byMultiple += amount * tier.multiple;
      return needed() - before;
    },
    owed(cash) {
      if (closed) return 0;
      const owed = Math.max(0, needed()) / weight;
      if (tier.style === 'cliff' && cash >= owed) {
        closed = true;
        return 0;
      }
      return owed;
    },
    share: (amount, out) => byShares(amount, to, shares, out),
    balance: needed,
  };
}

function split(tier: Split, books: Books): Rule {
  const names = Object.keys(tier.shares);
  const to = names.map((id) => partyIndex(books, id));
  const shares = names.map((id) => tier.shares[id]!);
  return {
    owed: (cash) => cash,
    share: (amount, out) => byShares(amount, to, shares, out),
  };
}

function amount(tier: Amount, books: Books): Rule {
  const to = partyIndex(books, tier.to);
  let due = 0;
  const falls = (k: number) => {
    let sum = 0;
    for (const { at, amount } of tier.schedule) if (at === k) sum += amount;
    return sum;
  };
  due += falls(0);
  return {
    accrue(k) {
      const sum = falls(k);
      due += sum;
      return sum;
    },
    owed: () => Math.max(0, due),
    share(sum, out) {
      out[to]! += sum;
    },
    settle(_party, sum) {
      due -= sum;
    },
    balance: () => due,
  };
}

/** Cash held back up to the target. What it holds is released in the last period, which tops nothing up any more. */
export interface ReserveRule extends Rule {
  /** Takes up to `wanted` out; returns what was there. */
  draw(wanted: number): number;
}

function reserve(tier: Reserve, books: Books): ReserveRule {
  let held = tier.opening;
  let last = false;
  return {
    accrue(k) {
      last = k === books.timeline.periods;
      return 0;
    },
    owed: () => (last ? 0 : Math.max(0, tier.target - held)),
    share: () => undefined,
    settle(_party, sum) {
      held += sum;
    },
    draw(wanted) {
      const sum = Math.min(held, wanted);
      held -= sum;
      return sum;
    },
    balance: () => held,
  };
}
