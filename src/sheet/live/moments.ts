/** The moments at which money moves, where some lies between two dates: flows at their own dates, for rates and payback. */
import { orderOf } from '../../engine/index.ts';
import type { Setting } from './context.ts';
import { atClosing, before, type Expr, less, sum, times } from './expression.ts';
import type { PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';

/** A date of the timeline, or one of a call: its formulas are written in the row of its period. */
interface Moment {
  readonly period: number;
  readonly date: Expr;
  /** Years from the closing. */
  readonly years: Expr;
  /** What all parties together have of it, and each class. */
  readonly project: Expr;
  readonly classes: readonly Expr[];
  readonly moves: boolean;
}

/** In order of time; null where nothing moves between two dates. */
export function momentsOf(
  setting: Setting,
  money: PaidIn,
  inputs: Inputs,
  project: Expr,
): readonly Moment[] | null {
  const { book, clock, definition, flows, terms, word, result } = setting;
  const { timeline } = flows;
  const { dates } = timeline;
  if (!dates) return null;
  const { dayCount } = definition.options;
  const ids = definition.classes.map((c) => c.id);
  const end = book.ref('date');
  const calls = money.calls.own.map((call) => ({
    ...call,
    all: call.amount,
    of: (p: string): Expr => call.of(p),
  }));
  const deals = inputs.deals.flatMap((d) => {
    const { deal } = d;
    if (deal.date === undefined || deal.date === dates[deal.period]) return [];
    const date = terms.of(`${d.key}.date`, `${deal.id} · ${word('paidOn')}`, deal.date, 'date');
    const cost = book.ref(d.cost);
    const of = (p: string) => times(cost, money.shares.present(p, deal.period));
    return [{ period: deal.period, place: deal.date, date, all: cost, of }];
  });
  const closings = new Map((flows.closings ?? []).map((c) => [c.period, c] as const).reverse());
  const moved = [...closings.values()].flatMap(({ period, date }) =>
    date === undefined || date === dates[period]
      ? []
      : [
          {
            period,
            place: date,
            date: String(date),
            all: '0',
            of: (p: string) => money.falling.moved(p, period),
          },
        ],
  );
  const own = [...calls, ...deals, ...moved];
  if (!own.length) return null;
  const since = clock.since(dayCount);
  const rows = setting.periods.map((k) => {
    const inside = own.filter((o) => o.period === k);
    const flow = (p: string) =>
      sum([less(book.ref(`total>${p}`), [money.contributed(p)]), ...inside.map((o) => o.of(p))]);
    return {
      place: orderOf(timeline, { period: k }),
      period: k,
      date: end,
      years: since,
      project: sum([project, ...inside.map((o) => o.all)]),
      classes: ids.map(flow),
      moves: result.parties.some((p) => p.received[k] !== 0 || p.contributed[k] !== 0),
    };
  });
  const between = own.map(({ period, place, date, all, of }) => ({
    place,
    period,
    date,
    years: `${before(since)}+${clock.within(
      { from: before(end), to: date, start: before(end), end, closing: atClosing(end) },
      dayCount,
      true,
    )}`,
    project: less('0', [all]),
    classes: ids.map((p) => less('0', [`(${of(p)})`])),
    moves: true,
  }));
  return [...rows, ...between].sort((a, b) => a.place - b.place || a.period - b.period);
}
