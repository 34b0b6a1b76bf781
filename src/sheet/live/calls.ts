/** What calls of the list beside the table bring: paid in by class and period, grown since their own day, bearing early or late. */
import { orderOf } from '../../engine/index.ts';
import { type CallList, type ListedCall, openCallList } from './call-list.ts';
import type { Setting } from './context.ts';
import { before, type Expr, sum, times } from './expression.ts';
import type { Calls, Earning, OtherBegin } from './inflows.ts';
import type { ClassShares } from './shares.ts';

/** The list, and what falls on a class of the call in one of its rows, whose amount is `cell`. */
interface Listed {
  readonly setting: Setting;
  readonly shares: ClassShares;
  readonly list: CallList;
  partOf(row: number, cell: Expr, party: string): Expr;
}

export function openCalls(setting: Setting, shares: ClassShares): Calls {
  const { flows, word, party: nameOf } = setting;
  const { dates } = flows.timeline;
  const list = openCallList(setting);
  const { calls } = list;
  const listed: Listed = {
    setting,
    shares,
    list,
    partOf(row, cell, party) {
      const c = calls[row]!;
      if (c.class === undefined) return times(cell, shares.present(party, c.period));
      return c.class === party ? cell : '0';
    },
  };
  const others = (which: (c: ListedCall) => boolean): OtherBegin[] =>
    calls.flatMap((c, row) => (c.own || !which(c) ? [] : [otherBegin(listed, row)]));
  return {
    columns: list.columns,
    direct: (party) => paidBy(listed, `direct>${party}`, nameOf(party), (c) => c.class === party),
    shared: paidBy(listed, 'shared', word('byShare'), (c) => c.class === undefined),
    grown: (parties, way) => grown(listed, parties, way),
    own: calls.flatMap((c, row) => {
      if (!dates || c.date === undefined || c.date === dates[c.period]!) return [];
      const amount = `<${list.amount()}#${row}>`;
      return [
        {
          period: c.period,
          place: c.date,
          date: `<${list.day()}#${row}>`,
          amount,
          of: (party: string) => listed.partOf(row, amount, party),
        },
      ];
    }),
    early: others((c) => c.begins.period < c.period),
    late: others((c) => c.begins.period > c.period),
    total: calls.length ? `SUM(<${list.amount()}>)` : '0',
  };
}

/** What some of the calls bring in a row's period. */
function paidBy(
  { setting, list }: Listed,
  key: string,
  head: string,
  which: (c: ListedCall) => boolean,
): Expr {
  const { calls } = list;
  if (!calls.some(which)) return '0';
  const own = calls.every(which)
    ? list.amount()
    : list.column(
        key,
        head,
        'amount',
        calls.map((c) => (which(c) ? `=<${list.amount()}.>` : 0)),
      );
  return `SUMIF(<${list.period()}>,${setting.book.ref('period')},<${own}>)`;
}

function grown(
  { setting, list, partOf }: Listed,
  parties: readonly string[],
  { tier, name, rate, fromClosing }: Earning,
): Expr {
  const { book, flows, party: nameOf, word } = setting;
  const { timeline } = flows;
  const { dates } = timeline;
  const { calls } = list;
  const own = parties.filter((party) => calls.some((c) => c.class === undefined || c.class === party));
  if (!own.length || !dates) return '0';
  const cells = calls.map((c) => {
    // A hurdle counts from a call's own day.
    const place = fromClosing ? orderOf(timeline, c) : c.place;
    if ((!fromClosing && !c.own) || place >= dates[c.period]!) return 0;
    const cell = `<${fromClosing ? list.day() : list.begin()}.>`;
    const at = { start: `<${list.start()}.>`, end: `<${list.end()}.>` };
    return `=${rate.from({ cell, place, period: c.period, ...at })}`;
  });
  if (cells.every((cell) => cell === 0)) return '0';
  const factor = list.column(`growth.${tier}`, `${word('growth')} · ${name}`, 'factor', cells);
  const amounts = own.map((party) => {
    const parts = calls.map((_, row) => {
      const part = partOf(row, `<${list.amount()}.>`, party);
      return part === '0' ? 0 : `=${part}`;
    });
    return `<${list.column(`of>${party}`, nameOf(party), 'amount', parts)}>`;
  });
  const all = amounts.length === 1 ? amounts[0]! : `(${sum(amounts)})`;
  return `SUMPRODUCT((<${list.period()}>=${book.ref('period')})*${all}*<${factor}>)`;
}

/** The call of a row as one whose return begins in another period than its own. */
function otherBegin({ setting, list, partOf }: Listed, row: number): OtherBegin {
  const { dates } = setting.flows.timeline;
  const { begins, period, place } = list.calls[row]!;
  const date = setting.book.ref('date');
  return {
    row,
    period,
    place,
    begins: begins.period,
    from: (rate) =>
      dates && begins.date !== undefined && begins.date < dates[begins.period]!
        ? rate.from({
            cell: `<${list.begin()}#${row}>`,
            place,
            period: begins.period,
            start: before(date),
            end: date,
          })
        : '0',
    of: (party) => partOf(row, `<${list.amount()}#${row}>`, party),
  };
}
