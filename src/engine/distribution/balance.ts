/**
 * Balances that know zero. A balance is two numbers of an array, its value and the largest absolute value it has had:
 * within 1e-12 of that it is zero, at once and for every reader. 1.00 repaid as 0.70 and 0.30 leaves nothing.
 */
const ZERO = 1e-12;

/** Balance i of an array of balances takes two places. */
export const BALANCE = 2;

export function setTo(balances: Float64Array, i: number, value: number): void {
  const size = Math.abs(value);
  const at = i * BALANCE;
  if (size > balances[at + 1]!) balances[at + 1] = size;
  // What has grown beyond any number stays so: it is told, not lost.
  balances[at] = size <= ZERO * balances[at + 1]! && size < Infinity ? 0 : value;
}

export function move(balances: Float64Array, i: number, by: number): void {
  setTo(balances, i, balances[i * BALANCE]! + by);
}

/** What a sum of the size `of` leaves, or nothing where that is only the noise of doubles. */
export const unlessNoise = (left: number, of: number): number => (left <= ZERO * Math.abs(of) ? 0 : left);
