/** Columns of formulas while a sheet is being made: each has a key and may be referred to before it is defined. */
import { InvariantError } from '../../engine/index.ts';
import type { Expr } from './expression.ts';

export interface LiveColumn {
  /** The detail table's key where the column stands in it (`capital.paid`), else one of its own. */
  readonly key: string;
  /** What stands above a run of columns. */
  readonly group: string;
  readonly head: string;
  readonly format: 'amount' | 'factor' | 'flag';
  /** Formula of period 0; null leaves the cell as it is. */
  readonly first: Expr | number | null;
  readonly rest: Expr | ((k: number) => Expr | number | null);
  /** Formula of the last period, where it differs. */
  readonly last?: Expr;
  /** Its values are inputs. */
  readonly input?: boolean;
}

export interface Book {
  ref(key: string): Expr;
  /** Defines a column and gives its reference. Without `first`, period 0 is left empty. */
  define(
    key: string,
    group: string,
    head: string,
    rest: LiveColumn['rest'],
    more?: Partial<Pick<LiveColumn, 'first' | 'last' | 'format' | 'input'>>,
  ): Expr;
  has(key: string): boolean;
  /** The key, numbered when it is taken. */
  unused(key: string): string;
  /** The columns in the order of their definition, and the key that a number in a reference stands for. */
  finish(): { columns: readonly LiveColumn[]; keyOf(ref: number): string };
}

/** @param periods after the closing */
export function openBook(periods: number): Book {
  const keys: string[] = [];
  const numbers = new Map<string, number>();
  const columns = new Map<string, LiveColumn>();
  const ref = (key: string): Expr => {
    let n = numbers.get(key);
    if (n === undefined) {
      n = keys.push(key) - 1;
      numbers.set(key, n);
    }
    return `[${n}]`;
  };
  return {
    ref,
    define(key, group, head, rest, more = {}) {
      if (columns.has(key)) throw new InvariantError(`column ${key} twice`);
      // Said now, as what it refers to may change with the next payment.
      const said =
        typeof rest === 'function'
          ? Array.from({ length: periods + 1 }, (_, k) => (k ? rest(k) : null))
          : null;
      const formula: LiveColumn['rest'] = said ? (k) => said[k]! : rest;
      columns.set(key, { key, group, head, format: 'amount', first: null, rest: formula, ...more });
      return ref(key);
    },
    has: (key) => columns.has(key),
    unused(key) {
      let n = 1;
      while (columns.has(`${key}#${n}`)) n++;
      return `${key}#${n}`;
    },
    finish() {
      return { columns: [...columns.values()], keyOf: (n) => keys[n]! };
    },
  };
}
