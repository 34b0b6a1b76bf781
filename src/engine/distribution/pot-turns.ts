/** A turn of a pot: fees first, then what is recycled; the rest goes down the tiers of each slice. */
import type { Definition } from '../definition.ts';
import type { Observer } from './observer.ts';
import type { Parts } from './parts.ts';
import { type Cell, cellOf, inOrder, tie } from './rounding.ts';
import { add, copy, LEFT, NONE, PART, positive, type State } from './state.ts';

/** @param slices how many slices a list of deals has */
export function openPotTurns(
  { options }: Definition,
  slices: number,
  { layout, laid, ledgers, cashOf, paidIn, fees, units, bound }: Parts,
) {
  const recycledSoFar = layout.slots(1);
  /** Slots: by slice what fees took of the turn's cash, and what was recycled of it. */
  const feeOf = layout.slots(slices);
  const recycledNow = layout.slots(1);
  /** By slice: what fees left of the turn's cash. */
  const left = new Float64Array(slices);
  /** By list: the cells of its rows, in order; fees and what is recycled stand beside the tiers' payments. */
  const rows = ledgers.map((own): Cell[] =>
    units
      ? [
          ...own.map((_, i) =>
            cellOf(
              [0, 0, 0, i],
              (s) => s[feeOf + i]!,
              (s, k, delta) => {
                s[fees.owed(i)]! -= delta;
                add(s, laid.fees, k, delta);
              },
            ),
          ),
          cellOf(
            [1, 0, 0, 0],
            (s) => s[recycledNow]!,
            (s, k, delta) => {
              s[recycledSoFar]! += delta;
              add(s, laid.recycled, k, delta);
            },
          ),
          ...own.flatMap((ledger, i) => ledger.cells(i)),
        ].sort(inOrder)
      : [],
  );

  /** What fees leave of a turn's cash, in all. */
  function charge(s: State, k: number, amount: number): number {
    let afterFees = 0;
    for (let i = 0; i < slices; i++) {
      const share = amount * paidIn.partOf(s, i, bound.definition);
      const owed = fees.owed(i);
      const fee = bound.fees ? Math.min(share, Math.max(0, s[owed]!)) : 0;
      s[owed]! -= fee;
      add(s, laid.fees, k, fee);
      s[feeOf + i] = fee;
      left[i] = share - fee;
      afterFees += left[i]!;
    }
    return afterFees;
  }
  function recycle(s: State, k: number, amount: number, afterFees: number): number {
    const terms = bound.definition.options.recycling;
    if (!terms || k > (terms.until ?? Infinity)) return 0;
    const room = bound.cap - s[recycledSoFar]!;
    const recycled = Math.max(0, Math.min(terms.share * amount, afterFees, room));
    s[recycledSoFar]! += recycled;
    add(s, laid.recycled, k, recycled);
    return recycled;
  }

  /** What a turn's cash is after fees and recycling, as a part of what fees leave; `left` holds that by slice. */
  function enter(
    s: State,
    k: number,
    pot: number,
    list: number,
    amount: number,
    observer: Observer | null,
  ): number {
    const afterFees = charge(s, k, amount);
    const recycled = recycle(s, k, amount, afterFees);
    s[recycledNow] = recycled;
    observer?.enters(k, pot, {
      ledgers: ledgers[list]!,
      cash: amount,
      partOf: (slice) => paidIn.partOf(s, slice, bound.definition),
      owed: (slice) => s[fees.owed(slice)]!,
      fees: s.subarray(feeOf, feeOf + slices),
      left,
      afterFees,
      recycled,
      room: bound.cap - s[recycledSoFar]! + recycled,
    });
    return recycled > 0 ? 1 - recycled / afterFees : 1;
  }

  /** Columns that have whole units. */
  const whole = [
    ...new Set([
      ...laid.received,
      laid.fees,
      laid.recycled,
      laid.gpSlice,
      ...laid.tiers.flatMap(({ tier, paid, payments }) =>
        tier.kind === 'reserve' ? [] : [paid, ...payments],
      ),
    ]),
  ].filter((column): column is number => column !== undefined && column !== NONE);
  /** The cells of a list's row are tied to the whole units that entered. */
  function tieRow(s: State, k: number, list: number, entered: number, observer: Observer | null): void {
    const { decimals } = units!;
    tie(s, k, rows[list]!, entered, decimals, observer?.tied);
    // Sums of what was paid and what tying changed of it have the noise of doubles: beside zero it would be a payment.
    const scale = 10 ** decimals;
    for (const column of whole) s[column + k] = Math.round(s[column + k]! * scale) / scale;
  }

  /** A turn in full: with fees, what is recycled, slices, whole units, or somebody who watches. */
  function payInFull(s: State, k: number, pot: number, list: number, observer: Observer | null): void {
    const own = ledgers[list]!;
    const comes = positive(s[cashOf(pot, list) + k]!);
    const entered = units ? units.enter(s, pot, list, comes) : 0;
    const amount = units ? units.amountOf(entered) : comes;
    add(s, laid.cash, k, amount);
    if (units) add(s, laid.rounded, k, comes - amount);
    const kept = enter(s, k, pot, list, amount, observer);
    for (let i = 0; i < slices; i++) {
      s[LEFT] = left[i]! * kept;
      s[PART] = paidIn.gpPartOf(s, i);
      own[i]!.pays[pot]!(s, k, observer);
    }
    if (units) {
      tieRow(s, k, list, entered, observer);
      s.fill(0, feeOf, feeOf + slices);
      s[recycledNow] = 0;
    }
    for (let i = 0; i < slices; i++) {
      s[PART] = paidIn.gpPartOf(s, i);
      own[i]!.endTurn(s, k);
    }
  }

  const isPlain = !units && !options.recycling && slices === 1;
  return {
    tieRow,
    /** A pot's turn over a list's cash. */
    turnOf(pot: number, list: number) {
      const cash = cashOf(pot, list);
      const { lanes } = layout;
      const { pays, turnsEnd, endTurn } = ledgers[list]![0]!;
      const pay = pays[pot]!;
      return (s: State, k: number, observer: Observer | null): void => {
        if (!isPlain || bound.fees || observer) return payInFull(s, k, pot, list, observer);
        const at = cash + k * lanes;
        // Cash below zero takes one lane.
        if (lanes === 1) s[LEFT] = positive(s[at]!);
        else copy(s, LEFT, at, lanes);
        add(s, laid.cash, k, s[LEFT]!);
        s[PART] = paidIn.gpPartOf(s, 0);
        pay(s, k, null);
        if (turnsEnd) endTurn(s, k);
      };
    },
  };
}
