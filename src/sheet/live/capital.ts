/** Capital accounts of the classes in one ledger: what is not yet paid back. */
import { allOf, atLeast0, before, less, sum, type Expr } from './expression.ts';
import type { PaidIn } from './paid-in.ts';
import { joinsCapital, ownTierOf, type Setting } from './setting.ts';

export interface Account {
  readonly opening: Expr;
  readonly added: Expr;
  readonly closing: Expr;
  /** Unreturned at this point of the period. */
  now(): Expr;
  /** What return accrues on: capital that was open before the period. */
  base(original: boolean): Expr;
  pay(payment: Expr): void;
  join(amount: Expr): void;
  close(): void;
}

export function openAccount(setting: Setting, paidIn: PaidIn, party: string, mark: string): Account {
  const { book, definition, flows, word } = setting;
  const own = ownTierOf(setting, party);
  const group = own ? '' : `${word('capital')} · ${setting.party(party)}`;
  const key = (field: string) => (own ? `${own.id}.${field}` : `capital>${party}.${field}${mark}`);
  const recompute = definition.options.lateCall === 'recompute';
  const contributed = paidIn.contributed(party);
  const everything = `SUM(${allOf(contributed)})`;
  const closing = book.ref(key('closing'));
  const opening = book.define(key('opening'), group, word('opening'), before(closing));
  const counted = recompute ? '0' : contributed;
  const addedKey = key('added');
  const added = book.ref(addedKey);
  const paid: Expr[] = [];
  const joined: Expr[] = [];
  let usesOriginal = false;
  const originalKey = `original>${party}${mark}`;
  const maybeNegative = flows.closings !== undefined;
  return {
    opening,
    added,
    closing,
    now: () => less(sum([opening, counted]), paid),
    base(original) {
      const pending = recompute ? less(everything, [before(paidIn.toDate(party))]) : '0';
      const open = less(opening, [pending]);
      const base = recompute || maybeNegative ? atLeast0(open) : open;
      if (!original) return base;
      usesOriginal = true;
      return `IF(${open}>0,${before(book.ref(originalKey))},0)`;
    },
    pay: (payment) => void paid.push(payment),
    join: (amount) => void joined.push(amount),
    close() {
      if (addedKey !== bookKeyOfContribution(setting, party))
        book.define(addedKey, group, word('added'), sum([counted, ...joined]), {
          first: recompute ? everything : contributed,
        });
      const left = less(sum([opening, added]), paid);
      book.define(key('closing'), group, word('closing'), left, { first: left });
      if (!usesOriginal) return;
      const since = book.ref(originalKey);
      const unreturned = less(sum([opening, counted]), paid);
      // Original contributions count anew once a payment has brought capital fully back.
      const grown = `${before(since)}+${contributed}`;
      book.define(
        originalKey,
        group || setting.party(party),
        word('original'),
        paid.length ? `IF(AND(${sum(paid)}>0,${unreturned}<=0),0,${grown})` : grown,
        { first: contributed },
      );
    },
  };

  function bookKeyOfContribution({ definition: d }: Setting, id: string): string | undefined {
    return own && !joinsCapital(d, id) && !recompute ? `${own.id}.added` : undefined;
  }
}
