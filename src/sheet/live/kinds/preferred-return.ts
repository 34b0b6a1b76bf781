import type { Tier } from '../../../engine/index.ts';
import { atLeast0, before, type Expr, less, sum, times, unlessNoise } from '../expression.ts';
import type { Earning } from '../inflows.ts';
import { proRata } from '../ledger-tier.ts';
import { factorOf, type LiveRate, openRate } from '../rates.ts';
import { labelled } from '../terms.ts';
import type { Context, LiveKind } from './context.ts';

export const preferredReturn: LiveKind<'preferredReturn'> = (context) => {
  const { setting, capital, seat, around, key, define, step, paidTo } = context;
  const { book, definition } = setting;
  const { tier } = seat;
  const { compounding, shortfall } = tier;
  const dayCount = tier.dayCount ?? definition.options.dayCount;
  const rate = openRate(setting, `${tier.id}.rate`, labelled(seat.name, 'rate', setting.locale), tier.rate, {
    compounding,
    dayCount,
    fromClosing: false,
  });
  const original = tier.base === 'original';
  const accrued = new Map<string, Expr>();
  /** Of what joined, what has lapsed or joined capital before. */
  const ended = new Map<string, Expr>();
  let owed: readonly (readonly [string, Expr])[] = [];
  let total: Expr = '0';
  // Capital that moves to another class takes its return along: what is left may be less than nothing.
  const guarded = (due: Expr) => (setting.flows.closings ? atLeast0(due) : due);
  const opening = (p: string) => book.ref(key('opening', p));
  const held = (p: string) => `${opening(p)}+${accrued.get(p)!}`;
  const left = (p: string) => less(held(p), [ended.get(p)!, ...paidTo(p)]);
  return {
    open() {
      const way = earningOf(context, rate);
      for (const p of seat.to) {
        define('opening', before(book.ref(key('closing', p))), {}, p);
        const account = around.account(p);
        const brought = capital.brought(p, way, (k) =>
          original ? account.standing() : account.base(false, k),
        );
        const awaking = account.awaking(way);
        const formula = (k: number) => {
          const base = account.base(original, k);
          const bearing = way.compounds ? sum([base, guarded(opening(p))]) : base;
          return sum([times(bearing, way.factor), awaking(k), brought(k).accrued]);
        };
        accrued.set(p, define('accrued', formula, {}, p));
        const ends = setting.periods.some((k) => brought(k).ended !== '0');
        ended.set(p, ends ? step('endedBefore', (k) => brought(k).ended, p) : '0');
      }
    },
    owed() {
      owed = seat.to.map((p) => [p, guarded(left(p))]);
      if (owed.length < 2) return (total = owed[0]?.[1] ?? '0');
      owed = owed.map(([p, due]) => [p, step('owed', due, p)] as const);
      return (total = step('owed', sum(owed.map(([, due]) => due))));
    },
    share: (paid) => proRata(paid, owed, total),
    close() {
      for (const p of seat.to) {
        const rest = left(p);
        if (shortfall === 'accrue') {
          const exact = paidTo(p).length > 0 && !setting.inPlace;
          define('closing', exact ? unlessNoise(`(${rest})`, `(${held(p)})`) : rest, { first: rest }, p);
          continue;
        }
        const over = define(
          shortfall === 'lapse' ? 'lapsed' : 'capitalised',
          sum([rest, ended.get(p)!]),
          {},
          p,
        );
        if (shortfall === 'pik') around.account(p).join(less(over, [ended.get(p)!]));
        const closing = less(held(p), [...paidTo(p), over]);
        define('closing', closing, { first: closing }, p);
      }
    },
    now: () =>
      sum(
        seat.to.map((p) => guarded(paidTo(p).length ? unlessNoise(`(${left(p)})`, `(${held(p)})`) : left(p))),
      ),
  };
};

/** How the tier lets capital earn at its rate. */
function earningOf(
  { setting, seat }: Context<Extract<Tier, { kind: 'preferredReturn' }>>,
  rate: LiveRate,
): Earning {
  const { tier, name } = seat;
  const { id, compounding, shortfall } = tier;
  const group = setting.titleOf(id);
  return {
    tier: id,
    name,
    group,
    rate,
    factor: factorOf(setting, `${id}.growth`, group, rate, compounding),
    compounds: compounding !== 'simple',
    original: tier.base === 'original',
    shortfall,
    fromClosing: false,
  };
}
