/** Negative cash under `negativeCash: reserve`: taken from the pot's reserves, and called where they cannot bear it. */
import { amongClasses } from './calls.ts';
import { joiningOf } from './joining.ts';
import type { Parts, Units } from './parts.ts';
import type { RunningLedger } from './running.ts';

/** @param ledgerOf where capital of a class, for a deal, joins */
export function openShortfalls(
  { record, lists, ledgers, cash, paidIn, bound }: Parts,
  units: Units | null,
  ledgerOf: (party: number, deal: string | undefined) => RunningLedger,
) {
  /** What the reserves of a pot bear, each slice by what it holds. */
  function draw(k: number, pot: number, own: readonly RunningLedger[], short: number): number {
    let borne = 0;
    own[0]!.reserves[pot]!.forEach((_, r) => {
      const held = own.map((ledger) => ledger.reserves[pot]![r]!.held());
      const sum = held.reduce((a, b) => a + b, 0);
      const take = Math.min(short - borne, sum);
      if (take <= 0) return;
      own.forEach((ledger, i) =>
        ledger.reserves[pot]![r]!.draw(k, take === sum ? held[i]! : (take * held[i]!) / sum),
      );
      borne += take;
    });
    return borne;
  }
  function bear(k: number, pot: number, list: number, own: readonly RunningLedger[], borne: number): void {
    if (!units) {
      record.borne[k]! += borne;
      return;
    }
    const whole = units.enter(pot, list, -borne);
    record.borne[k]! -= units.amountOf(whole);
    units.tieRow(k, own, [], whole, null);
    record.rounded[k]! += -borne - units.amountOf(whole);
    // Nothing was paid: the turn ends only for the cells that were tied.
    for (const ledger of own) ledger.endTurn();
  }
  function call(k: number, list: number, amount: number): void {
    const { definition, flows } = bound;
    for (const each of amongClasses(definition, flows, {
      period: k,
      amount,
      deal: lists[list] ?? undefined,
    })) {
      paidIn.payIn(k, each.party, each.amount);
      const ledger = ledgerOf(each.party, each.deal);
      ledger.join(k, joiningOf({ call: each, amount: each.amount, at: k }, false, ledger.accruals, flows));
    }
  }
  return (k: number): void => {
    for (let pot = 0; pot < cash.length; pot++)
      for (let list = 0; list < lists.length; list++) {
        const negative = Math.max(0, -cash[pot]![list]![k]!);
        if (negative === 0) continue;
        const borne = draw(k, pot, ledgers[list]!, negative);
        if (borne > 0) bear(k, pot, list, ledgers[list]!, borne);
        if (negative - borne > 1e-12 * negative) call(k, list, negative - borne);
      }
  };
}
