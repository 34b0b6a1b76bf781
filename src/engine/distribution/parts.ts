/** What the parts of a program share: made for a form, and what is bound or loaded since. */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import type { Arena } from './arena.ts';
import type { Recorded } from './columns.ts';
import type { FeeSchedule, Pool } from './fees.ts';
import type { List } from './loading.ts';
import type { PaidIn } from './paid-in.ts';
import { type Cell, inUnits, tie } from './rounding.ts';
import type { Observer, RunningLedger } from './running.ts';

export interface Parts {
  readonly arena: Arena;
  readonly record: Recorded;
  readonly lists: readonly List[];
  /** By list: the ledgers its cash runs through, one for each slice. */
  readonly ledgers: readonly (readonly RunningLedger[])[];
  /** By pot and list: the cash of each period. */
  readonly cash: readonly (readonly Float64Array[])[];
  readonly paidIn: PaidIn;
  /** By slice: fees that are owed. */
  readonly pools: readonly Pool[];
  readonly bound: Bound;
}

export interface Bound {
  definition: Definition;
  /** The flows that count. */
  flows: Flows;
  fees: FeeSchedule | null;
  /** Most that may be recycled. */
  cap: number;
}

export interface Units {
  /** Cash enters in whole units, so that its sum to date is always the rounded one. */
  enter(pot: number, list: number, amount: number): number;
  amountOf(units: number): number;
  /** Ties the cells of a row to the whole units that entered. */
  tieRow(
    k: number,
    own: readonly RunningLedger[],
    cells: Cell[],
    units: number,
    observer: Observer | null,
  ): void;
}

/** Rounded payments; null where payments are not rounded. */
export function openUnits(form: Definition, arena: Arena, lists: number): Units | null {
  const { rounding } = form.options;
  if (rounding === undefined) return null;
  const scale = 10 ** rounding;
  /** By pot and list: what has entered so far, whose rounded value ties the rows. */
  const entered = form.pots.map(() => arena.take(lists));
  return {
    enter(pot, list, amount) {
      const before = inUnits(entered[pot]![list]!, rounding);
      entered[pot]![list]! += amount;
      return inUnits(entered[pot]![list]!, rounding) - before;
    },
    amountOf: (units) => units / scale,
    tieRow(k, own, cells, units, observer) {
      own.forEach((ledger, i) => ledger.cells(k, i, cells));
      tie(observer?.tied(cells) ?? cells, units, rounding);
    },
  };
}
