import { openBooks, sumOf, zeros, type Books } from './books.ts';
import type { Call } from './calls.ts';
import type { Operand, Timeline, When } from './definition.ts';
import { InvariantError } from './issue.ts';
import type { Place, Plan } from './plan.ts';
import type { Register } from './register.ts';
import { wholeUnits } from './rounding.ts';
import type { Basis, Rule } from './rule.ts';
import type { Reserve } from './tiers-fixed.ts';
import { ruleOf } from './tiers.ts';
import type { Step, Trace } from './trace.ts';

/** One payment of a pot's row that is not yet on record; `place` is null for the general partner's own slice, `party` -1 for a reserve. */
export interface Payment {
  readonly ledger: Ledger;
  readonly place: Place | null;
  readonly party: number;
  readonly step: Step | null;
  amount: number;
}

/** Whose balances they are, where that is not the whole fund's. */
export interface Owner {
  readonly class?: string;
  readonly deal?: string | null;
}

/** One set of balances: a whole fund, a class's slice or a deal, running its pots over the periods. */
export class Ledger {
  readonly books: Books;
  private readonly plan: Plan;
  private readonly register: Register;
  private readonly owner: Owner;
  private readonly trace: Trace | null;
  private readonly rules: readonly Rule[];
  private readonly out: number[];

  constructor(plan: Plan, timeline: Timeline, register: Register, owner: Owner, trace: Trace | null) {
    const books = openBooks(plan, timeline);
    this.plan = plan;
    this.books = books;
    register.books.push(books);
    this.register = register;
    this.owner = owner;
    this.trace = trace;
    this.rules = plan.places.map((place) => ruleOf(place, books));
    this.out = zeros(plan.parties.length);
  }

  /** Opens period k: balances accrue. */
  open(k: number): void {
    const { balances } = this.plan;
    for (let i = 0; i < balances.length; i++) {
      const { index, kind } = balances[i]!;
      const slot = this.register.slots[index]!;
      const rule = this.rules[index]!;
      if (k > 0 || kind === 'reserve') slot.opening[k]! += rule.balance();
      const accrued = k > 0 || kind === 'amount' ? rule.accrue(k) : 0;
      if (accrued !== 0) slot.accrued[k]! += accrued;
    }
  }

  /** Capital of a class joins the balances in period k, with what it accrued since it was paid in. */
  contribute(k: number, call: Call, foreseen: boolean): void {
    const { books } = this;
    const { accruing } = this.plan;
    const { party, amount } = call;
    if (foreseen) books.pending[party]! -= amount;
    else {
      books.unreturned[party]! += amount;
      books.counted[party]! += amount;
    }
    books.original[party]! += amount;
    books.contributed[party]! += amount;
    for (let i = 0; i < accruing.length; i++) {
      const { index, kind } = accruing[i]!;
      const slot = this.register.slots[index]!;
      const column = kind === 'hurdle' ? slot.added : slot.accrued;
      column[k]! += this.rules[index]!.contribute(k, call);
    }
    if (!foreseen) this.addCapital(k, party, amount);
  }

  /** Capital that will be paid in later counts as unreturned from the start. */
  foresee({ party, amount }: Call): void {
    const { books } = this;
    books.unreturned[party]! += amount;
    books.counted[party]! += amount;
    books.pending[party]! += amount;
    this.addCapital(0, party, amount);
  }

  /**
   * Pays a pot's cash down its tiers, the general partner's own part of it first. Payments go on record at once,
   * or, with a `row`, are added to it: they are then in the balances, but not yet on record.
   */
  pay(k: number, pot: number, cash: number, gpPart: number, row: Payment[] | null): void {
    const { plan, rules, books } = this;
    const own = plan.pots[pot]!;
    const ranks = plan.above[pot]!;
    let left = cash;
    if (k === books.timeline.periods)
      for (const reserve of plan.reserves[pot]!) left += this.drawFrom(k, reserve, Infinity);
    const available = left;
    const slice = left * gpPart;
    if (slice > 0) {
      const step = this.trace && this.stepOf(k, pot, null, slice, left, {});
      this.post(k, null, plan.gp, slice, row, step);
      left -= slice;
    }
    const skipped = plan.tested[pot]
      ? own.map(({ tier }) => tier.when !== undefined && !this.passes(tier.when, pot, left))
      : null;
    const readsOn = plan.readsOn[pot]! || this.trace !== null;
    for (let rank = 0; rank < own.length && (left > 0 || readsOn); rank++) {
      let place = own[rank]!;
      books.above = ranks[rank]!;
      if (skipped?.[rank]) {
        const to = place.tier.when!.sweepTo;
        this.skip(k, pot, place, left, to);
        if (to === undefined) continue;
        place = plan.placeOf.get(to)!;
        books.above = aboveOf(plan, pot, place);
      }
      const rule = rules[place.index]!;
      const owed = rule.owed(left);
      const amount = Math.min(left, owed);
      const step = this.trace && this.stepOf(k, pot, place, owed, left, {});
      if (amount > 0) {
        this.payOut(k, place, amount, row, step);
        left -= amount;
      }
      for (let r = 0; r < place.coveredBy.length; r++) this.topUp(k, pot, place, place.coveredBy[r]!, row);
    }
    if (left > 1e-9 * (1 + available)) throw new InvariantError('cash left behind the last tier');
  }

  /** Changes a payment that was made by `delta`. */
  adjust({ place, party, step }: Payment, delta: number): void {
    const rule = place && this.rules[place.index]!;
    const before = step && rule ? rule.balance() : 0;
    this.apply(place, party, delta);
    if (!step) return;
    if (rule) step.after += rule.balance() - before;
    const paid = step.payments.find((p) => p.party === this.plan.parties[party]);
    if (paid) paid.amount += delta;
  }

  /** Puts a payment on record. */
  enter(k: number, place: Place | null, party: number, amount: number): void {
    const { register, plan } = this;
    if (place) {
      const slot = register.slots[place.index]!;
      slot.paid[k]! += amount;
      if (party >= 0) {
        (slot.payments[party] ??= zeros(register.none.length))[k]! += amount;
        if (place.carries && party === plan.gp) register.carry[k]! += amount;
      }
    } else register.gpSlice[k]! += amount;
    if (party >= 0) register.received[party]![k]! += amount;
  }

  /** Takes up to `wanted` out of the pot's reserves. */
  draw(k: number, pot: number, wanted: number): number {
    let sum = 0;
    for (const reserve of this.plan.reserves[pot]!)
      if (sum < wanted) sum += this.drawFrom(k, reserve, wanted - sum);
    return sum;
  }

  /** Ends period k: what lapses lapses, closing balances are put on record. */
  close(k: number): void {
    const { rules, books, register, plan } = this;
    const { ending, balances } = plan;
    for (let i = 0; i < ending.length; i++) {
      const { index } = ending[i]!;
      const ended = rules[index]!.close();
      if (!ended) continue;
      register.slots[index]!.lapsed[k]! += ended.lapsed;
      if (ended.joined) this.joinCapital(k, index, ended.joined);
    }
    for (let i = 0; i < balances.length; i++) {
      const { index } = balances[i]!;
      register.slots[index]!.closing[k]! += rules[index]!.balance();
    }
    register.unreturned[k]! += sumOf(books.unreturned, plan.ranked) - sumOf(books.pending, plan.ranked);
  }

  private payOut(k: number, place: Place, amount: number, row: Payment[] | null, step: Step | null): void {
    const { out } = this;
    const rule = this.rules[place.index]!;
    if (place.kind === 'reserve') this.post(k, place, -1, amount, row, step);
    else {
      for (let p = 0; p < out.length; p++) out[p] = 0;
      rule.share(amount, out);
      for (let p = 0; p < out.length; p++) if (out[p] !== 0) this.post(k, place, p, out[p]!, row, step);
    }
    if (step) step.after = rule.balance();
  }

  /** A payment is made; it goes on record at once, or into the row that is still to be rounded. */
  private post(
    k: number,
    place: Place | null,
    party: number,
    amount: number,
    row: Payment[] | null,
    step: Step | null,
  ): void {
    this.apply(place, party, amount);
    step?.payments.push({ party: this.plan.parties[party] ?? place!.tier.id, amount });
    if (row) row.push({ ledger: this, place, party, amount, step });
    else this.enter(k, place, party, amount);
  }

  private apply(place: Place | null, party: number, amount: number): void {
    const { books } = this;
    if (party >= 0) books.received[party]! += amount;
    if (!place) return;
    this.rules[place.index]!.settle(party, amount);
    if (party >= 0) books.paid[place.index]![party]! += amount;
  }

  private topUp(k: number, pot: number, place: Place, reserve: Place, row: Payment[] | null): void {
    const short = this.rules[place.index]!.outstanding();
    const held = this.rules[reserve.index]!.balance();
    const drawn = short > 0 ? this.drawFrom(k, reserve, short) : 0;
    if (drawn <= 0) return;
    const step =
      this.trace && this.stepOf(k, pot, place, short, held, { turn: 'covered', from: reserve.tier.id });
    this.payOut(k, place, drawn, row, step);
  }

  private drawFrom(k: number, reserve: Place, wanted: number): number {
    const rule = this.rules[reserve.index] as Reserve;
    const { rounding } = this.plan.definition.options;
    // All of it at its release; else whole units, so that the row still ties to its cash.
    const sum = rule.draw(wanted === Infinity ? wanted : wholeUnits(wanted, rule.balance(), rounding));
    this.register.slots[reserve.index]!.drawn[k]! += sum;
    return sum;
  }

  private read(operand: Operand, pot: number, cash: number): number {
    const { plan, rules, books } = this;
    if (operand === 'cash') return cash;
    if (typeof operand === 'number') return operand;
    if ('owed' in operand) {
      const place = plan.placeOf.get(operand.owed)!;
      books.above = aboveOf(plan, pot, place);
      return rules[place.index]!.outstanding();
    }
    if ('reserve' in operand) return rules[plan.placeOf.get(operand.reserve)!.index]!.balance();
    const classes = typeof operand.unreturned === 'string' ? [operand.unreturned] : operand.unreturned;
    return classes.reduce((sum, id) => sum + books.unreturned[plan.indexOf.get(id)!]!, 0);
  }

  private passes(when: When, pot: number, cash: number): boolean {
    let value = this.read(when.of, pot, cash);
    if (when.over !== undefined) {
      const over = this.read(when.over, pot, cash);
      if (over === 0) return true;
      value /= over;
    }
    return value >= (when.min ?? -Infinity) && value <= (when.max ?? Infinity);
  }

  private skip(k: number, pot: number, place: Place, left: number, to: string | undefined): void {
    if (!this.trace) return;
    const more = to === undefined ? { turn: 'skipped' as const } : { turn: 'swept' as const, to };
    const tested = this.read(place.tier.when!.of, pot, left);
    this.stepOf(k, pot, place, 0, left, more, { tested });
  }

  private stepOf(
    k: number,
    pot: number,
    place: Place | null,
    owed: number,
    available: number,
    more: Partial<Pick<Step, 'turn' | 'to' | 'from'>>,
    basis?: Basis,
  ): Step {
    const rule = place && this.rules[place.index]!;
    const before = rule ? rule.balance() : 0;
    const step: Step = {
      period: k,
      pot: this.plan.definition.pots[pot]!.id,
      tier: place ? place.tier.id : null,
      ...this.owner,
      turn: 'paid',
      ...more,
      owed,
      available,
      payments: [],
      before,
      after: before,
      basis: basis ?? rule?.basis() ?? {},
    };
    this.trace!.push(step);
    return step;
  }

  private joinCapital(k: number, tier: number, joined: readonly number[]): void {
    const { register, books } = this;
    for (let party = 0; party < joined.length; party++) {
      const amount = joined[party]!;
      if (amount === 0) continue;
      register.slots[tier]!.capitalised[k]! += amount;
      register.capitalised[party]! += amount;
      books.unreturned[party]! += amount;
      this.addCapital(k, party, amount);
    }
  }

  private addCapital(k: number, party: number, amount: number): void {
    const tiers = this.plan.capitalOf[party]!;
    for (let i = 0; i < tiers.length; i++) this.register.slots[tiers[i]!]!.added[k]! += amount;
  }
}

/** The tiers that rank above one: in the pot at work, or in its own where that pot does not have it. */
function aboveOf({ pots, above }: Plan, pot: number, place: Place): readonly number[] {
  const at = pots[pot]!.includes(place) ? pot : pots.findIndex((own) => own.includes(place));
  return above[at]![pots[at]!.indexOf(place)]!;
}
