/** Calls dated inside a period: a list of its own beside the table, each with its period and the years it accrues in it. */
import type { DayCount } from '../../engine/index.ts';
import { plain } from '../canvas.ts';
import type { Book } from './book.ts';
import { yearsAfter } from './clock.ts';
import { allOf, atClosing, sum, times, type Expr } from './expression.ts';
import type { Earning } from './joining.ts';
import type { Setting } from './setting.ts';

/** A column of the list. In its formulas `<2.>` is column 2 in the same row; elsewhere `<2>` is all its rows. */
export interface CallColumn {
  readonly head: string;
  readonly format: 'date' | 'amount' | 'period' | 'factor' | 'text';
  /** Inputs, or formulas where they are texts that begin with `=`. */
  readonly cells: readonly (string | number)[];
  readonly input: boolean;
}

export interface Calls {
  readonly columns: readonly CallColumn[];
  /** Paid in by a class in the period at days of its own. */
  contributed(party: string): Expr;
  /** What calls of some classes have grown by from their own day to the end of the period. */
  grown(parties: readonly string[], way: Pick<Earning, 'growth' | 'dayCount' | 'fromClosing'>): Expr;
  /** All of it. */
  readonly total: Expr;
}

export function openCalls(
  setting: Pick<Setting, 'flows' | 'book' | 'word' | 'party' | 'clock'>,
  share: (party: string) => Expr,
): Calls {
  const { flows, word } = setting;
  const book: Book = setting.book;
  const list = flows.contributions.filter((c) => c.date !== undefined);
  const columns: CallColumn[] = [];
  const numbers = new Map<string, number>();
  const column = (
    key: string,
    head: string,
    format: CallColumn['format'],
    cells: CallColumn['cells'],
    input = false,
  ) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, columns.push({ head, format, cells, input }) - 1);
    return columns.length - 1;
  };
  const each = (formula: Expr) => list.map(() => `=${formula}`);
  const dates = book.ref('date');
  const date = () =>
    column(
      'date',
      word('date'),
      'date',
      list.map((c) => c.date!),
      true,
    );
  const amount = () =>
    column(
      'amount',
      word('paidIn'),
      'amount',
      list.map((c) => c.amount),
      true,
    );
  const period = () =>
    column('period', word('period'), 'period', each(`COUNTIF(${allOf(dates)},"<"&<${date()}.>)`));
  const end = () => column('end', word('periodEnd'), 'date', each(`INDEX(${allOf(dates)},<${period()}.>+1)`));
  const years = (dayCount: DayCount, fromClosing: boolean) => {
    const own = fromClosing && dayCount === '30360' ? 'since' : 'years';
    const passed = yearsAfter(`<${date()}.>`, `<${end()}.>`, atClosing(dates), dayCount, fromClosing);
    return column(`${own}.${dayCount}`, word('years'), 'factor', each(passed));
  };
  const of = (party: string) => {
    const cells = list.map((c) => {
      if (c.class === undefined) return `=${times(`<${amount()}.>`, share(party))}`;
      return c.class === party ? `=<${amount()}.>` : 0;
    });
    return column(`of>${party}`, setting.party(party), 'amount', cells);
  };
  if (list.length) {
    date();
    amount();
    column(
      'class',
      word('party'),
      'text',
      list.map((c) => (c.class === undefined ? '–' : plain(setting.party(c.class)))),
    );
  }
  const has = (party: string) => list.some((c) => c.class === undefined || c.class === party);
  return {
    columns,
    contributed: (party) => (has(party) ? `SUMIF(<${period()}>,${book.ref('period')},<${of(party)}>)` : '0'),
    grown(parties, { growth, dayCount, fromClosing }) {
      const own = parties.filter(has);
      if (!own.length || !setting.clock.dated(dayCount)) return '0';
      const factor = growth(`<${years(dayCount, fromClosing)}>`);
      const amounts = own.map((p) => `<${of(p)}>`);
      const all = amounts.length === 1 ? amounts[0]! : `(${sum(amounts)})`;
      return `SUMPRODUCT((<${period()}>=${book.ref('period')})*${all}*(${factor}))`;
    },
    total: list.length ? `SUM(<${amount()}>)` : '0',
  };
}
