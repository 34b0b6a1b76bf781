/** What is taken before the tiers: management fees, and cash to be invested again. */
import type { DayCount, Fees, InvestorClass, Timeline } from '../../engine/index.ts';
import { yearsBetween } from './clock.ts';
import { atLeast0, before, less, lesser, shareOf, sum, times, type Expr } from './expression.ts';
import type { LedgerCells } from './ledger.ts';
import type { PaidIn } from './paid-in.ts';
import type { Setting } from './setting.ts';

/** A stretch of a period under one step of the schedule: its years as a formula, and the step. */
interface Stretch {
  readonly years: Expr;
  readonly step: number;
}

/** The stretches of period k: a step counts from its own day, inclusive; one given by period for all of that period. */
function stretches(
  setting: Setting,
  fees: Fees,
  k: number,
  { dates }: Timeline,
  dayCount: DayCount,
): Stretch[] {
  const dated = dates !== undefined && dayCount !== 'periods';
  const begins = fees.schedule.map(({ from }) => {
    if (!dated) return from.date === undefined ? from.period - 1 : from.period;
    return from.date === undefined ? (dates[from.period - 1] ?? -Infinity) : from.date - 1;
  });
  const [start, end] = dated ? [dates[k - 1]!, dates[k]!] : [k - 1, k];
  const cuts = [...new Set([start, ...begins.filter((b) => b > start && b < end), end])].sort(
    (a, b) => a - b,
  );
  const date = setting.book.ref('date');
  const cell = (at: number) => (at === start ? before(date) : at === end ? date : String(at));
  const whole = cuts.length === 2;
  return cuts.slice(1).flatMap((to, i) => {
    const from = cuts[i]!;
    let step = -1;
    begins.forEach((b, s) => {
      if (b <= from && (step < 0 || b >= begins[step]!)) step = s;
    });
    if (step < 0) return [];
    const years = whole
      ? setting.clock.period(dayCount)
      : yearsBetween(cell(from), cell(to), dayCount as Exclude<DayCount, 'periods'>);
    return [{ years, step }];
  });
}

/** The fee of some classes: falls due on opening balances, is paid out of each pot and ledger in turn; the rest stays owed. */
export interface FeeCells {
  /** @param by marks the ledger whose cash pays */
  pay(pot: number, available: Expr, by: string): Expr;
  close(): void;
}

export function feeCells(
  setting: Setting,
  paidIn: PaidIn,
  fees: Fees,
  ledgers: readonly LedgerCells[],
  own?: InvestorClass,
): FeeCells {
  const { book, definition, flows, terms, word } = setting;
  const mark = own ? `@${own.id}` : '';
  const group = `${word('fees')}${own ? ` · ${setting.party(own.id)}` : ''}`;
  const classes = own ? [own] : definition.classes;
  const rates = fees.schedule.map(({ rate }, s) =>
    terms.of(`fees.rate${s}`, `${word('fees')} · ${word('rate')} ${s + 1}`, rate),
  );
  const commitment = () =>
    terms.of('fees.commitment', `${word('fees')} · ${word('commitment')}`, fees.commitment, 'amount');
  const borne = ({ id, feeDiscount }: InvestorClass): Expr =>
    feeDiscount
      ? `(1-${terms.of(`discount.${id}`, `${setting.party(id)} · ${word('feeDiscount')}`, feeDiscount)})`
      : '1';
  const baseOf = (base: Fees['schedule'][number]['base'], c: InvestorClass): Expr => {
    if (base === 'commitment') return times(commitment(), paidIn.share(c.id));
    if (base === 'contributed') return atLeast0(before(paidIn.toDate(c.id)));
    return atLeast0(sum(ledgers.map((ledger) => ledger.account(c.id).standing())));
  };
  const bases = [...new Set(fees.schedule.map((s) => s.base))];
  const words = { commitment: 'commitment', contributed: 'contributed', unreturned: 'unreturned' } as const;
  const baseCells = new Map(
    bases.map((base) => [
      base,
      book.define(
        `fees.base.${base}${mark}`,
        group,
        word(words[base]),
        sum(classes.map((c) => times(baseOf(base, c), borne(c)))),
      ),
    ]),
  );
  const offset = (k: number) => fees.offset.reduce((s, o) => (o.period === k ? s + o.amount : s), 0);
  const part = own ? paidIn.share(own.id) : sum(classes.map((c) => paidIn.share(c.id)));
  if (fees.offset.length && !book.has('fees.offset'))
    book.define('fees.offset', word('fees'), word('offset'), offset, { first: 0, input: true });
  const closing = book.ref(`fees.closing${mark}`);
  const falls = Array.from({ length: flows.timeline.periods + 1 }, (_, k) =>
    k === 0
      ? '0'
      : sum(
          stretches(setting, fees, k, flows.timeline, definition.options.dayCount).map(({ years, step }) =>
            times(baseCells.get(fees.schedule[step]!.base)!, rates[step]!, years),
          ),
        ),
  );
  const accrued = book.define(`fees.accrued${mark}`, group, word('accrued'), (k) => falls[k]!);
  const due = book.define(
    `fees.due${mark}`,
    group,
    word('owed'),
    less(sum([before(closing), accrued]), fees.offset.length ? [times(book.ref('fees.offset'), part)] : []),
  );
  const paid: Expr[] = [];
  return {
    pay(pot, available, by) {
      const cell = book.define(
        `fees.paid${by}#${pot + 1}`,
        group,
        word('paid'),
        atLeast0(lesser(less(due, paid), available)),
      );
      paid.push(cell);
      return cell;
    },
    close: () => void book.define(`fees.closing${mark}`, group, word('closing'), less(due, paid)),
  };
}

/** Withholds the recycled share of a pot's cash from what fees have left of it, up to the cap. */
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
    withhold(pot: number, cash: Expr, left: Expr): Expr {
      const wanted = `MIN(${times(term('share', given.share), cash)},${less(cap, [before(soFar), ...cells])})`;
      const formula = atLeast0(lesser(wanted, left));
      const cell = book.define(
        `recycled#${pot + 1}`,
        group,
        `${group}${definition.pots.length > 1 ? ` · ${definition.pots[pot]!.id}` : ''}`,
        (k) => (k > (given.until ?? Infinity) ? 0 : formula),
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
