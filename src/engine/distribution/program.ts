/**
 * A definition's form and a timeline made ready to run: kinds, order and parties are fixed, every number is bound.
 * One fold over the periods; in each: accrue on opening balances, add contributions, run each pot's list over its cash.
 */
import type { Definition, Flows } from '../definition.ts';
import { GP } from '../parties.ts';
import { openArena } from './arena.ts';
import { admittedAt, amongClasses, callsOf, type Call } from './calls.ts';
import { chargeFees, feeSchedule, type FeeSchedule, type Pool } from './fees.ts';
import { joiningOf, partsOf, type Joining } from './joining.ts';
import { openLedger, type RunningLedger } from './ledger.ts';
import { openRecord, type Recorded } from './record.ts';
import { inUnits, tie, type Cell } from './rounding.ts';
import { sliceOf } from './slices.ts';
import type { Observer } from './trace.ts';

export interface Program {
  readonly record: Recorded;
  /** Calls of the flows that are loaded; those that negative cash makes beside reserves are not among them. */
  readonly calls: readonly Call[];
  /** Every ledger's balances as they stand. */
  readonly ledgers: readonly RunningLedger[];
  /** By pot and list of deals: the cash of each period, which may be overwritten before a run. */
  readonly cash: readonly (readonly Float64Array[])[];
  /** Takes the numbers of a definition of the same form. */
  bind(definition: Definition): void;
  /**
   * Takes the amounts of flows on the same timeline.
   * @param until the last period that counts; later flows are left out
   * @param nav cash of the first pot in that period
   */
  load(flows: Flows, until?: number, nav?: number): void;
  run(observer: Observer | null): void;
}

/** Deals whose balances stand apart, and the cash of none of them last. */
export const listsOf = (definition: Definition, flows: Flows): readonly (string | null | undefined)[] =>
  definition.options.dealByDeal === 'strict' ? [...(flows.deals ?? []).map((d) => d.id), null] : [undefined];

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
  const gp = classes.findIndex((c) => c.id === GP);
  const { rounding } = options;
  const paidIn = arena.take(classes.length);
  const pools: Pool[] = sliced
    ? classes.map((_, party) => ({ classes: [party], owed: 0 }))
    : [{ classes: classes.map((_, party) => party), owed: 0 }];
  /** By pot and list: what has entered so far, whose rounded value ties the rows. */
  const entered = form.pots.map(() => arena.take(lists.length));
  const given = form.pots.map(() => lists.map(() => new Float64Array(timeline.periods + 1)));
  const recycledSoFar = arena.take(1);
  const charged = arena.take(1);

  let definition = form;
  let cap = 0;
  let calls: readonly Call[] = [];
  let joinings: readonly {
    readonly ledger: RunningLedger;
    readonly joining: Joining;
    readonly seen: number;
  }[] = [];
  /** Joinings that count from the period in which they are seen. */
  let foreseen: typeof joinings = [];
  let fees: FeeSchedule | null = null;
  let loaded = flows;

  const ledgerOf = (party: number, deal: string | undefined): RunningLedger => {
    const list = lists.length === 1 ? 0 : lists.indexOf(deal ?? null);
    return ledgers[list]![sliced ? party : 0]!;
  };
  const payIn = (k: number, party: number, amount: number) => {
    paidIn[party]! += amount;
    record.contributed[party]![k]! += amount;
    record.contributions[k]! += amount;
  };
  const paidInByAll = () => {
    let sum = 0;
    for (let p = 0; p < paidIn.length; p++) sum += paidIn[p]!;
    return sum;
  };
  /** A slice's part of cash: by capital contributed to date. */
  const partOf = (slice: number): number => {
    if (!sliced) return 1;
    const total = paidInByAll();
    return total > 0 ? paidIn[slice]! / total : classes[slice]!.share;
  };
  /** The general partner's part of the capital behind a slice. */
  const gpPartOf = (slice: number): number => {
    if (gp < 0) return 0;
    if (sliced) return slice === gp ? 1 : 0;
    const total = paidInByAll();
    return total > 0 ? paidIn[gp]! / total : 0;
  };
  const ownPart = options.gpCapital === 'pariPassu' ? gpPartOf : () => 0;
  const capitalPart = options.gpCapital === 'allIn' ? gpPartOf : () => 0;

  /** Negative cash is taken from the pot's reserves; what they cannot bear is called. */
  function coverShortfalls(k: number): void {
    for (let pot = 0; pot < given.length; pot++)
      for (let list = 0; list < lists.length; list++) {
        let short = Math.max(0, -given[pot]![list]![k]!);
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
        if (short <= 1e-12 * Math.abs(given[pot]![list]![k]!)) continue;
        const call = { period: k, amount: short, deal: lists[list] ?? undefined };
        for (const each of amongClasses(definition, loaded, call)) {
          payIn(k, each.party, each.amount);
          const ledger = ledgerOf(each.party, each.deal);
          const part = { call: each, amount: each.amount, at: k };
          ledger.join(k, joiningOf(part, false, ledger.accruals, loaded));
        }
      }
  }

  /** Cash enters in whole units, so that its sum to date is always the rounded one. */
  function enter(pot: number, list: number, cash: number): number {
    if (rounding === undefined) return cash;
    const before = inUnits(entered[pot]![list]!, rounding);
    entered[pot]![list]! += cash;
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

  const left = new Float64Array(forms.length);
  const feeOf = new Float64Array(forms.length);
  /** A turn of a pot: fees first, then what is recycled; the rest goes down the tiers of each slice. */
  function payTurn(k: number, pot: number, list: number, observer: Observer | null): void {
    const cash = Math.max(0, given[pot]![list]![k]!);
    const units = enter(pot, list, cash);
    const own = ledgers[list]!;
    const amount = rounding === undefined ? cash : units / 10 ** rounding;
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
    if (rounding !== undefined) record.rounded[k]! += cash - amount;
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
        const fee = feeOf[i]!;
        if (fee === 0) return;
        cells.push({
          order: [0, 0, 0, i],
          amount: () => fee,
          adjust(delta) {
            pools[i]!.owed -= delta;
            record.fees[k]! += delta;
          },
        });
      });
      if (recycled > 0)
        cells.push({
          order: [1, 0, 0, 0],
          amount: () => recycled,
          adjust(delta) {
            recycledSoFar[0]! += delta;
            record.recycled[k]! += delta;
          },
        });
      tieRow(k, own, cells, units, observer);
    }
    for (let i = 0; i < own.length; i++) {
      record.carry[k]! += own[i]!.carryOf(capitalPart(i));
      own[i]!.endTurn();
    }
  }

  /** What fees are charged on. */
  const balances = {
    paidIn: (party: number) => paidIn[party]!,
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
    let nextJoining = 0;
    for (let k = 0; k <= life.last; k++) {
      observer?.moment('opening', k, all, pools, fees);
      if (fees && k > 0) charged[0] = chargeFees(pools, fees, k, definition, balances, charged[0]!);
      for (let i = 0; i < all.length; i++) all[i]!.open(k);
      observer?.moment('accrued', k, all, pools, fees);
      for (; calls[nextCall]?.period === k; nextCall++)
        payIn(k, calls[nextCall]!.party, calls[nextCall]!.amount);
      for (let i = 0; i < foreseen.length; i++) {
        const { ledger, joining, seen } = foreseen[i]!;
        if (seen === k) ledger.foresee(joining.party, joining.amount);
      }
      for (; joinings[nextJoining]?.joining.at === k; nextJoining++) {
        const { ledger, joining } = joinings[nextJoining]!;
        ledger.join(k, joining);
      }
      if (options.negativeCash === 'reserve') coverShortfalls(k);
      observer?.moment('joined', k, all, pools, fees);
      if (k > 0)
        for (let pot = 0; pot < given.length; pot++)
          for (let list = 0; list < lists.length; list++) payTurn(k, pot, list, observer);
      for (let i = 0; i < all.length; i++) all[i]!.close(k);
    }
  }
  return {
    record,
    cash: given,
    get calls() {
      return calls;
    },
    ledgers: all,
    bind(next) {
      definition = next;
      const own = slicesOf(next);
      for (const each of ledgers) each.forEach((ledger, i) => ledger.bind(own[i]!));
    },
    load(next, last = timeline.periods, nav = 0) {
      life.last = last;
      loaded = next;
      const upTo = <T extends { readonly period: number }>(of: readonly T[]) =>
        last === timeline.periods ? of : of.filter((f) => f.period <= last);
      const now: Flows = {
        ...next,
        contributions: upTo(next.contributions),
        cash: upTo(next.cash),
        ...(next.deals ? { deals: upTo(next.deals) } : {}),
        ...(next.closings ? { closings: upTo(next.closings) } : {}),
      };
      for (const pot of given) for (const list of pot) list.fill(0);
      for (const { period, pot, amount, deal } of now.cash) {
        const p = given.length === 1 ? 0 : form.pots.findIndex(({ id }) => id === pot);
        given[p]![lists.length === 1 ? 0 : lists.indexOf(deal ?? null)]![period]! += amount;
      }
      if (nav > 0) given[0]![lists.length - 1]![last]! += nav;
      const negative = given.flatMap((ofPot) =>
        ofPot.flatMap((column, list) =>
          options.negativeCash === 'call'
            ? [...column].flatMap((amount, period) =>
                amount < 0
                  ? [{ period, amount: -amount, deal: lists[list] ?? undefined, negative: true }]
                  : [],
              )
            : [],
        ),
      );
      const found = callsOf(form, now, negative);
      calls = found.calls;
      record.equalisation.length = 0;
      record.equalisation.push(...found.equalisation);
      const isForeseen = (call: Call, at: number) =>
        options.lateCall === 'recompute' &&
        at > admittedAt(now, classes[call.party]!.id) &&
        !call.moved &&
        (options.dealByDeal !== 'carryforward' || (call.deal === undefined && !call.negative));
      joinings = partsOf(form, now, calls).map((part) => {
        const ledger = ledgerOf(part.call.party, part.call.deal);
        const early = isForeseen(part.call, part.at);
        return {
          ledger,
          joining: joiningOf(part, early, ledger.accruals, now),
          seen: admittedAt(now, classes[part.call.party]!.id),
        };
      });
      foreseen = joinings.filter(({ joining }) => joining.foreseen);
      fees = next.fees ? feeSchedule(form, now, next.fees) : null;
      const { recycling } = definition.options;
      const contributions = next.contributions.reduce((sum, c) => sum + c.amount, 0);
      const deals = (next.deals ?? []).reduce((sum, d) => sum + d.cost + d.expenses, 0);
      cap = recycling ? recycling.cap * (recycling.commitment ?? contributions + deals) : 0;
    },
    run,
  };
}
