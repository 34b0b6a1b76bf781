/** What a management fee is charged on, class by class. */
import type { Fees, InvestorClass } from '../../engine/index.ts';
import type { Setting } from './context.ts';
import { dealToDate, endTerm, withoutExpenses, writtenDown } from './deals.ts';
import { atLeast0, before, type Expr, less, sum, times, unlessNoise } from './expression.ts';
import type { PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';
import type { LedgerCells } from './ledger.ts';

export type FeeBase = Fees['schedule'][number]['base'];

/** The part of a base that is one class's in period k. */
export function openFeeBases(
  setting: Setting,
  inputs: Inputs,
  paidIn: PaidIn,
  fees: Fees,
  ledgers: readonly LedgerCells[],
): (base: FeeBase, c: InvestorClass, k: number) => Expr {
  const { flows, terms, word } = setting;
  const unreturned = ({ id }: InvestorClass) => {
    const joined = ledgers.filter((l) => l.holds(id)).map((ledger) => ledger.account(id).standing());
    if (setting.deals !== 'carryforward') return atLeast0(sum(joined));
    // Capital of a deal that has not joined the balances is out as well.
    const paid = before(paidIn.toDate(id));
    const out = less(sum([...joined, paid]), [before(paidIn.capital().toDate(id))]);
    return atLeast0(unlessNoise(`(${out})`, paid));
  };
  return (base, c, k) => {
    const present = paidIn.shares.present(c.id, k - 1);
    switch (base) {
      case 'commitment': {
        const label = `${word('fees')} · ${word('commitment')}`;
        return times(terms.of('fees.commitment', label, fees.commitment, 'amount'), present);
      }
      case 'contributed':
        return atLeast0(before(paidIn.toDate(c.id)));
      case 'unreturned':
        return unreturned(c);
      case 'activeCost':
        return times(activeCost(setting, inputs), present);
      case 'nav': {
        const last = flows.nav.reduce<number | null>(
          (found, v, i) =>
            v.period < k && (found === null || v.period >= flows.nav[found]!.period) ? i : found,
          null,
        );
        return last === null ? unreturned(c) : times(navTerm(setting, last), present);
      }
    }
  };
}

/** Cost of the deals a fund holds when a period opens: without those closed, less what was written down. */
function activeCost(setting: Setting, inputs: Inputs): Expr {
  const { book, word } = setting;
  const key = 'activeCost';
  if (book.has(key)) return before(book.ref(key));
  const costs = inputs.deals.map((own) => {
    const paid = dealToDate(setting, own);
    const downs = writtenDown(setting, own);
    const held = less(withoutExpenses(setting, own, paid), downs === null ? [] : [downs]);
    const { closedAt } = own.deal;
    return closedAt === undefined
      ? held
      : `IF(${book.ref('period')}>=${endTerm(setting, own, closedAt)},0,${held})`;
  });
  return before(book.define(key, word('fees'), word('activeCost'), sum(costs), { first: sum(costs) }));
}

/** A value of the fund, as a term. */
export function navTerm({ flows, terms, word }: Setting, i: number): Expr {
  const { period, amount } = flows.nav[i]!;
  const last = period === flows.timeline.periods;
  return terms.of(
    last ? 'nav' : `nav.${period}`,
    last ? word('nav') : `${word('nav')} · ${period}`,
    amount,
    'amount',
  );
}
