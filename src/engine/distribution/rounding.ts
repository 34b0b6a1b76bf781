/** Whole units: what enters the tiers, and how a row's payments tie to it. */
import type { State } from './state.ts';

/** `amount` in whole units of 10^-decimals, halves away from zero as the decimal figure reads: 2.675 is a half. */
export function inUnits(amount: number, decimals: number): number {
  const scaled = Math.abs(amount) * 10 ** decimals;
  const units = Math.floor(scaled + 0.5 + Math.max(1e-9, scaled * 4e-16));
  return amount < 0 ? -units : units;
}

/** Which cell of a row it is: fee, recycled, the general partner's slice, or a tier; then tier, party, slice. */
export type CellOrder = readonly [kind: 0 | 1 | 2 | 3, tier: number, party: number, slice: number];

/** One cell of a row: slice x tier x party of one turn. */
export interface Cell {
  readonly order: CellOrder;
  /** What was paid; nothing where it does not stand in the row. */
  amount(s: State): number;
  /** Changes what was paid in period k by `delta`, and the balances with it. */
  adjust(s: State, k: number, delta: number): void;
  /** While a row is tied: what was paid, its whole units and what is left over of it. */
  paid: number;
  units: number;
  remainder: number;
}

export const cellOf = (order: CellOrder, amount: Cell['amount'], adjust: Cell['adjust']): Cell => ({
  order,
  amount,
  adjust,
  paid: 0,
  units: 0,
  remainder: 0,
});

/** Who comes first when remainders tie. */
export const inOrder = ({ order: a }: Cell, { order: b }: Cell): number => {
  const at = a.findIndex((x, i) => x !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
};

/**
 * Cuts each cell to whole units and gives the units left to the largest remainders; those within 1e-9 of a unit, or
 * within the noise of doubles of this size, are equal.
 * @param cells all cells that a row can have, in order
 * @param total whole units the row must sum to
 * @param adjusted is told of each cell that was changed
 */
export function tie(
  s: State,
  k: number,
  cells: readonly Cell[],
  total: number,
  decimals: number,
  adjusted?: (order: CellOrder, delta: number) => void,
): void {
  const scale = 10 ** decimals;
  let left = total;
  let equal = 1e-9;
  for (const cell of cells) {
    cell.paid = cell.amount(s);
    const scaled = cell.paid * scale;
    equal = Math.max(equal, Math.abs(scaled) * 1e-14);
    // A sum that is whole but for the noise of doubles is whole.
    cell.units = Math.floor(scaled + Math.max(1e-9, Math.abs(scaled) * 1e-14));
    cell.remainder = Math.max(0, scaled - cell.units);
    left -= cell.units;
  }
  while (left > 0) {
    let best: Cell | undefined;
    for (const cell of cells)
      if (cell.paid !== 0 && (!best || cell.remainder > best.remainder + equal)) best = cell;
    if (!best) break;
    best.units++;
    best.remainder--;
    left--;
  }
  for (const cell of cells) {
    if (cell.paid === 0) continue;
    // Dividing by a power of ten gives the double nearest to the decimal; multiplying by 0.01 does not.
    const delta = cell.units / scale - cell.paid;
    if (delta === 0) continue;
    cell.adjust(s, k, delta);
    adjusted?.(cell.order, delta);
  }
}
