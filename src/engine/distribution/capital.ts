/** Capital accounts of one ledger, by party. */
import type { Arena } from './arena.ts';
import { BALANCE, move } from './balance.ts';

export interface CapitalAccounts {
  /** Balances: capital not yet paid back, return that joined capital included, and what will be paid in later where that is foreseen. */
  readonly unreturned: Float64Array;
  /** Paid in so far, where it has joined these balances. */
  readonly contributed: Float64Array;
  /** Balances: foreseen, but paid in later (`lateCall: recompute`). */
  readonly pending: Float64Array;
  /** What bears a return under `base: unreturned`, and under `base: original`. */
  openBase(party: number): number;
  originalBase(party: number): number;
  contribute(party: number, amount: number, foreseen: boolean): void;
  foresee(party: number, amount: number): void;
  /** Return that was not paid joins capital: it is no contribution. */
  capitalise(party: number, amount: number): void;
  repay(party: number, amount: number): void;
  /** Capital is fully back where the payments of a turn have brought it to zero. */
  endTurn(): void;
  anyContributed(): boolean;
  /** Capital that bears nothing before its moment; what is paid back first is the capital that bears longest. */
  sleep(party: number, amount: number, until: number): void;
  /** The moment has come: what still sleeps of it, and of the original sum, awakes. */
  wake(party: number, until: number): { readonly open: number; readonly original: number };
}

/** One sum that bears nothing yet: what is left of it, and all of it while capital was not fully back. */
interface Sleeper {
  readonly until: number;
  left: number;
  original: number;
}

export function openCapital(arena: Arena, parties: number): CapitalAccounts & { reset(): void } {
  const unreturned = arena.take(parties * BALANCE);
  const contributed = arena.take(parties);
  const pending = arena.take(parties * BALANCE);
  /** Contributions since capital was last fully back. */
  const original = arena.take(parties);
  /** Sums of what sleeps. */
  const asleep = arena.take(parties);
  const originalAsleep = arena.take(parties);
  /** 1 where the turn at work has paid capital back. */
  const repaid = arena.take(parties);
  let sleepers: Sleeper[][] = [];

  const count = (p: number) => {
    asleep[p] = originalAsleep[p] = 0;
    for (const { left, original } of sleepers[p] ?? []) {
      asleep[p] += left;
      originalAsleep[p]! += original;
    }
  };
  const open = (p: number) => Math.max(0, unreturned[p * BALANCE]! - pending[p * BALANCE]!);

  return {
    unreturned,
    contributed,
    pending,
    openBase: (p) => Math.max(0, open(p) - asleep[p]!),
    originalBase: (p) => (open(p) > 0 ? original[p]! - originalAsleep[p]! : 0),
    contribute(p, amount, foreseen) {
      if (foreseen) move(pending, p, -amount);
      else move(unreturned, p, amount);
      original[p]! += amount;
      contributed[p]! += amount;
    },
    foresee(p, amount) {
      move(unreturned, p, amount);
      move(pending, p, amount);
    },
    capitalise(p, amount) {
      move(unreturned, p, amount);
    },
    repay(p, amount) {
      move(unreturned, p, -amount);
      repaid[p] = 1;
    },
    endTurn() {
      for (let p = 0; p < parties; p++) {
        if (repaid[p] === 0) continue;
        repaid[p] = 0;
        const back = unreturned[p * BALANCE]! <= 0;
        if (back) original[p] = 0;
        if (asleep[p] === 0 && originalAsleep[p] === 0) continue;
        let over = back ? Infinity : asleep[p]! - open(p);
        for (const sleeper of sleepers[p]!) {
          if (back) sleeper.original = 0;
          const taken = Math.max(0, Math.min(over, sleeper.left));
          sleeper.left -= taken;
          over -= taken;
        }
        count(p);
      }
    },
    anyContributed() {
      for (let p = 0; p < parties; p++) if (contributed[p]! > 0) return true;
      return false;
    },
    sleep(p, amount, until) {
      (sleepers[p] ??= []).push({ until, left: amount, original: amount });
      sleepers[p].sort((a, b) => a.until - b.until);
      count(p);
    },
    wake(p, until) {
      let open = 0;
      let original = 0;
      for (const sleeper of sleepers[p] ?? [])
        if (sleeper.until === until) {
          open += sleeper.left;
          original += sleeper.original;
        }
      sleepers[p] = (sleepers[p] ?? []).filter((s) => s.until !== until);
      count(p);
      return { open, original };
    },
    reset: () => void (sleepers = []),
  };
}
