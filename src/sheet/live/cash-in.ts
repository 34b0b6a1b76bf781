/** Cash of each pot by period, and what it is short by: of all, or of single deals. */
import type { Setting } from './context.ts';
import { atLeast0, type Expr, sum } from './expression.ts';
import type { PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';

export function openCashIn(setting: Setting, inputs: Inputs): Pick<PaidIn, 'cash' | 'short'> {
  const { book, definition, word, plainFlows } = setting;
  const { pots } = definition;
  // Where each deal has its own balances, none makes up for another that is short.
  const strict = setting.deals === 'strict';
  const columnsOf = (pot: string, deal?: string | null) =>
    inputs.cash
      .filter((c) => c.pot === pot && (deal === undefined || c.deal === deal))
      .map((c) => book.ref(c.key));
  const whole = new Map(
    pots.map(({ id }) => {
      const lists = plainFlows ? [book.ref('net')] : columnsOf(id);
      const key = `cash>${id}`;
      const all = sum(strict ? lists.map(atLeast0) : lists);
      if (plainFlows || inputs.cash.some((c) => c.key === key)) return [id, all];
      const head = `${word('allCash')}${pots.length > 1 ? ` · ${id}` : ''}`;
      return [id, book.define(key, word('cash'), head, all, { first: all })];
    }),
  );
  return {
    cash(pot, deal): Expr {
      if (deal === undefined) return strict ? whole.get(pot)! : atLeast0(whole.get(pot)!);
      return sum(columnsOf(pot, deal).map(atLeast0));
    },
    short: (pot, deal) =>
      strict
        ? sum(columnsOf(pot, deal).map((list) => atLeast0(`-${list}`)))
        : atLeast0(`-${whole.get(pot)!}`),
  };
}
