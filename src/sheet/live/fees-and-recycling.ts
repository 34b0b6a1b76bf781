/** What is taken before the tiers: management fees, and cash to be invested again. */
import { type Fees, feeStretches, type InvestorClass } from '../../engine/index.ts';
import type { Setting } from './context.ts';
import { dealToDate, endTerm, withoutExpenses, writtenDown } from './deals.ts';
import {
  atClosing,
  atLeast0,
  before,
  type Expr,
  less,
  lesser,
  shareOf,
  sum,
  times,
  unlessNoise,
} from './expression.ts';
import type { PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';
import type { LedgerCells } from './ledger.ts';

/** The fee of some classes: falls due on opening balances, is paid out of each turn; the rest stays owed. */
export interface FeePool {
  /** @param by marks the turn whose cash pays */
  pay(by: string, available: Expr): Expr;
  close(): void;
}

/** The classes that bear a fee together: all, or each its own. */
export function openFees(
  setting: Setting,
  inputs: Inputs,
  paidIn: PaidIn,
  fees: Fees,
  ledgers: readonly LedgerCells[],
): (own: InvestorClass | undefined) => FeePool {
  const { book, clock, definition, flows, terms, word, sliced } = setting;
  const { timeline } = flows;
  const { dayCount } = definition.options;
  const group = word('fees');
  const rates = fees.schedule.map(({ rate }, s) =>
    terms.of(`fees.rate${s}`, `${group} · ${word('feeRate')} ${s + 1}`, rate as number),
  );
  const date = book.ref('date');
  /** The stretches of period k: the years of each as a formula, and its step of the schedule. */
  const stretches = (k: number) => {
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
  };
  const borne = ({ id, feeDiscount }: InvestorClass): Expr =>
    feeDiscount
      ? `(1-${terms.of(`discount.${id}`, `${setting.party(id)} · ${word('feeDiscount')}`, feeDiscount)})`
      : '1';
  const unreturned = ({ id }: InvestorClass) => {
    const joined = ledgers.filter((l) => l.holds(id)).map((ledger) => ledger.account(id).standing());
    if (setting.deals !== 'carryforward') return atLeast0(sum(joined));
    // Capital of a deal that has not joined the balances is out as well.
    const paid = before(paidIn.toDate(id));
    const out = less(sum([...joined, paid]), [before(paidIn.capital().toDate(id))]);
    return atLeast0(unlessNoise(`(${out})`, paid));
  };
  const baseOf = (base: Fees['schedule'][number]['base'], c: InvestorClass, k: number): Expr => {
    const present = paidIn.shares.present(c.id, k - 1);
    switch (base) {
      case 'commitment':
        return times(
          terms.of('fees.commitment', `${group} · ${word('commitment')}`, fees.commitment, 'amount'),
          present,
        );
      case 'contributed':
        return atLeast0(before(paidIn.toDate(c.id)));
      case 'unreturned':
        return unreturned(c);
      case 'activeCost':
        return times(activeCost(setting, inputs), present);
      case 'nav': {
        const last = flows.nav.reduce<number | null>(
          (found, v, i) =>
            v.period < k && (found === null || v.period >= flows.nav[found]!.period) ? i : found,
          null,
        );
        return last === null ? unreturned(c) : times(navTerm(setting, last), present);
      }
    }
  };
  const heads = {
    commitment: 'commitment',
    contributed: 'contributed',
    unreturned: 'unreturned',
    activeCost: 'activeCost',
    nav: 'nav',
  } as const;
  const poolsOf = sliced ? definition.classes.map((c) => [c]) : [definition.classes];
  /** Before the caps, by pool. */
  const falls = poolsOf.map((classes) => {
    const mark = sliced ? `@${classes[0]!.id}` : '';
    const own = sliced ? ` · ${setting.party(classes[0]!.id)}` : '';
    const bases = new Map<string, Expr>();
    for (const { base } of fees.schedule)
      if (!bases.has(base))
        bases.set(
          base,
          book.define(`fees.base.${base}${mark}`, `${group}${own}`, word(heads[base]), (k) =>
            sum(classes.map((c) => times(baseOf(base, c, k), borne(c)))),
          ),
        );
    return {
      mark,
      group: `${group}${own}`,
      classes,
      due: (k: number) =>
        k === 0
          ? '0'
          : sum(stretches(k).map(({ years, step, base }) => times(bases.get(base)!, rates[step]!, years))),
    };
  });
  const { cap } = fees;
  const limited = cap?.year !== undefined || cap?.total !== undefined;
  const term = (what: 'year' | 'total') =>
    terms.of(
      `fees.cap.${what}`,
      `${group} · ${word(what === 'year' ? 'capYear' : 'capTotal')}`,
      cap![what]!,
      'amount',
    );
  /** Of the whole fee within its caps, as a part of what fell due. */
  const kept = (() => {
    if (!limited) return '1';
    const due = falls.map((f) =>
      book.define(`fees.due.raw${f.mark}`, f.group, word('feeBeforeCap'), (k) => f.due(k), { first: 0 }),
    );
    const within = book.ref('fees.within');
    const all = sum(due);
    const most = [
      ...(cap?.year === undefined ? [] : [times(term('year'), clock.period(dayCount, false))]),
      ...(cap?.total === undefined
        ? []
        : [atLeast0(less(term('total'), [`SUM(${atClosing(within)}:${before(within)})`]))]),
    ];
    book.define('fees.within', group, word('feeWithinCaps'), `MIN(${[all, ...most].join()})`, { first: 0 });
    return shareOf(within, due.length > 1 ? `(${all})` : all);
  })();
  const offset = (k: number) => fees.offset.reduce((s, o) => (o.period === k ? s + o.amount : s), 0);
  if (fees.offset.length)
    book.define('fees.offset', group, word('offset'), offset, { first: 0, input: true });
  const pools = falls.map(({ mark, group, classes, due }): FeePool => {
    const part = sum(classes.map((c) => paidIn.shares.of(c.id)));
    const closing = book.ref(`fees.closing${mark}`);
    const accrued = book.define(`fees.accrued${mark}`, group, word('accrued'), (k) =>
      limited ? times(book.ref(`fees.due.raw${mark}`), kept) : due(k),
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
        const cell = book.define(
          `fees.paid${by}`,
          group,
          word('paid'),
          atLeast0(lesser(less(owed, paid), available)),
        );
        paid.push(cell);
        return cell;
      },
      close: () => void book.define(`fees.closing${mark}`, group, word('closing'), less(owed, paid)),
    };
  });
  return (own) => pools[own ? definition.classes.indexOf(own) : 0]!;
}

/** Cost of the deals a fund holds when a period opens: without those closed, less what was written down. */
function activeCost(setting: Setting, inputs: Inputs): Expr {
  const { book, word } = setting;
  const key = 'activeCost';
  if (book.has(key)) return before(book.ref(key));
  const costs = inputs.deals.map((own) => {
    const paid = dealToDate(setting, own);
    const downs = writtenDown(setting, own);
    const held = less(withoutExpenses(setting, own, paid), downs === null ? [] : [downs]);
    const { closedAt } = own.deal;
    return closedAt === undefined
      ? held
      : `IF(${book.ref('period')}>=${endTerm(setting, own, closedAt)},0,${held})`;
  });
  return before(book.define(key, word('fees'), word('activeCost'), sum(costs), { first: sum(costs) }));
}

/** A value of the fund, as a term. */
export function navTerm({ flows, terms, word }: Setting, i: number): Expr {
  const { period, amount } = flows.nav[i]!;
  const last = period === flows.timeline.periods;
  return terms.of(
    last ? 'nav' : `nav.${period}`,
    last ? word('nav') : `${word('nav')} · ${period}`,
    amount,
    'amount',
  );
}

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
