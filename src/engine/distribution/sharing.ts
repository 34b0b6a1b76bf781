/** How a tier pays what it owes, and how what it takes falls on several payees. */
import { fill, type Layout, LEFT, PAID, positive, REST, type State, take, TAKEN } from './state.ts';
import type { Shares } from '../definition.ts';
import type { Step } from './step.ts';
import { isUnheard, post, type Wires } from './wires.ts';

/** Takes the lesser of the cash that is left and what is owed on balances, each payee by what it is owed on its own. */
export function owing(
  { lanes }: Layout,
  balances: readonly number[],
  to: readonly Wires[],
): Pick<Step, 'owe' | 'pay' | 'payOut'> {
  const first = balances[0];
  const alone = to.length === 1 ? to[0]! : null;
  /** What stands against one payee is not set against another. */
  const owe = (s: State): void => {
    const n = lanes;
    const due = first;
    // In a slice whose class it does not name a tier owes nobody.
    if (due === undefined) return fill(s, TAKEN, 0, n);
    for (let l = 0; l < n; l++) s[TAKEN + l] = positive(s[due + l]!);
    for (let i = 1; i < balances.length; i++) {
      const other = balances[i]!;
      for (let l = 0; l < n; l++) s[TAKEN + l]! += positive(s[other + l]!);
    }
  };
  /** Each payee gets exactly what it is owed where that is all. */
  const payOut = (s: State, k: number): void => {
    if (alone) return post(s, alone, k, TAKEN);
    for (let l = 0; l < lanes; l++) {
      let owed = 0;
      for (let i = 0; i < balances.length; i++) owed += positive(s[balances[i]! + l]!);
      s[REST + l] = owed <= 0 ? 0 : s[TAKEN + l] === owed ? 1 : s[TAKEN + l]! / owed;
    }
    for (let i = 0; i < to.length; i++) {
      const balance = balances[i]!;
      for (let l = 0; l < lanes; l++) s[PAID + l] = positive(s[balance + l]!) * s[REST + l]!;
      post(s, to[i]!, k, PAID);
    }
  };
  return {
    owe,
    payOut,
    pay(s, k) {
      if (!alone) {
        owe(s);
        if (take(s, lanes)) payOut(s, k);
        return;
      }
      const n = lanes;
      const due = first!;
      let any = false;
      for (let l = 0; l < n; l++) {
        const left = s[LEFT + l]!;
        const amount = Math.min(left, positive(s[due + l]!));
        s[TAKEN + l] = amount;
        s[LEFT + l] = left - amount;
        if (amount > 0) any = true;
      }
      if (any) post(s, alone, k, TAKEN);
    },
  };
}

/** How many numbers shares of `n` payees are: each share, and which is the last that is not nothing. */
export const sharesOf = (n: number): number => n + 1;

/** @param at place of the shares */
export function bindShares(
  s: State,
  at: number,
  ids: readonly string[],
  shares: Shares,
  lanes: number,
  lane: number,
): void {
  let last = 0;
  for (let i = 0; i < ids.length; i++) {
    const share = shares[ids[i]!]!;
    s[at + i * lanes + lane] = share;
    if (share !== 0) last = i;
  }
  s[at + ids.length * lanes + lane] = last;
}

/** Pays out by shares; the last with a share takes the remainder, so that no cash is lost to doubles. */
export function payByShares(s: State, k: number, shares: number, to: readonly Wires[]): void {
  const n = to[0]!.lanes;
  const last = shares + to.length * n;
  for (let i = 0; i < to.length; i++) {
    if (i === to.length - 1 && isUnheard(to[i]!)) return;
    const share = shares + i * n;
    const before = i === 0 ? TAKEN : REST;
    for (let l = 0; l < n; l++) {
      const part = i < s[last + l]! ? s[TAKEN + l]! * s[share + l]! : i === s[last + l] ? s[before + l]! : 0;
      s[PAID + l] = part;
      s[REST + l] = s[before + l]! - part;
    }
    post(s, to[i]!, k, PAID);
  }
}
