/** What comes in: contributions by class, when they join the balances, cash by pot. */
import { listsOf } from '../../engine/index.ts';
import { openCalls } from './calls.ts';
import { openJoining } from './capital-joins.ts';
import { joinsCapital, ownTierOf, type Setting } from './context.ts';
import { allOf, atLeast0, before, type Expr, sum, times } from './expression.ts';
import type { FreeCapital, PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';
import { openShares } from './shares.ts';

/** Key of the column that holds what a class pays in: that of its capital tier where it joins as it is paid in. */
export const contributedKey = (setting: Setting, party: string): string => {
  const { definition, deals } = setting;
  const tier = deals !== 'carryforward' && !joinsCapital(definition, party) && ownTierOf(setting, party);
  return tier && definition.options.lateCall === 'stand' ? `${tier.id}.added` : `contributed>${party}`;
};

export function paidIn(setting: Setting, inputs: Inputs): PaidIn {
  const { book, definition, terms, word, plainFlows } = setting;
  const { classes, options, pots } = definition;
  const group = word('contributions');
  const shares = openShares(setting);
  const calls = openCalls(setting, shares);
  const strict = setting.deals === 'strict';
  const columnsOf = (pot: string, deal?: string | null) =>
    inputs.cash
      .filter((c) => c.pot === pot && (deal === undefined || c.deal === deal))
      .map((c) => book.ref(c.key));
  const cashIn = new Map(
    pots.map(({ id }) => {
      const lists = plainFlows ? [book.ref('net')] : columnsOf(id);
      const key = `cash>${id}`;
      const all = sum(strict ? lists.map(atLeast0) : lists);
      const isOne = plainFlows || inputs.cash.some((c) => c.key === key);
      const name = pots.length > 1 ? ` · ${id}` : '';
      return [
        id,
        isOne ? all : book.define(key, word('cash'), `${word('allCash')}${name}`, all, { first: all }),
      ];
    }),
  );
  const short = (pot: string, deal?: string | null) =>
    strict ? sum(columnsOf(pot, deal).map((list) => atLeast0(`-${list}`))) : atLeast0(`-${cashIn.get(pot)!}`);
  const called = [...inputs.called.map(book.ref), calls.shared];
  const negative = (deal?: string | null) =>
    options.negativeCash === 'call' ? sum(pots.map((p) => short(p.id, deal))) : '0';
  const contributed = (party: string) => book.ref(contributedKey(setting, party));
  const direct = (party: string) => {
    const own = inputs.directed.get(party);
    return sum([own === undefined ? '0' : book.ref(own), calls.direct(party)]);
  };
  const unborne = (deal?: string | null): Expr => {
    if (options.negativeCash !== 'reserve') return '0';
    // Where each deal has its own balances there is no reserve: all of it is called.
    return strict ? sum(pots.map((p) => short(p.id, deal))) : book.ref('shortfall');
  };
  const free: FreeCapital = {
    called: (deal) => (deal ? '0' : sum(called)),
    negative,
    direct,
    unborne: (party, deal) => (k) => (k === 0 ? '0' : times(unborne(deal), shares.present(party, k))),
  };
  const costs = inputs.deals.map((d) => book.ref(d.cost));
  const falling = plainFlows
    ? { on: () => '0', moved: () => '0' }
    : shares.fall('shared', group, sum([...called, ...costs, negative()]));
  for (const { id } of classes) {
    const key = contributedKey(setting, id);
    if (plainFlows)
      book.define(
        key,
        ownTierOf(setting, id) ? '' : group,
        setting.party(id),
        times(short(pots[0]!.id), shares.of(id)),
        { first: times(terms.investment, shares.of(id)) },
      );
    else {
      const at = (k: number) => sum([falling.on(id, k), direct(id), free.unborne(id, undefined)(k)]);
      book.define(key, group, setting.party(id), at, { first: at(0) });
    }
  }
  const cumulative = (key: string, head: string, of: Expr): Expr => {
    const own = book.ref(key);
    return book.has(key) ? own : book.define(key, group, head, `${before(own)}+${of}`, { first: of });
  };
  const all = sum(classes.map((c) => contributed(c.id)));
  const paidIn: PaidIn = {
    calls,
    shares,
    falling,
    contributed,
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
          ...[...inputs.called, ...inputs.directed.values(), ...inputs.deals.map((d) => d.cost)].map(
            (key) => `SUM(${allOf(book.ref(key))})`,
          ),
          calls.total,
        ]),
    cash(pot, deal) {
      if (deal === undefined) return strict ? cashIn.get(pot)! : atLeast0(cashIn.get(pot)!);
      return sum(columnsOf(pot, deal).map(atLeast0));
    },
    short,
    capital: (deal) => openJoining(setting, inputs, paidIn, shares, free, deal),
  };
  return paidIn;
}

/** Deals whose balances stand apart, in the order of their turns. */
export const dealLists = ({ definition, flows, deals }: Setting) =>
  deals === 'strict' ? listsOf(definition, flows) : [undefined];
