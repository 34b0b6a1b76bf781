/** What comes in: contributions by class, cash by pot. */
import { total } from '../../engine/index.ts';
import type { DetailColumn } from '../table.ts';
import { openCalls, type Calls } from './calls.ts';
import { allOf, atLeast0, before, less, shareOf, sum, times, type Expr } from './expression.ts';
import { joinsCapital, ownTierOf, type Setting } from './setting.ts';

export interface PaidIn {
  /** Calls dated inside a period. */
  readonly calls: Calls;
  /** Paid in by a class in the period. */
  contributed(party: string): Expr;
  /** Paid in by a class so far, the period included. */
  toDate(party: string): Expr;
  share(party: string): Expr;
  /** Paid in by all classes. */
  readonly all: Expr;
  readonly allToDate: Expr;
  /** Contributions of the flows alone, all periods. */
  readonly committed: Expr;
  /** Cash of a pot, never below zero, and what it is short by. */
  cash(pot: string): Expr;
  short(pot: string): Expr;
}

/** Key of the column that holds what a class pays in: that of its capital tier where it says nothing else. */
export const contributedKey = (setting: Setting, party: string): string => {
  const tier = ownTierOf(setting, party);
  const { definition } = setting;
  return tier && !joinsCapital(definition, party) && definition.options.lateCall === 'stand'
    ? `${tier.id}.added`
    : `contributed>${party}`;
};

const inputOf = (
  key: string,
  head: string,
  group: string,
  periods: number,
  flows: readonly { period: number; amount: number }[],
): DetailColumn => {
  const values = new Array<number>(periods + 1).fill(0);
  for (const { period, amount } of flows) values[period]! += amount;
  return { key, group, head, format: 'amount', values, total: total(values), input: true };
};

/** The columns of inputs that stand before the net cash flow; none where the net cash flow is the input. */
export function inputColumns(
  setting: Pick<Setting, 'definition' | 'flows' | 'plainFlows' | 'word' | 'party'>,
) {
  if (setting.plainFlows) return [];
  const { definition, flows, word, party } = setting;
  const { periods } = flows.timeline;
  const column = (key: string, head: string, own: readonly { period: number; amount: number }[]) =>
    inputOf(key, head, word('cashFlows'), periods, own);
  // What is dated inside a period stands in a list of its own.
  const undated = flows.contributions.filter((c) => c.date === undefined);
  const shared = undated.filter((c) => c.class === undefined);
  const directed = [...new Set(undated.flatMap((c) => c.class ?? []))];
  return [
    column('in', word('paidIn'), shared),
    ...directed.map((id) =>
      column(
        `in>${id}`,
        `${word('paidIn')} · ${party(id)}`,
        undated.filter((c) => c.class === id),
      ),
    ),
    ...(flows.deals?.length
      ? [
          column(
            'in.deals',
            word('dealCosts'),
            flows.deals.map((d) => ({ period: d.period, amount: d.cost + d.expenses })),
          ),
        ]
      : []),
    ...definition.pots.map((pot) =>
      column(
        `cash>${pot.id}`,
        definition.pots.length > 1 ? `${word('cash')} · ${pot.id}` : word('cash'),
        flows.cash.filter((c) => c.pot === pot.id),
      ),
    ),
  ];
}

export function paidIn(setting: Setting, inputs: readonly DetailColumn[]): PaidIn {
  const { book, definition, flows, terms, word, plainFlows } = setting;
  const { classes, options } = definition;
  const group = word('contributions');
  const net = book.ref('net');
  const shares = new Map(
    terms.shares(
      'class',
      (id) => `${setting.party(id)} · ${word('share')}`,
      Object.fromEntries(classes.map((c) => [c.id, c.share])),
    ),
  );
  const share = (party: string) => shares.get(party)!;
  const calls = openCalls(setting, share);
  const cashOf = (pot: string) => (plainFlows ? net : book.ref(`cash>${pot}`));
  const short = (pot: string) => (plainFlows ? atLeast0(`-${net}`) : atLeast0(`-${cashOf(pot)}`));
  const has = (key: string) => inputs.some((c) => c.key === key);
  /** What falls on the classes by share. */
  const shared = () => {
    const given = ['in', 'in.deals'].filter(has).map(book.ref);
    if (options.negativeCash !== 'call') return sum(given);
    return sum([...given, ...definition.pots.map((p) => short(p.id))]);
  };
  const contributed = (party: string) => book.ref(contributedKey(setting, party));
  if (plainFlows) {
    for (const { id } of classes)
      book.define(
        contributedKey(setting, id),
        ownTierOf(setting, id) ? '' : group,
        setting.party(id),
        times(short(definition.pots[0]!.id), share(id)),
        { first: times(terms.investment, share(id)) },
      );
  } else {
    const total = book.define('shared', group, word('byShare'), shared(), { first: shared() });
    const sharedToDate = book.ref('shared.toDate');
    if (flows.closings?.length)
      book.define('shared.toDate', group, word('toDate'), `${before(sharedToDate)}+${total}`, {
        first: total,
      });
    const admitted = (id: string) => flows.closings?.find((c) => c.class === id)?.period ?? 0;
    const present = (id: string, k: number): Expr => {
      if (!flows.closings?.length) return share(id);
      if (admitted(id) > k) return '0';
      return shareOf(share(id), sum(classes.filter((c) => admitted(c.id) <= k).map((c) => share(c.id))));
    };
    for (const { id } of classes) {
      const own = has(`in>${id}`) ? book.ref(`in>${id}`) : '0';
      const called = options.negativeCash === 'reserve' ? times(book.ref('shortfall'), share(id)) : '0';
      const at = (k: number): Expr => {
        const joined =
          k > 0 && present(id, k) !== present(id, k - 1)
            ? times(less(present(id, k), [present(id, k - 1)]), before(sharedToDate))
            : '0';
        return sum([times(total, present(id, k)), joined, own, called, calls.contributed(id)]);
      };
      book.define(contributedKey(setting, id), group, setting.party(id), at, { first: at(0) });
    }
  }
  const cumulative = (key: string, head: string, of: Expr): Expr => {
    const own = book.ref(key);
    return book.has(key) ? own : book.define(key, group, head, `${before(own)}+${of}`, { first: of });
  };
  const all = sum(classes.map((c) => contributed(c.id)));
  return {
    calls,
    contributed,
    share,
    all,
    toDate: (party) =>
      cumulative(`toDate>${party}`, `${word('toDate')} · ${setting.party(party)}`, contributed(party)),
    get allToDate() {
      return classes.length === 1
        ? this.toDate(classes[0]!.id)
        : cumulative('toDate', word('toDate'), classes.map((c) => contributed(c.id)).join('+'));
    },
    committed: plainFlows
      ? terms.investment
      : sum([
          ...inputs.filter((c) => /^in($|>)/.test(c.key)).map((c) => `SUM(${allOf(book.ref(c.key))})`),
          calls.total,
        ]),
    cash: (pot) => atLeast0(cashOf(pot)),
    short,
  };
}
