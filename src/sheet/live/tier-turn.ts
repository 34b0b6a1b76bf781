/** One turn of a tier: what it takes of the cash that reaches it, and what each party has of that. */
import { type Expr, grouped, lesser } from './expression.ts';
import { add } from './kinds/context.ts';
import { account, type LedgerState, type Placed } from './ledger-state.ts';
import type { Seat } from './ledger-tier.ts';

/** Pays a tier out of what reaches it, while `passes` holds; what it takes. */
export function payTier(
  state: LedgerState,
  { seat, rule }: Placed,
  available: Expr,
  passes: Expr | null,
  topUp: boolean,
): Expr {
  const { book, word, inPlace } = state.setting;
  const turn = seat.taken.length + 1;
  const owed = rule.owed(available);
  let amount = topUp || !rule.takes ? lesser(available, owed) : rule.takes(available, owed, passes);
  if (passes) amount = `IF(${passes},${amount},0)`;
  const take = (cell: Expr): Expr => {
    seat.taken.push(cell);
    return cell;
  };
  if (seat.tier.kind === 'reserve') return take(payment(state, seat, null, turn, amount, rule.last));
  const parties = rule.share('0', () => '0').map(([party]) => party);
  if (parties.length === 0) return take('0');
  if (parties.length === 1) return take(payment(state, seat, parties[0]!, turn, amount));
  const paid =
    amount === available || inPlace
      ? grouped(amount)
      : book.define(`${seat.tier.id}.all${seat.mark}#${turn}`, seat.group, word('paid'), amount);
  const cells = new Map<string, Expr>();
  for (const [party, part] of rule.share(paid, (p) => cells.get(p)!))
    cells.set(party, payment(state, seat, party, turn, part()));
  return take(paid);
}

/** The cell of a payment to a party, or into a reserve: the table's own column where it is the only one that adds up to it. */
function payment(
  state: LedgerState,
  seat: Seat,
  party: string | null,
  turn: number,
  amount: Expr,
  last?: Expr,
): Expr {
  const { book, word, party: nameOf } = state.setting;
  const alone = party === null || (seat.to.length === 1 && seat.tier.kind !== 'catchUp');
  const base = alone ? `${seat.tier.id}.paid` : `${seat.tier.id}>${party}`;
  const key = `${base}${seat.mark}${seat.turns > 1 ? `#${turn}` : ''}`;
  const head = alone ? word('paid') : `${word('paid')} · ${nameOf(party)}`;
  const cell = book.define(key, seat.group, head, amount, last === undefined ? {} : { last });
  add(seat, alone ? 'paid' : `>${party}`, cell);
  if (party !== null) {
    seat.payments.push({ party, cell });
    if (seat.tier.kind === 'returnOfCapital') account(state, party).pay(cell);
    if (alone) add(seat, `>${party}`, cell);
  }
  return cell;
}
