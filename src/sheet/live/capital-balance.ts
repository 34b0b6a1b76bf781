/** The balance of a capital account: what is out when a period opens, and at any point of it. */
import { ownTierOf, type Setting } from './context.ts';
import { allOf, atClosing, before, type Expr, less, sum, unlessNoise } from './expression.ts';
import type { Capital } from './inflows.ts';

export interface Balance {
  readonly setting: Setting;
  readonly capital: Capital;
  readonly party: string;
  readonly mark: string;
  /** What stands above the balance's columns, where no tier's columns hold it, and above its workings. */
  readonly group: string;
  readonly workings: string;
  readonly opening: Expr;
  readonly added: Expr;
  readonly closing: Expr;
  /** Keys of the columns of what was added and of the closing balance, which stand at the period's end. */
  readonly addedKey: string;
  readonly closingKey: string;
  /** Capital that joins in the period, return that joined it before, and both at the closing. */
  readonly joins: Expr;
  readonly returned: Expr;
  readonly atStart: Expr;
  /** Payments so far in the period. */
  readonly paid: Expr[];
  /** Whether what a class was credited at a closing can leave less than nothing. */
  readonly maybeNegative: boolean;
  /** Whether capital may be fully back without a payment in the period. */
  readonly wentBack: boolean;
  /** Unreturned when the period opens, without what is counted but not yet paid in. */
  standing(): Expr;
  /** Unreturned at this point of the period. */
  now(): Expr;
  /** The same, zero where only the last digits are left. */
  exact(): Expr;
  /** Whether all of it is back, as a test. */
  isBack(): Expr;
}

export function openBalance(setting: Setting, capital: Capital, party: string, mark: string): Balance {
  const { book, flows, periods, word } = setting;
  const own = ownTierOf(setting, party);
  const group = own ? '' : `${word('capital')} · ${setting.party(party)}`;
  const workings = group || setting.party(party);
  const key = (field: string) => (own ? `${own.id}.${field}` : `capital>${party}.${field}${mark}`);
  const joins = capital.joins(party);
  const returnedIn = capital.returned(party);
  const foreseen = capital.foreseen(party);
  const closing = book.ref(key('closing'));
  const opening = book.define(key('opening'), group, word('opening'), before(closing));
  const added = book.ref(key('added'));
  // Return that joined a deal's capital joins with it: it stands in a column, as its formula differs by period.
  const returned = periods.some((k) => returnedIn(k) !== '0')
    ? book.define(`returned>${party}${mark}`, workings, word('returnJoined'), returnedIn, { first: '0' })
    : '0';
  const paid: Expr[] = [];
  const maybeNegative = flows.closings !== undefined;
  const now = () => less(sum([opening, joins, returned]), paid);
  /** The largest it can have been, without what joins at the end of the period. */
  const soFar = () => `(${sum([`SUM(${atClosing(added)}:${before(added)})`, joins, returned])})`;
  const exact = () => unlessNoise(`(${now()})`, soFar());
  return {
    setting,
    capital,
    party,
    mark,
    group,
    workings,
    opening,
    added,
    closing,
    addedKey: key('added'),
    closingKey: key('closing'),
    joins,
    returned,
    atStart: sum([foreseen === '0' ? '0' : `SUM(${allOf(foreseen)})`, joins]),
    paid,
    maybeNegative,
    wentBack: maybeNegative || foreseen !== '0',
    standing: () => less(opening, [capital.pending(party)]),
    now,
    exact,
    isBack: () => `${exact()}<=0`,
  };
}
