/** Capital accounts of the classes in one ledger: what is not yet paid back. */
import { allOf, atLeast0, before, less, sum, type Expr } from './expression.ts';
import type { Capital } from './joining.ts';
import { ownTierOf, type Setting } from './setting.ts';

export interface Account {
  readonly opening: Expr;
  readonly added: Expr;
  readonly closing: Expr;
  /** Unreturned when the period opens, without what is counted but not yet paid in. */
  standing(): Expr;
  /** Unreturned at this point of the period. */
  now(): Expr;
  /** What return accrues on: capital that was open before the period. */
  base(original: boolean): Expr;
  pay(payment: Expr): void;
  join(amount: Expr): void;
  close(): void;
}

export function openAccount(setting: Setting, capital: Capital, party: string, mark: string): Account {
  const { book, flows, word } = setting;
  const own = ownTierOf(setting, party);
  const group = own ? '' : `${word('capital')} · ${setting.party(party)}`;
  const key = (field: string) => (own ? `${own.id}.${field}` : `capital>${party}.${field}${mark}`);
  const joins = capital.joins(party);
  const foreseen = capital.foreseen(party);
  const counted = capital.counted(party);
  const atStart = sum([foreseen === '0' ? '0' : `SUM(${allOf(foreseen)})`, joins]);
  const closing = book.ref(key('closing'));
  const opening = book.define(key('opening'), group, word('opening'), before(closing));
  const addedKey = key('added');
  const added = book.ref(addedKey);
  const paid: Expr[] = [];
  const joined: Expr[] = [];
  let usesOriginal = false;
  const originalKey = `original>${party}${mark}`;
  const maybeNegative = flows.closings !== undefined;
  const standing = () => less(opening, [capital.pending(party)]);
  return {
    opening,
    added,
    closing,
    standing,
    now: () => less(sum([opening, joins]), paid),
    base(original) {
      const open = standing();
      const base = foreseen !== '0' || maybeNegative ? atLeast0(open) : open;
      if (!original) return base;
      usesOriginal = true;
      return `IF(${open}>0,${before(book.ref(originalKey))},0)`;
    },
    pay: (payment) => void paid.push(payment),
    join: (amount) => void joined.push(amount),
    close() {
      // The column may itself be the one that says what joins.
      if (joins !== added)
        book.define(addedKey, group, word('added'), sum([joins, ...joined]), { first: atStart });
      const left = less(sum([opening, added]), paid);
      book.define(key('closing'), group, word('closing'), left, { first: left });
      if (!usesOriginal) return;
      const since = book.ref(originalKey);
      const unreturned = less(sum([opening, joins]), paid);
      // Original contributions count anew once a payment has brought capital fully back.
      const grown = sum([before(since), counted]);
      book.define(
        originalKey,
        group || setting.party(party),
        word('original'),
        paid.length ? `IF(AND(${sum(paid)}>0,${unreturned}<=0),0,${grown})` : grown,
        { first: counted },
      );
    },
  };
}
