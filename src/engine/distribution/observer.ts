/** Who watches a run; the rules do not know of it. */
import type { FeeSchedule } from './fees.ts';
import type { Operands } from './coverage-test.ts';
import type { CellOrder } from './rounding.ts';
import type { Step } from './step.ts';
import type { Readings } from './turn.ts';

/** Whose balances they are, where that is not the whole fund's. */
export interface Owner {
  readonly class?: string;
  readonly deal?: string | null;
}

/** What is seen of a tier. */
export interface Seen {
  readonly index: number;
  readonly id: string;
  readonly step: Step;
  /** Slots: what it paid in the turn at work to each payee, and for a reserve what it took less what it gave; `NONE` where nobody asks. */
  readonly turn: number;
}

/** What is seen of a ledger. */
export interface Watched {
  readonly owner: Owner;
  readonly placed: readonly Seen[];
  readonly operands: Operands;
}

/** Cash of a pot as it comes in: what fees took of each slice, and what was recycled. */
export interface Entry {
  readonly ledgers: readonly Watched[];
  readonly cash: number;
  partOf(slice: number): number;
  /** By slice: what is still owed of fees. */
  owed(slice: number): number;
  readonly fees: Float64Array;
  readonly left: Float64Array;
  readonly afterFees: number;
  readonly recycled: number;
  /** Most that could still be recycled. */
  readonly room: number;
}

/** Hears of moments and of turns; what a turn returns is called after it. */
export interface Observer {
  /** As a period opens, once fees fell due and returns accrued, and once capital joined. @param owed by slice: fees */
  moment(
    at: keyof Readings,
    k: number,
    ledgers: readonly Watched[],
    owed: readonly number[],
    fees: FeeSchedule | null,
  ): void;
  enters(k: number, pot: number, entry: Entry): void;
  slice(k: number, pot: number, owner: Owner, amount: number, available: number): void;
  turn(k: number, pot: number, owner: Owner, at: Seen, left: number, from?: string): (at: Seen) => void;
  test(
    k: number,
    pot: number,
    owner: Owner,
    at: Seen,
    left: number,
    tested: number,
    to: string | undefined,
  ): void;
  /** A cell of the row just paid was changed to tie it to whole units. */
  readonly tied: (order: CellOrder, delta: number) => void;
}
