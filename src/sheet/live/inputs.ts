/** The columns of inputs that stand before the net cash flow: what is paid in, deals, cash by pot. */
import { total, type Deal } from '../../engine/index.ts';
import type { DetailColumn } from '../table.ts';
import { standsApart } from './call-list.ts';
import type { Setting } from './context.ts';

type Amounts = readonly { readonly period: number; readonly amount: number }[];

/** A deal with columns of its own: keys of what it costs and of its write-downs, null where it has none. */
export interface DealInputs {
  readonly deal: Deal;
  /** Begins the keys of its columns. */
  readonly key: string;
  readonly cost: string;
  readonly down: string | null;
}

export interface Inputs {
  readonly columns: readonly DetailColumn[];
  /** Keys of what is called by share, and by class of what one class pays in alone. */
  readonly called: readonly string[];
  readonly directed: ReadonlyMap<string, string>;
  readonly deals: readonly DealInputs[];
  /** Keys of cash by pot, and by deal where each tells its own; null is cash of no deal. */
  readonly cash: readonly { readonly pot: string; readonly deal: string | null; readonly key: string }[];
}

/** The columns while they are made. */
interface Making extends Inputs {
  readonly setting: Given;
  readonly columns: DetailColumn[];
  readonly called: string[];
  readonly directed: Map<string, string>;
  readonly deals: DealInputs[];
  readonly cash: { pot: string; deal: string | null; key: string }[];
  /** Whether each deal tells its own cash, and whether a fee is charged on what deals cost. */
  readonly byDeal: boolean;
  readonly onCost: boolean;
}

type Given = Pick<Setting, 'definition' | 'flows' | 'plainFlows' | 'word' | 'party'>;

/** None where the net cash flow is the input. */
export function inputColumns(setting: Given): Inputs {
  const { definition, flows, word } = setting;
  const deals = flows.deals ?? [];
  const byDeal = definition.options.dealByDeal !== 'none' && deals.length > 0;
  const onCost = flows.fees?.schedule.some((step) => step.base === 'activeCost') ?? false;
  const made: Making = {
    setting,
    columns: [],
    called: [],
    directed: new Map(),
    deals: [],
    cash: [],
    byDeal,
    onCost,
  };
  if (setting.plainFlows) return made;
  putContributions(made);
  // A deal paid in inside a period accrues from its own day: it is not summed up with others.
  const apart = deals.filter((d) => byDeal || onCost || d.date !== undefined);
  const together = deals.filter((d) => !apart.includes(d)).map(paidFor);
  if (together.length)
    made.called.push(put(made, 'in.deals', word('cashFlows'), word('dealCosts'), together));
  putCash(made);
  apart.forEach((deal, i) => putDeal(made, deal, `deal${i + 1}`));
  if (byDeal) putAllCash(made);
  return made;
}

/** Adds a column; its key. */
function put(
  { setting, columns }: Making,
  key: string,
  group: string,
  head: string,
  amounts: Amounts,
  input = true,
): string {
  const values = new Array<number>(setting.flows.timeline.periods + 1).fill(0);
  for (const { period, amount } of amounts) values[period]! += amount;
  columns.push({ key, group, head, format: 'amount', values, total: total(values), input });
  return key;
}

const paidFor = (deal: Deal) => ({ period: deal.period, amount: deal.cost + deal.expenses });

const cashHead = ({ definition, word }: Given, text: 'cash' | 'allCash', pot: string) =>
  definition.pots.length > 1 ? `${word(text)} · ${pot}` : word(text);

function putContributions(made: Making): void {
  const { flows, word, party } = made.setting;
  // What has a day of its own stands in a list of its own.
  const undated = flows.contributions.filter((c) => !standsApart(c));
  const shared = undated.filter((c) => c.class === undefined);
  const group = word('cashFlows');
  if (!made.byDeal || shared.length) made.called.push(put(made, 'in', group, word('paidIn'), shared));
  for (const id of new Set(undated.flatMap((c) => c.class ?? []))) {
    const own = undated.filter((c) => c.class === id);
    made.directed.set(id, put(made, `in>${id}`, group, `${word('paidIn')} · ${party(id)}`, own));
  }
}

/** Cash of no deal, or all of it. */
function putCash(made: Making): void {
  const { setting, byDeal } = made;
  const { definition, flows, word } = setting;
  for (const { id } of definition.pots) {
    const own = flows.cash.filter((c) => c.pot === id && (!byDeal || c.deal === undefined));
    if (byDeal && !own.length) continue;
    const key = byDeal ? `in.cash>${id}` : `cash>${id}`;
    put(made, key, word('cashFlows'), cashHead(setting, 'cash', id), own);
    made.cash.push({ pot: id, deal: null, key });
  }
}

function putDeal(made: Making, deal: Deal, key: string): void {
  const { setting, byDeal, onCost } = made;
  const { definition, flows, word } = setting;
  const { pots, options } = definition;
  const group = `${word('deal')} · ${deal.id}`;
  const head = word(deal.expenses ? 'costAndExpenses' : 'cost');
  const cost = put(made, `${key}.cost`, group, head, [paidFor(deal)]);
  const own = flows.cash.filter((c) => c.deal === deal.id);
  const used = own.length ? pots.filter((p) => own.some((c) => c.pot === p.id)) : [pots[0]!];
  for (const { id } of byDeal ? used : []) {
    const ofPot = own.filter((c) => c.pot === id);
    const column = put(made, `${key}.cash>${id}`, group, cashHead(setting, 'cash', id), ofPot);
    made.cash.push({ pot: id, deal: deal.id, key: column });
  }
  const hasDowns = (options.dealByDeal === 'carryforward' || onCost) && deal.writeDowns.length > 0;
  const down = hasDowns ? put(made, `${key}.down`, group, word('writeDown'), deal.writeDowns) : null;
  made.deals.push({ deal, key, cost, down });
}

/** Cash of each pot from all deals: a sum, not an input. */
function putAllCash(made: Making): void {
  const { definition, flows, word } = made.setting;
  const strict = definition.options.dealByDeal === 'strict';
  for (const { id } of definition.pots) {
    const own = flows.cash.filter((c) => c.pot === id);
    const head = cashHead(made.setting, 'allCash', id);
    put(made, `cash>${id}`, word('cashFlows'), head, distributable(own, strict), false);
  }
}

/** Cash of a pot by period; where each deal has its own balances, none makes up for another that is short. */
function distributable(
  cash: readonly { readonly period: number; readonly amount: number; readonly deal?: string }[],
  strict: boolean,
): Amounts {
  if (!strict) return cash;
  const lists = new Map<string, { period: number; amount: number }>();
  for (const { period, amount, deal } of cash) {
    const key = JSON.stringify([period, deal ?? null]);
    const known = lists.get(key);
    if (known) known.amount += amount;
    else lists.set(key, { period, amount });
  }
  return [...lists.values()].map((c) => ({ ...c, amount: Math.max(0, c.amount) }));
}
