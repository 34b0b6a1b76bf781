/** A turn of a pot: fees first, then what is recycled; the rest goes down the tiers of each slice. */
import type { Definition } from '../definition.ts';
import type { Parts, Units } from './parts.ts';
import type { Cell } from './rounding.ts';
import type { Observer } from './running.ts';

/** @param slices how many slices a list of deals has */
export function openPotTurns(
  { options }: Definition,
  slices: number,
  { arena, record, ledgers, cash, paidIn, pools, bound }: Parts,
  units: Units | null,
) {
  const recycledSoFar = arena.take(1);
  /** By slice: what fees took of the turn's cash, and what is left. */
  const [feeOf, left] = [new Float64Array(slices), new Float64Array(slices)];
  const { recycling, gpCapital } = options;
  const pariPassu = gpCapital === 'pariPassu';
  const allIn = gpCapital === 'allIn';
  const partOf = (slice: number) => paidIn.partOf(slice, bound.definition);

  /** What fees leave of a turn's cash, in all. */
  function charge(k: number, amount: number): number {
    let afterFees = 0;
    for (let i = 0; i < slices; i++) {
      const share = amount * partOf(i);
      const fee = bound.fees ? Math.min(share, Math.max(0, pools[i]!.owed)) : 0;
      pools[i]!.owed -= fee;
      record.fees[k]! += fee;
      feeOf[i] = fee;
      left[i] = share - fee;
      afterFees += left[i]!;
    }
    return afterFees;
  }
  function recycle(k: number, amount: number, afterFees: number): number {
    const terms = bound.definition.options.recycling;
    if (!terms || k > (terms.until ?? Infinity)) return 0;
    const room = bound.cap - recycledSoFar[0]!;
    const recycled = Math.max(0, Math.min(terms.share * amount, afterFees, room));
    recycledSoFar[0]! += recycled;
    record.recycled[k]! += recycled;
    return recycled;
  }
  /** Fees and what is recycled are cells of the row beside the tiers' payments. */
  function tie(k: number, list: number, whole: number, recycled: number, observer: Observer | null): void {
    const cells: Cell[] = [];
    feeOf.forEach((fee, i) => {
      if (fee === 0) return;
      const adjust = (delta: number) => {
        pools[i]!.owed -= delta;
        record.fees[k]! += delta;
      };
      cells.push({ order: [0, 0, 0, i], amount: () => fee, adjust });
    });
    const adjust = (delta: number) => {
      recycledSoFar[0]! += delta;
      record.recycled[k]! += delta;
    };
    if (recycled > 0) cells.push({ order: [1, 0, 0, 0], amount: () => recycled, adjust });
    units!.tieRow(k, ledgers[list]!, cells, whole, observer);
  }

  return (k: number, pot: number, list: number, observer: Observer | null): void => {
    const own = ledgers[list]!;
    const comes = Math.max(0, cash[pot]![list]![k]!);
    const whole = units ? units.enter(pot, list, comes) : 0;
    const amount = units ? units.amountOf(whole) : comes;
    record.cash[k]! += amount;
    if (units) record.rounded[k]! += comes - amount;
    let kept = 1;
    let recycled = 0;
    if (bound.fees || recycling || slices > 1 || observer) {
      const afterFees = charge(k, amount);
      recycled = recycle(k, amount, afterFees);
      if (recycled > 0) kept = 1 - recycled / afterFees;
      const room = bound.cap - recycledSoFar[0]! + recycled;
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
    } else left[0] = amount;
    for (let i = 0; i < slices; i++)
      own[i]!.pay(k, pot, left[i]! * kept, pariPassu ? paidIn.gpPartOf(i) : 0, observer);
    if (units) tie(k, list, whole, recycled, observer);
    for (let i = 0; i < slices; i++) {
      record.carry[k]! += own[i]!.carryOf(allIn ? paidIn.gpPartOf(i) : 0);
      own[i]!.endTurn();
    }
  };
}
