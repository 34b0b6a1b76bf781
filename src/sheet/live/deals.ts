/** A deal's capital as columns: what it cost so far, whether it is realised, and what of it joins the balances. */
import { atLeast0, before, less, times, type Expr } from './expression.ts';
import type { DealInputs, Inputs } from './inputs.ts';
import type { LiveRate } from './rates.ts';
import type { Setting } from './context.ts';

export interface JoiningDeal {
  /** Paid in so far. */
  readonly toDate: Expr;
  /** Part of it that counts, 0 to 1. */
  readonly part: Expr;
  /** Joins the balances in the period. */
  readonly joins: Expr;
}

/** What a deal has cost so far, expenses included. */
export function dealToDate({ book, word }: Setting, { deal, key, cost }: DealInputs): Expr {
  const toDate = book.ref(`${key}.toDate`);
  if (!book.has(`${key}.toDate`))
    book.define(
      `${key}.toDate`,
      `${word('deal')} · ${deal.id}`,
      word('toDate'),
      `${before(toDate)}+${book.ref(cost)}`,
      {
        first: book.ref(cost),
      },
    );
  return toDate;
}

/** Written down so far; null where nothing ever is. */
export function writtenDown({ book, word }: Setting, { deal, key, down }: DealInputs): Expr | null {
  if (down === null) return null;
  const downs = book.ref(`${key}.downs`);
  if (!book.has(`${key}.downs`))
    book.define(
      `${key}.downs`,
      `${word('deal')} · ${deal.id}`,
      word('writtenDown'),
      `${before(downs)}+${book.ref(down)}`,
      { first: book.ref(down) },
    );
  return downs;
}

/** Cost without expenses. */
export const withoutExpenses = ({ terms, word }: Setting, { deal, key }: DealInputs, paid: Expr): Expr =>
  deal.expenses
    ? atLeast0(
        less(paid, [
          terms.of(`${key}.expenses`, `${deal.id} · ${word('expenses')}`, deal.expenses, 'amount'),
        ]),
      )
    : paid;

/** The period a deal ends in, as a term. */
export const endTerm = ({ terms, word }: Setting, { deal, key }: DealInputs, ended: number): Expr =>
  terms.of(`${key}.closed`, `${deal.id} · ${word('closedIn')}`, ended, 'period');

/**
 * A deal that joins common balances: in full from its first cash or its end on, before that as far as it is written down.
 * Each step is a column, so that other amounts in other periods move it.
 */
export function joiningDeal(setting: Setting, { cash }: Inputs, own: DealInputs): JoiningDeal {
  const { book, word } = setting;
  const { deal, key } = own;
  const toDate = dealToDate(setting, own);
  const joins = book.ref(`${key}.joins`);
  const realised = book.ref(`${key}.realised`);
  const part = book.ref(`${key}.part`);
  if (book.has(`${key}.joins`)) return { toDate, part, joins };
  const group = `${word('deal')} · ${deal.id}`;
  const ended = endOf(setting, { cash }, own);
  const now = cash.filter((c) => c.deal === deal.id).map((c) => `${book.ref(c.key)}<>0`);
  const isEnded = ended === undefined ? [] : [`${book.ref('period')}>=${endTerm(setting, own, ended)}`];
  book.define(
    `${key}.realised`,
    group,
    word('realised'),
    `IF(OR(${[`${before(realised)}=1`, ...now, ...isEnded].join()}),1,0)`,
    { format: 'flag', first: isEnded.length ? `IF(${isEnded[0]!},1,0)` : '0' },
  );
  const downs = writtenDown(setting, own);
  const cost = withoutExpenses(setting, own, toDate);
  // Its part of the expenses joins with a write-down; what has joined stays.
  const written = downs ? `IF(${cost}=0,0,MIN(1,${downs}/${cost}))` : '0';
  const rule = `IF(${toDate}=0,0,IF(${realised}=1,1,${written}))`;
  book.define(`${key}.part`, group, word('part'), rule, { format: 'factor', first: rule });
  book.define(
    `${key}.joins`,
    group,
    word('joins'),
    less(times(toDate, part), [times(before(toDate), before(part))]),
    { first: times(toDate, part) },
  );
  return { toDate, part, joins };
}

/** The period a deal ends in where its column of cash does not tell it: closed, or payments that came to nothing together. */
function endOf({ flows }: Setting, { cash }: Pick<Inputs, 'cash'>, { deal }: DealInputs): number | undefined {
  const own = flows.cash.filter((c) => c.deal === deal.id && c.amount !== 0);
  const amounts = new Map<string, number>();
  for (const { period, pot, amount } of own) {
    const cell = JSON.stringify([period, pot]);
    amounts.set(cell, (amounts.get(cell) ?? 0) + amount);
  }
  const shown = own.filter((c) => amounts.get(JSON.stringify([c.period, c.pot])) !== 0);
  const first = (list: typeof own) => Math.min(...list.map((c) => c.period));
  const hidden = cash.length > 0 && first(own) < first(shown) ? first(own) : Infinity;
  const ended = Math.min(deal.closedAt ?? Infinity, hidden);
  return ended === Infinity ? undefined : ended;
}

/** Return on 1 of a deal's cost from its own day inside a period to the period's end; nothing where it is paid in on the period's date. */
export function earnedInside(
  { book, terms, word }: Setting,
  { deal, key }: DealInputs,
  rate: LiveRate,
): Expr {
  if (deal.date === undefined) return '0';
  const cell = terms.of(`${key}.date`, `${deal.id} · ${word('paidOn')}`, deal.date, 'date');
  const end = book.ref('date');
  return rate.from({ cell, place: deal.date, period: deal.period, start: before(end), end });
}
