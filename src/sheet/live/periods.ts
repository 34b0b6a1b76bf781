/** The periods of a run as formulas: fees and recycled cash first, then each ledger pays what is left. The twin of the engine's fold. */
import { less, sum, times, type Expr } from './expression.ts';
import { openLedgerCells, type LedgerCells } from './ledger.ts';
import type { PaidIn } from './paid-in.ts';
import type { Owner } from './seat.ts';
import type { Setting } from './setting.ts';
import { feeCells, recycling } from './withheld.ts';

export interface Periods {
  readonly ledgers: readonly LedgerCells[];
  readonly fees: readonly Expr[];
  readonly recycled: boolean;
}

/** One ledger for all, or one a class, a deal, or a class of a deal. */
function ownersOf({ definition, flows, sliced, deals, party, word }: Setting, money: PaidIn): Owner[] {
  const classes = sliced ? definition.classes : [undefined];
  const lists = deals === 'strict' ? [null, ...flows.deals!.map((d) => d.id)] : [undefined];
  return lists.flatMap((deal, i) => {
    const capital = money.capital(deal);
    const name = deal === undefined ? [] : [deal ?? word('noDeal')];
    return classes.map((own) => ({
      mark: `${deal === undefined ? '' : `%${i}`}${own ? `@${own.id}` : ''}`,
      name: [...name, ...(own ? [party(own.id)] : [])].join(' · '),
      class: own,
      deal,
      capital,
    }));
  });
}

export function openPeriods(setting: Setting, money: PaidIn): Periods {
  const { book, definition, flows, sliced, word } = setting;
  const owners = ownersOf(setting, money);
  const ledgers = owners.map((own) => openLedgerCells(setting, money, own));
  if (definition.options.negativeCash === 'reserve') bearShortage(setting, money, ledgers);
  const { fees } = flows;
  const pools = (fees ? (sliced ? definition.classes : [undefined]) : []).map((own) => ({
    own,
    cells: feeCells(
      setting,
      money,
      fees!,
      ledgers.filter((_, o) => owners[o]!.class === own),
      own,
    ),
  }));
  const again = recycling(setting, money);
  const paidFees: Expr[] = [];
  definition.pots.forEach((pot, i) => {
    const cash = money.cash(pot.id);
    const shares = owners.map(({ class: own, deal, mark, name }) => {
      const list = deal === undefined ? cash : money.cash(pot.id, deal);
      if (!own) return list;
      const whole = money.allToDate;
      const part = `IF(${whole}=0,${money.share(own.id)},${money.toDate(own.id)}/${whole})`;
      const head = `${word('share')} · ${name}`;
      return book.define(`part${mark}#${i + 1}`, word('cash'), head, times(list, part));
    });
    let left = shares.map((share, o) => {
      const pool = pools.find(({ own }) => own === owners[o]!.class);
      if (!pool) return share;
      const fee = pool.cells.pay(i, share, owners[o]!.mark);
      paidFees.push(fee);
      return less(share, [fee]);
    });
    if (again) {
      const all =
        left.length === 1
          ? left[0]!
          : book.define(`afterFees#${i + 1}`, word('cash'), word('available'), sum(left));
      const withheld = again.withhold(i, cash, all);
      left = left.map((own) => again.kept(own, all, withheld));
    }
    ledgers.forEach((ledger, o) => ledger.pay(i, left[o]!));
  });
  for (const { cells } of pools) cells.close();
  again?.close();
  for (const ledger of ledgers) ledger.close();
  return { ledgers, fees: paidFees, recycled: again !== null };
}

/** Negative cash is taken from the pot's reserves; what they cannot bear is called. */
function bearShortage(
  { book, definition, word }: Setting,
  money: PaidIn,
  ledgers: readonly LedgerCells[],
): void {
  const borne: Expr[] = [];
  const short = definition.pots.map((pot, i) => {
    const taken: Expr[] = [];
    const own = money.short(pot.id);
    for (const ledger of ledgers) taken.push(...ledger.draw(i, less(own, taken)));
    borne.push(...taken);
    return less(own, taken);
  });
  book.define('borne', '', word('borne'), sum(borne), { first: 0 });
  book.define('shortfall', word('contributions'), word('shortfall'), sum(short), { first: 0 });
}
