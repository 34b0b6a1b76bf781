/** Formulas of a deal with the cells they stand in. */
import { InvariantError } from '../../engine/index.ts';
import { cellAddress } from '../grid.ts';
import type { PlanCell } from '../plan.ts';
import type { Expr } from './expression.ts';
import type { LiveDeal } from './index.ts';

export interface Place {
  /** Column of each key, zero-based. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** Row of period 0, zero-based. */
  readonly firstRow: number;
  readonly periods: number;
  /** Where the list of calls dated inside a period stands: its first column and row, zero-based, and its length. */
  readonly calls: { readonly column: number; readonly row: number; readonly count: number };
  /** Absolute cell of each term, in their order. */
  readonly termCells: readonly string[];
}

const letters = (column: number): string => cellAddress(0, column).replace(/\d+$/, '');

/** A formula as it stands in the row of a period, or in the k-th row of the list of calls. */
export function written(deal: LiveDeal, expr: Expr, k: number, place: Place): string {
  const columnOf = (ref: string) => {
    const key = deal.keyOf(Number(ref));
    const column = place.columnOf.get(key);
    if (column === undefined) throw new InvariantError(`no column ${key}`);
    return letters(column);
  };
  const row = place.firstRow + 1;
  return expr
    .replace(/\[(\d+)([\^@:]?)\]/g, (_, ref: string, where: string) => {
      const letter = columnOf(ref);
      if (where === '@') return `$${letter}$${row}`;
      if (where === ':') return `$${letter}$${row}:$${letter}$${row + place.periods}`;
      return `${letter}${row + k - (where === '^' ? 1 : 0)}`;
    })
    .replace(/<(\d+)(\.?)>/g, (_, ref: string, own: string) => {
      const { column, row: from, count } = place.calls;
      const letter = letters(column + Number(ref));
      return own ? `$${letter}${from + 1 + k}` : `$${letter}$${from + 1}:$${letter}$${from + count}`;
    })
    .replace(/\{(\d+)\}/g, (_, term: string) => place.termCells[Number(term)]!);
}

/** What stands in a column's cell of a period: its formula, a number, or null where the cell holds its own value. */
export function liveCell(deal: LiveDeal, key: string, k: number, place: Place): PlanCell {
  const column = deal.formulas.get(key);
  if (!column) return null;
  const expr =
    k === 0
      ? column.first
      : k === place.periods && column.last !== undefined
        ? column.last
        : typeof column.rest === 'function'
          ? column.rest(k)
          : column.rest;
  if (expr === null || typeof expr === 'number') return expr;
  return /^[\d.]+$/.test(expr) ? Number(expr) : `=${written(deal, expr, k, place)}`;
}
