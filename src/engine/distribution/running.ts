/** A ledger at work, and who observes it. */

/** Whose balances they are, where that is not the whole fund's. */
import type { Definition, Tier } from '../definition.ts';
import type { TierColumns } from './columns.ts';
import type { Operands } from './coverage-test.ts';
import type { FeeSchedule, Pool } from './fees.ts';
import type { Cell } from './rounding.ts';
import type { Joining, Ledger, Step } from './step.ts';
import type { Readings } from './turn.ts';
export interface Owner {
  readonly class?: string;
  readonly deal?: string | null;
}

/** A tier of a ledger with its step and its columns. */
export interface Placed {
  readonly index: number;
  readonly id: string;
  readonly kind: Tier['kind'];
  /** As it was bound last. */
  tier: Tier;
  readonly step: Step;
  readonly columns: TierColumns;
  /** By payee: what the tier pays it in each period. */
  readonly payments: readonly Float64Array[];
  /** What it paid in the turn at work: to each payee, and for a reserve what it took less what it gave. */
  readonly turn: Float64Array;
  /** Place of the general partner among the payees where what it gets may be carry; else -1. */
  readonly gpAt: number;
  /** By payee: balances of profit that a payment to it adds to. */
  readonly profits: readonly (readonly Float64Array[])[];
  readonly coveredBy: Placed[];
}

export interface Payments {
  readonly placed: readonly Placed[];
  /** Shares an amount out among a tier's payees. */
  payOut(at: Placed, amount: number, k: number): void;
  /** The general partner's own slice: its capital first, then its profit. */
  paySlice(amount: number, k: number): void;
  /** Takes up to `wanted` out of a reserve; what was there. */
  drawFrom(reserve: Placed, wanted: number, k: number): number;
  /** Carry of the turn, of which `part` of each tier's cash is the general partner's as an investor. */
  carryOf(part: number): number;
  /** Cells of the turn, for rounding. */
  cells(k: number, slice: number, into: Cell[]): void;
  endTurn(): void;
}

export interface RunningLedger extends Ledger, Pick<Payments, 'placed' | 'carryOf' | 'cells' | 'endTurn'> {
  readonly owner: Owner;
  /** What coverage tests read. */
  readonly operands: Operands;
  /** Takes the numbers of a definition of the same form. */
  bind(definition: Definition): void;
  reset(): void;
  open(k: number): void;
  join(k: number, joining: Joining): void;
  foresee(party: number, amount: number): void;
  /**
   * Pays a turn of a pot down its tiers, the general partner's own part of it first.
   * @param part the general partner's own part, 0..1
   */
  pay(k: number, pot: number, cash: number, part: number, observer: Observer | null): void;
  /** What a pot's reserves hold by rank; takes a part of what one holds. */
  readonly reserves: readonly (readonly { held(): number; draw(k: number, wanted: number): number }[])[];
  close(k: number): void;
  /** Paid-in capital by class that is not back. */
  unreturnedOf(party: number): number;
  /** Capital of a party that is still out, and the return on it that is still owed. */
  owedTo(party: number): number;
  /** Whether some tier pays back the party's capital. */
  returns(party: number): boolean;
}

/** What is seen of a tier at its turn. */
export type Seen = Pick<Placed, 'id' | 'step' | 'turn'>;

/** Cash of a pot as it comes in: what fees took of each slice, and what was recycled. */
export interface Entry {
  readonly ledgers: readonly RunningLedger[];
  readonly cash: number;
  partOf(slice: number): number;
  readonly fees: Float64Array;
  readonly left: Float64Array;
  readonly afterFees: number;
  readonly recycled: number;
  /** Most that could still be recycled. */
  readonly room: number;
}

/** Hears of moments and of turns; what a turn returns is called after it. */
export interface Observer {
  /** As a period opens, once fees fell due and returns accrued, and once capital joined. */
  moment(
    at: keyof Readings,
    k: number,
    ledgers: readonly RunningLedger[],
    pools: readonly Pool[],
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
    tested: number | null,
    to: string | undefined,
  ): void;
  /** The cells of the row just paid, to be tied through what is returned. */
  tied(cells: readonly Cell[]): readonly Cell[];
}
