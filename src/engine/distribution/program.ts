/**
 * A definition's form and a timeline made ready to run: kinds, order and parties are fixed, every number is bound.
 * One fold over the periods; in each: accrue on opening balances, add contributions, run each pot's list over its cash.
 */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { GP } from '../parties.ts';
import { openArena } from './arena.ts';
import type { Call } from './calls.ts';
import type { Recorded } from './columns.ts';
import { chargeFees, feeSchedule, type Pool } from './fees.ts';
import { openLedger } from './ledger.ts';
import { type Arrival, arrivalsOf, fillCash, listsOf, recyclingCap, sameShares, upTo } from './loading.ts';
import { openPaidIn } from './paid-in.ts';
import { type Bound, openUnits, type Parts } from './parts.ts';
import { openPotTurns } from './pot-turns.ts';
import { carryForward, openRecord } from './record.ts';
import type { Observer, RunningLedger } from './running.ts';
import { openShortfalls } from './shortfalls.ts';
import { sliceOf } from './slices.ts';

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
  /** Whether a definition differs from the one it was compiled for in numbers alone. */
  fits(definition: Definition): boolean;
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
  const paidIn = openPaidIn(form, sliced, arena, record);
  const pools: Pool[] = sliced
    ? classes.map((_, party) => ({ classes: [party], owed: 0 }))
    : [{ classes: classes.map((_, party) => party), owed: 0 }];
  const cash = form.pots.map(() => lists.map(() => new Float64Array(timeline.periods + 1)));
  const charged = arena.take(1);
  const bound: Bound = { definition: form, flows, fees: null, cap: 0 };
  const parts: Parts = { arena, record, lists, ledgers, cash, paidIn, pools, bound };
  const ledgerOf = (party: number, deal: string | undefined): RunningLedger => {
    const list = lists.length === 1 ? 0 : lists.indexOf(deal ?? null);
    return ledgers[list]![sliced ? party : 0]!;
  };
  const units = openUnits(form, arena, lists.length);
  const coverShortfalls = options.negativeCash === 'reserve' ? openShortfalls(parts, units, ledgerOf) : null;
  const payTurn = openPotTurns(form, forms.length, parts, units);

  /** Flows as they were given. */
  let loaded: Flows | null = null;
  let calls: readonly Call[] = [];
  let arrivals: readonly Arrival[] = [];
  let foreseen: readonly Arrival[] = [];

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
    const { fees, definition } = bound;
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
      coverShortfalls?.(k);
      observer?.moment('joined', k, all, pools, fees);
      if (k > 0)
        for (let pot = 0; pot < cash.length; pot++)
          for (let list = 0; list < lists.length; list++) payTurn(k, pot, list, observer);
      for (let i = 0; i < all.length; i++) all[i]!.close(k);
    }
    carryForward(record, life.last);
  }
  let formText: string | undefined;
  /** The definition that was prepared for, and whether rates have a part in what follows from it. */
  let prepared = form;
  let hangsOnRates = false;
  /** What follows from flows and numbers together. */
  function prepare(given: Flows): void {
    const { definition, flows: counted } = bound;
    prepared = definition;
    const found = arrivalsOf(definition, counted, cash, lists, ledgerOf);
    ({ calls, arrivals } = found);
    record.equalisation.length = 0;
    record.equalisation.push(...found.equalisation);
    foreseen = arrivals.filter(({ joining }) => joining.foreseen);
    bound.fees = given.fees ? feeSchedule(definition, counted, given.fees) : null;
    bound.cap = recyclingCap(definition, given);
    hangsOnRates =
      bound.fees !== null ||
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
    fits: (other) => other === form || formOf(other) === (formText ??= formOf(form)),
    bind(next) {
      bound.definition = next;
      const own = slicesOf(next);
      for (const each of ledgers) each.forEach((ledger, i) => ledger.bind(own[i]!));
      if (loaded && (hangsOnRates || !sameShares(prepared, next))) prepare(loaded);
    },
    load(given, last = timeline.periods, nav = 0) {
      life.last = last;
      loaded = given;
      bound.flows = upTo(given, last);
      fillCash(cash, form, lists, bound.flows);
      if (nav > 0) cash[0]![lists.length - 1]![last]! += nav;
      prepare(given);
    },
    run,
  };
}

/** A definition without the numbers that are bound, as a text: two of one form have the same. */
function formOf({ options, ...parts }: Definition): string {
  const { clawback: _entitlement, measures: _rates, ...rest } = options;
  const numbers = (key: string, value: unknown): unknown =>
    typeof value === 'number' && key !== 'compounding' ? 0 : value;
  return JSON.stringify(parts, numbers) + JSON.stringify(rest);
}
