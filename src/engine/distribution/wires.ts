/** Whoever must know of a payment. */
import { move, NONE, positive, type State } from './state.ts';

export interface Wires {
  /** Columns of its period that it adds to. */
  readonly columns: number[];
  /** Sums of a turn or of a life that it adds to. */
  readonly sums: number[];
  /** Balances that it brings down: what is owed, what a hurdle still needs, what keeps a catch-up from its profit. */
  readonly balances: number[];
  /** A slot that it brings down, not below zero. */
  readonly floored: number;
}

export const wiresTo = (balances: number[] = [], sums: number[] = [], floored = NONE): Wires => ({
  columns: [],
  sums,
  balances,
  floored,
});

/** Pays, or where rounding takes it back pays less than nothing. */
export function post(s: State, { columns, sums, balances, floored }: Wires, amount: number, k: number): void {
  for (let i = 0; i < columns.length; i++) s[columns[i]! + k]! += amount;
  for (let i = 0; i < sums.length; i++) s[sums[i]!]! += amount;
  for (let i = 0; i < balances.length; i++) move(s, balances[i]!, -amount);
  if (floored !== NONE) s[floored] = positive(s[floored]! - amount);
}
