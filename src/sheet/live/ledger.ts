/** One ledger's periods as formulas: balances open, each pot's cash runs down its tiers, balances close. The twin of the engine's ledger. */
import type { Tier } from '../../engine/index.ts';
import { type Account, openAccount } from './capital.ts';
import type { Setting } from './context.ts';
import {
  allOf,
  before,
  type Expr,
  grouped,
  isAtom,
  less,
  lesser,
  shareOf,
  sum,
  times,
} from './expression.ts';
import type { PaidIn } from './inflows.ts';
import { add, type LiveRule } from './kinds/context.ts';
import { ruleOf } from './kinds/index.ts';
import { type Owner, type Seat, seatOf } from './ledger-tier.ts';
import { openTests } from './tests.ts';

interface Placed {
  readonly seat: Seat;
  readonly rule: LiveRule;
  readonly coveredBy: Placed[];
}

export interface LedgerCells {
  readonly seats: readonly Seat[];
  /** Cash of the general partner's own slice, pot by pot. */
  readonly slices: Expr[];
  /** The reserves of a pot: what they hold, and taking some of it for negative cash. */
  reserves(pot: number): readonly { held(): Expr; draw(sum: Expr): Expr }[];
  /** Whether a class's capital is in it. */
  holds(party: string): boolean;
  account(party: string): Account;
  /** Runs a pot's cash down its tiers. */
  pay(pot: number, cash: Expr): void;
  close(): void;
}

const isReturnTier = ({ kind }: Tier): boolean => kind === 'returnOfCapital' || kind === 'preferredReturn';

/** How often each tier is paid in a period: at its own ranks, by sweeps, and topped up by reserves. */
function turnsOf({ definition: { pots } }: Setting): Map<string, number> {
  const tiers = new Map(pots.flatMap((p) => p.tiers).map((t) => [t.id, t]));
  const topUps = (id: string) =>
    [...tiers.values()].filter((t) => t.kind === 'reserve' && t.covers.includes(id)).length;
  const turns = new Map<string, number>();
  const take = (id: string) => void turns.set(id, (turns.get(id) ?? 0) + 1 + topUps(id));
  for (const { tiers: own } of pots)
    for (const { id, when } of own) {
      take(id);
      if (when?.sweepTo !== undefined) take(when.sweepTo);
    }
  return turns;
}

export function openLedgerCells(setting: Setting, paidIn: PaidIn, owner: Owner): LedgerCells {
  const { book, definition, word, inPlace } = setting;
  const { mark, capital, class: own } = owner;
  const accounts = new Map<string, Account>();
  const slices: Expr[] = [];
  const turns = turnsOf(setting);
  const placed = new Map<string, Placed>();
  const ownSlice =
    definition.options.gpCapital === 'pariPassu' && definition.classes.some((c) => c.id === 'gp');
  // The general partner's own slice takes its cash whole and runs no tiers.
  const idle = ownSlice && own?.id === 'gp';
  /** Tiers that count as ranked above each, by the pot and rank at work. */
  let aboveNow: readonly Placed[] = [];
  let testing = false;
  /** For each set of tiers and parties: the running profit, and how many payments its column counted. */
  const profits = new Map<
    string,
    { cell: Expr; members: readonly Placed[]; parties: readonly string[]; own: readonly string[] }
  >();

  const account = (party: string): Account => {
    let found = accounts.get(party);
    if (!found) accounts.set(party, (found = openAccount(setting, capital, party, mark)));
    return found;
  };
  const paymentsTo = (members: readonly Placed[], parties: readonly string[]): Expr[] =>
    members.flatMap(({ seat }) => seat.payments.filter((p) => parties.includes(p.party)).map((p) => p.cell));
  const swept = definition.pots.some((p) => p.tiers.some((t) => t.when?.sweepTo !== undefined));
  const around = {
    account,
    receivedSoFar: (party: string) => [
      ...(party === 'gp' ? slices : []),
      ...paymentsTo([...placed.values()], [party]),
    ],
    profitAbove(parties: readonly string[], own: readonly string[]): Expr {
      const members = aboveNow;
      const key = `profit.${members.map((m) => m.seat.tier.id).join()}>${parties.join()}${mark}`;
      const cell = book.ref(key);
      if (!profits.has(key)) profits.set(key, { cell, members, parties, own });
      // Nothing more is paid above it in this period.
      if (definition.pots.length === 1 && !swept && !testing) return cell;
      const now = sum([before(cell), ...paymentsTo(members, parties)]);
      return less(now, own.map(capital.joins));
    },
  };
  if (!idle)
    for (const tier of definition.pots.flatMap((p) => p.tiers))
      if (!placed.has(tier.id)) {
        const seat = seatOf(setting, tier, owner, paidIn.shares.of, turns.get(tier.id)!);
        placed.set(tier.id, { seat, rule: ruleOf(setting, capital, seat, around), coveredBy: [] });
      }
  const reserves = [...placed.values()].filter((p) => p.seat.tier.kind === 'reserve');
  for (const reserve of reserves)
    if (reserve.seat.tier.kind === 'reserve')
      for (const id of reserve.seat.tier.covers) placed.get(id)?.coveredBy.push(reserve);
  const potTiers = definition.pots.map((p) => p.tiers.flatMap((t) => placed.get(t.id) ?? []));
  const aboveOf = (pot: number, at: Placed): Placed[] => {
    // Read from a pot that does not have it, a tier ranks as in its own.
    const home = potTiers[pot]!.includes(at) ? pot : potTiers.findIndex((tiers) => tiers.includes(at));
    return [
      ...new Set([
        ...potTiers[home]!.slice(0, potTiers[home]!.indexOf(at)),
        ...potTiers.flatMap((tiers, i) => (i === home ? [] : tiers.filter((p) => isReturnTier(p.seat.tier)))),
      ]),
    ];
  };
  const ownReserves = (pot: number) => reserves.filter((r) => potTiers[pot]!.includes(r));
  for (const { rule } of placed.values()) rule.open?.();
  // Its own capital is paid back out of the slice.
  if (ownSlice && (!own || idle)) account('gp');

  /** Key and cell of a payment: the table's own column where it is the only one that adds up to it. */
  const payment = (seat: Seat, party: string | null, turn: number, expr: Expr, last?: Expr): Expr => {
    const alone = party === null || (seat.to.length === 1 && seat.tier.kind !== 'catchUp');
    const field = alone ? 'paid' : `>${party}`;
    const base = alone ? `${seat.tier.id}.paid` : `${seat.tier.id}>${party}`;
    const key = `${base}${seat.mark}${seat.turns > 1 ? `#${turn}` : ''}`;
    const head = alone ? word('paid') : `${word('paid')} · ${setting.party(party)}`;
    const cell = book.define(key, seat.group, head, expr, last === undefined ? {} : { last });
    add(seat, field, cell);
    if (party !== null) {
      seat.payments.push({ party, cell });
      if (seat.tier.kind === 'returnOfCapital') account(party).pay(cell);
      if (alone) add(seat, `>${party}`, cell);
    }
    return cell;
  };

  /** Pays a tier out of what reaches it, while `passes` holds; what it takes. */
  function turn({ seat, rule }: Placed, available: Expr, passes: Expr | null, topUp: boolean): Expr {
    const n = seat.taken.length + 1;
    const owed = rule.owed(available);
    let amount = topUp || !rule.takes ? lesser(available, owed) : rule.takes(available, owed, passes);
    if (passes) amount = `IF(${passes},${amount},0)`;
    if (seat.tier.kind === 'reserve') {
      const cell = payment(seat, null, n, amount, rule.last);
      seat.taken.push(cell);
      return cell;
    }
    const parties = rule.share('0', () => '0').map(([party]) => party);
    if (parties.length === 1) {
      const cell = payment(seat, parties[0]!, n, amount);
      seat.taken.push(cell);
      return cell;
    }
    if (parties.length === 0) {
      seat.taken.push('0');
      return '0';
    }
    const paid =
      amount === available || inPlace
        ? grouped(amount)
        : book.define(`${seat.tier.id}.all${seat.mark}#${n}`, seat.group, word('paid'), amount);
    const cells = new Map<string, Expr>();
    for (const [party, part] of rule.share(paid, (p) => cells.get(p)!))
      cells.set(party, payment(seat, party, n, part()));
    seat.taken.push(paid);
    return paid;
  }

  const test = openTests(setting, {
    owed(id, pot) {
      const at = placed.get(id)!;
      const { rule, seat } = at;
      aboveNow = aboveOf(pot, at);
      if (seat.tier.kind === 'split') return '0';
      if (seat.tier.kind === 'preferredReturn') return rule.now!();
      if (seat.tier.kind === 'returnOfCapital') return sum(seat.to.map((p) => account(p).tested()));
      // Nothing has been paid yet in the turn that a test precedes.
      testing = true;
      const owed = rule.owed('0');
      testing = false;
      return owed;
    },
    held: (id) => placed.get(id)!.rule.now!(),
    unreturned: (id) => account(id).tested(),
  });
  /** Cash of a pot less the general partner's own slice, which pays back its capital, plus what reserves release. */
  function afterSlice(pot: number, cash: Expr, potName: string): Expr {
    const potMark = `${mark}#${pot + 1}`;
    const group = `${word('cash')}${owner.name && ` · ${owner.name}`}`;
    let left = inPlace ? cash : book.define(`pot${potMark}`, group, `${word('cash')}${potName}`, cash);
    if (ownSlice && (!own || idle)) {
      const part = own ? '1' : shareOf(paidIn.toDate('gp'), paidIn.allToDate);
      const head = `${word('gpSlice')}${potName}`;
      const slice = book.define(`gpSlice${potMark}`, group, head, times(left, part));
      const capital = account('gp');
      capital.pay(
        book.define(
          `gpCapital${potMark}`,
          group,
          `${word('capitalBack')}${potName}`,
          `MIN(${slice},MAX(0,${capital.now()}))`,
        ),
      );
      slices.push(slice);
      left = less(left, [slice]);
    }
    // What stands in several pots has released all at the first.
    const released = ownReserves(pot).filter((r) => potTiers.findIndex((tiers) => tiers.includes(r)) === pot);
    for (const { seat, rule } of released) {
      const key = `${seat.tier.id}.released${mark}`;
      add(
        seat,
        'drawn',
        book.define(key, seat.group, word('released'), '0', { first: 0, last: rule.now!() }),
      );
      left = sum([left, book.ref(key)]);
    }
    if (released.length || (ownSlice && !own))
      left = book.define(`tiers${potMark}`, group, `${word('available')}${potName}`, left);
    return left;
  }

  return {
    seats: [...placed.values()].map((p) => p.seat),
    slices,
    account,
    holds: (party) => !own || own.id === party,
    reserves: (pot) =>
      ownReserves(pot).map(({ seat, rule }) => ({
        held: () => rule.now!(),
        draw(sum) {
          const key = `${seat.tier.id}.borne${mark}#${pot + 1}`;
          const cell = book.define(key, seat.group, word('drawn'), sum);
          add(seat, 'drawn', cell);
          return cell;
        },
      })),
    pay(pot, cash) {
      const potMark = `${mark}#${pot + 1}`;
      const potName = definition.pots.length > 1 ? ` · ${definition.pots[pot]!.id}` : '';
      let left = afterSlice(pot, cash, potName);
      const tests = potTiers[pot]!.map(({ seat }) =>
        seat.tier.when ? test(seat, pot, seat.tier.when, left) : null,
      );
      potTiers[pot]!.forEach((own, rank) => {
        const passes = tests[rank]!;
        const go = (at: Placed, holds: Expr | null, nth: string) => {
          aboveNow = aboveOf(pot, at);
          const available =
            inPlace || isAtom(left)
              ? left
              : book.define(
                  `${own.seat.tier.id}.available${nth}${potMark}`,
                  at.seat.group,
                  word('available') + potName,
                  left,
                );
          left = less(available, [turn(at, available, holds, false)]);
          if (at.seat.tier.kind === 'split') return;
          for (const reserve of at.coveredBy) {
            const cell = turn(at, reserve.rule.now!(), holds, true);
            add(reserve.seat, 'drawn', cell);
          }
        };
        go(own, passes && `${passes}=1`, '');
        const target = own.seat.tier.when?.sweepTo;
        if (target !== undefined) go(placed.get(target)!, `${passes!}=0`, '.swept');
      });
    },
    close() {
      const all = [...placed.values()];
      // Returns close first: what is not paid may join capital.
      for (const { rule, seat } of all) if (seat.tier.kind === 'preferredReturn') rule.close?.();
      for (const { rule, seat } of all) if (seat.tier.kind !== 'preferredReturn') rule.close?.();
      for (const a of accounts.values()) a.close();
      for (const [key, { cell, members, parties, own }] of profits) {
        const joins = own.map(capital.joins);
        const foreseen = own.map(capital.foreseen).filter((ref) => ref !== '0');
        book.define(
          key,
          word('running'),
          `${word('profit')} · ${parties.map((p) => setting.party(p)).join(', ')}`,
          less(sum([before(cell), ...paymentsTo(members, parties)]), joins),
          { first: less('0', [...foreseen.map((ref) => `SUM(${allOf(ref)})`), ...joins]) },
        );
      }
    },
  };
}
