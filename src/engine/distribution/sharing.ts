/** How a tier pays what it owes, and how an amount falls on several payees. */
import { LEFT, positive, type State } from './state.ts';
import type { Step } from './step.ts';
import { post, type Wires } from './wires.ts';

/** Takes the lesser of the cash that is left and what is owed on balances, each payee by what it is owed on its own. */
export function owing(
  balances: readonly number[],
  to: readonly Wires[],
): Pick<Step, 'pay' | 'payOut' | 'owed'> {
  /** What stands against one payee is not set against another. */
  const owed = (s: State): number => {
    let sum = 0;
    for (let i = 0; i < balances.length; i++) sum += positive(s[balances[i]!]!);
    return sum;
  };
  /** Each payee gets exactly what it is owed where that is all. */
  const payOut = (s: State, k: number, amount: number): void => {
    const total = owed(s);
    for (let i = 0; i < to.length; i++) {
      const own = positive(s[balances[i]!]!);
      const part = total <= 0 ? 0 : amount === total ? own : own * (amount / total);
      if (part !== 0) post(s, to[i]!, part, k);
    }
  };
  const pay = (s: State, k: number): void => {
    const amount = Math.min(s[LEFT]!, owed(s));
    if (amount > 0) payOut(s, k, amount);
    s[LEFT]! -= amount;
  };
  if (to.length !== 1) return { pay, payOut, owed };
  const [own, due] = [to[0]!, balances[0]!];
  return {
    pay(s, k) {
      const amount = Math.min(s[LEFT]!, positive(s[due]!));
      if (amount > 0) post(s, own, amount, k);
      s[LEFT]! -= amount;
    },
    payOut: (s, k, amount) => post(s, own, amount, k),
    owed: (s) => positive(s[due]!),
  };
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
