/** Capital accounts of one ledger, by party. */
import type { Moment } from '../parse/moments.ts';
import { BALANCE, fill, type Layout, lower, positive, raise, type State, TAKEN } from './state.ts';

/** A call of a class that bears nothing before it begins to: what is left of it, and all of it while capital was not fully back. */
export interface Sleeper {
  readonly party: number;
  readonly begins: Moment;
  left: number;
  original: number;
  /** What of both began to bear in its period. */
  awoke: number;
  awokeOriginal: number;
}

export interface CapitalAccounts {
  /** Balance: capital not yet paid back, return that joined capital included, and what will be paid in later where that is foreseen. */
  unreturned(this: void, party: number): number;
  /** Balance: foreseen, but paid in later (`lateCall: recompute`). */
  pending(this: void, party: number): number;
  /** Slot, the same for all lanes: paid in so far, where it has joined these balances. */
  contributed(this: void, party: number): number;
  /** Capital that is out now. */
  open(this: void, s: State, party: number): number;
  /** Slot, the same for all lanes: capital that does not bear a return yet. */
  asleep(this: void, party: number): number;
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
  /** Takes what is paid back beyond the capital that bears off what sleeps. */
  payBackSleepers(s: State, party: number): void;
  /** Capital is fully back where it is zero as a period ends. */
  endPeriod(s: State): void;
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
  const balance = BALANCE * lanes;
  const open = (s: State, p: number) => s[unreturned + p * balance]! - s[pending + p * balance]!;

  return {
    sleepers: [],
    unreturned: (p) => unreturned + p * balance,
    pending: (p) => pending + p * balance,
    contributed: (p) => contributed + p,
    open,
    asleep: (p) => asleep + p,
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
      fill(s, TAKEN, amount, lanes);
      raise(s, unreturned + p * balance, TAKEN, lanes);
      raise(s, pending + p * balance, TAKEN, lanes);
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
    payBackSleepers(s, p) {
      const back = s[unreturned + p * BALANCE]! <= 0;
      let over = s[asleep + p]! - positive(open(s, p));
      for (const sleeper of this.sleepers) {
        if (sleeper.party !== p) continue;
        if (back) sleeper.original = 0;
        const taken = back ? sleeper.left : Math.max(0, Math.min(over, sleeper.left));
        sleeper.left -= taken;
        over -= taken;
      }
      this.countAsleep(s, p);
    },
    endPeriod(s) {
      for (let p = 0; p < parties; p++) {
        if (s[asleep + p] !== 0 || s[originalAsleep + p] !== 0) this.payBackSleepers(s, p);
        if (s[original + p]! > 0 && s[unreturned + p * BALANCE]! <= 0) s[original + p] = 0;
      }
    },
  };
}
