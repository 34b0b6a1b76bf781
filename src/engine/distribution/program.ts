/**
 * A definition's form and a timeline made ready to run: kinds, order and parties are fixed, every number is bound.
 * One fold over the periods; in each: accrue on opening balances, add contributions, run each pot's list over its cash.
 */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { GP } from '../parties.ts';
import { openArena } from './arena.ts';
import { amongClasses, type Call } from './calls.ts';
import { chargeFees, feeSchedule, type FeeSchedule, type Pool } from './fees.ts';
import { joiningOf } from './joining.ts';
import { openLedger, type RunningLedger } from './ledger.ts';
import { arrivalsOf, fillCash, listsOf, recyclingCap, sameShares, upTo, type Arrival } from './loading.ts';
import { openPaidIn } from './paid-in.ts';
import { carryForward, openRecord, type Recorded } from './record.ts';
import { inUnits, tie, type Cell } from './rounding.ts';
import { sliceOf } from './slices.ts';
import type { Observer } from './trace.ts';

export interface Program {
  readonly record: Recorded;
  /** Calls of the flows that are loaded; those that negative cash makes beside reserves are not among them. */
  readonly calls: readonly Call[];
  /** Every ledger's balances as they stand. */
  readonly ledgers: readonly RunningLedger[];
  /**
   * By pot and list of deals: the cash of each period. It may be overwritten before a run where capital does not hang
   * on it: no deal's first cash moves, and nothing below zero is called.
   */
  readonly cash: readonly (readonly Float64Array[])[];
  /** Takes the numbers of a definition of the same form: its tiers, payees and options are those it was compiled for. */
  bind(definition: Definition): void;
  /**
   * Takes the amounts of flows on the same timeline.
   * @param until the last period that counts; later flows are left out
   * @param nav cash of the first pot in that period
   */
  load(flows: Flows, until?: number, nav?: number): void;
  run(observer: Observer | null): void;
}

export function compile(form: Definition, flows: Flows): Program {
  const { timeline } = flows;
  const { options, classes } = form;
  const arena = openArena();
  const record = openRecord(form, timeline, arena);
  const life = { last: timeline.periods };
  const lists = listsOf(form, flows);
  const sliced = options.apportion === 'byContribution';
  const slicesOf = (definition: Definition) =>
    sliced ? classes.map((_, i) => sliceOf(definition, definition.classes[i]!)) : [definition];
  const forms = slicesOf(form);
  /** By list: the ledgers its cash runs through, one for each slice. */
  const ledgers = lists.map((deal) =>
    forms.map((own, i) =>
      openLedger(
        own,
        timeline,
        arena,
        record,
        life,
        { ...(sliced ? { class: classes[i]!.id } : {}), ...(deal === undefined ? {} : { deal }) },
        sliced && options.gpCapital === 'pariPassu' && classes[i]!.id === GP,
      ),
    ),
  );
  const all = ledgers.flat();
  const { rounding } = options;
  const paidIn = openPaidIn(form, sliced, arena, record);
  const pools: Pool[] = sliced
    ? classes.map((_, party) => ({ classes: [party], owed: 0 }))
    : [{ classes: classes.map((_, party) => party), owed: 0 }];
  /** By pot and list: what has entered so far, whose rounded value ties the rows. */
  const entered = form.pots.map(() => arena.take(lists.length));
  const cash = form.pots.map(() => lists.map(() => new Float64Array(timeline.periods + 1)));
  const recycledSoFar = arena.take(1);
  const charged = arena.take(1);

  let definition = form;
  /** Flows as they were given, and those of them that count. */
  let loaded: Flows | null = null;
  let now = flows;
  let cap = 0;
  let calls: readonly Call[] = [];
  let arrivals: readonly Arrival[] = [];
  let foreseen: readonly Arrival[] = [];
  let fees: FeeSchedule | null = null;

  const ledgerOf = (party: number, deal: string | undefined): RunningLedger => {
    const list = lists.length === 1 ? 0 : lists.indexOf(deal ?? null);
    return ledgers[list]![sliced ? party : 0]!;
  };
  const partOf = (slice: number) => paidIn.partOf(slice, definition);
  const ownPart = options.gpCapital === 'pariPassu' ? paidIn.gpPartOf : () => 0;
  const capitalPart = options.gpCapital === 'allIn' ? paidIn.gpPartOf : () => 0;

  /** Negative cash is taken from the pot's reserves; what they cannot bear is called. */
  function coverShortfalls(k: number): void {
    for (let pot = 0; pot < cash.length; pot++)
      for (let list = 0; list < lists.length; list++) {
        let short = Math.max(0, -cash[pot]![list]![k]!);
        if (short === 0) continue;
        const own = ledgers[list]!;
        let borne = 0;
        own[0]!.reserves[pot]!.forEach((_, r) => {
          const held = own.map((ledger) => ledger.reserves[pot]![r]!.held());
          const sum = held.reduce((a, b) => a + b, 0);
          const take = Math.min(short, sum);
          if (take <= 0) return;
          own.forEach((ledger, i) =>
            ledger.reserves[pot]![r]!.draw(k, take === sum ? held[i]! : (take * held[i]!) / sum),
          );
          short -= take;
          borne += take;
        });
        if (borne > 0) {
          const units = enter(pot, list, -borne);
          record.borne[k]! += rounding === undefined ? borne : -units / 10 ** rounding;
          if (rounding !== undefined) {
            tieRow(k, own, [], units);
            record.rounded[k]! += -borne - units / 10 ** rounding;
            // Nothing was paid: the turn ends only for the cells that were tied.
            for (const ledger of own) ledger.endTurn();
          }
        }
        if (short <= 1e-12 * Math.abs(cash[pot]![list]![k]!)) continue;
        const call = { period: k, amount: short, deal: lists[list] ?? undefined };
        for (const each of amongClasses(definition, now, call)) {
          paidIn.payIn(k, each.party, each.amount);
          const ledger = ledgerOf(each.party, each.deal);
          const part = { call: each, amount: each.amount, at: k };
          ledger.join(k, joiningOf(part, false, ledger.accruals, now));
        }
      }
  }

  /** Cash enters in whole units, so that its sum to date is always the rounded one. */
  function enter(pot: number, list: number, amount: number): number {
    if (rounding === undefined) return amount;
    const before = inUnits(entered[pot]![list]!, rounding);
    entered[pot]![list]! += amount;
    return inUnits(entered[pot]![list]!, rounding) - before;
  }
  function tieRow(
    k: number,
    own: readonly RunningLedger[],
    cells: Cell[],
    units: number,
    observer: Observer | null = null,
  ): void {
    own.forEach((ledger, i) => ledger.cells(k, i, cells));
    tie(observer?.tied(cells) ?? cells, units, rounding!);
  }

  const [left, feeOf] = [new Float64Array(forms.length), new Float64Array(forms.length)];
  /** A turn of a pot: fees first, then what is recycled; the rest goes down the tiers of each slice. */
  function payTurn(k: number, pot: number, list: number, observer: Observer | null): void {
    const comes = Math.max(0, cash[pot]![list]![k]!);
    const units = enter(pot, list, comes);
    const own = ledgers[list]!;
    const amount = rounding === undefined ? comes : units / 10 ** rounding;
    let afterFees = 0;
    for (let i = 0; i < own.length; i++) {
      const share = amount * partOf(i);
      let fee = 0;
      if (fees) {
        fee = Math.min(share, Math.max(0, pools[i]!.owed));
        pools[i]!.owed -= fee;
        record.fees[k]! += fee;
      }
      feeOf[i] = fee;
      left[i] = share - fee;
      afterFees += left[i]!;
    }
    record.cash[k]! += amount;
    if (rounding !== undefined) record.rounded[k]! += comes - amount;
    let recycled = 0;
    const { recycling } = definition.options;
    if (recycling && k <= (recycling.until ?? Infinity))
      recycled = Math.max(0, Math.min(recycling.share * amount, afterFees, cap - recycledSoFar[0]!));
    recycledSoFar[0]! += recycled;
    if (recycled > 0) record.recycled[k]! += recycled;
    const kept = recycled > 0 ? 1 - recycled / afterFees : 1;
    const room = cap - recycledSoFar[0]! + recycled;
    observer?.enters(k, pot, {
      ledgers: own,
      cash: amount,
      partOf,
      fees: feeOf,
      left,
      afterFees,
      recycled,
      room,
    });
    for (let i = 0; i < own.length; i++) own[i]!.pay(k, pot, left[i]! * kept, ownPart(i), observer);
    if (rounding !== undefined) {
      const cells: Cell[] = [];
      own.forEach((_, i) => {
        if (feeOf[i] === 0) return;
        const adjust = (delta: number) => {
          pools[i]!.owed -= delta;
          record.fees[k]! += delta;
        };
        cells.push({ order: [0, 0, 0, i], amount: () => feeOf[i]!, adjust });
      });
      const adjust = (delta: number) => {
        recycledSoFar[0]! += delta;
        record.recycled[k]! += delta;
      };
      if (recycled > 0) cells.push({ order: [1, 0, 0, 0], amount: () => recycled, adjust });
      tieRow(k, own, cells, units, observer);
    }
    for (let i = 0; i < own.length; i++) {
      record.carry[k]! += own[i]!.carryOf(capitalPart(i));
      own[i]!.endTurn();
    }
  }

  /** What fees are charged on. */
  const balances = {
    paidIn: paidIn.of,
    unreturned: (party: number) => {
      let sum = 0;
      for (const ledger of all) sum += ledger.unreturnedOf(party);
      return sum;
    },
  };
  function run(observer: Observer | null): void {
    arena.clear();
    for (const ledger of all) ledger.reset();
    for (const pool of pools) pool.owed = 0;
    let nextCall = 0;
    let nextArrival = 0;
    for (let k = 0; k <= life.last; k++) {
      observer?.moment('opening', k, all, pools, fees);
      if (fees && k > 0) charged[0] = chargeFees(pools, fees, k, definition, balances, charged[0]!);
      for (let i = 0; i < all.length; i++) all[i]!.open(k);
      observer?.moment('accrued', k, all, pools, fees);
      for (; calls[nextCall]?.period === k; nextCall++)
        paidIn.payIn(k, calls[nextCall]!.party, calls[nextCall]!.amount);
      for (let i = 0; i < foreseen.length; i++) {
        const { ledger, joining, seen } = foreseen[i]!;
        if (seen === k) ledger.foresee(joining.party, joining.amount);
      }
      for (; arrivals[nextArrival]?.joining.at === k; nextArrival++) {
        const { ledger, joining } = arrivals[nextArrival]!;
        ledger.join(k, joining);
      }
      if (options.negativeCash === 'reserve') coverShortfalls(k);
      observer?.moment('joined', k, all, pools, fees);
      if (k > 0)
        for (let pot = 0; pot < cash.length; pot++)
          for (let list = 0; list < lists.length; list++) payTurn(k, pot, list, observer);
      for (let i = 0; i < all.length; i++) all[i]!.close(k);
    }
    carryForward(record, life.last);
  }
  /** The definition that was prepared for, and whether rates have a part in what follows from it. */
  let prepared = form;
  let hangsOnRates = false;
  /** What follows from flows and numbers together. */
  function prepare(given: Flows): void {
    prepared = definition;
    const found = arrivalsOf(definition, now, cash, lists, ledgerOf);
    ({ calls, arrivals } = found);
    record.equalisation.length = 0;
    record.equalisation.push(...found.equalisation);
    foreseen = arrivals.filter(({ joining }) => joining.foreseen);
    fees = given.fees ? feeSchedule(definition, now, given.fees) : null;
    cap = recyclingCap(definition, given);
    hangsOnRates =
      fees !== null ||
      options.recycling !== undefined ||
      arrivals.some(({ joining }) => joining.returns.length > 0 || joining.sleepsUntil !== undefined);
  }

  return {
    record,
    cash,
    get calls() {
      return calls;
    },
    ledgers: all,
    bind(next) {
      definition = next;
      const own = slicesOf(next);
      for (const each of ledgers) each.forEach((ledger, i) => ledger.bind(own[i]!));
      if (loaded && (hangsOnRates || !sameShares(prepared, next))) prepare(loaded);
    },
    load(given, last = timeline.periods, nav = 0) {
      life.last = last;
      loaded = given;
      now = upTo(given, last);
      fillCash(cash, form, lists, now);
      if (nav > 0) cash[0]![lists.length - 1]![last]! += nav;
      prepare(given);
    },
    run,
  };
}
