/** Negative cash under `negativeCash: reserve`: taken from the pot's reserves, and called where they cannot bear it. */
import { amongClasses } from './calls.ts';
import { joiningOf } from './joining.ts';
import type { RunningLedger } from './ledger.ts';
import type { Parts } from './parts.ts';
import { add, positive, type State } from './state.ts';

/**
 * @param ledgerOf where capital of a class, for a deal, joins
 * @param tieRow ties the cells of a list's row to whole units
 */
export function openShortfalls(
  { laid, lists, ledgers, cashOf, paidIn, units, bound }: Parts,
  ledgerOf: (party: number, deal: string | undefined) => RunningLedger,
  tieRow: (s: State, k: number, list: number, whole: number, observer: null) => void,
) {
  /** What the reserves of a pot bear, each slice by what it holds. */
  function draw(s: State, k: number, pot: number, own: readonly RunningLedger[], short: number): number {
    let borne = 0;
    for (let r = 0; r < own[0]!.reserves[pot]!.length; r++) {
      const held = own.map((ledger) => positive(s[ledger.reserves[pot]![r]!.held]!));
      const sum = held.reduce((a, b) => a + b, 0);
      const take = Math.min(short - borne, sum);
      if (take <= 0) continue;
      own.forEach((ledger, i) =>
        ledger.reserves[pot]![r]!.draw(s, k, take === sum ? held[i]! : (take * held[i]!) / sum),
      );
      borne += take;
    }
    return borne;
  }
  function bear(s: State, k: number, pot: number, list: number, borne: number): void {
    if (!units) return add(s, laid.borne, k, borne);
    const whole = units.enter(s, pot, list, -borne);
    add(s, laid.borne, k, -units.amountOf(whole));
    tieRow(s, k, list, whole, null);
    add(s, laid.rounded, k, -borne - units.amountOf(whole));
    // Nothing was paid: the turn ends only for the cells that were tied.
    for (const ledger of ledgers[list]!) ledger.endTurn(s, k);
  }
  function call(s: State, k: number, list: number, amount: number): void {
    const { definition, flows } = bound;
    for (const each of amongClasses(definition, flows, {
      period: k,
      amount,
      deal: lists[list] ?? undefined,
    })) {
      paidIn.payIn(s, k, each.party, each.amount);
      const ledger = ledgerOf(each.party, each.deal);
      const part = { call: each, amount: each.amount, at: k, credited: false };
      ledger.join(s, joiningOf(part, false, ledger.accruals, flows));
    }
  }
  return (s: State, k: number, pots: number): void => {
    for (let pot = 0; pot < pots; pot++)
      for (let list = 0; list < lists.length; list++) {
        const negative = positive(0 - s[cashOf(pot, list) + k]!);
        if (negative === 0) continue;
        const borne = draw(s, k, pot, ledgers[list]!, negative);
        if (borne > 0) bear(s, k, pot, list, borne);
        if (negative - borne > 1e-12 * negative) call(s, k, list, negative - borne);
      }
  };
}
