/** Calls with a day of their own, or whose return begins at another: a list beside the table, each with its period. */
import { type ContributionFlow, orderOf } from '../../engine/index.ts';
import { plain } from '../write/canvas.ts';
import type { Setting } from './context.ts';
import { allOf, type Expr, sum, times } from './expression.ts';
import type { CallColumn, Calls, OtherBegin } from './inflows.ts';
import type { ClassShares } from './shares.ts';

/** Whether a call stands in the list. */
export const standsApart = (c: ContributionFlow): boolean =>
  c.date !== undefined || c.accruesFrom !== undefined;

export function openCalls(setting: Setting, shares: ClassShares): Calls {
  const { flows, word, book, party: nameOf } = setting;
  const { timeline } = flows;
  const { dates } = timeline;
  const list = flows.contributions.filter(standsApart).map((c) => {
    const begins = c.accruesFrom ?? c;
    const place = orderOf(timeline, begins);
    const inside =
      place > orderOf(timeline, c) - (dates ? 0 : 1) && place <= orderOf(timeline, { period: c.period });
    return { ...c, begins, place, own: inside || begins.period === c.period };
  });
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
  const date = book.ref('date');
  const day = () =>
    column(
      'date',
      word('date'),
      'date',
      list.map((c) => orderOf(timeline, c)),
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
  const begin = () =>
    list.every((c) => c.accruesFrom === undefined)
      ? day()
      : column(
          'begins',
          word('accruesFrom'),
          dates ? 'date' : 'period',
          list.map((c) => c.place),
          true,
        );
  const period = () =>
    dates
      ? column('period', word('period'), 'period', each(`COUNTIF(${allOf(date)},"<"&<${day()}.>)`))
      : column(
          'period',
          word('period'),
          'period',
          list.map((c) => c.period),
          true,
        );
  const start = () =>
    column('start', word('periodStart'), 'date', each(`INDEX(${allOf(date)},MAX(1,<${period()}.>))`));
  const end = () => column('end', word('periodEnd'), 'date', each(`INDEX(${allOf(date)},<${period()}.>+1)`));
  const ofOne = (row: number, cell: Expr, party: string) => {
    const c = list[row]!;
    if (c.class === undefined) return times(cell, shares.present(party, c.period));
    return c.class === party ? cell : '0';
  };
  const has = (party: string) => list.some((c) => c.class === undefined || c.class === party);
  const of = (party: string) =>
    column(
      `of>${party}`,
      nameOf(party),
      'amount',
      list.map((_, i) => {
        const own = ofOne(i, `<${amount()}.>`, party);
        return own === '0' ? 0 : `=${own}`;
      }),
    );
  const only = (key: string, head: string, which: (c: (typeof list)[number]) => boolean): Expr => {
    if (!list.some(which)) return '0';
    const own = list.every(which)
      ? amount()
      : column(
          key,
          head,
          'amount',
          list.map((c) => (which(c) ? `=<${amount()}.>` : 0)),
        );
    return `SUMIF(<${period()}>,${book.ref('period')},<${own}>)`;
  };
  if (list.length) {
    if (dates) day();
    else period();
    amount();
    column(
      'class',
      word('party'),
      'text',
      list.map((c) => (c.class === undefined ? '–' : plain(nameOf(c.class)))),
    );
    begin();
  }
  const otherBegin = (c: (typeof list)[number], row: number): OtherBegin => ({
    row,
    period: c.period,
    place: c.place,
    begins: c.begins.period,
    from: (rate) =>
      dates && c.begins.date !== undefined && c.begins.date < dates[c.begins.period]!
        ? rate.from({
            cell: `<${begin()}#${row}>`,
            place: c.place,
            period: c.begins.period,
            start: date.replace(']', '^]'),
            end: date,
          })
        : '0',
    of: (party) => ofOne(row, `<${amount()}#${row}>`, party),
  });
  const others = (which: (c: (typeof list)[number]) => boolean): OtherBegin[] =>
    list.flatMap((c, row) => (c.own || !which(c) ? [] : [otherBegin(c, row)]));
  /** What a later class takes over of calls that bear nothing yet, by the period of its closing. */
  const moves = [...new Set(flows.closings?.map((c) => c.period))].map((at, n) => {
    const closes = orderOf(
      timeline,
      flows.closings!.find((c) => c.period === at)!,
    );
    return list.flatMap((c, row): OtherBegin[] => {
      if (c.class !== undefined || c.period >= at || c.place <= closes) return [];
      const of = (party: string) => times(shares.taken(party, at), `<${amount()}#${row}>`);
      return [{ ...otherBegin(c, row), row: (n + 1) * list.length + row, period: at, of }];
    });
  });
  return {
    columns,
    direct: (party) => only(`direct>${party}`, nameOf(party), (c) => c.class === party),
    shared: only('shared', word('byShare'), (c) => c.class === undefined),
    grown(parties, { tier, name, rate, fromClosing }) {
      const own = parties.filter(has);
      if (!own.length || !dates) return '0';
      const cells = list.map((c) => {
        // A hurdle counts from a call's own day.
        const place = fromClosing ? orderOf(timeline, c) : c.place;
        if ((!fromClosing && !c.own) || place >= dates[c.period]!) return 0;
        const cell = `<${fromClosing ? day() : begin()}.>`;
        const at = { start: `<${start()}.>`, end: `<${end()}.>` };
        return `=${rate.from({ cell, place, period: c.period, ...at })}`;
      });
      if (cells.every((cell) => cell === 0)) return '0';
      const factor = column(`growth.${tier}`, `${word('growth')} · ${name}`, 'factor', cells);
      const amounts = own.map((p) => `<${of(p)}>`);
      const all = amounts.length === 1 ? amounts[0]! : `(${sum(amounts)})`;
      return `SUMPRODUCT((<${period()}>=${book.ref('period')})*${all}*<${factor}>)`;
    },
    own: list.flatMap((c, row) =>
      !dates || c.date === undefined || c.date === dates[c.period]
        ? []
        : [
            {
              period: c.period,
              place: c.date,
              date: `<${day()}#${row}>`,
              amount: `<${amount()}#${row}>`,
              of: (party: string) => ofOne(row, `<${amount()}#${row}>`, party),
            },
          ],
    ),
    early: others((c) => c.begins.period < c.period),
    late: [...others((c) => c.begins.period > c.period), ...moves.flat().filter((c) => c.begins > c.period)],
    movedLate: (k) => moves.flat().filter((c) => c.period === k),
    total: list.length ? `SUM(<${amount()}>)` : '0',
  };
}
