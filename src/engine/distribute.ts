/**
 * The interpreter: one fold over the periods, in each period
 * accrue on opening balances, add contributions, pay each pot's cash down its tiers.
 */
import { GP, openBooks, partyIndex, sumOf, type Books } from './books.ts';
import type { Definition, Flows, Operand, Tier, When } from './definition.ts';
import { InvariantError } from './issue.ts';
import { ruleOf, type ReserveRule, type Rule } from './tiers.ts';

/** What one tier did, by period; amounts by party in the order of the books. */
export interface Slot {
  readonly tier: Tier;
  readonly pots: readonly string[];
  readonly opening: number[];
  readonly added: number[];
  readonly accrued: number[];
  readonly paid: number[];
  readonly lapsed: number[];
  readonly capitalised: number[];
  /** Paid out of a reserve: to tiers it covers and at its release. */
  readonly drawn: number[];
  readonly closing: number[];
  readonly payments: readonly number[][];
}

/** The bare outcome of the fold. Columns have one entry per period, 0..N. */
export interface Distribution {
  readonly books: Books;
  readonly slots: readonly Slot[];
  readonly contributions: readonly number[];
  /** Distributable cash, negative cash counted as 0 (it is a call). */
  readonly cash: readonly number[];
  /** Reserves' opening balances: cash in that is no contribution. */
  readonly openingReserves: number;
  readonly contributed: readonly number[][];
  readonly received: readonly number[][];
  readonly unreturned: readonly number[];
  /** The general partner's own slice under `pariPassu`, paid before the tiers. */
  readonly gpSlice: readonly number[];
  readonly carry: readonly number[];
  /** Return that joined capital, by party. */
  readonly capitalised: ArrayLike<number>;
}

interface Seat {
  readonly slot: Slot;
  readonly rule: Rule;
  /** Cash the tier has paid each party so far. */
  readonly paidTo: Float64Array;
  readonly coveredBy: Seat[];
}

const isCarryTier = (tier: Tier): boolean =>
  tier.kind === 'catchUp' || tier.kind === 'hurdle' || tier.kind === 'split';
const isReturnTier = (tier: Tier): boolean =>
  tier.kind === 'returnOfCapital' || tier.kind === 'preferredReturn';

/**
 * Runs a parsed definition over its flows. Total: for parsed input it neither throws nor returns NaN.
 * Cost is linear in periods x tiers x parties.
 */
export function distribute(definition: Definition, flows: Flows): Distribution {
  const { timeline } = flows;
  const n = timeline.periods;
  const books = openBooks(definition, timeline);
  const count = books.parties.length;
  const column = () => new Array<number>(n + 1).fill(0);
  const columns = () => books.parties.map(column);

  const seats: Seat[] = [];
  const seatOf = new Map<string, Seat>();
  const potSeats: Seat[][] = [];
  /** For each pot and seat, the seats whose payments count as ranked above. */
  let above: readonly Seat[] = [];
  const around = {
    paidAbove(party: number) {
      let sum = 0;
      for (const seat of above) sum += seat.paidTo[party]!;
      return sum;
    },
  };
  for (const pot of definition.pots) {
    potSeats.push(
      pot.tiers.map((tier) => {
        const known = seatOf.get(tier.id);
        if (known) {
          (known.slot.pots as string[]).push(pot.id);
          return known;
        }
        const slot: Slot = {
          tier,
          pots: [pot.id],
          opening: column(),
          added: column(),
          accrued: column(),
          paid: column(),
          lapsed: column(),
          capitalised: column(),
          drawn: column(),
          closing: column(),
          payments: columns(),
        };
        const seat: Seat = {
          slot,
          rule: ruleOf(tier, definition, books, around),
          paidTo: new Float64Array(count),
          coveredBy: [],
        };
        seatOf.set(tier.id, seat);
        seats.push(seat);
        return seat;
      }),
    );
  }
  const reserves = seats.filter((s) => s.slot.tier.kind === 'reserve');
  for (const seat of reserves)
    if (seat.slot.tier.kind === 'reserve')
      for (const id of seat.slot.tier.covers) seatOf.get(id)?.coveredBy.push(seat);
  const aboveOf = potSeats.map((own) =>
    own.map((_, rank) => {
      const set = new Set(own.slice(0, rank));
      for (const other of potSeats)
        if (other !== own) for (const s of other) if (isReturnTier(s.slot.tier)) set.add(s);
      return [...set];
    }),
  );

  const contributed = columns();
  const received = columns();
  const contributions = column();
  const cashPaid = column();
  const unreturned = column();
  const everyClass = definition.classes.map((_, p) => p);
  const gpSlice = column();
  const carry = column();
  const ownSlice =
    definition.options.gpCapital === 'pariPassu' && definition.classes.some((c) => c.id === GP);
  const calls = callsByPeriod(definition, flows, books);
  const cash = cashByPot(definition, flows);
  const out = new Float64Array(count);
  const capitalised = new Float64Array(count);

  const contribute = (k: number, party: number, amount: number, date: number | undefined) => {
    books.unreturned[party]! += amount;
    books.original[party]! += amount;
    books.contributed[party]! += amount;
    contributed[party]![k]! += amount;
    contributions[k]! += amount;
    for (const { slot, rule } of seats) {
      const grown = rule.contribute?.(k, party, amount, date) ?? 0;
      if (slot.tier.kind === 'preferredReturn') slot.accrued[k]! += grown;
      else if (slot.tier.kind === 'hurdle') slot.added[k]! += grown;
      else if (slot.tier.kind === 'returnOfCapital' && slot.tier.to.includes(books.parties[party]!))
        slot.added[k]! += amount;
    }
  };

  const joinCapital = (k: number, slot: Slot, joined: Float64Array) => {
    for (let p = 0; p < count; p++) {
      const amount = joined[p]!;
      if (amount === 0) continue;
      slot.capitalised[k]! += amount;
      capitalised[p]! += amount;
      books.unreturned[p]! += amount;
      for (const { slot: other } of seats)
        if (other.tier.kind === 'returnOfCapital' && other.tier.to.includes(books.parties[p]!))
          other.added[k]! += amount;
    }
  };

  const pay = (k: number, seat: Seat, amount: number) => {
    const { slot, rule, paidTo } = seat;
    slot.paid[k]! += amount;
    if (slot.tier.kind === 'reserve') {
      rule.settle!(-1, amount);
      return;
    }
    out.fill(0);
    rule.share(amount, out);
    for (let p = 0; p < count; p++) {
      const part = out[p]!;
      if (part === 0) continue;
      rule.settle?.(p, part);
      paidTo[p]! += part;
      books.received[p]! += part;
      received[p]![k]! += part;
      slot.payments[p]![k]! += part;
      if (p === books.gp && isCarryTier(slot.tier)) carry[k]! += part;
    }
  };

  const draw = (k: number, reserve: Seat, wanted: number): number => {
    const sum = (reserve.rule as ReserveRule).draw(wanted);
    reserve.slot.drawn[k]! += sum;
    return sum;
  };

  const runPot = (k: number, pot: number, potCash: number) => {
    const own = potSeats[pot]!;
    let left = potCash;
    if (k === n)
      for (const seat of own)
        if (seat.slot.tier.kind === 'reserve' && seat.slot.pots[0] === definition.pots[pot]!.id)
          left += draw(k, seat, Infinity);
    if (ownSlice && left > 0) {
      const total = books.contributed.reduce((a, b) => a + b, 0);
      const slice = total > 0 ? (left * books.contributed[books.gp]!) / total : 0;
      gpSlice[k]! += slice;
      books.received[books.gp]! += slice;
      received[books.gp]![k]! += slice;
      left -= slice;
    }
    const skips = own.map((seat) => seat.slot.tier.when !== undefined && !passes(seat.slot.tier.when, left));
    for (let rank = 0; rank < own.length; rank++) {
      let seat = own[rank]!;
      above = aboveOf[pot]![rank]!;
      if (skips[rank]) {
        const target = seat.slot.tier.when!.sweepTo;
        if (target === undefined) continue;
        seat = seatOf.get(target)!;
        above = aboveOf[pot]![Math.max(0, own.indexOf(seat))]!;
      }
      const owed = seat.rule.owed(left);
      const amount = Math.min(left, owed);
      if (amount > 0) {
        pay(k, seat, amount);
        left -= amount;
      }
      for (const reserve of seat.coveredBy) {
        const short = seat.rule.owed(0);
        if (short > 0) {
          const topUp = draw(k, reserve, short);
          if (topUp > 0) pay(k, seat, topUp);
        }
      }
    }
    if (left > 1e-9 * (1 + potCash)) throw new InvariantError('cash left behind the last tier');
  };

  const read = (operand: Operand, potCash: number): number => {
    if (operand === 'cash') return potCash;
    if (typeof operand === 'number') return operand;
    if ('owed' in operand) return seatOf.get(operand.owed)!.rule.owed(0);
    if ('reserve' in operand) return seatOf.get(operand.reserve)!.rule.balance!();
    const classes = typeof operand.unreturned === 'string' ? [operand.unreturned] : operand.unreturned;
    return sumOf(
      books.unreturned,
      classes.map((id) => partyIndex(books, id)),
    );
  };
  const passes = (when: When, potCash: number): boolean => {
    let value = read(when.of, potCash);
    if (when.over !== undefined) {
      const over = read(when.over, potCash);
      if (over === 0) return true;
      value /= over;
    }
    return value >= (when.min ?? -Infinity) && value <= (when.max ?? Infinity);
  };

  let openingReserves = 0;
  for (const { slot, rule } of reserves) openingReserves += slot.opening[0] = rule.balance!();
  for (let k = 0; k <= n; k++) {
    if (k > 0)
      for (const { slot, rule } of seats) {
        slot.opening[k] = slot.closing[k - 1]!;
        slot.accrued[k] = rule.accrue?.(k) ?? 0;
      }
    else
      for (const { slot, rule } of seats) if (slot.tier.kind === 'amount') slot.accrued[0] = rule.balance!();
    for (const call of calls[k]!) contribute(k, call.party, call.amount, call.date);
    if (k > 0)
      for (let pot = 0; pot < potSeats.length; pot++) {
        const potCash = cash[pot]![k]!;
        cashPaid[k]! += potCash;
        runPot(k, pot, potCash);
      }
    for (const { slot, rule } of seats) {
      const ended = rule.close?.(k);
      if (!ended) continue;
      slot.lapsed[k] = ended.lapsed;
      if (ended.joined) joinCapital(k, slot, ended.joined);
    }
    for (const { slot, rule } of seats) slot.closing[k] = rule.balance?.() ?? 0;
    unreturned[k] = sumOf(books.unreturned, ownSlice ? books.investors : everyClass);
  }
  return {
    books,
    slots: seats.map((s) => s.slot),
    contributions,
    cash: cashPaid,
    openingReserves,
    contributed,
    received,
    unreturned,
    gpSlice,
    carry,
    capitalised,
  };
}

interface Call {
  readonly party: number;
  readonly amount: number;
  readonly date: number | undefined;
}

/** Contributions by period and class; negative cash of a period is a call on all classes by share. */
function callsByPeriod(definition: Definition, flows: Flows, books: Books): Call[][] {
  const calls: Call[][] = Array.from({ length: flows.timeline.periods + 1 }, () => []);
  const callAll = (k: number, amount: number, date: number | undefined) =>
    definition.classes.forEach((c, i) => {
      if (c.share > 0) calls[k]!.push({ party: i, amount: amount * c.share, date });
    });
  for (const { period, amount, date, class: id } of flows.contributions)
    if (id === undefined) callAll(period, amount, date);
    else calls[period]!.push({ party: partyIndex(books, id), amount, date });
  cashByPot(definition, flows, -1).forEach((byPeriod) =>
    byPeriod.forEach((amount, k) => {
      if (amount > 0) callAll(k, amount, undefined);
    }),
  );
  return calls;
}

/** Cash of each pot by period: its positive part, or with sign -1 the amount by which it is negative. */
function cashByPot(definition: Definition, flows: Flows, sign: 1 | -1 = 1): number[][] {
  const sums = definition.pots.map(() => new Array<number>(flows.timeline.periods + 1).fill(0));
  const index = new Map(definition.pots.map((p, i) => [p.id, i]));
  for (const { period, pot, amount } of flows.cash) sums[index.get(pot)!]![period]! += amount;
  return sums.map((sum) => sum.map((amount) => Math.max(0, sign * amount)));
}
