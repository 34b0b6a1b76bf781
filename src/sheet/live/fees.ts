/** Management fees, taken before the tiers: what falls due, within its caps and less what is offset, and what is paid of it. */
import { type Fees, feeStretches, type InvestorClass } from '../../engine/index.ts';
import type { Setting } from './context.ts';
import { atClosing, atLeast0, before, type Expr, less, lesser, shareOf, sum, times } from './expression.ts';
import { type FeeBase, openFeeBases } from './fee-bases.ts';
import type { PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';
import type { LedgerCells } from './ledger.ts';

/** The fee of some classes: falls due on opening balances, is paid out of each turn; the rest stays owed. */
export interface FeePool {
  /** @param by marks the turn whose cash pays */
  pay(by: string, available: Expr): Expr;
  close(): void;
}

/** What falls due for some classes, before the caps. */
interface FeeDue {
  readonly mark: string;
  readonly group: string;
  readonly classes: readonly InvestorClass[];
  in(k: number): Expr;
}

/** The classes that bear a fee together: all, or each its own. */
export function openFees(
  setting: Setting,
  inputs: Inputs,
  paidIn: PaidIn,
  fees: Fees,
  ledgers: readonly LedgerCells[],
): (own: InvestorClass | undefined) => FeePool {
  const { book, definition, word } = setting;
  const dues = openDues(setting, fees, openFeeBases(setting, inputs, paidIn, fees, ledgers));
  const limited = fees.cap?.year !== undefined || fees.cap?.total !== undefined;
  const kept = limited ? keptByCaps(setting, fees, dues) : '1';
  const offset = (k: number) => fees.offset.reduce((s, o) => (o.period === k ? s + o.amount : s), 0);
  if (fees.offset.length)
    book.define('fees.offset', word('fees'), word('offset'), offset, { first: 0, input: true });
  const pools = dues.map((due): FeePool => {
    const { mark, group } = due;
    const part = sum(due.classes.map((c) => paidIn.shares.of(c.id)));
    const closing = book.ref(`fees.closing${mark}`);
    const accrued = book.define(`fees.accrued${mark}`, group, word('accrued'), (k) =>
      limited ? times(book.ref(`fees.due.raw${mark}`), kept) : due.in(k),
    );
    const owed = book.define(
      `fees.due${mark}`,
      group,
      word('owed'),
      less(sum([before(closing), accrued]), fees.offset.length ? [times(book.ref('fees.offset'), part)] : []),
    );
    const paid: Expr[] = [];
    return {
      pay(by, available) {
        const amount = atLeast0(lesser(less(owed, paid), available));
        const cell = book.define(`fees.paid${by}`, group, word('paid'), amount);
        paid.push(cell);
        return cell;
      },
      close: () => void book.define(`fees.closing${mark}`, group, word('closing'), less(owed, paid)),
    };
  });
  return (own) => pools[own ? definition.classes.indexOf(own) : 0]!;
}

function openDues(setting: Setting, fees: Fees, partOf: ReturnType<typeof openFeeBases>): FeeDue[] {
  const { book, definition, terms, word, party, sliced } = setting;
  const rates = fees.schedule.map(({ rate }, s) =>
    terms.of(`fees.rate${s}`, `${word('fees')} · ${word('feeRate')} ${s + 1}`, rate as number),
  );
  const borne = ({ id, feeDiscount }: InvestorClass): Expr =>
    feeDiscount
      ? `(1-${terms.of(`discount.${id}`, `${party(id)} · ${word('feeDiscount')}`, feeDiscount)})`
      : '1';
  const together = sliced ? definition.classes.map((c) => [c]) : [definition.classes];
  return together.map((classes) => {
    const mark = sliced ? `@${classes[0]!.id}` : '';
    const group = word('fees') + (sliced ? ` · ${party(classes[0]!.id)}` : '');
    const bases = new Map<FeeBase, Expr>();
    for (const { base } of fees.schedule)
      if (!bases.has(base)) {
        const of = (k: number) => sum(classes.map((c) => times(partOf(base, c, k), borne(c))));
        bases.set(base, book.define(`fees.base.${base}${mark}`, group, word(base), of));
      }
    const inPeriod = (k: number) =>
      sum(stretchesOf(setting, fees, k).map((s) => times(bases.get(s.base)!, rates[s.step]!, s.years)));
    return { mark, group, classes, in: (k) => (k === 0 ? '0' : inPeriod(k)) };
  });
}

/** The stretches of period k: the years of each as a formula, and its step of the schedule. */
function stretchesOf(setting: Setting, fees: Fees, k: number) {
  const { book, clock, definition, flows } = setting;
  const { timeline } = flows;
  const { dayCount } = definition.options;
  const date = book.ref('date');
  const found = feeStretches(fees, k, flows, dayCount);
  const begins = fees.schedule.map(({ from }) => (from.date === undefined ? null : from.date - 1));
  const [from, to] = timeline.dates ? [timeline.dates[k - 1]!, timeline.dates[k]!] : [0, 0];
  const cuts = [...new Set(begins.filter((b): b is number => b !== null && b > from && b < to))].sort(
    (a, b) => a - b,
  );
  const [start, end] = [before(date), date];
  const days = [start, ...cuts.map(String), end];
  // Time before the first step of all has no stretch.
  const skipped = cuts.length + 1 - found.length;
  return found.map(({ step, base }, i) => ({
    step,
    base,
    years: cuts.length
      ? clock.within(
          { from: days[i + skipped]!, to: days[i + skipped + 1]!, start, end, closing: atClosing(date) },
          dayCount,
          false,
        )
      : clock.period(dayCount, false),
  }));
}

/** Of the whole fee within its caps, as a part of what fell due. */
function keptByCaps(setting: Setting, { cap }: Fees, dues: readonly FeeDue[]): Expr {
  const { book, clock, definition, terms, word } = setting;
  const group = word('fees');
  const term = (what: 'year' | 'total') => {
    const label = `${group} · ${word(what === 'year' ? 'capYear' : 'capTotal')}`;
    return terms.of(`fees.cap.${what}`, label, cap![what]!, 'amount');
  };
  const raw = dues.map((due) =>
    book.define(`fees.due.raw${due.mark}`, due.group, word('feeBeforeCap'), (k) => due.in(k), { first: 0 }),
  );
  const within = book.ref('fees.within');
  const all = sum(raw);
  const most = [
    ...(cap?.year === undefined
      ? []
      : [times(term('year'), clock.period(definition.options.dayCount, false))]),
    ...(cap?.total === undefined
      ? []
      : [atLeast0(less(term('total'), [`SUM(${atClosing(within)}:${before(within)})`]))]),
  ];
  book.define('fees.within', group, word('feeWithinCaps'), `MIN(${[all, ...most].join()})`, { first: 0 });
  return shareOf(within, raw.length > 1 ? `(${all})` : all);
}
