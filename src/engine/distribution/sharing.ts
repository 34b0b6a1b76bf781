/** How a tier pays what it owes, and how what it takes falls on several payees. */
import { fill, type Layout, LEFT, PAID, positive, REST, type State, take, TAKEN } from './state.ts';
import type { Shares } from '../definition.ts';
import type { Step } from './step.ts';
import { post, type Wires } from './wires.ts';

/** Takes the lesser of the cash that is left and what is owed on balances, each payee by what it is owed on its own. */
export function owing(
  { lanes }: Layout,
  balances: readonly number[],
  to: readonly Wires[],
): Pick<Step, 'owe' | 'pay' | 'payOut'> {
  const first = balances[0];
  const alone = to.length === 1 ? to[0]! : null;
  /** What stands against one payee is not set against another. */
  const owe = (s: State): boolean => {
    const n = lanes;
    const taken = TAKEN;
    fill(s, taken, 0, n);
    let any = false;
    // In a slice whose class it does not name a tier owes nobody.
    for (let i = 0; i < balances.length; i++) {
      const due = balances[i]!;
      for (let l = 0; l < n; l++) {
        const owed = s[due + l]!;
        if (owed <= 0) continue;
        s[taken + l]! += owed;
        any = true;
      }
    }
    return any;
  };
  /** Each payee gets exactly what it is owed where that is all. */
  const payOut = (s: State, k: number): void => {
    if (alone) return post(s, alone, k, TAKEN);
    const n = lanes;
    const [taken, paid, part] = [TAKEN, PAID, REST];
    for (let l = 0; l < n; l++) {
      let owed = 0;
      for (let i = 0; i < balances.length; i++) owed += positive(s[balances[i]! + l]!);
      s[part + l] = owed <= 0 ? 0 : s[taken + l] === owed ? 1 : s[taken + l]! / owed;
    }
    for (let i = 0; i < to.length; i++) {
      const balance = balances[i]!;
      for (let l = 0; l < n; l++) s[paid + l] = positive(s[balance + l]!) * s[part + l]!;
      post(s, to[i]!, k, PAID);
    }
  };
  return {
    owe,
    payOut,
    pay(s, k) {
      if (!alone) {
        if (!owe(s)) return false;
        if (take(s, lanes)) payOut(s, k);
        return true;
      }
      const n = lanes;
      const due = first!;
      const [left, taken] = [LEFT, TAKEN];
      let any = false;
      let owes = false;
      for (let l = 0; l < n; l++) {
        const owed = positive(s[due + l]!);
        const amount = Math.min(s[left + l]!, owed);
        s[taken + l] = amount;
        s[left + l]! -= amount;
        if (owed > 0) owes = true;
        if (amount > 0) any = true;
      }
      if (any) post(s, alone, k, TAKEN);
      return owes;
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

/**
 * Pays out by shares what stands at `from`; the last with a share takes the remainder, so that no cash is lost to doubles.
 * @param shares place of the shares
 */
export function payByShares(
  s: State,
  k: number,
  shares: number,
  to: readonly Wires[],
  from: typeof TAKEN | typeof LEFT,
): void {
  const n = to[0]!.lanes;
  const last = shares + to.length * n;
  const [all, paid, rest] = [from, PAID, REST];
  let before: number = from;
  for (let i = 0; i < to.length - 1; i++) {
    const share = shares + i * n;
    for (let l = 0; l < n; l++) {
      const part = i < s[last + l]! ? s[all + l]! * s[share + l]! : s[before + l]!;
      s[paid + l] = part;
      s[rest + l] = s[before + l]! - part;
    }
    before = rest;
    post(s, to[i]!, k, PAID);
  }
  post(s, to[to.length - 1]!, k, before);
}
