import type { Moment } from './calls.ts';
import { GP, openBooks, partyIndex, sumOf, type Books } from './books.ts';
import type { Definition, Operand, Tier, Timeline, When } from './definition.ts';
import { InvariantError } from './issue.ts';
import { isCarryTier, type Record, type Slot } from './record.ts';
import { wholeUnits } from './rounding.ts';
import { ruleOf, type ReserveRule, type Rule } from './tiers.ts';

interface Seat {
  readonly slot: Slot;
  readonly tier: Tier;
  readonly rule: Rule;
  /** Cash the tier has paid each party so far. */
  readonly paidTo: Float64Array;
  readonly coveredBy: Seat[];
}

/** One payment of a pot's row; `seat` is null for the general partner's own slice, `party` -1 for a reserve. */
export interface Payment {
  readonly ledger: Ledger;
  readonly seat: Seat | null;
  readonly party: number;
  amount: number;
}

/** One set of balances: a whole fund, a class's slice or a deal, running its pots over the periods. */
export interface Ledger {
  readonly books: Books;
  /** Opens period k: balances accrue. */
  open(k: number): void;
  /** Capital of a class joins the balances in period k, with what it accrued since it was paid in. */
  contribute(k: number, party: number, amount: number, since: Moment, foreseen?: boolean): void;
  /** Capital that will be paid in later counts as unreturned from the start. */
  foresee(party: number, amount: number): void;
  /** Pays a pot's cash down its tiers, the general partner's own part of it first; what was paid is added to `row` and is in the balances, but not yet on record. */
  pay(k: number, pot: number, cash: number, gpPart: number, row: Payment[]): void;
  /** Changes a payment that was made by `delta`. */
  adjust(payment: Payment, delta: number): void;
  /** Puts a payment on record. */
  enter(k: number, payment: Payment): void;
  /** Takes up to `wanted` out of the pot's reserves. */
  draw(k: number, pot: number, wanted: number): number;
  /** Ends period k: what lapses lapses, closing balances are put on record. */
  close(k: number): void;
}

const isReturnTier = (tier: Tier): boolean =>
  tier.kind === 'returnOfCapital' || tier.kind === 'preferredReturn';

export function openLedger(definition: Definition, timeline: Timeline, record: Record): Ledger {
  const books = openBooks(definition, timeline);
  const count = books.parties.length;
  const out = new Float64Array(count);
  const ownSlice =
    definition.options.gpCapital === 'pariPassu' && definition.classes.some((c) => c.id === GP);
  const ranked = ownSlice ? books.investors : definition.classes.map((c) => partyIndex(books, c.id));

  const seats: Seat[] = [];
  const seatOf = new Map<string, Seat>();
  /** Seats whose payments count as ranked above the one at work. */
  let above: readonly Seat[] = [];
  const around = {
    paidAbove(party: number) {
      let sum = 0;
      for (const seat of above) sum += seat.paidTo[party]!;
      return sum;
    },
  };
  const potSeats = definition.pots.map((pot) =>
    pot.tiers.map((tier) => {
      const known = seatOf.get(tier.id);
      if (known) return known;
      const seat: Seat = {
        slot: record.slotOf.get(tier.id)!,
        tier,
        rule: ruleOf(tier, definition, books, around),
        paidTo: new Float64Array(count),
        coveredBy: [],
      };
      seatOf.set(tier.id, seat);
      seats.push(seat);
      return seat;
    }),
  );
  for (const seat of seats)
    if (seat.tier.kind === 'reserve') for (const id of seat.tier.covers) seatOf.get(id)?.coveredBy.push(seat);
  const aboveOf = potSeats.map((own) =>
    own.map((_, rank) => {
      const set = new Set(own.slice(0, rank));
      for (const other of potSeats)
        if (other !== own) for (const seat of other) if (isReturnTier(seat.tier)) set.add(seat);
      return [...set];
    }),
  );

  /** Pots with a coverage test in some tier. */
  const tested = potSeats.map((own) => own.some(({ tier }) => tier.when !== undefined));

  const apply = (seat: Seat | null, party: number, amount: number) => {
    if (party >= 0) books.received[party]! += amount;
    if (!seat) return;
    seat.rule.settle?.(party, amount);
    if (party >= 0) seat.paidTo[party]! += amount;
  };

  const payOut = (seat: Seat, amount: number, row: Payment[]) => {
    if (seat.tier.kind === 'reserve') {
      apply(seat, -1, amount);
      row.push({ ledger, seat, party: -1, amount });
      return;
    }
    out.fill(0);
    seat.rule.share(amount, out);
    for (let party = 0; party < count; party++) {
      const part = out[party]!;
      if (part === 0) continue;
      apply(seat, party, part);
      row.push({ ledger, seat, party, amount: part });
    }
  };

  const drawFrom = (k: number, reserve: Seat, wanted: number): number => {
    // All of it at its release; else whole units, so that the row still ties to its cash.
    const sum = (reserve.rule as ReserveRule).draw(
      wanted === Infinity ? wanted : wholeUnits(wanted, reserve.rule.balance!(), definition.options.rounding),
    );
    reserve.slot.drawn[k]! += sum;
    return sum;
  };
  const ownReserves = (pot: number) =>
    potSeats[pot]!.filter((s) => s.tier.kind === 'reserve' && s.slot.pots[0] === definition.pots[pot]!.id);

  const read = (operand: Operand, cash: number): number => {
    if (operand === 'cash') return cash;
    if (typeof operand === 'number') return operand;
    if ('owed' in operand) return seatOf.get(operand.owed)!.rule.owed(0);
    if ('reserve' in operand) return seatOf.get(operand.reserve)!.rule.balance!();
    const classes = typeof operand.unreturned === 'string' ? [operand.unreturned] : operand.unreturned;
    return sumOf(
      books.unreturned,
      classes.map((id) => partyIndex(books, id)),
    );
  };
  const passes = (when: When, cash: number): boolean => {
    let value = read(when.of, cash);
    if (when.over !== undefined) {
      const over = read(when.over, cash);
      if (over === 0) return true;
      value /= over;
    }
    return value >= (when.min ?? -Infinity) && value <= (when.max ?? Infinity);
  };

  const ledger: Ledger = {
    books,
    open(k) {
      for (const { slot, rule, tier } of seats) {
        slot.opening[k]! +=
          k === 0 ? (tier.kind === 'reserve' ? rule.balance!() : 0) : (rule.balance?.() ?? 0);
        if (k > 0) slot.accrued[k]! += rule.accrue?.(k) ?? 0;
        else if (tier.kind === 'amount') slot.accrued[0]! += rule.balance!();
      }
    },
    contribute(k, party, amount, since, foreseen = false) {
      if (foreseen) books.pending[party]! -= amount;
      else {
        books.unreturned[party]! += amount;
        books.counted[party]! += amount;
      }
      books.original[party]! += amount;
      books.contributed[party]! += amount;
      for (const { slot, rule, tier } of seats) {
        const grown = rule.contribute?.(k, party, amount, since) ?? 0;
        if (tier.kind === 'preferredReturn') slot.accrued[k]! += grown;
        else if (tier.kind === 'hurdle') slot.added[k]! += grown;
      }
      if (!foreseen) addCapital(k, party, amount);
    },
    foresee(party, amount) {
      books.unreturned[party]! += amount;
      books.counted[party]! += amount;
      books.pending[party]! += amount;
      addCapital(0, party, amount);
    },
    pay(k, pot, cash, gpPart, row) {
      const own = potSeats[pot]!;
      let left = cash;
      if (k === timeline.periods)
        for (const reserve of ownReserves(pot)) left += drawFrom(k, reserve, Infinity);
      const available = left;
      const slice = left * gpPart;
      if (slice > 0) {
        apply(null, books.gp, slice);
        row.push({ ledger, seat: null, party: books.gp, amount: slice });
        left -= slice;
      }
      const skipped =
        tested[pot] && own.map(({ tier }) => tier.when !== undefined && !passes(tier.when, left));
      for (let rank = 0; rank < own.length; rank++) {
        let seat = own[rank]!;
        above = aboveOf[pot]![rank]!;
        if (skipped && skipped[rank]) {
          const target = seat.tier.when!.sweepTo;
          if (target === undefined) continue;
          seat = seatOf.get(target)!;
          above = aboveOf[pot]![Math.max(0, own.indexOf(seat))]!;
        }
        const amount = Math.min(left, seat.rule.owed(left));
        if (amount > 0) {
          payOut(seat, amount, row);
          left -= amount;
        }
        for (const reserve of seat.coveredBy) {
          const short = seat.rule.owed(0);
          const topUp = short > 0 ? drawFrom(k, reserve, short) : 0;
          if (topUp > 0) payOut(seat, topUp, row);
        }
      }
      if (left > 1e-9 * (1 + available)) throw new InvariantError('cash left behind the last tier');
    },
    adjust({ seat, party }, delta) {
      apply(seat, party, delta);
    },
    enter(k, { seat, party, amount }) {
      if (seat) seat.slot.paid[k]! += amount;
      else record.gpSlice[k]! += amount;
      if (party < 0) return;
      record.received[party]![k]! += amount;
      if (!seat) return;
      seat.slot.payments[party]![k]! += amount;
      if (party === books.gp && isCarryTier(seat.tier)) record.carry[k]! += amount;
    },
    draw(k, pot, wanted) {
      let sum = 0;
      for (const reserve of ownReserves(pot)) if (sum < wanted) sum += drawFrom(k, reserve, wanted - sum);
      return sum;
    },
    close(k) {
      for (const { slot, rule } of seats) {
        const ended = rule.close?.(k);
        if (!ended) continue;
        slot.lapsed[k]! += ended.lapsed;
        if (ended.joined) joinCapital(k, slot, ended.joined);
      }
      for (const { slot, rule } of seats) slot.closing[k]! += rule.balance?.() ?? 0;
      record.unreturned[k]! += sumOf(books.unreturned, ranked) - sumOf(books.pending, ranked);
    },
  };

  function joinCapital(k: number, slot: Slot, joined: Float64Array): void {
    for (let party = 0; party < count; party++) {
      const amount = joined[party]!;
      if (amount === 0) continue;
      slot.capitalised[k]! += amount;
      record.capitalised[party]! += amount;
      books.unreturned[party]! += amount;
      addCapital(k, party, amount);
    }
  }

  function addCapital(k: number, party: number, amount: number): void {
    for (const { slot, tier } of seats)
      if (tier.kind === 'returnOfCapital' && tier.to.includes(books.parties[party]!))
        slot.added[k]! += amount;
  }

  return ledger;
}
