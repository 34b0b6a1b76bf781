/** Capital accounts of the classes in one ledger: what is not yet paid back. */
import { openBalance } from './capital-balance.ts';
import type { Setting } from './context.ts';
import { atLeast0, before, type Expr, less, sum, sumSoFar, unlessNoise } from './expression.ts';
import type { Capital, Earning } from './inflows.ts';
import { openSleepers } from './sleeping-calls.ts';

export interface Account {
  readonly opening: Expr;
  readonly added: Expr;
  readonly closing: Expr;
  /** Unreturned when the period opens, without what is counted but not yet paid in. */
  standing(): Expr;
  /** Unreturned at this point of the period. */
  now(): Expr;
  /** What of it is owed, for a test: zero where only the last digits are left. */
  tested(): Expr;
  /** What return accrues on in period k: capital that was open before it and does not wait for its time. */
  base(original: boolean, k: number): Expr;
  /** What calls whose time comes in the period bring. */
  awaking(way: Earning): (k: number) => Expr;
  pay(payment: Expr): void;
  join(amount: Expr): void;
  close(): void;
}

export function openAccount(setting: Setting, capital: Capital, party: string, mark: string): Account {
  const { book, word } = setting;
  const balance = openBalance(setting, capital, party, mark);
  const { opening, added, closing, group, joins, maybeNegative, paid, standing, now, wentBack } = balance;
  const sleepers = openSleepers(balance);
  const originalKey = `original>${party}${mark}`;
  /** Return that joins at the end of the period. */
  const joined: Expr[] = [];
  let usesOriginal = false;
  const closeOriginal = () => {
    const since = book.ref(originalKey);
    const counted = capital.counted(party);
    // Original contributions start again once capital is fully back: by a payment, a closing, or a call paid back before.
    const grown = sum([before(since), counted]);
    const going = wentBack ? `IF(${closing}>0,${grown},MIN(0,${grown}))` : grown;
    const rest = paid.length ? `IF(AND(${sum(paid)}>0,${balance.isBack()}),0,${going})` : going;
    book.define(originalKey, balance.workings, word('original'), rest, { first: counted });
  };
  return {
    opening,
    added,
    closing,
    standing,
    now,
    tested() {
      const out = paid.length ? balance.exact() : now();
      // What a class was credited at a closing beyond what it had out is not owed to it.
      return maybeNegative ? atLeast0(out) : out;
    },
    base(original, k) {
      const open = standing();
      if (original) {
        usesOriginal = true;
        return `IF(${open}>0,${less(before(book.ref(originalKey)), sleepers.asleep(k, 'original'))},0)`;
      }
      const waiting = sleepers.asleep(k, 'left');
      return wentBack || waiting.length ? atLeast0(less(open, waiting)) : open;
    },
    awaking: (way) => (k) => sleepers.awaking(way, k),
    pay: (payment) => void paid.push(payment),
    join: (amount) => void joined.push(amount),
    close() {
      // The column may itself be the one that says what joins.
      if (joins !== added) {
        const all = sum([joins, balance.returned, ...joined]);
        book.define(balance.addedKey, group, word('added'), all, { first: balance.atStart });
      }
      const left = less(sum([opening, added]), paid);
      const exact = paid.length && (usesOriginal || !setting.inPlace);
      const rest = exact ? unlessNoise(`(${left})`, sumSoFar(added)) : left;
      book.define(balance.closingKey, group, word('closing'), rest, { first: added });
      sleepers.close(usesOriginal);
      if (usesOriginal) closeOriginal();
    },
  };
}
