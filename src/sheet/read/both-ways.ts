/** Where cash is paid in and paid out in one period, which counts as its net. */

/**
 * The deal with a later call in period t in which another pays out; -1 where there is none. The first outlay of a deal
 * is its cost, which nets nothing.
 */
export const laterCall = (deals: readonly (readonly (number | null)[])[], t: number): number =>
  deals.some((amounts) => amounts[t]! > 0)
    ? deals.findIndex((amounts) => amounts[t]! < 0 && amounts.findIndex((v) => v !== 0) < t)
    : -1;
