/**
 * The interpreter: one fold over the periods, in each period
 * accrue on opening balances, add contributions, pay each pot's cash down its tiers.
 */
import { partyIds, type Books } from './books.ts';
import type { Definition, Flows } from './definition.ts';
import { openLedger, type Ledger, type Payment } from './ledger.ts';
import { openRecord, type Record } from './record.ts';
import { feeOf } from './fees.ts';
import { tieToCash, wholeUnits } from './rounding.ts';
import { sliceOf } from './slices.ts';

/** The bare outcome of the fold. Columns have one entry per period, 0..N. */
export interface Distribution extends Record {
  readonly books: readonly Books[];
  /** Distributable cash; negative cash counts as 0: it is a call, or was taken from a reserve. */
  readonly cash: readonly number[];
  /** Reserves' opening balances: cash in that is no contribution. */
  readonly openingReserves: number;
}

/** A ledger with the classes it holds: one for the whole fund, or one for each class. */
interface Slice {
  readonly ledger: Ledger;
  /** The only class of the slice; undefined for the whole fund. */
  readonly party?: number;
  feeOwed: number;
}

/**
 * Runs a parsed definition over its flows. Total: for parsed input it neither throws nor returns NaN.
 * Cost is linear in periods x tiers x parties.
 */
export function distribute(definition: Definition, flows: Flows): Distribution {
  const { timeline } = flows;
  const record = openRecord(definition, timeline);
  const slices = openSlices(definition, flows, record);
  const calls = callsByPeriod(definition, flows);
  const cash = cashByPot(definition, flows);
  const paidIn = new Float64Array(record.parties.length);
  const cashPaid = new Array<number>(timeline.periods + 1).fill(0);
  const { negativeCash, rounding, recycling } = definition.options;
  const commitment = flows.contributions.reduce((sum, c) => sum + c.amount, 0);
  let recycledSoFar = 0;

  const contribute = (k: number, party: number, amount: number, date?: number) => {
    paidIn[party]! += amount;
    const slice = slices.find((s) => s.party === undefined || s.party === party)!;
    slice.ledger.contribute(k, party, amount, date);
  };
  const callOnAll = (k: number, amount: number) =>
    definition.classes.forEach((c, i) => {
      if (c.share > 0) contribute(k, i, amount * c.share);
    });
  /** Part of the cash a slice takes: by capital contributed to date. */
  const partOf = ({ party }: Slice): number => {
    if (party === undefined) return 1;
    let total = 0;
    for (const amount of paidIn) total += amount;
    return total > 0 ? paidIn[party]! / total : definition.classes[party]!.share;
  };

  /** Fees fall due on the balances the period opens with; what is unpaid stays owed. */
  const chargeFees = (k: number) => {
    const { fees } = flows;
    if (!fees || k === 0) return;
    const offset = fees.offset.reduce((sum, o) => (o.period === k ? sum + o.amount : sum), 0);
    for (const slice of slices) {
      const { contributed, unreturned } = slice.ledger.books;
      const own = definition.classes.flatMap((c, p) =>
        slice.party === undefined || slice.party === p
          ? [{ ...c, contributed: contributed[p]!, unreturned: unreturned[p]! }]
          : [],
      );
      const share = own.reduce((sum, c) => sum + c.share, 0);
      slice.feeOwed += feeOf(fees, k, timeline, definition.options.dayCount, own) - offset * share;
    }
  };
  const payFee = (k: number, slice: Slice, available: number): number => {
    const fee = wholeUnits(slice.feeOwed, available, rounding);
    slice.feeOwed -= fee;
    record.fees[k]! += fee;
    return fee;
  };
  /** Withholds the recycled share of a pot's cash from what fees have left of it. */
  const recycle = (k: number, amount: number, left: number): number => {
    if (!recycling || k > (recycling.until ?? Infinity)) return 0;
    const cap = recycling.cap * (recycling.commitment ?? commitment);
    const withheld = wholeUnits(Math.min(recycling.share * amount, cap - recycledSoFar), left, rounding);
    recycledSoFar += withheld;
    record.recycled[k]! += withheld;
    return withheld;
  };

  for (let k = 0; k <= timeline.periods; k++) {
    chargeFees(k);
    for (const { ledger } of slices) ledger.open(k);
    for (const call of calls[k]!) contribute(k, call.party, call.amount, call.date);
    for (let pot = 0; pot < cash.length; pot++) {
      let short = Math.max(0, -cash[pot]![k]!);
      if (short > 0 && negativeCash === 'reserve')
        for (const { ledger } of slices) short -= ledger.draw(k, pot, short);
      if (short > 0) callOnAll(k, short);
    }
    for (let pot = 0; k > 0 && pot < cash.length; pot++) {
      const amount = Math.max(0, cash[pot]![k]!);
      cashPaid[k]! += amount;
      const shares = slices.map((slice) => amount * partOf(slice));
      const left = slices.map((slice, i) => shares[i]! - payFee(k, slice, shares[i]!));
      const afterFees = left.reduce((a, b) => a + b, 0);
      const kept = afterFees > 0 ? 1 - recycle(k, amount, afterFees) / afterFees : 1;
      const row: Payment[] = [];
      slices.forEach(({ ledger }, i) => ledger.pay(k, pot, left[i]! * kept, row));
      if (rounding !== undefined) tieToCash(row, rounding);
      for (const payment of row) payment.ledger.enter(k, payment);
    }
    for (const { ledger } of slices) ledger.close(k);
  }
  return {
    ...record,
    books: slices.map((s) => s.ledger.books),
    cash: cashPaid,
    openingReserves: record.slots.reduce(
      (sum, s) => (s.tier.kind === 'reserve' ? sum + s.opening[0]! : sum),
      0,
    ),
  };
}

function openSlices(definition: Definition, { timeline }: Flows, record: Record): Slice[] {
  if (definition.options.apportion === 'none')
    return [{ ledger: openLedger(definition, timeline, record), feeOwed: 0 }];
  return definition.classes.map((c, party) => ({
    ledger: openLedger(sliceOf(definition, c), timeline, record),
    party,
    feeOwed: 0,
  }));
}

interface Call {
  readonly party: number;
  readonly amount: number;
  readonly date: number | undefined;
}

/** Contributions by period and class; one that names no class falls on all by share. */
function callsByPeriod(definition: Definition, flows: Flows): Call[][] {
  const calls: Call[][] = Array.from({ length: flows.timeline.periods + 1 }, () => []);
  const indexOf = new Map(partyIds(definition).map((id, i) => [id, i]));
  for (const { period, amount, date, class: id } of flows.contributions)
    if (id !== undefined) calls[period]!.push({ party: indexOf.get(id)!, amount, date });
    else
      definition.classes.forEach((c, party) => {
        if (c.share > 0) calls[period]!.push({ party, amount: amount * c.share, date });
      });
  return calls;
}

/** Cash of each pot by period, summed. */
function cashByPot(definition: Definition, flows: Flows): number[][] {
  const sums = definition.pots.map(() => new Array<number>(flows.timeline.periods + 1).fill(0));
  const index = new Map(definition.pots.map((p, i) => [p.id, i]));
  for (const { period, pot, amount } of flows.cash) sums[index.get(pot)!]![period]! += amount;
  return sums;
}
