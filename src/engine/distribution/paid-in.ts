/** What the classes have paid in so far, and the parts of cash that follow from it. */
import type { Definition } from '../definition.ts';
import { GP } from '../parties.ts';
import type { Arena } from './arena.ts';
import type { Recorded } from './columns.ts';

export interface PaidIn {
  of(party: number): number;
  payIn(k: number, party: number, amount: number): void;
  /** A slice's part of cash: by capital contributed to date. */
  partOf(slice: number, definition: Definition): number;
  /** The general partner's part of the capital behind a slice. */
  gpPartOf(slice: number): number;
}

/** @param sliced cash is first split among the classes */
export function openPaidIn(
  { classes }: Definition,
  sliced: boolean,
  arena: Arena,
  { contributed, contributions }: Recorded,
): PaidIn {
  const gp = classes.findIndex((c) => c.id === GP);
  const paidIn = arena.take(classes.length);
  const all = () => {
    let sum = 0;
    for (let p = 0; p < paidIn.length; p++) sum += paidIn[p]!;
    return sum;
  };
  return {
    of: (party) => paidIn[party]!,
    payIn(k, party, amount) {
      paidIn[party]! += amount;
      contributed[party]![k]! += amount;
      contributions[k]! += amount;
    },
    partOf(slice, definition) {
      if (!sliced) return 1;
      const total = all();
      return total > 0 ? paidIn[slice]! / total : definition.classes[slice]!.share;
    },
    gpPartOf(slice) {
      if (gp < 0) return 0;
      if (sliced) return slice === gp ? 1 : 0;
      const total = all();
      return total > 0 ? paidIn[gp]! / total : 0;
    },
  };
}
