/** When capital joins the balances of a ledger, and the return it brings with it. */
import type { DayCount } from '../../engine/index.ts';
import { earnedInside, earnedOutside, joiningDeal } from './deals.ts';
import { allOf, before, grouped, less, sum, times, type Expr } from './expression.ts';
import type { Inputs } from './inputs.ts';
import type { PaidIn } from './paid-in.ts';
import { joinsCapital, ownTierOf, type Setting } from './setting.ts';
import type { ClassShares } from './shares.ts';

/** How a tier lets capital earn. */
export interface Earning {
  readonly tier: string;
  /** What stands above its columns. */
  readonly group: string;
  /** Return on 1 over a period, and over years inside one. */
  readonly factor: Expr;
  growth(years: Expr): Expr;
  /** Return earned bears return itself. */
  readonly compounds: boolean;
  readonly dayCount: DayCount;
  /** Years are differences of years from the closing. */
  readonly fromClosing: boolean;
}

/** Capital of one ledger, by class and period. */
export interface Capital {
  /** Joins the balances in the period. */
  joins(party: string): Expr;
  /** Paid in in the period, but counted from the closing on (`lateCall: recompute`); `0` where nothing is. */
  foreseen(party: string): Expr;
  /** Foreseen and not yet paid in when the period opens. */
  pending(party: string): Expr;
  /** Of both, what is there in the period, and so far. */
  counted(party: string): Expr;
  toDate(party: string): Expr;
  /** Return on what joins in the period, from the day it was paid in to the period's end. */
  earned(parties: readonly string[], way: Earning): Expr;
}

/** What is paid in outside deals. */
export interface FreeCapital {
  /** Called by share for a deal, for none (null), or in all. */
  called(deal: string | null | undefined): Expr;
  /** Of one class alone. */
  direct(party: string): readonly Expr[];
}

/** Capital that joins in the period it is paid in. */
export function joinsAtOnce(setting: Setting, inputs: Inputs, paidIn: PaidIn): Capital {
  const { definition } = setting;
  const recompute = definition.options.lateCall === 'recompute';
  return {
    joins: (p) => (recompute ? '0' : paidIn.contributed(p)),
    foreseen: (p) => (recompute ? paidIn.contributed(p) : '0'),
    pending: (p) =>
      recompute ? less(`SUM(${allOf(paidIn.contributed(p))})`, [before(paidIn.toDate(p))]) : '0',
    counted: (p) => paidIn.contributed(p),
    toDate: (p) => paidIn.toDate(p),
    earned: (parties, way) =>
      sum([
        paidIn.calls.grown(parties, way),
        ...inputs.deals.map((d) => times(sum(parties.map(paidIn.share)), earnedInside(setting, d, way))),
      ]),
  };
}

/**
 * Capital of the common balances, where each deal's joins them as it is realised; or of the balances of one deal
 * (null: of no deal).
 */
export function joinsByDeal(
  setting: Setting,
  inputs: Inputs,
  paidIn: PaidIn,
  shares: ClassShares,
  free: FreeCapital,
  deal: string | null | undefined,
): Capital {
  const { book, definition, flows, word } = setting;
  const common = deal === undefined;
  const own = inputs.deals.filter((d) => common || d.deal.id === deal);
  const mark = common ? '' : `%${own[0]?.key ?? ''}`;
  const group = common ? word('joins') : deal === null ? word('noDeal') : `${word('deal')} · ${deal}`;
  const joining = common ? own.map((d) => ({ own: d, ...joiningDeal(setting, inputs, d) })) : [];
  const costs = common ? joining.map((d) => d.joins) : own.map((d) => book.ref(d.cost));
  const recompute = definition.options.lateCall === 'recompute';
  // Capital of deals is never foreseen: it joins when they are realised.
  const early = recompute && !deal;
  const falls = new Map<string, ReturnType<ClassShares['fall']>>();
  const column = (
    field: 'joins' | 'foreseen',
    party: string,
    parts: readonly Expr[],
    direct: boolean,
  ): Expr => {
    const tier =
      field === 'joins' &&
      common &&
      !recompute &&
      !joinsCapital(definition, party) &&
      ownTierOf(setting, party);
    const key = tier ? `${tier.id}.added` : `${field}>${party}${mark}`;
    if (book.has(key)) return book.ref(key);
    const total = sum(parts);
    if (total === '0' && !direct) return '0';
    let fall = falls.get(field);
    if (!fall) falls.set(field, (fall = shares.fall(`${field}${mark}`, group, total)));
    const at = (k: number) => sum([fall(party)(k), ...(direct ? free.direct(party) : [])]);
    return book.define(key, group, `${word(field)} · ${setting.party(party)}`, at, { first: at(0) });
  };
  const foreseen = (p: string) => (early ? column('foreseen', p, [free.called(deal)], true) : '0');
  const joins = (p: string) =>
    early ? column('joins', p, costs, false) : column('joins', p, [free.called(deal), ...costs], !deal);
  const counted = (p: string) => sum([foreseen(p), joins(p)]);
  const running = (key: string, party: string, of: Expr): Expr => {
    const self = book.ref(key);
    if (of === '0') return '0';
    const head = `${word('toDate')} · ${setting.party(party)}`;
    return book.has(key) ? self : book.define(key, group, head, `${before(self)}+${of}`, { first: of });
  };
  return {
    joins,
    foreseen,
    counted,
    pending: (p) =>
      early
        ? less(`SUM(${allOf(foreseen(p))})`, [before(running(`foreseen.toDate>${p}${mark}`, p, foreseen(p)))])
        : '0',
    toDate: (p) => running(`joined>${p}${mark}`, p, counted(p)),
    earned(parties, way) {
      const inside = (d: (typeof own)[number]) =>
        times(sum(parties.map(shares.of)), earnedInside(setting, d, way));
      const outside = ({ own: d, ...cells }: (typeof joining)[number]) => {
        const now = grouped(less(cells.part, [before(cells.part)]));
        const of = (owner: string, paid: (k: number) => Expr) =>
          earnedOutside(setting, d, cells, way, owner, paid);
        if (!flows.closings?.length)
          return times(
            sum(parties.map(shares.of)),
            now,
            of('', () => before(cells.toDate)),
          );
        return times(
          now,
          sum(parties.map((p) => of(p, (k) => times(shares.present(p, k - 1), before(cells.toDate))))),
        );
      };
      return sum([
        ...(deal ? [] : [paidIn.calls.grown(parties, way)]),
        ...(common ? joining.map(outside) : own.map(inside)),
      ]);
    },
  };
}
