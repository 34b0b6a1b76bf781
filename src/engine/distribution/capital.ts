/** Capital accounts of one ledger, by party. */
import type { Moment } from '../parse/moments.ts';
import { BALANCE, fill, type Layout, lower, move, positive, raise, type State, TAKEN } from './state.ts';

/** A sum that bears nothing before it begins to: what is left of it, and all of it while capital was not fully back. */
export interface Sleeper {
  readonly party: number;
  readonly begins: Moment;
  left: number;
  original: number;
}

export interface CapitalAccounts {
  /** Balance: capital not yet paid back, return that joined capital included, and what will be paid in later where that is foreseen. */
  unreturned(this: void, party: number): number;
  /** Balance: foreseen, but paid in later (`lateCall: recompute`). */
  pending(this: void, party: number): number;
  /** Slot, the same for all lanes: paid in so far, where it has joined these balances. */
  contributed(this: void, party: number): number;
  /** Slot: what was paid back in the turn at work. */
  repaid(this: void, party: number): number;
  /** Capital that is out now. */
  open(this: void, s: State, party: number): number;
  /** What bears a return under `base: unreturned`, and under `base: original`. */
  openBase(s: State, party: number): number;
  originalBase(s: State, party: number): number;
  contribute(s: State, party: number, amount: number, foreseen: boolean): void;
  foresee(s: State, party: number, amount: number): void;
  anyContributed(s: State): boolean;
  /** Sums that may sleep in a run, what is paid back first in front: the capital that bears longest. */
  sleepers: readonly Sleeper[];
  /** A sum of the sleepers has changed. */
  countAsleep(s: State, party: number): void;
  /** Capital is fully back where the payments of a turn have brought it to zero. */
  endTurn(s: State): void;
}

export function openCapital(layout: Layout, parties: number): CapitalAccounts {
  const { lanes } = layout;
  const unreturned = layout.slots(parties * BALANCE);
  const pending = layout.slots(parties * BALANCE);
  const contributed = layout.slots(parties);
  /** Contributions since capital was last fully back. */
  const original = layout.slots(parties);
  /** Sums of what sleeps. */
  const asleep = layout.slots(parties);
  const originalAsleep = layout.slots(parties);
  const repaid = layout.slots(parties);
  const balance = BALANCE * lanes;
  const open = (s: State, p: number) => s[unreturned + p * balance]! - s[pending + p * balance]!;

  return {
    sleepers: [],
    unreturned: (p) => unreturned + p * balance,
    pending: (p) => pending + p * balance,
    contributed: (p) => contributed + p,
    repaid: (p) => repaid + p * lanes,
    open,
    openBase: (s, p) => positive(positive(open(s, p)) - s[asleep + p]!),
    originalBase: (s, p) => (open(s, p) > 0 ? s[original + p]! - s[originalAsleep + p]! : 0),
    contribute(s, p, amount, foreseen) {
      fill(s, TAKEN, amount, lanes);
      if (foreseen) lower(s, pending + p * balance, TAKEN, lanes);
      else raise(s, unreturned + p * balance, TAKEN, lanes);
      s[contributed + p]! += amount;
      s[original + p]! += amount;
    },
    foresee(s, p, amount) {
      move(s, unreturned + p * BALANCE, amount);
      move(s, pending + p * BALANCE, amount);
    },
    anyContributed(s) {
      for (let p = 0; p < parties; p++) if (s[contributed + p]! > 0) return true;
      return false;
    },
    countAsleep(s, party) {
      let [left, origin] = [0, 0];
      for (const sleeper of this.sleepers) {
        if (sleeper.party !== party) continue;
        left += sleeper.left;
        origin += sleeper.original;
      }
      s[asleep + party] = left;
      s[originalAsleep + party] = origin;
    },
    endTurn(s) {
      for (let p = 0; p < parties; p++) {
        if (s[repaid + p] === 0) continue;
        s[repaid + p] = 0;
        const back = s[unreturned + p * BALANCE]! <= 0;
        if (back) s[original + p] = 0;
        if (s[asleep + p] === 0 && s[originalAsleep + p] === 0) continue;
        let over = back ? Infinity : s[asleep + p]! - positive(open(s, p));
        for (const sleeper of this.sleepers) {
          if (sleeper.party !== p) continue;
          if (back) sleeper.original = 0;
          const taken = Math.max(0, Math.min(over, sleeper.left));
          sleeper.left -= taken;
          over -= taken;
        }
        this.countAsleep(s, p);
      }
    },
  };
}
