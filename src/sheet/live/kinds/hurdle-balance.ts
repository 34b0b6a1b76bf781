/** What a class still needs for its rate or its multiple, or for the greater or lesser of both, as columns of a balance. */
import type { Tier } from '../../../engine/index.ts';
import {
  atLeast0,
  before,
  type Expr,
  grouped,
  less,
  sum,
  sumSoFar,
  times,
  unlessNoise,
} from '../expression.ts';
import type { Earning } from '../inflows.ts';
import { factorOf, openRate } from '../rates.ts';
import { labelled } from '../terms.ts';
import type { Context } from './context.ts';

export type HurdleContext = Context<Extract<Tier, { kind: 'hurdle' }>>;

export interface HurdleBalance {
  open(): void;
  now(): Expr;
  /** What is needed in period k, told from what both balances still need, as either may have restarted at zero. */
  needed?(k: number): Expr;
  close(): void;
}

/** @param contributed classes whose capital the hurdle counts */
export function openHurdleBalance(context: HurdleContext, contributed: readonly string[]): HurdleBalance {
  const { metric } = context.seat.tier;
  const both = metric === 'greaterOf' || metric === 'lesserOf';
  return (both ? twoBalances : oneBalance)(context, partsOf(context, contributed));
}

/** What both ways of counting read. */
function partsOf({ setting, capital, seat, around, key }: HurdleContext, contributed: readonly string[]) {
  const { tier } = seat;
  const parties =
    setting.definition.options.hurdleOn === 'project' ? setting.result.parties.map((p) => p.id) : [tier.of];
  const received = () => parties.flatMap((p) => around.receivedSoFar(p));
  const paid = sum(contributed.map(capital.counted));
  const ref = (field: 'opening' | 'added' | 'accrued') => setting.book.ref(key(field));
  const [opening, added, accrued] = [ref('opening'), ref('added'), ref('accrued')];
  const floored = (balance: Expr) => (tier.neverNegative ? atLeast0(balance) : balance);
  return {
    contributed,
    opening,
    received,
    /** Paid in in the period, and what of it counts for the multiple. */
    paid,
    multiple: () => times(paid, seat.term('multiple')),
    floored,
    now: () => floored(less(`${opening}+${added}+${accrued}`, received())),
    exact: (balance: Expr) => unlessNoise(`(${balance})`, `(${sumSoFar(added)}+${accrued})`),
  };
}
type Parts = ReturnType<typeof partsOf>;

/** Return on 1 over a period, and what comes in with capital that joins, grown since its own day. */
function growthOf({ setting, capital, seat }: HurdleContext, contributed: readonly string[]) {
  const { tier, name } = seat;
  const group = setting.titleOf(tier.id);
  const dayCount = tier.dayCount ?? setting.definition.options.dayCount;
  const rate = openRate(setting, `${tier.id}.rate`, labelled(name, 'rate', setting.locale), tier.rate, {
    compounding: 'annual',
    dayCount,
    fromClosing: true,
  });
  const factor = factorOf(setting, `${tier.id}.growth`, group, rate, 'annual');
  const way: Earning = {
    tier: tier.id,
    name,
    group,
    rate,
    factor,
    compounds: true,
    original: false,
    shortfall: 'accrue',
    fromClosing: true,
  };
  const brought = contributed.map((p) => capital.brought(p, way));
  return { factor, joined: (k: number) => sum(brought.map((of) => of(k).accrued)) };
}

function oneBalance(context: HurdleContext, parts: Parts): HurdleBalance {
  const { seat, define } = context;
  const { opening, paid, multiple, now, received } = parts;
  return {
    open() {
      if (seat.tier.metric === 'multiple') {
        define('accrued', '0');
        define('added', multiple(), { first: multiple() });
        return;
      }
      const { factor, joined } = growthOf(context, parts.contributed);
      define('accrued', times(opening, grouped(factor)));
      define('added', (k) => sum([paid, joined(k)]), { first: paid });
    },
    now,
    close: () => void define('closing', received().length ? parts.exact(now()) : now(), { first: now() }),
  };
}

/** By rate and by multiple, each with a column of its own; the greater or the lesser counts. */
function twoBalances(context: HurdleContext, parts: Parts): HurdleBalance {
  const { setting, seat, key, define } = context;
  const { book, word } = setting;
  const { tier, group } = seat;
  const { paid, multiple, floored, received } = parts;
  const [byRate, byMultiple] = [book.ref(key('byRate')), book.ref(key('byMultiple'))];
  const choose = (rate: Expr, many: Expr) =>
    `${tier.metric === 'greaterOf' ? 'MAX' : 'MIN'}(${rate},${many})`;
  let growth: ReturnType<typeof growthOf>;
  const grownRate = () => times(before(byRate), `(1+${grouped(growth.factor)})`);
  const rateAt = (k: number, out: readonly Expr[]) =>
    floored(less(sum([grownRate(), paid, growth.joined(k)]), out));
  const multipleAt = (out: readonly Expr[]) => floored(less(sum([before(byMultiple), multiple()]), out));
  return {
    open() {
      growth = growthOf(context, parts.contributed);
      const [rate, many] = [grownRate(), before(byMultiple)];
      define('accrued', less(choose(rate, many), [choose(before(byRate), many)]));
      const joins = (k: number) => choose(sum([rate, paid, growth.joined(k)]), sum([many, multiple()]));
      define('added', (k) => less(joins(k), [choose(rate, many)]), { first: choose(paid, multiple()) });
    },
    now: parts.now,
    ...(tier.neverNegative && {
      needed: (k: number) => choose(rateAt(k, received()), multipleAt(received())),
    }),
    close() {
      const out = received();
      book.define(key('byRate'), group, word('byRate'), (k) => rateAt(k, out), { first: paid });
      book.define(key('byMultiple'), group, word('byMultiple'), multipleAt(out), {
        first: multiple(),
      });
      const counts = choose(byRate, byMultiple);
      define('closing', parts.exact(counts), { first: counts });
    },
  };
}
