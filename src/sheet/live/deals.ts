/** A deal's capital as columns: what it cost so far, whether it is realised, and what of it joins the balances. */
import type { DealInputs, Inputs } from './inputs.ts';
import { atClosing, before, less, sum, times, type Expr } from './expression.ts';
import { yearsAfter } from './clock.ts';
import type { Earning } from './joining.ts';
import type { Setting } from './setting.ts';

export interface JoiningDeal {
  /** Paid in so far. */
  readonly toDate: Expr;
  /** Part of it that counts, 0 to 1. */
  readonly part: Expr;
  /** Joins the balances in the period. */
  readonly joins: Expr;
}

/**
 * A deal that joins common balances: in full from its first cash or its end on, before that as far as it is written down.
 * Each step is a column, so that other amounts in other periods move it.
 */
export function joiningDeal(setting: Setting, { cash }: Inputs, own: DealInputs): JoiningDeal {
  const { book, word } = setting;
  const { deal, key } = own;
  const cost = book.ref(own.cost);
  const toDate = book.ref(`${key}.toDate`);
  const joins = book.ref(`${key}.joins`);
  const realised = book.ref(`${key}.realised`);
  const counts = own.down !== null || deal.date !== undefined;
  const part = counts ? book.ref(`${key}.part`) : realised;
  if (book.has(`${key}.joins`)) return { toDate, part, joins };
  const group = `${word('deal')} · ${deal.id}`;
  book.define(`${key}.toDate`, group, word('toDate'), `${before(toDate)}+${cost}`, { first: cost });
  const ended = endOf(setting, { cash }, own);
  const now = cash.filter((c) => c.deal === deal.id).map((c) => `${book.ref(c.key)}<>0`);
  const isEnded =
    ended === undefined
      ? []
      : [
          `${book.ref('period')}>=${setting.terms.of(`${key}.closed`, `${deal.id} · ${word('closedIn')}`, ended, 'period')}`,
        ];
  book.define(
    `${key}.realised`,
    group,
    word('realised'),
    `IF(OR(${[`${before(realised)}=1`, ...now, ...isEnded].join()}),1,0)`,
    { format: 'flag', first: isEnded.length ? `IF(${isEnded[0]!},1,0)` : '0' },
  );
  if (counts) {
    const down = own.down === null ? null : book.ref(own.down);
    const downs = book.ref(`${key}.downs`);
    if (down)
      book.define(`${key}.downs`, group, word('writtenDown'), `${before(downs)}+${down}`, { first: down });
    const written = down ? `MIN(1,${downs}/${toDate})` : '0';
    const rule = `IF(${toDate}=0,0,IF(${realised}=1,1,${written}))`;
    book.define(`${key}.part`, group, word('part'), rule, { format: 'factor', first: rule });
  }
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

/** What a deal's cost earns from its own day inside a period to the period's end; nothing where it is paid in on the period's date. */
export function earnedInside(setting: Setting, { deal, key, cost }: DealInputs, way: Earning): Expr {
  const { book, clock, terms, word } = setting;
  if (deal.date === undefined || !clock.dated(way.dayCount)) return '0';
  const day = terms.of(`${key}.date`, `${deal.id} · ${word('paidOn')}`, deal.date, 'date');
  const end = book.ref('date');
  const years = yearsAfter(day, end, atClosing(end), way.dayCount, way.fromClosing);
  return times(book.ref(cost), way.growth(years));
}

/**
 * What the cost of a deal has earned while it did not count, if it all began to count now.
 * @param paid capital of the deal before the period, by period
 */
export function earnedOutside(
  setting: Setting,
  own: DealInputs,
  { part }: JoiningDeal,
  way: Earning,
  owner: string,
  paid: (k: number) => Expr,
): Expr {
  const { book, word } = setting;
  const key = `${way.tier}.outside>${own.key}${owner && `>${owner}`}`;
  const self = book.ref(key);
  if (book.has(key)) return self;
  const inside = earnedInside(setting, own, way);
  const head = `${word('outside')} · ${own.deal.id}${owner && ` · ${setting.party(owner)}`}`;
  return book.define(
    key,
    way.group,
    head,
    (k) => {
      const bearing = sum([paid(k), ...(way.compounds ? [before(self)] : [])]);
      return `IF(${before(part)}=1,0,${sum([before(self), times(bearing, way.factor), inside])})`;
    },
    { first: inside },
  );
}
