/** What the classes have paid in so far, and the parts of cash that follow from it. */
import type { Definition } from '../definition.ts';
import { GP } from '../parties.ts';
import type { Recorded } from './columns.ts';
import { add, type Layout, NONE, type State } from './state.ts';

export interface PaidIn {
  of(s: State, party: number): number;
  payIn(s: State, k: number, party: number, amount: number): void;
  /** A slice's part of cash: by capital contributed to date. */
  partOf(s: State, slice: number, definition: Definition): number;
  /** The general partner's part of the capital behind a slice. */
  gpPartOf(s: State, slice: number): number;
}

/** @param sliced cash is first split among the classes */
export function openPaidIn(
  { classes }: Definition,
  sliced: boolean,
  layout: Layout,
  { contributed, contributions, net }: Recorded<number>,
): PaidIn {
  const { lanes } = layout;
  const n = classes.length;
  const gp = classes.findIndex((c) => c.id === GP);
  const paidIn = layout.slots(n);
  const all = (s: State) => {
    let sum = 0;
    for (let p = 0; p < n; p++) sum += s[paidIn + p]!;
    return sum;
  };
  return {
    of: (s, party) => s[paidIn + party]!,
    payIn(s, k, party, amount) {
      s[paidIn + party]! += amount;
      add(s, contributed[party]!, k, amount);
      add(s, contributions, k, amount);
      const own = net[party]!;
      if (own !== NONE) for (let l = 0; l < lanes; l++) s[own + k * lanes + l]! -= amount;
    },
    partOf(s, slice, definition) {
      if (!sliced) return 1;
      const total = all(s);
      return total > 0 ? s[paidIn + slice]! / total : definition.classes[slice]!.share;
    },
    gpPartOf(s, slice) {
      if (gp < 0) return 0;
      if (sliced) return slice === gp ? 1 : 0;
      const total = all(s);
      return total > 0 ? s[paidIn + gp]! / total : 0;
    },
  };
}
