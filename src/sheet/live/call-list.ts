/** The list of calls that have a day of their own, or whose return begins at another: a row each, its columns made when first asked for. */
import { type ContributionFlow, orderOf } from '../../engine/index.ts';
import { plain } from '../write/canvas.ts';
import type { Setting } from './context.ts';
import { allOf, type Expr } from './expression.ts';
import type { CallColumn } from './inflows.ts';

/** Whether a call stands in the list. */
export const standsApart = (c: ContributionFlow): boolean =>
  c.date !== undefined || c.accruesFrom !== undefined;

export interface ListedCall extends ContributionFlow {
  /** When its return begins, and that moment as it lies in time. */
  readonly begins: { readonly period: number; readonly date?: number };
  readonly place: number;
  /** Whether its return begins in its own period. */
  readonly own: boolean;
}

export interface CallList {
  readonly calls: readonly ListedCall[];
  readonly columns: readonly CallColumn[];
  /** Numbers of its columns: when and how much, when the return begins, the call's period and that one's dates. */
  day(): number;
  amount(): number;
  begin(): number;
  period(): number;
  start(): number;
  end(): number;
  /** A column of one's own, under a key that finds it again. */
  column(key: string, head: string, format: CallColumn['format'], cells: CallColumn['cells']): number;
}

function listed({ timeline, contributions }: Setting['flows']): ListedCall[] {
  return contributions.filter(standsApart).map((c) => {
    const begins = c.accruesFrom ?? c;
    const place = orderOf(timeline, begins);
    const inside =
      place > orderOf(timeline, c) - (timeline.dates ? 0 : 1) &&
      place <= orderOf(timeline, { period: c.period });
    return { ...c, begins, place, own: inside || begins.period === c.period };
  });
}

export function openCallList({ flows, word, book, party }: Setting): CallList {
  const { timeline } = flows;
  const { dates } = timeline;
  const calls = listed(flows);
  const columns: CallColumn[] = [];
  const numbers = new Map<string, number>();
  const put = (key: string, column: CallColumn): number => {
    let n = numbers.get(key);
    if (n === undefined) numbers.set(key, (n = columns.push(column) - 1));
    return n;
  };
  const input = (
    key: string,
    head: string,
    format: CallColumn['format'],
    cellOf: (c: ListedCall) => string | number,
  ) => put(key, { head, format, cells: calls.map(cellOf), input: true });
  const column: CallList['column'] = (key, head, format, cells) =>
    put(key, { head, format, cells, input: false });
  const computed = (key: string, head: string, format: CallColumn['format'], formula: Expr) =>
    column(
      key,
      head,
      format,
      calls.map(() => `=${formula}`),
    );
  const date = allOf(book.ref('date'));
  const day = () => input('date', word('date'), 'date', (c) => orderOf(timeline, c));
  const amount = () => input('amount', word('paidIn'), 'amount', (c) => c.amount);
  const begin = () =>
    calls.every((c) => c.accruesFrom === undefined)
      ? day()
      : input('begins', word('accruesFrom'), dates ? 'date' : 'period', (c) => c.place);
  const period = () =>
    dates
      ? computed('period', word('period'), 'period', `COUNTIF(${date},"<"&<${day()}.>)`)
      : input('period', word('period'), 'period', (c) => c.period);
  if (calls.length) {
    if (dates) day();
    else period();
    amount();
    const named = calls.map((c) => (c.class === undefined ? '–' : plain(party(c.class))));
    column('class', word('party'), 'text', named);
    begin();
  }
  return {
    calls,
    columns,
    day,
    amount,
    begin,
    period,
    start: () => computed('start', word('periodStart'), 'date', `INDEX(${date},MAX(1,<${period()}.>))`),
    end: () => computed('end', word('periodEnd'), 'date', `INDEX(${date},<${period()}.>+1)`),
    column,
  };
}
