/** What comes in: contributions by class, when they join the balances, cash by pot. */
import { listsOf } from '../../engine/index.ts';
import { openCalls } from './calls.ts';
import { openJoining } from './capital-joins.ts';
import { openCashIn } from './cash-in.ts';
import { joinsCapital, ownTierOf, type Setting } from './context.ts';
import { allOf, before, type Expr, sum, times } from './expression.ts';
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
  const { classes } = definition;
  const shares = openShares(setting);
  const calls = openCalls(setting, shares);
  const { cash, short } = openCashIn(setting, inputs);
  const free = freeCapital(setting, inputs, { calls, shares, short });
  const costs = inputs.deals.map((d) => book.ref(d.cost));
  const called = sum([free.called(undefined), ...costs, free.negative(undefined)]);
  const falling = plainFlows
    ? { on: () => '0', moved: () => '0' }
    : shares.fall('shared', word('contributions'), called);
  defineContributed(setting, { shares, falling, short }, free);
  const contributed = (party: string) => book.ref(contributedKey(setting, party));
  const cumulative = (key: string, head: string, of: Expr): Expr => {
    const own = book.ref(key);
    if (book.has(key)) return own;
    return book.define(key, word('contributions'), head, `${before(own)}+${of}`, { first: of });
  };
  const all = sum(classes.map((c) => contributed(c.id)));
  const columns = [...inputs.called, ...inputs.directed.values(), ...inputs.deals.map((d) => d.cost)];
  const paidIn: PaidIn = {
    calls,
    shares,
    falling,
    contributed,
    all,
    toDate: (party) =>
      cumulative(`toDate>${party}`, `${word('toDate')} · ${setting.party(party)}`, contributed(party)),
    get allToDate() {
      return classes.length === 1 ? this.toDate(classes[0]!.id) : cumulative('toDate', word('toDate'), all);
    },
    committed: plainFlows
      ? terms.investment
      : sum([...columns.map((key) => `SUM(${allOf(book.ref(key))})`), calls.total]),
    cash,
    short,
    capital: (deal) => openJoining(setting, inputs, paidIn, free, deal),
  };
  return paidIn;
}

function freeCapital(
  { book, definition, deals }: Setting,
  inputs: Inputs,
  { calls, shares, short }: Pick<PaidIn, 'calls' | 'shares' | 'short'>,
): FreeCapital {
  const { negativeCash } = definition.options;
  const called = sum([...inputs.called.map(book.ref), calls.shared]);
  const allShort = (deal?: string | null) => sum(definition.pots.map((p) => short(p.id, deal)));
  const unborne = (deal?: string | null): Expr => {
    if (negativeCash !== 'reserve') return '0';
    // Where each deal has its own balances there is no reserve: all of it is called.
    return deals === 'strict' ? allShort(deal) : book.ref('shortfall');
  };
  return {
    called: (deal) => (deal ? '0' : called),
    negative: (deal) => (negativeCash === 'call' ? allShort(deal) : '0'),
    direct(party) {
      const own = inputs.directed.get(party);
      return sum([own === undefined ? '0' : book.ref(own), calls.direct(party)]);
    },
    unborne: (party, deal) => (k) => (k === 0 ? '0' : times(unborne(deal), shares.present(party, k))),
  };
}

/** A column for each class of what it pays in. */
function defineContributed(
  setting: Setting,
  { shares, falling, short }: Pick<PaidIn, 'shares' | 'falling' | 'short'>,
  free: FreeCapital,
): void {
  const { book, definition, terms, word, plainFlows } = setting;
  const group = word('contributions');
  for (const { id } of definition.classes) {
    const key = contributedKey(setting, id);
    const name = setting.party(id);
    if (plainFlows) {
      const called = times(short(definition.pots[0]!.id), shares.of(id));
      const first = times(terms.investment, shares.of(id));
      book.define(key, ownTierOf(setting, id) ? '' : group, name, called, { first });
    } else {
      const at = (k: number) => sum([falling.on(id, k), free.direct(id), free.unborne(id, undefined)(k)]);
      book.define(key, group, name, at, { first: at(0) });
    }
  }
}

/** Deals whose balances stand apart, in the order of their turns. */
export const dealLists = ({ definition, flows, deals }: Setting) =>
  deals === 'strict' ? listsOf(definition, flows) : [undefined];
