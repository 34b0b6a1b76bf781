/** The periods of a run as formulas: in each turn of a pot fees and recycled cash first, then each slice pays what is left. The twin of the engine's fold. */
import type { InvestorClass } from '../../engine/index.ts';
import type { Setting } from './context.ts';
import { type Expr, grouped, less, lesser, over, sum, times } from './expression.ts';
import { openFees } from './fees.ts';
import type { PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';
import { type LedgerCells, openLedgerCells } from './ledger.ts';
import { dealLists } from './paid-in.ts';
import { recycling } from './recycling.ts';

export interface Periods {
  readonly ledgers: readonly LedgerCells[];
  readonly fees: readonly Expr[];
  readonly recycled: boolean;
}

/** The slices that one list of cash runs through, each with its balances. */
interface Turn {
  readonly deal: string | null | undefined;
  readonly mark: string;
  readonly name: string;
  readonly slices: readonly { readonly own: InvestorClass | undefined; readonly ledger: LedgerCells }[];
}

function turnsOf(setting: Setting, money: PaidIn): Turn[] {
  const { definition, sliced, party, word } = setting;
  const lists = dealLists(setting);
  return lists.map((deal, i) => {
    const capital = money.capital(deal);
    const mark = deal === undefined ? '' : `%${i}`;
    const name = deal === undefined ? '' : (deal ?? word('noDeal'));
    return {
      deal,
      mark,
      name,
      slices: (sliced ? definition.classes : [undefined]).map((own) => ({
        own,
        ledger: openLedgerCells(setting, money, {
          mark: `${mark}${own ? `@${own.id}` : ''}`,
          name: [...(name ? [name] : []), ...(own ? [party(own.id)] : [])].join(' · '),
          class: own,
          capital,
        }),
      })),
    };
  });
}

export function openPeriods(setting: Setting, money: PaidIn, inputs: Inputs): Periods {
  const { book, definition, flows, word } = setting;
  const turns = turnsOf(setting, money);
  const ledgers = turns.flatMap((t) => t.slices.map((s) => s.ledger));
  if (definition.options.negativeCash === 'reserve') bearShortage(setting, money, turns);
  const pools = flows.fees ? openFees(setting, inputs, money, flows.fees, ledgers) : null;
  const again = recycling(setting, money);
  const paidFees: Expr[] = [];
  definition.pots.forEach((pot, i) => {
    const potName = definition.pots.length > 1 ? ` · ${pot.id}` : '';
    for (const { deal, mark, name, slices } of turns) {
      const cash = money.cash(pot.id, deal);
      let left = slices.map(({ own }) => {
        const by = `${mark}${own ? `@${own.id}` : ''}#${i + 1}`;
        const share = own ? partOf(setting, money, own, cash, by, name) : cash;
        if (!pools) return share;
        const fee = pools(own).pay(by, share);
        paidFees.push(fee);
        return less(share, [fee]);
      });
      if (again) {
        const by = `${mark}#${i + 1}`;
        const all =
          left.length === 1
            ? left[0]!
            : book.define(`afterFees${by}`, word('cash'), word('available') + potName, sum(left));
        const withheld = again.withhold(by, (name && ` · ${name}`) + potName, cash, all);
        left = left.map((own) => again.kept(own, all, withheld));
      }
      slices.forEach(({ ledger }, s) => ledger.pay(i, left[s]!));
    }
  });
  const owners = new Set(turns.flatMap((t) => t.slices.map((s) => s.own)));
  if (pools) for (const own of owners) pools(own).close();
  again?.close();
  for (const ledger of ledgers) ledger.close();
  return { ledgers, fees: paidFees, recycled: again !== null };
}

/** A slice's part of cash: by capital contributed to date. */
function partOf(
  { book, word, party }: Setting,
  money: PaidIn,
  own: InvestorClass,
  cash: Expr,
  by: string,
  deal: string,
): Expr {
  const whole = money.allToDate;
  const part = `IF(${whole}=0,${money.shares.of(own.id)},${money.toDate(own.id)}/${whole})`;
  const head = `${word('share')} · ${deal && `${deal} · `}${party(own.id)}`;
  return book.define(`part${by}`, word('cash'), head, times(cash, part));
}

/**
 * Negative cash is taken from the pot's reserves, one after the other, from each slice by what it holds; what they
 * cannot bear is called.
 */
function bearShortage({ book, definition, word }: Setting, money: PaidIn, turns: readonly Turn[]): void {
  const borne: Expr[] = [];
  const short = definition.pots.flatMap((pot, i) =>
    turns.map(({ deal, slices }) => {
      const own = money.short(pot.id, deal);
      const taken: Expr[] = [];
      const all = slices.map(({ ledger }) => ledger.reserves(i)).filter((list) => list.length);
      for (let r = 0; r < (all[0]?.length ?? 0); r++) {
        const reserves = all.map((list) => list[r]!);
        const held = reserves.map((reserve) => reserve.held());
        const total = sum(held);
        const wanted = less(own, taken);
        for (const [s, reserve] of reserves.entries())
          taken.push(
            reserve.draw(
              held.length === 1
                ? lesser(wanted, total)
                : `IF(${total}<=0,0,${over(times(`MIN(${wanted},${total})`, grouped(held[s]!)), total)})`,
            ),
          );
      }
      borne.push(...taken);
      return taken.length ? `MAX(0,${less(own, taken)})` : own;
    }),
  );
  book.define('borne', '', word('borne'), sum(borne), { first: 0 });
  book.define('shortfall', word('contributions'), word('shortfall'), sum(short), { first: 0 });
}
