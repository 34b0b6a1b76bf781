/** How an amount falls on several payees. */
import { positive, type State } from './state.ts';
import { post, type Wires } from './wires.ts';

/** What is owed on balances; what stands against one payee is not set against another. */
export function owedOn(s: State, balances: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < balances.length; i++) sum += positive(s[balances[i]!]!);
  return sum;
}

/** Pays each payee by what it is owed on its balance; each exactly that when it is all. */
export function payByOwed(
  s: State,
  k: number,
  amount: number,
  balances: readonly number[],
  to: readonly Wires[],
): void {
  if (to.length === 1) return post(s, to[0]!, amount, k);
  const total = owedOn(s, balances);
  for (let i = 0; i < to.length; i++) {
    const owed = positive(s[balances[i]!]!);
    const part = total <= 0 ? 0 : amount === total ? owed : owed * (amount / total);
    if (part !== 0) post(s, to[i]!, part, k);
  }
}

/** Pays by fixed shares; the last with a share takes the remainder, so that no cash is lost to doubles. */
export function payByShares(s: State, k: number, amount: number, shares: number, to: readonly Wires[]): void {
  let left = amount;
  let last = to.length - 1;
  while (last > 0 && s[shares + last] === 0) last--;
  for (let i = 0; i < last; i++) {
    const part = amount * s[shares + i]!;
    left -= part;
    if (part !== 0) post(s, to[i]!, part, k);
  }
  if (left !== 0) post(s, to[last]!, left, k);
}
