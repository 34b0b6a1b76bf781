/** How a sum called by share falls on the classes, later closings included. */
import { admittedAt } from '../../engine/index.ts';
import { before, less, shareOf, sum, times, type Expr } from './expression.ts';
import type { Setting } from './context.ts';

export interface ClassShares {
  of(party: string): Expr;
  /** Among the classes that have closed by a period. */
  present(party: string, k: number): Expr;
  /** What a class takes over of what was called before, where a class closes in the period. */
  taken(party: string, k: number): Expr;
  /**
   * What falls on a class in a period: its part of the sum, and with a later closing its part of what was called before.
   * The sum is a column where it is said more than once.
   */
  fall(key: string, group: string, sum: Expr): Falling;
}

export interface Falling {
  on(party: string, k: number): Expr;
  /** Capital that moves to a class at a closing in the period. */
  moved(party: string, k: number): Expr;
}

export function openShares({ book, definition, flows, terms, word, party }: Setting): ClassShares {
  const { classes } = definition;
  const shares = new Map(
    terms.shares(
      'class',
      (id) => `${party(id)} · ${word('share')}`,
      Object.fromEntries(classes.map((c) => [c.id, c.share])),
    ),
  );
  const of = (id: string) => shares.get(id)!;
  const later = flows.closings?.length ? flows.closings : null;
  const admitted = (id: string) => admittedAt(flows, id);
  const present = (id: string, k: number): Expr => {
    if (!later) return of(id);
    if (admitted(id) > k) return '0';
    return shareOf(of(id), sum(classes.filter((c) => admitted(c.id) <= k).map((c) => of(c.id))));
  };
  const taken = (id: string, k: number): Expr => {
    const [now, last] = [present(id, k), present(id, Math.max(0, k - 1))];
    return now === last ? '0' : less(now, [last]);
  };
  return {
    of,
    present,
    taken,
    fall(key, group, called) {
      const total = book.define(key, group, word('byShare'), called, { first: called });
      const toDate = book.ref(`${key}.toDate`);
      if (later)
        book.define(`${key}.toDate`, group, word('toDate'), `${before(toDate)}+${total}`, { first: total });
      const moved = (id: string, k: number) => (later ? times(taken(id, k), before(toDate)) : '0');
      return {
        on: (id, k) => (later ? sum([times(total, present(id, k)), moved(id, k)]) : times(total, of(id))),
        moved,
      };
    },
  };
}
