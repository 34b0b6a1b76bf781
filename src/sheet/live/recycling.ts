/** Cash that is held back to be invested again, before the tiers. */
import type { Setting } from './context.ts';
import { atLeast0, before, type Expr, less, lesser, shareOf, sum, times } from './expression.ts';
import type { PaidIn } from './inflows.ts';

/** Withholds the recycled share of a turn's cash from what fees have left of it, up to the cap. */
export function recycling(setting: Setting, paidIn: PaidIn) {
  const { book, definition, terms, word } = setting;
  const given = definition.options.recycling;
  if (!given) return null;
  const group = word('recycled');
  const term = (what: 'share' | 'cap', value: number) =>
    terms.of(`recycling.${what}`, `${group} · ${word(what)}`, value);
  const cap = times(
    term('cap', given.cap),
    given.commitment === undefined
      ? `(${paidIn.committed})`
      : terms.of('recycling.commitment', `${group} · ${word('commitment')}`, given.commitment, 'amount'),
  );
  const soFar = book.ref('recycled.toDate');
  const cells: Expr[] = [];
  return {
    withhold(by: string, name: string, cash: Expr, left: Expr): Expr {
      const wanted = `MIN(${times(term('share', given.share), cash)},${less(cap, [before(soFar), ...cells])})`;
      const formula = atLeast0(lesser(wanted, left));
      const cell = book.define(`recycled${by}`, group, `${group}${name}`, (k) =>
        k > (given.until ?? Infinity) ? 0 : formula,
      );
      cells.push(cell);
      return cell;
    },
    kept: (left: Expr, all: Expr, withheld: Expr): Expr =>
      left === all ? less(left, [withheld]) : times(left, `(1-${shareOf(withheld, all)})`),
    close() {
      book.define('recycled.toDate', group, word('toDate'), sum([before(soFar), ...cells]));
      book.define('recycled', group, word('recycled'), sum(cells), { first: 0 });
    },
  };
}
