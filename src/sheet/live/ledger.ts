/** One ledger's periods as formulas: balances open, each pot's cash runs down its tiers, balances close. The twin of the engine's ledger. */
import type { Account } from './capital.ts';
import type { Setting } from './context.ts';
import { type Expr, isAtom, less, sum } from './expression.ts';
import type { PaidIn } from './inflows.ts';
import { add } from './kinds/context.ts';
import {
  account,
  type LedgerState,
  openState,
  type Placed,
  rankedAbove,
  reservesOf,
} from './ledger-state.ts';
import type { Owner, Seat } from './ledger-tier.ts';
import { cashForTiers } from './cash-for-tiers.ts';
import { openTests, type Readings } from './tests.ts';
import { payTier } from './tier-turn.ts';

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

export function openLedgerCells(setting: Setting, paidIn: PaidIn, owner: Owner): LedgerCells {
  const { book, word } = setting;
  const state = openState(setting, paidIn, owner);
  const placed = [...state.placed.values()];
  for (const { rule } of placed) rule.open?.();
  // Its own capital is paid back out of the slice.
  if (state.paysSlice) account(state, 'gp');
  const test = openTests(setting, readingsOf(state));
  return {
    seats: placed.map((p) => p.seat),
    slices: state.slices,
    account: (party) => account(state, party),
    holds: (party) => !owner.class || owner.class.id === party,
    reserves: (pot) =>
      reservesOf(state, pot).map(({ seat, rule }) => ({
        held: () => rule.now!(),
        draw(sum) {
          const key = `${seat.tier.id}.borne${owner.mark}#${pot + 1}`;
          const cell = book.define(key, seat.group, word('drawn'), sum);
          add(seat, 'drawn', cell);
          return cell;
        },
      })),
    pay: (pot, cash) => payPot(state, test, pot, cash),
    close() {
      // Returns close first: what is not paid may join capital.
      for (const { rule, seat } of placed) if (seat.tier.kind === 'preferredReturn') rule.close?.();
      for (const { rule, seat } of placed) if (seat.tier.kind !== 'preferredReturn') rule.close?.();
      for (const a of state.accounts.values()) a.close();
      state.profit.close();
    },
  };
}

/** What tests read of the ledger. */
function readingsOf(state: LedgerState): Readings {
  const { placed } = state;
  return {
    owed(id, pot) {
      const at = placed.get(id)!;
      const { rule, seat } = at;
      state.above = rankedAbove(state, pot, at);
      if (seat.tier.kind === 'split') return '0';
      if (seat.tier.kind === 'preferredReturn') return rule.now!();
      if (seat.tier.kind === 'returnOfCapital') return sum(seat.to.map((p) => account(state, p).tested()));
      // Nothing has been paid yet in the turn that a test precedes.
      state.testing = true;
      const owed = rule.owed('0');
      state.testing = false;
      return owed;
    },
    held: (id) => placed.get(id)!.rule.now!(),
    unreturned: (id) => account(state, id).tested(),
  };
}

/** Runs a pot's cash down its tiers: each, or where its test fails the one it sweeps to, takes of what those above left. */
function payPot(state: LedgerState, test: ReturnType<typeof openTests>, pot: number, cash: Expr): void {
  const { setting, owner } = state;
  const { book, definition, word, inPlace } = setting;
  const tiers = state.potTiers[pot]!;
  const potName = definition.pots.length > 1 ? ` · ${definition.pots[pot]!.id}` : '';
  let left = cashForTiers(state, pot, cash, potName);
  const tests = tiers.map(({ seat }) => (seat.tier.when ? test(seat, pot, seat.tier.when, left) : null));
  const go = (at: Placed, holds: Expr | null, place: string) => {
    state.above = rankedAbove(state, pot, at);
    const key = `${place}${owner.mark}#${pot + 1}`;
    const available =
      inPlace || isAtom(left) ? left : book.define(key, at.seat.group, word('available') + potName, left);
    left = less(available, [payTier(state, at, available, holds, false)]);
    if (at.seat.tier.kind === 'split') return;
    for (const reserve of at.coveredBy)
      add(reserve.seat, 'drawn', payTier(state, at, reserve.rule.now!(), holds, true));
  };
  tiers.forEach((own, rank) => {
    const { id, when } = own.seat.tier;
    const passes = tests[rank]!;
    go(own, passes && `${passes}=1`, `${id}.available`);
    if (when?.sweepTo !== undefined)
      go(state.placed.get(when.sweepTo)!, `${passes!}=0`, `${id}.available.swept`);
  });
}
