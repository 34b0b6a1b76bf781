import { atLeast0, sum, type Expr } from '../expression.ts';
import { proRata } from '../ledger-tier.ts';
import { add, type LiveKind } from './context.ts';

export const returnOfCapital: LiveKind<'returnOfCapital'> = ({ setting, seat, around, step }) => {
  let owed: readonly (readonly [string, Expr])[] = [];
  let total: Expr = '0';
  const accounts = () => seat.to.map((p) => [p, around.account(p)] as const);
  // Capital that has moved to another class may leave less than nothing.
  const guarded = setting.flows.closings !== undefined;
  return {
    owed() {
      owed = accounts().map(([p, a]) => [p, guarded ? atLeast0(a.now()) : a.now()]);
      if (owed.length < 2) return (total = owed[0]?.[1] ?? '0');
      owed = owed.map(([p, due]) => [p, step('owed', due, p)] as const);
      return (total = step('owed', sum(owed.map(([, due]) => due))));
    },
    share: (paid) => proRata(paid, owed, total),
    close() {
      for (const [, a] of accounts())
        for (const field of ['opening', 'added', 'closing'] as const) add(seat, field, a[field]);
    },
  };
};
