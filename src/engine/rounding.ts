import type { Payment } from './ledger.ts';

/** The lesser of two sums in whole units: `wanted` rounded, or the whole units of `available` when that is less. Unrounded without `decimals`. */
export function wholeUnits(wanted: number, available: number, decimals: number | undefined): number {
  const least = Math.max(0, Math.min(wanted, available));
  if (decimals === undefined) return least;
  const rounded = Math.round(least * 10 ** decimals);
  return (rounded > available * 10 ** decimals ? rounded - 1 : rounded) / 10 ** decimals;
}

/**
 * Rounds a row's payments to `decimals` so that they sum to the row's rounded cash: each is cut to whole units and
 * the units left go to the largest remainders, ties in order of tier, then party. Balances follow the rounded payments.
 */
export function tieToCash(row: Payment[], decimals: number): void {
  const unit = 10 ** -decimals;
  const scaled = row.map((p) => p.amount / unit);
  const total = Math.round(scaled.reduce((a, b) => a + b, 0));
  // A payment that is whole but for the noise of its sum is whole.
  const units = scaled.map((s) => Math.floor(s + 1e-6));
  let left = total - units.reduce((a, b) => a + b, 0);
  const byRemainder = scaled
    .map((_, i) => i)
    .sort((i, j) => scaled[j]! - units[j]! - (scaled[i]! - units[i]!) || i - j);
  for (const i of byRemainder) {
    if (left <= 0) break;
    units[i]!++;
    left--;
  }
  row.forEach((payment, i) => {
    // Dividing by a power of ten gives the double nearest to the decimal; multiplying by 0.01 does not.
    const rounded = units[i]! / 10 ** decimals;
    payment.ledger.adjust(payment, rounded - payment.amount);
    payment.amount = rounded;
  });
}
