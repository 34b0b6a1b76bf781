/** Whole units: what enters the tiers, and how a row's payments tie to it. */

/** `amount` in whole units of 10^-decimals, halves away from zero as the decimal figure reads: 2.675 is a half. */
export function inUnits(amount: number, decimals: number): number {
  const scaled = Math.abs(amount) * 10 ** decimals;
  const units = Math.floor(scaled + 0.5 + Math.max(1e-9, scaled * 4e-16));
  return amount < 0 ? -units : units;
}

/** One cell of a row: slice x tier x party of one turn. */
export interface Cell {
  /** Fee, recycled, the general partner's slice, then tier, party, slice: who comes first when remainders tie. */
  readonly order: readonly number[];
  amount(): number;
  /** Changes what was paid by `delta`, and the balances with it. */
  adjust(delta: number): void;
}

/**
 * Cuts each cell to whole units and gives the units left to the largest remainders; those within 1e-9 of a unit are equal.
 * @param total whole units the row must sum to
 */
export function tie(cells: readonly Cell[], total: number, decimals: number): void {
  const scale = 10 ** decimals;
  const row = cells.map((cell) => {
    const scaled = cell.amount() * scale;
    // A sum that is whole but for the noise of doubles is whole.
    const units = Math.floor(scaled + Math.max(1e-9, Math.abs(scaled) * 1e-14));
    return { cell, units, remainder: Math.max(0, scaled - units) };
  });
  let left = total - row.reduce((sum, { units }) => sum + units, 0);
  const inOrder = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((x, i) => x !== b[i]);
    return at < 0 ? 0 : a[at]! - b[at]!;
  };
  row.sort((a, b) => inOrder(a.cell.order, b.cell.order));
  while (left > 0) {
    let best = row[0];
    for (const each of row) if (each.remainder > best!.remainder + 1e-9) best = each;
    if (!best) break;
    best.units++;
    best.remainder--;
    left--;
  }
  // Dividing by a power of ten gives the double nearest to the decimal; multiplying by 0.01 does not.
  for (const { cell, units } of row) cell.adjust(units / scale - cell.amount());
}
