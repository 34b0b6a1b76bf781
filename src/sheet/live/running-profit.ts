/** Profit that tiers have paid to some parties since the closing: a column for each set of tiers and parties that asks. */
import type { Setting } from './context.ts';
import { allOf, before, type Expr, less, sum } from './expression.ts';
import type { Capital } from './inflows.ts';
import type { Seat } from './ledger-tier.ts';

/** Payments of some tiers to some parties so far in the period. */
export const paymentsTo = (seats: readonly Seat[], parties: readonly string[]): Expr[] =>
  seats.flatMap((seat) => seat.payments.filter((p) => parties.includes(p.party)).map((p) => p.cell));

export interface RunningProfit {
  /**
   * What `seats` have paid to the parties, less the capital of `own`.
   * @param complete whether they pay nothing more in this period
   */
  of(seats: readonly Seat[], parties: readonly string[], own: readonly string[], complete: boolean): Expr;
  close(): void;
}

export function openRunningProfit(
  { book, word, party }: Setting,
  capital: Capital,
  mark: string,
): RunningProfit {
  const columns = new Map<
    string,
    { cell: Expr; seats: readonly Seat[]; parties: readonly string[]; own: readonly string[] }
  >();
  return {
    of(seats, parties, own, complete) {
      const key = `profit.${seats.map((s) => s.tier.id).join()}>${parties.join()}${mark}`;
      const cell = book.ref(key);
      if (!columns.has(key)) columns.set(key, { cell, seats, parties, own });
      if (complete) return cell;
      return less(sum([before(cell), ...paymentsTo(seats, parties)]), own.map(capital.joins));
    },
    close() {
      for (const [key, { cell, seats, parties, own }] of columns) {
        const joins = own.map(capital.joins);
        const foreseen = own.map(capital.foreseen).filter((ref) => ref !== '0');
        book.define(
          key,
          word('running'),
          `${word('profit')} · ${parties.map((p) => party(p)).join(', ')}`,
          less(sum([before(cell), ...paymentsTo(seats, parties)]), joins),
          { first: less('0', [...foreseen.map((ref) => `SUM(${allOf(ref)})`), ...joins]) },
        );
      }
    },
  };
}
