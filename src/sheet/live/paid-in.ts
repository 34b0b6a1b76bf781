/** What comes in: contributions by class, when they join the balances, cash by pot. */
import { openCalls, type Calls } from './calls.ts';
import { allOf, atLeast0, before, grouped, less, sum, times, type Expr } from './expression.ts';
import type { Inputs } from './inputs.ts';
import { joinsAtOnce, joinsByDeal, type Capital, type FreeCapital } from './joining.ts';
import { joinsCapital, ownTierOf, type Setting } from './setting.ts';
import { openShares } from './shares.ts';

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
  /** Cash of a pot, never below zero, and what it is short by; of one deal (null: of none) where each has its own balances. */
  cash(pot: string, deal?: string | null): Expr;
  short(pot: string): Expr;
  /** Capital that joins the balances of all, or those of one deal (null: of none). */
  capital(deal?: string | null): Capital;
}

/** Key of the column that holds what a class pays in: that of its capital tier where it joins as it is paid in. */
export const contributedKey = (setting: Setting, party: string): string => {
  const { definition, deals } = setting;
  const tier = deals === 'none' && !joinsCapital(definition, party) && ownTierOf(setting, party);
  return tier && definition.options.lateCall === 'stand' ? `${tier.id}.added` : `contributed>${party}`;
};

export interface PaidInFor {
  /** The list of calls of another run over the same inputs. */
  readonly calls?: Calls;
  /** Value that is cash of the first pot in the last period. */
  readonly nav?: Expr;
}

export function paidIn(setting: Setting, inputs: Inputs, given: PaidInFor = {}): PaidIn {
  const { book, definition, terms, word, plainFlows } = setting;
  const { classes, options, pots } = definition;
  const group = word('contributions');
  const shares = openShares(setting);
  const calls = given.calls ?? openCalls(setting, shares.of);
  const strict = setting.deals === 'strict';
  const listsOf = (pot: string, deal?: string | null) =>
    inputs.cash
      .filter((c) => c.pot === pot && (deal === undefined || c.deal === deal))
      .map((c) => book.ref(c.key));
  const cashIn = new Map(
    pots.map(({ id }, i) => {
      const name = pots.length > 1 ? ` · ${id}` : '';
      const lists = plainFlows ? [book.ref('net')] : listsOf(id);
      const key = `cash>${id}`;
      const all = sum(strict ? lists.map(atLeast0) : lists);
      const isOne = plainFlows || inputs.cash.some((c) => c.key === key);
      const cell = isOne
        ? all
        : book.define(key, word('cash'), `${word('allCash')}${name}`, all, { first: all });
      const value = i === 0 ? given.nav : undefined;
      if (value === undefined) return [id, cell];
      const last = sum([cell, value]);
      return [id, book.define(`value>${id}`, word('cash'), `${word('withValue')}${name}`, cell, { last })];
    }),
  );
  const short = (pot: string, deal?: string | null) => {
    if (!strict) return atLeast0(`-${cashIn.get(pot)!}`);
    // One deal that is short is called for; only reserves look at all deals together.
    if (deal === undefined && options.negativeCash !== 'call')
      return atLeast0(less('0', [grouped(sum(listsOf(pot)))]));
    return sum(listsOf(pot, deal).map((list) => atLeast0(`-${list}`)));
  };
  const shorts = (deal?: string | null) =>
    options.negativeCash === 'call' ? pots.map((p) => short(p.id, deal)) : [];
  const called = inputs.called.map(book.ref);
  const contributed = (party: string) => book.ref(contributedKey(setting, party));
  const free: FreeCapital = {
    called: (deal) => sum([...(deal ? [] : called), ...shorts(deal)]),
    direct(party) {
      const own = inputs.directed.get(party);
      return [
        ...(own === undefined ? [] : [book.ref(own)]),
        ...(options.negativeCash === 'reserve' ? [times(book.ref('shortfall'), shares.of(party))] : []),
        calls.contributed(party),
      ];
    },
  };
  if (plainFlows) {
    for (const { id } of classes)
      book.define(
        contributedKey(setting, id),
        ownTierOf(setting, id) ? '' : group,
        setting.party(id),
        times(short(pots[0]!.id), shares.of(id)),
        { first: times(terms.investment, shares.of(id)) },
      );
  } else {
    const costs = inputs.deals.map((d) => book.ref(d.cost));
    const fall = shares.fall('shared', group, sum([...called, ...costs, ...shorts()]));
    for (const { id } of classes) {
      const at = (k: number) => sum([fall(id)(k), ...free.direct(id)]);
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
    share: shares.of,
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
          ...[...inputs.called.filter((key) => key === 'in'), ...inputs.directed.values()].map(
            (key) => `SUM(${allOf(book.ref(key))})`,
          ),
          calls.total,
        ]),
    cash(pot, deal) {
      if (deal === undefined) return strict ? cashIn.get(pot)! : atLeast0(cashIn.get(pot)!);
      return sum(listsOf(pot, deal).map(atLeast0));
    },
    short,
    capital(deal) {
      return setting.deals === 'none'
        ? joinsAtOnce(setting, inputs, this)
        : joinsByDeal(setting, inputs, this, shares, free, deal);
    },
  };
}
