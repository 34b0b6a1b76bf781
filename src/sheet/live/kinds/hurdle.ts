import { atLeast0, before, type Expr, over, sum } from '../expression.ts';
import { byShares } from '../ledger-tier.ts';
import type { LiveKind } from './context.ts';
import { type HurdleContext, openHurdleBalance } from './hurdle-balance.ts';

/** The balance a class still needs for its rate or multiple: every distribution to it, from any tier, is taken out. */
export const hurdle: LiveKind<'hurdle'> = (context) => {
  const { setting, seat, key, define, step } = context;
  const { tier } = seat;
  const project = setting.definition.options.hurdleOn === 'project';
  const contributed = seat.classes.filter((id) => project || id === tier.of);
  const balance = openHurdleBalance(context, contributed);
  const weight = project ? '1' : seat.shares.find(([p]) => p === tier.of)![1];
  const cliff = tier.style === 'cliff' ? openCliff(context, contributed) : null;
  const owing = (needed: Expr): Expr => {
    const open = over(atLeast0(needed), weight);
    return cliff ? `IF(${cliff.closed()}=1,0,${open})` : open;
  };
  return {
    open() {
      define('opening', before(setting.book.ref(key('closing'))));
      balance.open();
    },
    owed: () => step('owed', balance.needed ? (k) => owing(balance.needed!(k)) : owing(balance.now())),
    ...(cliff && { takes: cliff.takes }),
    share: (amount, cellOf) => byShares(amount, seat.shares, cellOf),
    now: balance.now,
    close() {
      cliff?.close();
      balance.close();
    },
  };
};

/** A cliff takes cash until it has once been met in full, and is closed from then on: a flag, turn by turn. */
function openCliff({ setting, capital, seat, key }: HurdleContext, contributed: readonly string[]) {
  const { book, word } = setting;
  const own = key('closed');
  const flag = (name: string, rest: Expr) =>
    book.define(name, seat.group, word('closed'), rest, { format: 'flag' });
  let last: Expr | null = null;
  const closed = () => last ?? before(book.ref(own));
  return {
    closed,
    takes(available: Expr, owed: Expr, passes: Expr | null) {
      const open = closed();
      const stands = sum(contributed.map((p) => capital.toDate(p)));
      const covers = `IF(OR(${open}=1,AND(${available}>0,${available}>=${owed},${stands}>0)),1,0)`;
      const turn = seat.taken.length + 1;
      last = flag(
        seat.turns === 1 ? own : `${own}#${turn}`,
        passes ? `IF(${passes},${covers},${open})` : covers,
      );
      return `IF(${last}=1,0,MIN(${available},${owed}))`;
    },
    close() {
      if (!book.has(own)) flag(own, closed());
    },
  };
}
