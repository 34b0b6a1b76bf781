/** What the parts of a program share: made for a form, and what is bound or loaded since. */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import type { Recorded } from './columns.ts';
import type { FeeAccounts, FeeSchedule } from './fees.ts';
import type { RunningLedger } from './ledger.ts';
import type { List } from './loading.ts';
import type { PaidIn } from './paid-in.ts';
import { inUnits } from './rounding.ts';
import type { Layout, State } from './state.ts';

export interface Parts {
  readonly layout: Layout;
  readonly laid: Recorded<number>;
  readonly lists: readonly List[];
  /** By list: the ledgers its cash runs through, one for each slice. */
  readonly ledgers: readonly (readonly RunningLedger[])[];
  /** Place of the cash of a pot's list in each period. */
  cashOf(pot: number, list: number): number;
  readonly paidIn: PaidIn;
  readonly fees: FeeAccounts;
  readonly units: Units | null;
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

/** Cash in whole units. */
export interface Units {
  readonly decimals: number;
  /** Cash enters so that its sum to date is always the rounded one. */
  enter(s: State, pot: number, list: number, amount: number): number;
  amountOf(units: number): number;
}

/** Rounded payments; null where payments are not rounded. */
export function openUnits({ options, pots }: Definition, layout: Layout, lists: number): Units | null {
  const { rounding } = options;
  if (rounding === undefined) return null;
  const scale = 10 ** rounding;
  /** By pot and list: what has entered so far, whose rounded value ties the rows. */
  const entered = layout.slots(pots.length * lists);
  return {
    decimals: rounding,
    enter(s, pot, list, amount) {
      const at = entered + pot * lists + list;
      const before = inUnits(s[at]!, rounding);
      s[at]! += amount;
      return inUnits(s[at]!, rounding) - before;
    },
    amountOf: (units) => units / scale,
  };
}
