/** Capital accounts of the classes in one ledger: what is not yet paid back. */
import { ownTierOf, type Setting } from './context.ts';
import {
  allOf,
  atClosing,
  atLeast0,
  before,
  type Expr,
  grouped,
  less,
  sum,
  sumSoFar,
  times,
  unlessNoise,
} from './expression.ts';
import type { Capital, Earning } from './inflows.ts';

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
  const { book, flows, word } = setting;
  const own = ownTierOf(setting, party);
  const group = own ? '' : `${word('capital')} · ${setting.party(party)}`;
  const key = (field: string) => (own ? `${own.id}.${field}` : `capital>${party}.${field}${mark}`);
  const joins = capital.joins(party);
  const returned = capital.returned(party);
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
  // Return that joined a deal's capital joins with it: it stands in a column, as its formula differs by period.
  const bringsReturn = Array.from({ length: flows.timeline.periods + 1 }, (_, k) => returned(k)).some(
    (e) => e !== '0',
  );
  const returnedCell = bringsReturn
    ? book.define(`returned>${party}${mark}`, group || setting.party(party), word('returnJoined'), returned, {
        first: '0',
      })
    : '0';
  const sleepers = capital.late
    .filter((call) => call.of(party) !== '0')
    .sort((a, b) => a.place - b.place || a.row - b.row)
    .map((call) => ({
      call,
      left: book.ref(`sleeps>${call.row + 1}>${party}${mark}`),
      original: book.ref(`sleepsOriginal>${call.row + 1}>${party}${mark}`),
    }));
  const asleep = (k: number, field: 'left' | 'original') =>
    sleepers.filter(({ call }) => call.period < k && k <= call.begins).map((s) => before(s[field]));
  const maybeNegative = flows.closings !== undefined;
  /** Capital may be fully back without a payment in the period. */
  const wentBack = maybeNegative || foreseen !== '0';
  const standing = () => less(opening, [capital.pending(party)]);
  const now = () => less(sum([opening, joins, returnedCell]), paid);
  /** The largest it can have been, without what joins at the end of the period. */
  const soFar = () => `(${sum([`SUM(${atClosing(added)}:${before(added)})`, joins, returnedCell])})`;
  const isBack = () => `${unlessNoise(`(${now()})`, soFar())}<=0`;
  return {
    opening,
    added,
    closing,
    standing,
    now,
    tested() {
      const out = paid.length ? unlessNoise(`(${now()})`, soFar()) : now();
      // What a class was credited at a closing beyond what it had out is not owed to it.
      return maybeNegative ? atLeast0(out) : out;
    },
    base(original, k) {
      const open = standing();
      if (original) {
        usesOriginal = true;
        return `IF(${open}>0,${less(before(book.ref(originalKey)), asleep(k, 'original'))},0)`;
      }
      const waiting = asleep(k, 'left');
      return foreseen !== '0' || maybeNegative || waiting.length ? atLeast0(less(open, waiting)) : open;
    },
    awaking(way) {
      return (k) =>
        sum(
          sleepers
            .filter(({ call }) => call.begins === k && call.period < k)
            .map((s) => {
              const of = before(way.original ? s.original : s.left);
              const bears = way.original && wentBack ? `IF(${standing()}>0,${of},0)` : of;
              return times(bears, grouped(s.call.from(way.rate)));
            }),
        );
    },
    pay: (payment) => void paid.push(payment),
    join: (amount) => void joined.push(amount),
    close() {
      // The column may itself be the one that says what joins.
      if (joins !== added)
        book.define(addedKey, group, word('added'), sum([joins, returnedCell, ...joined]), {
          first: atStart,
        });
      const left = less(sum([opening, added]), paid);
      const exact = paid.length && (usesOriginal || !setting.inPlace);
      book.define(
        key('closing'),
        group,
        word('closing'),
        exact ? unlessNoise(`(${left})`, sumSoFar(added)) : left,
        {
          first: added,
        },
      );
      closeSleepers();
      if (!usesOriginal) return;
      const since = book.ref(originalKey);
      // Original contributions start again once capital is fully back: by a payment, a closing, or a call paid back before.
      const grown = sum([before(since), counted]);
      const going = wentBack ? `IF(${closing}>0,${grown},MIN(0,${grown}))` : grown;
      book.define(
        originalKey,
        group || setting.party(party),
        word('original'),
        paid.length ? `IF(AND(${sum(paid)}>0,${isBack()}),0,${going})` : going,
        { first: counted },
      );
    },
  };

  /** What is paid back beyond the capital that bears a return comes off what sleeps, the first to awake first. */
  function closeSleepers(): void {
    const head = (row: number) => `${word('sleeps')} ${row + 1} · ${setting.party(party)}`;
    sleepers.forEach(({ call, left, original }, i) => {
      const at = (k: number) => k >= call.period && k < call.begins;
      const whole = (ref: Expr, k: number) => (k === call.period ? call.of(party) : before(ref));
      const were = (k: number, list: typeof sleepers) =>
        list
          .filter((s) => s.call.period <= k && k < s.call.begins)
          .map((s) => (s.call.period === k ? s.call.of(party) : before(s.left)));
      const formula = (k: number): Expr | number => {
        if (!at(k)) return 0;
        const was = whole(left, k);
        if (!paid.length && !wentBack) return was;
        const over = less(sum(were(k, sleepers)), [`MAX(0,${less(now(), [pendingNow()])})`]);
        // What earlier ones took: what a class is credited of them is below zero, and gives nothing.
        const earlier = sleepers.slice(0, i).filter((s) => s.call.period <= k && k < s.call.begins);
        const rest = less(sum([over, ...earlier.map((s) => s.left)]), were(k, earlier));
        const taken = `MAX(0,MIN(${was},${rest}))`;
        return wentBack ? `IF(${isBack()},0,${was}-${taken})` : `${was}-IF(${sum(paid)}>0,${taken},0)`;
      };
      book.define(
        `sleeps>${call.row + 1}>${party}${mark}`,
        group || setting.party(party),
        head(call.row),
        formula,
        {
          first: call.period === 0 ? call.of(party) : 0,
        },
      );
      if (!usesOriginal) return;
      book.define(
        `sleepsOriginal>${call.row + 1}>${party}${mark}`,
        group || setting.party(party),
        `${word('original')} · ${head(call.row)}`,
        (k) => {
          if (!at(k)) return 0;
          const was = whole(original, k);
          const going = wentBack ? `IF(${closing}>0,${was},0)` : was;
          return paid.length ? `IF(AND(${sum(paid)}>0,${isBack()}),0,${going})` : going;
        },
        { first: call.period === 0 ? call.of(party) : 0 },
      );
    });
  }
  function pendingNow(): Expr {
    const pending = capital.pending(party);
    // What was pending at the opening, less what is paid in now.
    return pending === '0' ? '0' : atLeast0(`${pending}-${foreseen}`);
  }
}
