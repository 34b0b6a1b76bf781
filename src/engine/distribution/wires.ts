/** What a payment updates: columns, sums and balances. */
import { type Layout, lower, NONE, positive, setTo, type State } from './state.ts';

export interface Wires {
  readonly lanes: number;
  /** Columns of its period that it adds to. */
  readonly columns: number[];
  /** Sums of a turn or of a life that it adds to. */
  readonly sums: number[];
  /** Balances that it brings down: what is owed, what a hurdle still needs, what keeps a catch-up from its profit. */
  readonly balances: number[];
  /** A slot that it brings down, not below zero; in one lane. */
  readonly floored: number;
}

export const wiresTo = (
  { lanes }: Layout,
  balances: number[] = [],
  sums: number[] = [],
  floored = NONE,
): Wires => ({ lanes, columns: [], sums, balances, floored });

/** Pays what stands at the place `from`, which is below nothing where rounding takes something back. */
export function post(
  s: State,
  { lanes, columns, sums, balances, floored }: Wires,
  k: number,
  from: number,
): void {
  if (lanes === 1) {
    const amount = s[from]!;
    for (let i = 0; i < columns.length; i++) s[columns[i]! + k]! += amount;
    for (let i = 0; i < sums.length; i++) s[sums[i]!]! += amount;
    for (let i = 0; i < balances.length; i++) setTo(s, balances[i]!, s[balances[i]!]! - amount);
    if (floored !== NONE) s[floored] = positive(s[floored]! - amount);
    return;
  }
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]! + k * lanes;
    for (let l = 0; l < lanes; l++) s[column + l]! += s[from + l]!;
  }
  for (let i = 0; i < sums.length; i++) {
    const sum = sums[i]!;
    for (let l = 0; l < lanes; l++) s[sum + l]! += s[from + l]!;
  }
  for (let i = 0; i < balances.length; i++) lower(s, balances[i]!, from, lanes);
}
