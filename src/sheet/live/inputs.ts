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

/** None where the net cash flow is the input. */
export function inputColumns(
  setting: Pick<Setting, 'definition' | 'flows' | 'plainFlows' | 'word' | 'party'>,
): Inputs {
  const { definition, flows, word, party } = setting;
  const { pots, options } = definition;
  const columns: DetailColumn[] = [];
  const called: string[] = [];
  const directed = new Map<string, string>();
  const deals: DealInputs[] = [];
  const cash: { pot: string; deal: string | null; key: string }[] = [];
  const done: Inputs = { columns, called, directed, deals, cash };
  if (setting.plainFlows) return done;
  const put = (key: string, group: string, head: string, own: Amounts, input = true): string => {
    const values = new Array<number>(flows.timeline.periods + 1).fill(0);
    for (const { period, amount } of own) values[period]! += amount;
    columns.push({ key, group, head, format: 'amount', values, total: total(values), input });
    return key;
  };
  const flow = word('cashFlows');
  const all = flows.deals ?? [];
  const byDeal = options.dealByDeal !== 'none' && all.length > 0;
  // What has a day of its own stands in a list of its own.
  const undated = flows.contributions.filter((c) => !standsApart(c));
  const shared = undated.filter((c) => c.class === undefined);
  if (!byDeal || shared.length) called.push(put('in', flow, word('paidIn'), shared));
  for (const id of new Set(undated.flatMap((c) => c.class ?? [])))
    directed.set(
      id,
      put(
        `in>${id}`,
        flow,
        `${word('paidIn')} · ${party(id)}`,
        undated.filter((c) => c.class === id),
      ),
    );
  // A deal paid in inside a period accrues from its own day: it is not summed up with others.
  const onCost = flows.fees?.schedule.some((step) => step.base === 'activeCost');
  const apart = all.filter((d) => byDeal || onCost || d.date !== undefined);
  const together = all.filter((d) => !apart.includes(d));
  if (together.length)
    called.push(
      put(
        'in.deals',
        flow,
        word('dealCosts'),
        together.map((d) => ({ period: d.period, amount: d.cost + d.expenses })),
      ),
    );
  const headOf = (pot: string) => (pots.length > 1 ? `${word('cash')} · ${pot}` : word('cash'));
  for (const { id } of pots) {
    const own = flows.cash.filter((c) => c.pot === id && (!byDeal || c.deal === undefined));
    if (byDeal && !own.length) continue;
    const key = put(byDeal ? `in.cash>${id}` : `cash>${id}`, flow, headOf(id), own);
    cash.push({ pot: id, deal: null, key });
  }
  apart.forEach((deal, i) => {
    const key = `deal${i + 1}`;
    const group = `${word('deal')} · ${deal.id}`;
    const paid = [{ period: deal.period, amount: deal.cost + deal.expenses }];
    const cost = put(`${key}.cost`, group, word(deal.expenses ? 'costAndExpenses' : 'cost'), paid);
    const own = flows.cash.filter((c) => c.deal === deal.id);
    if (byDeal)
      for (const { id } of own.length ? pots.filter((p) => own.some((c) => c.pot === p.id)) : [pots[0]!])
        cash.push({
          pot: id,
          deal: deal.id,
          key: put(
            `${key}.cash>${id}`,
            group,
            headOf(id),
            own.filter((c) => c.pot === id),
          ),
        });
    const hasDowns = (options.dealByDeal === 'carryforward' || onCost) && deal.writeDowns.length > 0;
    const down = hasDowns ? put(`${key}.down`, group, word('writeDown'), deal.writeDowns) : null;
    deals.push({ deal, key, cost, down });
  });
  if (byDeal)
    for (const { id } of pots)
      put(
        `cash>${id}`,
        flow,
        `${word('allCash')}${pots.length > 1 ? ` · ${id}` : ''}`,
        distributable(
          flows.cash.filter((c) => c.pot === id),
          options.dealByDeal === 'strict',
        ),
        false,
      );
  return done;
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
