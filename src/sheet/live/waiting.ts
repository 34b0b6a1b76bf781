/**
 * Capital that joins balances later than its return begins: it stands as a call on which nothing has been paid would,
 * accrued, compounded, lapsed or joined to capital, and brings that when it joins.
 */
import { pikTiers, type Setting } from './context.ts';
import { earnedInside, type JoiningDeal } from './deals.ts';
import { before, type Expr, grouped, less, sum, times } from './expression.ts';
import type { Brought, Earning, OtherBegin } from './inflows.ts';
import type { DealInputs } from './inputs.ts';
import type { ClassShares } from './shares.ts';

export interface Waiting {
  brought(party: string, way: Earning): (k: number) => Brought;
  /** Return that has joined the capital that joins in period k. */
  returned(party: string, k: number): Expr;
}

interface Standing {
  readonly key: string;
  readonly label: string;
  /** Of a class: capital paid in before period k, and return on what is paid in inside it. */
  paid(party: string, k: number): Expr;
  inside(party: string, way: Earning, k: number): Expr;
  /** Whether none of it waits any more, as a test; null where the period alone tells. */
  readonly gone: Expr | null;
  waitsIn(k: number): boolean;
  /** Part of it that joins in period k. */
  joins(k: number): Expr;
}

export const dealWaits = (
  setting: Setting,
  own: DealInputs,
  { toDate, part }: JoiningDeal,
  shares: ClassShares,
): Waiting =>
  waiting(setting, {
    key: own.key,
    label: own.deal.id,
    paid: (p, k) => times(before(toDate), grouped(shares.present(p, k - 1))),
    inside(p, way, k) {
      const cost =
        k !== own.deal.period
          ? '0'
          : times(
              setting.book.ref(own.cost),
              grouped(shares.present(p, k)),
              earnedInside(setting, own, way.rate),
            );
      const closing = setting.flows.closings?.find((c) => c.period === k && k > 0);
      if (closing?.date === undefined) return cost;
      const end = setting.book.ref('date');
      const cell = String(closing.date);
      const grown = way.rate.from({ cell, place: closing.date, period: k, start: before(end), end });
      return sum([cost, times(shares.taken(p, k), before(toDate), grown)]);
    },
    gone: `${before(part)}=1`,
    waitsIn: () => true,
    joins: () => grouped(less(part, [before(part)])),
  });

export function callWaits(setting: Setting, call: OtherBegin): Waiting {
  const nothing = { accrued: '0', ended: '0' };
  const own = waiting(setting, {
    key: `call${call.row + 1}`,
    label: `${setting.word('call')} ${call.row + 1}`,
    paid: (p, k) => (k > call.begins ? call.of(p) : '0'),
    inside: (p, way, k) => (k === call.begins ? times(call.of(p), grouped(call.from(way.rate))) : '0'),
    gone: null,
    waitsIn: (k) => k >= call.begins && k <= call.period,
    joins: (k) => (k === call.period ? '1' : '0'),
  });
  // A hurdle counts from the call's own day.
  return { ...own, brought: (p, way) => (way.fromClosing ? () => nothing : own.brought(p, way)) };
}

function waiting(setting: Setting, own: Standing): Waiting {
  const { book, word } = setting;
  const stoodKey = (tier: string, party: string) => `${tier}.stood>${own.key}>${party}`;
  const column = (
    key: string,
    group: string,
    head: string,
    party: string,
    formula: (k: number) => Expr,
    first: Expr,
  ): Expr => {
    const ref = book.ref(key);
    if (book.has(key)) return ref;
    return book.define(
      key,
      group,
      `${head} · ${own.label} · ${setting.party(party)}`,
      (k) => {
        if (!own.waitsIn(k)) return 0;
        return own.gone === null ? formula(k) : `IF(${own.gone},0,${formula(k)})`;
      },
      { first },
    );
  };
  return {
    brought(party, way) {
      const key = `${way.tier}.outside>${own.key}>${party}`;
      const self = book.ref(key);
      const keeps = way.shortfall === 'accrue';
      const joined = way.original || way.fromClosing ? [] : pikTiers(setting, party);
      const now = (k: number): Expr => {
        const capital = [own.paid(party, k), ...joined.map((t) => before(book.ref(stoodKey(t, party))))];
        const bearing = sum([...capital, ...(way.compounds && keeps ? [before(self)] : [])]);
        return sum([keeps ? before(self) : '0', times(bearing, way.factor), own.inside(party, way, k)]);
      };
      column(key, way.group, word('outside'), party, now, own.inside(party, way, 0));
      if (keeps) return (k) => ({ accrued: own.waitsIn(k) ? times(own.joins(k), self) : '0', ended: '0' });
      const all = book.ref(stoodKey(way.tier, party));
      column(
        stoodKey(way.tier, party),
        way.group,
        word('outsideToDate'),
        party,
        () => `${before(all)}+${self}`,
        self,
      );
      return (k) =>
        own.waitsIn(k)
          ? { accrued: times(own.joins(k), all), ended: times(own.joins(k), before(all)) }
          : { accrued: '0', ended: '0' };
    },
    returned: (party, k) =>
      !own.waitsIn(k) || k === 0
        ? '0'
        : sum(pikTiers(setting, party).map((t) => times(own.joins(k), before(book.ref(stoodKey(t, party)))))),
  };
}
