/** What flows and bound numbers give before the first period: cash, calls, and how capital joins. */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { admittedAt, type Call, callsOf } from './calls.ts';
import type { Sleeper } from './capital.ts';
import { joiningOf, partsOf } from './joining.ts';
import type { RunningLedger } from './ledger.ts';
import type { Joining } from './step.ts';

/** Deals whose balances stand apart, and the cash of none of them last. */
export type List = string | null | undefined;
export const listsOf = (definition: Definition, flows: Flows): readonly List[] =>
  definition.options.dealByDeal === 'strict' ? [...(flows.deals ?? []).map((d) => d.id), null] : [undefined];

/** Capital and the ledger it joins; where it is foreseen, it counts there from the period in which it is seen. */
export interface Arrival {
  readonly ledger: RunningLedger;
  readonly joining: Joining;
  readonly seen: number;
}

/** Flows up to a period. Closings stay: without its own, a class would count from the start. */
export function upTo(flows: Flows, last: number): Flows {
  if (last === flows.timeline.periods) return flows;
  const until = <T extends { readonly period: number }>(of: readonly T[]) =>
    of.filter((f) => f.period <= last);
  return {
    ...flows,
    contributions: until(flows.contributions),
    cash: until(flows.cash),
    ...(flows.deals ? { deals: until(flows.deals) } : {}),
  };
}

/** Puts cash into its columns, by pot and list. */
export function fillCash(
  into: readonly (readonly Float64Array[])[],
  { pots }: Definition,
  lists: readonly List[],
  { cash }: Flows,
): void {
  for (const pot of into) for (const list of pot) list.fill(0);
  for (const { period, pot, amount, deal } of cash) {
    const p = into.length === 1 ? 0 : pots.findIndex(({ id }) => id === pot);
    into[p]![lists.length === 1 ? 0 : lists.indexOf(deal ?? null)]![period]! += amount;
  }
}

/** Cash below zero that is called. */
function negativeCalls(cash: readonly (readonly Float64Array[])[], lists: readonly List[]) {
  const found: Omit<Call, 'party'>[] = [];
  for (const pot of cash)
    pot.forEach((column, list) =>
      column.forEach((amount, period) => {
        if (amount < 0)
          found.push({ period, amount: -amount, deal: lists[list] ?? undefined, negative: true });
      }),
    );
  return found;
}

/** @param ledgerOf where capital of a class, for a deal, joins */
export function arrivalsOf(
  definition: Definition,
  flows: Flows,
  cash: readonly (readonly Float64Array[])[],
  lists: readonly List[],
  ledgerOf: (party: number, deal: string | undefined) => RunningLedger,
) {
  const { options, classes } = definition;
  const negative = options.negativeCash === 'call' ? negativeCalls(cash, lists) : [];
  const { calls, equalisation } = callsOf(definition, flows, negative);
  const seenAt = ({ party }: Call) => admittedAt(flows, classes[party]!.id);
  const isForeseen = (call: Call, at: number) =>
    options.lateCall === 'recompute' &&
    at > seenAt(call) &&
    !call.moved &&
    (options.dealByDeal !== 'carryforward' || (call.deal === undefined && !call.negative));
  const sleepers: Sleeper[] = [];
  const arrivals = partsOf(definition, flows, calls).map((part): Arrival => {
    const ledger = ledgerOf(part.call.party, part.call.deal);
    const joining = joiningOf(part, isForeseen(part.call, part.at), ledger.accruals, flows, sleepers);
    return { ledger, joining, seen: seenAt(part.call) };
  });
  return { calls, equalisation, arrivals };
}

/** Most that may be recycled over a life: measured on the commitment, else on all its capital. */
export function recyclingCap(
  { options: { recycling } }: Definition,
  { contributions, deals = [] }: Flows,
): number {
  if (!recycling) return 0;
  const all = deals.reduce(
    (sum, d) => sum + d.cost + d.expenses,
    contributions.reduce((sum, c) => sum + c.amount, 0),
  );
  return recycling.cap * (recycling.commitment ?? all);
}

/** Whether nothing but cash differs, so that capital comes as it came. */
export const sameBesidesCash = (a: Flows, b: Flows): boolean =>
  a.contributions === b.contributions &&
  a.deals === b.deals &&
  a.closings === b.closings &&
  a.fees === b.fees &&
  a.nav === b.nav;

export function negativeIn(cash: readonly (readonly Float64Array[])[]): boolean {
  for (const pot of cash)
    for (const column of pot) for (let k = 0; k < column.length; k++) if (column[k]! < 0) return true;
  return false;
}

/** Whether capital falls on the classes alike. */
export const sameShares = (a: Definition, b: Definition): boolean =>
  a.classes === b.classes || a.classes.every(({ share }, i) => share === b.classes[i]!.share);
