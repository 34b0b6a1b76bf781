/** The cash of a pot before its first tier: less the general partner's own slice, with what reserves release. */
import { type Expr, less, shareOf, sum, times } from './expression.ts';
import { add } from './kinds/context.ts';
import { account, type LedgerState, reservesOf } from './ledger-state.ts';

export function cashForTiers(state: LedgerState, pot: number, cash: Expr, potName: string): Expr {
  const { book, word, inPlace } = state.setting;
  const { owner, potTiers, paysSlice, isSlice } = state;
  const mark = `${owner.mark}#${pot + 1}`;
  const group = `${word('cash')}${owner.name && ` · ${owner.name}`}`;
  let left = inPlace ? cash : book.define(`pot${mark}`, group, `${word('cash')}${potName}`, cash);
  if (paysSlice) left = less(left, [paySlice(state, left, mark, group, potName)]);
  // What stands in several pots has released all at the first.
  const released = reservesOf(state, pot).filter(
    (reserve) => potTiers.findIndex((tiers) => tiers.includes(reserve)) === pot,
  );
  for (const { seat, rule } of released) {
    const key = `${seat.tier.id}.released${owner.mark}`;
    const last = rule.now!();
    add(seat, 'drawn', book.define(key, seat.group, word('released'), '0', { first: 0, last }));
    left = sum([left, book.ref(key)]);
  }
  if (released.length || (paysSlice && !isSlice))
    left = book.define(`tiers${mark}`, group, `${word('available')}${potName}`, left);
  return left;
}

/** The general partner's part of a pot's cash by what it has paid in; its own capital is paid back out of it. */
function paySlice(state: LedgerState, cash: Expr, mark: string, group: string, potName: string): Expr {
  const { setting, paidIn, slices } = state;
  const { book, word } = setting;
  const part = state.isSlice ? '1' : shareOf(paidIn.toDate('gp'), paidIn.allToDate);
  const slice = book.define(`gpSlice${mark}`, group, `${word('gpSlice')}${potName}`, times(cash, part));
  const capital = account(state, 'gp');
  const head = `${word('capitalBack')}${potName}`;
  capital.pay(book.define(`gpCapital${mark}`, group, head, `MIN(${slice},MAX(0,${capital.now()}))`));
  slices.push(slice);
  return slice;
}
