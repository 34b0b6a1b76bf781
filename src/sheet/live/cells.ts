/** Formulas of a deal with the cells they stand in. */
import { InvariantError } from '../../engine/index.ts';
import { cellAddress } from '../grid.ts';
import type { PlanCell } from '../plan.ts';
import type { Expr } from './expression.ts';
import type { LiveDeal } from './index.ts';

export interface Place {
  /** Column of each key, zero-based. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** Row of period 0, zero-based; of the columns in a table of their own, theirs. */
  readonly firstRow: number;
  readonly firstRowOf: ReadonlyMap<string, number>;
  readonly periods: number;
  /** Where the list of calls dated inside a period stands: its first column and row, zero-based, and its length. */
  readonly calls: { readonly column: number; readonly row: number; readonly count: number };
  /** Absolute cell of each term, in their order. */
  readonly termCells: readonly string[];
}

export interface Writer {
  /** A formula as it stands in the row of a period, or in the k-th row of the list of calls. */
  written(expr: Expr, k: number): string;
  /** What stands in a column's cell of a period: its formula, a number, or null where the cell holds its own value. */
  cell(key: string, k: number): PlanCell;
}

/** Text that stays, or a column's letters to be followed by the row `down` rows below that of period 0 plus k. */
type Piece = string | { readonly letters: string; readonly down: number };

const letters = (column: number): string => cellAddress(0, column).replace(/\d+$/, '');

export function openWriter(deal: LiveDeal, place: Place): Writer {
  const { firstRow, periods, calls, termCells } = place;
  const row = firstRow + 1;
  const columnOf = (ref: string) => {
    const key = deal.keyOf(Number(ref));
    const column = place.columnOf.get(key);
    if (column === undefined) throw new InvariantError(`no column ${key}`);
    return { letter: letters(column), top: place.firstRowOf.get(key) ?? firstRow };
  };
  const piece = (token: string): Piece => {
    const [, open, number, where] = /^([[<{])(\d+)([\^@:.]?|#\d+)[\]>}]$/.exec(token)!;
    if (open === '{') return termCells[Number(number)]!;
    if (open === '<') {
      const letter = letters(calls.column + Number(number));
      if (where?.startsWith('#')) return `$${letter}$${calls.row + 1 + Number(where.slice(1))}`;
      return where
        ? { letters: `$${letter}`, down: calls.row - firstRow }
        : `$${letter}$${calls.row + 1}:$${letter}$${calls.row + calls.count}`;
    }
    const { letter, top } = columnOf(number!);
    if (where === '@') return `$${letter}$${top + 1}`;
    if (where === ':') return `$${letter}$${top + 1}:$${letter}$${top + 1 + periods}`;
    return { letters: letter, down: top - firstRow - (where === '^' ? 1 : 0) };
  };
  // A column has one formula in all its rows: it is taken apart once.
  const known = new Map<Expr, readonly Piece[]>();
  const piecesOf = (expr: Expr): readonly Piece[] => {
    let pieces = known.get(expr);
    if (!pieces) {
      pieces = expr
        .split(/(\[\d+[\^@:]?\]|<\d+(?:\.|#\d+)?>|\{\d+\})/)
        .map((part, i) => (i % 2 ? piece(part) : part));
      known.set(expr, pieces);
    }
    return pieces;
  };
  // Joined, not added up: a million formulas as chains of pieces would keep the memory busy.
  const written = (expr: Expr, k: number): string =>
    piecesOf(expr)
      .map((part) => (typeof part === 'string' ? part : part.letters + String(row + k + part.down)))
      .join('');
  return {
    written,
    cell(key, k) {
      const column = deal.formulas.get(key);
      if (!column) return null;
      const { first, rest, last } = column;
      const expr =
        k === 0
          ? first
          : k === periods && last !== undefined
            ? last
            : typeof rest === 'function'
              ? rest(k)
              : rest;
      if (expr === null || typeof expr === 'number') return expr;
      return /^[\d.]+$/.test(expr) ? Number(expr) : written(`=${expr}`, k);
    },
  };
}
