import {
  atLeast0,
  before,
  type Expr,
  grouped,
  less,
  over,
  sum,
  sumSoFar,
  times,
  unlessNoise,
} from '../expression.ts';
import type { Earning } from '../inflows.ts';
import { byShares } from '../ledger-tier.ts';
import { factorOf, openRate } from '../rates.ts';
import { labelled } from '../terms.ts';
import type { LiveKind } from './context.ts';

/** The balance a class still needs for its rate or multiple: every distribution to it, from any tier, is taken out. */
export const hurdle: LiveKind<'hurdle'> = ({ setting, capital, seat, around, key, define, step }) => {
  const { book, definition, word } = setting;
  const { tier, group, name } = seat;
  const project = definition.options.hurdleOn === 'project';
  const parties = setting.result.parties.map((p) => p.id);
  const received = () => (project ? parties : [tier.of]).flatMap((p) => around.receivedSoFar(p));
  const contributed = seat.classes.filter((id) => project || id === tier.of);
  const paid = sum(contributed.map(capital.counted));
  const both = tier.metric === 'greaterOf' || tier.metric === 'lesserOf';
  const choose = (rate: Expr, multiple: Expr) =>
    `${tier.metric === 'greaterOf' ? 'MAX' : 'MIN'}(${rate},${multiple})`;
  const weight = project ? '1' : seat.shares.find(([p]) => p === tier.of)![1];
  const opening = book.ref(key('opening'));
  const added = book.ref(key('added'));
  const accrued = book.ref(key('accrued'));
  const byRate = book.ref(key('byRate'));
  const byMultiple = book.ref(key('byMultiple'));
  const multiple = () => times(paid, seat.term('multiple'));
  const floored = (balance: Expr) => (tier.neverNegative ? atLeast0(balance) : balance);
  /** What comes in with capital that joins, grown since its own day. */
  let grown: (k: number) => Expr = () => '0';
  let factor: Expr = '0';
  const openGrowth = () => {
    const title = setting.titleOf(tier.id);
    const dayCount = tier.dayCount ?? definition.options.dayCount;
    const rate = openRate(setting, `${tier.id}.rate`, labelled(name, 'rate', setting.locale), tier.rate, {
      compounding: 'annual',
      dayCount,
      fromClosing: true,
    });
    factor = factorOf(setting, `${tier.id}.growth`, title, rate, 'annual');
    const way: Earning = {
      tier: tier.id,
      name,
      group: title,
      rate,
      factor,
      compounds: true,
      original: false,
      shortfall: 'accrue',
      fromClosing: true,
    };
    const brought = contributed.map((p) => capital.brought(p, way));
    grown = (k) => sum(brought.map((of) => of(k).accrued));
  };
  /** By rate and by multiple, where the greater or lesser counts. */
  const parts = (k: number, out: readonly Expr[]) => [
    floored(less(sum([times(before(byRate), `(1+${grouped(factor)})`), paid, grown(k)]), out)),
    floored(less(sum([before(byMultiple), multiple()]), out)),
  ];
  const now = () => floored(less(`${opening}+${added}+${accrued}`, received()));
  let last: Expr | null = null;
  const closed = () => last ?? before(book.ref(key('closed')));
  const isCliff = tier.style === 'cliff';
  const needed = (k: number): Expr => {
    if (!both) return now();
    const [rate, many] = parts(k, received());
    return choose(rate!, many!);
  };
  const due = () => {
    // What both balances still need is told from each, as either may have restarted at zero.
    const rest = both && tier.neverNegative ? (k: number) => owing(needed(k)) : owing(now());
    return step('owed', rest);
  };
  const owing = (balance: Expr): Expr => {
    const open = over(atLeast0(balance), weight);
    return isCliff ? `IF(${closed()}=1,0,${open})` : open;
  };
  return {
    open() {
      define('opening', before(book.ref(key('closing'))));
      if (tier.metric !== 'multiple') openGrowth();
      if (!both) {
        define('accrued', tier.metric === 'irr' ? times(opening, grouped(factor)) : '0');
        if (tier.metric === 'irr') define('added', (k) => sum([paid, grown(k)]), { first: paid });
        else define('added', multiple(), { first: multiple() });
        return;
      }
      const [r, m] = [before(byRate), before(byMultiple)];
      const grownRate = times(r, `(1+${grouped(factor)})`);
      define('accrued', less(choose(grownRate, m), [choose(r, m)]));
      define(
        'added',
        (k) => less(choose(sum([grownRate, paid, grown(k)]), sum([m, multiple()])), [choose(grownRate, m)]),
        { first: choose(paid, multiple()) },
      );
    },
    owed: due,
    ...(isCliff
      ? {
          takes(available: Expr, owed: Expr, passes: Expr | null) {
            const open = closed();
            const stands = sum(contributed.map((p) => capital.toDate(p)));
            const covers = `IF(OR(${open}=1,AND(${available}>0,${available}>=${owed},${stands}>0)),1,0)`;
            const turn = seat.taken.length + 1;
            const ends = book.define(
              seat.turns === 1 ? key('closed') : `${key('closed')}#${turn}`,
              group,
              word('closed'),
              passes ? `IF(${passes},${covers},${open})` : covers,
              { format: 'flag' },
            );
            last = ends;
            return `IF(${ends}=1,0,MIN(${available},${owed}))`;
          },
        }
      : {}),
    share: (amount, cellOf) => byShares(amount, seat.shares, cellOf),
    now,
    close() {
      if (isCliff && !book.has(key('closed')))
        book.define(key('closed'), group, word('closed'), closed(), { format: 'flag' });
      const exact = (balance: Expr) => unlessNoise(`(${balance})`, `(${sumSoFar(added)}+${accrued})`);
      if (!both) {
        define('closing', received().length ? exact(now()) : now(), { first: now() });
        return;
      }
      const out = received();
      book.define(key('byRate'), group, word('byRate'), (k) => parts(k, out)[0]!, { first: paid });
      book.define(key('byMultiple'), group, word('byMultiple'), (k) => parts(k, out)[1]!, {
        first: multiple(),
      });
      define('closing', exact(choose(byRate, byMultiple)), { first: choose(byRate, byMultiple) });
    },
  };
};
