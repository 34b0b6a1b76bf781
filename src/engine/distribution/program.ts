/**
 * A definition's form and a timeline made ready to run: kinds, order and parties are fixed, every number is bound.
 * One fold over the periods; in each: accrue on opening balances, add contributions, run each pot's list over its cash.
 */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { InvariantError } from '../issue.ts';
import { GP } from '../parties.ts';
import type { Call } from './calls.ts';
import type { Recorded } from './columns.ts';
import { feeSchedule, openFees } from './fees.ts';
import { sameForm } from './form.ts';
import { openLedger, type RunningLedger } from './ledger.ts';
import {
  type Arrival,
  arrivalsOf,
  fillCash,
  listsOf,
  negativeIn,
  recyclingCap,
  sameBesidesCash,
  sameShares,
  upTo,
} from './loading.ts';
import type { Observer } from './observer.ts';
import { openPaidIn } from './paid-in.ts';
import { type Bound, openUnits, type Parts } from './parts.ts';
import { openPotTurns } from './pot-turns.ts';
import { type Kept, layRecord, recordOf, tiersOf } from './record.ts';
import { openShortfalls } from './shortfalls.ts';
import { sliceOf } from './slices.ts';
import { openLayout, type State, unlessNoise } from './state.ts';
import { kindOf } from './tiers/index.ts';
import type { Readings } from './turn.ts';

export interface Program {
  /** What is kept, as views of the state: good until the next run. */
  readonly record: Recorded;
  /** Every number: what is bound and loaded, balances, columns. */
  readonly state: State;
  /** Calls of the flows that are loaded; those that negative cash makes beside reserves are not among them. */
  readonly calls: readonly Call[];
  /** What a class has paid in by the end of the run, in every lane. */
  paidIn(party: number): number;
  /** Every ledger, to be asked about the balances of the state. */
  readonly ledgers: readonly RunningLedger[];
  /**
   * By pot and list of deals: the cash of each period. It may be overwritten before a run where capital does not hang
   * on it: no deal's first cash moves, and nothing below zero is called.
   */
  readonly cash: readonly (readonly Float64Array[])[];
  /** Whether a definition differs from the one it was compiled for in numbers alone. */
  fits(definition: Definition): boolean;
  /**
   * Takes the numbers of a definition, in one lane. With several, its classes have the shares of the one compiled.
   * @throws InvariantError where it is of another form than the one compiled
   */
  bind(definition: Definition, lane?: number): void;
  /**
   * Takes the amounts of flows on the same timeline.
   * @param until the last period that counts; later flows are left out
   * @param nav cash of the first pot in that period
   */
  load(flows: Flows, until?: number, nav?: number): void;
  run(observer: Observer | null): void;
}

/**
 * @param kept what is kept of a run; all columns unless it says otherwise
 * @param lanes how many scenarios run side by side: one, unless `runsInLanes` and no record is kept
 */
export function compile(form: Definition, flows: Flows, kept: Kept = 'record', lanes = 1): Program {
  const { timeline } = flows;
  const { options, classes, pots } = form;
  const length = timeline.periods + 1;
  const layout = openLayout(lanes);
  const lists = listsOf(form, flows);
  const sliced = options.apportion === 'byContribution';
  const slicesOf = (definition: Definition) =>
    sliced ? classes.map((_, i) => sliceOf(definition, definition.classes[i]!)) : [definition];
  const forms = slicesOf(form);
  const numbers = lists.map(() =>
    forms.map((own) => tiersOf(own).map(({ tier }) => layout.numbers(kindOf(tier).numbers(tier, timeline)))),
  );
  const cashAt = layout.numbers(pots.length * lists.length * length);
  const cashOf = (pot: number, list: number) => cashAt + (pot * lists.length + list) * length * lanes;
  const laid = layRecord(form, timeline, layout, kept);
  const now = { pot: 0, last: timeline.periods };
  /** By list: the ledgers its cash runs through, one for each slice. */
  const ledgers = lists.map((deal, list) =>
    forms.map((own, i) =>
      openLedger(
        own,
        timeline,
        layout,
        laid,
        kept,
        numbers[list]![i]!,
        now,
        { ...(sliced ? { class: classes[i]!.id } : {}), ...(deal === undefined ? {} : { deal }) },
        sliced && options.gpCapital === 'pariPassu' && classes[i]!.id === GP,
      ),
    ),
  );
  const all = ledgers.flat();
  const ledgerOf = (party: number, deal: string | undefined): RunningLedger => {
    const list = lists.length === 1 ? 0 : lists.indexOf(deal ?? null);
    return ledgers[list]![sliced ? party : 0]!;
  };
  const paidIn = openPaidIn(form, sliced, layout, laid);
  const fees = openFees(form, sliced, layout, {
    paidIn: paidIn.of,
    unreturned(s, party) {
      const sum = all.reduce((sum, ledger) => sum + ledger.unreturnedOf(s, party), 0);
      if (options.dealByDeal !== 'carryforward') return sum;
      // Capital of a deal that has not joined the balances is out as well.
      const paid = paidIn.of(s, party);
      return unlessNoise(sum + paid - all.reduce((of, l) => of + l.contributedOf(s, party), 0), paid);
    },
  });
  const bound: Bound = { definition: form, flows, fees: null, cap: 0 };
  const units = openUnits(form, layout, lists.length);
  const parts: Parts = { layout, laid, lists, ledgers, cashOf, paidIn, fees, units, bound };
  const { turnOf, tieRow } = openPotTurns(form, forms.length, parts);
  const turns = pots.flatMap((_, pot) => lists.map((_, list) => turnOf(pot, list)));
  const coverShortfalls = options.negativeCash === 'reserve' ? openShortfalls(parts, ledgerOf, tieRow) : null;

  const accruing = all.flatMap((ledger) => ledger.accruing);
  const accruingAtClosing = all.flatMap((ledger) => ledger.accruingAtClosing);
  const closing = all.flatMap((ledger) => ledger.closing);
  const closings = all.flatMap((ledger) => ledger.closings);
  const closes = closing.length + closings.length > 0;
  const s = layout.state();
  const record = recordOf(laid, timeline, layout, s);
  const cash = pots.map((_, pot) =>
    lists.map((_, list) => s.subarray(cashOf(pot, list), cashOf(pot, list) + length * lanes)),
  );

  /** Flows as they were given. */
  let loaded: Flows | null = null;
  let calls: readonly Call[] = [];
  let arrivals: readonly Arrival[] = [];
  let foreseen: readonly Arrival[] = [];
  let sleeping: readonly RunningLedger[] = [];
  /** By period: 1 where something is called, joins or is foreseen. */
  const movesAt = new Uint8Array(length);
  let nextCall = 0;
  let nextArrival = 0;

  /** Fees fall due, and returns accrue on the balances the period opens with. */
  function open(k: number): void {
    if (bound.fees && k > 0) fees.charge(s, k, bound.fees, bound.definition);
    const own = k === 0 ? accruingAtClosing : accruing;
    for (let i = 0; i < own.length; i++) own[i]!(s, k);
    for (let i = 0; i < sleeping.length; i++) sleeping[i]!.wake(s, k);
  }
  /** What is called in period k is paid in, and capital joins. */
  function callAndJoin(k: number): void {
    for (; nextCall < calls.length && calls[nextCall]!.period === k; nextCall++)
      paidIn.payIn(s, k, calls[nextCall]!.party, calls[nextCall]!.amount);
    for (let i = 0; i < foreseen.length; i++) {
      const { ledger, joining, seen } = foreseen[i]!;
      if (seen === k) ledger.foresee(s, k, joining.party, joining.amount);
    }
    for (; nextArrival < arrivals.length && arrivals[nextArrival]!.joining.at === k; nextArrival++)
      arrivals[nextArrival]!.ledger.join(s, arrivals[nextArrival]!.joining);
  }
  function close(k: number): void {
    for (let i = 0; i < sleeping.length; i++) sleeping[i]!.capital.endPeriod(s);
    for (let i = 0; i < closing.length; i++) closing[i]!(s, k);
    for (let i = 0; i < closings.length; i++) {
      const { balance, column, sign } = closings[i]!;
      s[column + k]! += sign * s[balance]!;
    }
  }
  function tell(observer: Observer, at: keyof Readings, k: number): void {
    const owed = ledgers[0]!.map((_, i) => s[fees.owed(i)]!);
    observer.moment(at, k, all, owed, bound.fees);
  }
  function run(observer: Observer | null): void {
    layout.clear(s);
    for (let i = 0; i < all.length; i++) all[i]!.reset(s);
    nextCall = nextArrival = 0;
    for (let k = 0; k <= now.last; k++) {
      if (observer) tell(observer, 'opening', k);
      open(k);
      if (observer) tell(observer, 'accrued', k);
      if (movesAt[k]) callAndJoin(k);
      if (coverShortfalls) coverShortfalls(s, k, pots.length);
      if (observer) tell(observer, 'joined', k);
      if (k > 0) for (let i = 0; i < turns.length; i++) turns[i]!(s, k, observer);
      if (closes || sleeping.length > 0) close(k);
    }
  }

  /** The definition that was prepared for, and whether rates or cash have a part in what follows from it. */
  let prepared = form;
  let hangsOnRates = false;
  let hangsOnCash = false;
  /** What follows from flows and numbers together. */
  function prepare(given: Flows): void {
    const { definition, flows: counted } = bound;
    prepared = definition;
    hangsOnCash = options.dealByDeal === 'carryforward' || negativeIn(cash);
    const found = arrivalsOf(definition, counted, cash, lists, ledgerOf);
    ({ calls, arrivals } = found);
    record.equalisation.length = 0;
    record.equalisation.push(...found.equalisation);
    movesAt.fill(0);
    for (const { period } of calls) movesAt[period] = 1;
    for (const { joining, seen } of arrivals) movesAt[joining.at] = movesAt[seen] = 1;
    foreseen = arrivals.filter(({ joining }) => joining.foreseen);
    for (const ledger of all)
      ledger.expect(arrivals.flatMap((a) => (a.ledger === ledger ? [a.joining] : [])));
    sleeping = all.filter((ledger) => ledger.capital.sleepers.length > 0);
    bound.fees = given.fees ? feeSchedule(definition, counted, given.fees) : null;
    bound.cap = recyclingCap(definition, given);
    hangsOnRates =
      bound.fees !== null ||
      options.recycling !== undefined ||
      arrivals.some(({ joining }) => joining.returns.length > 0 || joining.sleeper !== undefined);
  }

  /** The last definition that was found to be of this form. */
  let fitting = form;
  function fits(other: Definition): boolean {
    if (other === fitting) return true;
    const own = slicesOf(other);
    if (own.length !== forms.length || !own.every((each, i) => sameForm(forms[i]!, each))) return false;
    fitting = other;
    return true;
  }
  /** By lane: the definition whose numbers it has. */
  const inLanes: Definition[] = [];
  function take(next: Definition, own: readonly Definition[], lane: number): void {
    inLanes[lane] = next;
    for (const each of ledgers) each.forEach((ledger, i) => ledger.bind(s, own[i]!, lane));
    if (lanes > 1) return;
    bound.definition = next;
    if (loaded && (hangsOnRates || !sameShares(prepared, next))) prepare(loaded);
  }
  for (let lane = 0; lane < lanes; lane++) take(form, forms, lane);

  return {
    record,
    state: s,
    cash,
    get calls() {
      return calls;
    },
    paidIn: (party) => (party < classes.length ? paidIn.of(s, party) : 0),
    ledgers: all,
    fits,
    bind(next, lane = 0) {
      if (next === inLanes[lane]) return;
      if (!fits(next)) throw new InvariantError('a definition of another form');
      take(next, slicesOf(next), lane);
    },
    load(given, last = timeline.periods, nav = 0) {
      const before = now.last === last ? loaded : null;
      now.last = last;
      loaded = given;
      bound.flows = upTo(given, last);
      fillCash(cash, form, lists, bound.flows);
      if (nav > 0) cash[0]![lists.length - 1]![last]! += nav;
      if (!before || hangsOnCash || negativeIn(cash) || !sameBesidesCash(before, given)) prepare(given);
    },
    run,
  };
}
