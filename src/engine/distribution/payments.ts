/** Payments of one ledger: a pot's cash goes down its list of tiers, and each payment updates the columns and balances it touches. */
import { InvariantError } from '../issue.ts';
import { GP } from '../parties.ts';
import type { CapitalAccounts } from './capital.ts';
import { type Operands, passes, readTest } from './coverage-test.ts';
import type { Observer } from './observer.ts';
import { type Paid, place, type Placed, sharesCarry } from './placed.ts';
import { openRests, type Rests } from './rests.ts';
import { type Cell, cellOf } from './rounding.ts';
import { isLeft, LEFT, lower, NONE, PAID, PART, positive, REST, type State, TAKEN } from './state.ts';
import type { ReserveStep } from './tiers/reserve.ts';
import { post, type Wires, wiresTo } from './wires.ts';

export interface Payments {
  readonly placed: readonly Placed[];
  readonly capital: CapitalAccounts;
  /** What coverage tests read. */
  readonly operands: Operands;
  /** What a pot's reserves hold by rank. */
  readonly reserves: readonly (readonly ReserveStep[])[];
  readonly stir: Rests['stir'];
  /** By pot: pays the cash that is left down its tiers, the general partner's own part of it first. */
  readonly pays: readonly ((s: State, k: number, observer: Observer | null) => void)[];
  /** All cells that a row of it can have, for rounding. */
  cells(slice: number): Cell[];
  /** Whether a turn's end changes something. */
  readonly turnsEnd: boolean;
  endTurn(this: void, s: State, k: number): void;
}

export function openPayments(paid: Paid): Payments {
  const { form, pots, layout, laid, capital, profits, watching, owner, now, canRest } = paid;
  const { lanes } = layout;
  const gp = laid.parties.indexOf(GP);
  const ownSlice = form.options.gpCapital === 'pariPassu' && form.classes.some((c) => c.id === GP);
  const placed = place(paid);
  const potTiers = pots.map((own) => own.map((i) => placed[i]!));
  const potReserves = potTiers.map((own) =>
    own.filter((p) => p.kind === 'reserve').map((p) => p.step as ReserveStep),
  );
  /** Pots whose tiers are topped up even where no cash is left. */
  const goesOn = potTiers.map((own) => own.some((p) => p.coveredBy.length > 0));
  const tests = potTiers.map((own) => new Float64Array(own.length));
  const byId = (id: string): Placed => placed.find((p) => p.id === id)!;
  const operands: Operands = {
    owedTo(s, id) {
      const { kind, step } = byId(id);
      // A split is owed nothing but what reaches it.
      if (kind === 'split') return 0;
      step.owe(s);
      return s[TAKEN]!;
    },
    held: (s, id) => positive(s[byId(id).step.balances[0]!]!),
    unreturned: (s, id) => positive(s[capital.unreturned(laid.parties.indexOf(id))]!),
  };
  /** The general partner's own slice, and what it was paid in the turn at work. */
  const slice = layout.slots(1);
  const toSlice: Wires = wiresTo(layout, [...watching[gp]!], [slice]);
  toSlice.columns.push(...[laid.gpSlice, laid.received[gp]!, laid.net[gp]!].filter((c) => c !== NONE));
  /** Its capital first, then its profit. */
  function paySlice(s: State, k: number): void {
    const at = capital.unreturned(gp);
    for (let l = 0; l < lanes; l++) s[REST + l] = Math.min(s[PAID + l]!, positive(s[at + l]!));
    lower(s, at, REST, lanes);
    post(s, toSlice, k, PAID);
  }

  /** One tier's turn, and what reserves add to it. */
  function payTier(s: State, at: Placed, k: number, pot: number, observer: Observer | null): void {
    const { step } = at;
    const told = observer?.turn(k, pot, owner, at, s[LEFT]!);
    step.pay(s, k);
    told?.(at);
    for (let r = 0; r < at.coveredBy.length; r++) {
      const { id, step: reserve } = at.coveredBy[r]!;
      step.owe(s);
      const short = s[TAKEN]!;
      const held = s[(reserve as ReserveStep).held]!;
      if (short <= 0 || held <= 0) continue;
      const topUp = observer?.turn(k, pot, owner, at, held, id);
      s[TAKEN] = (reserve as ReserveStep).draw(s, k, short);
      step.payOut(s, k);
      topUp?.(at);
    }
  }
  /** A list with coverage tests, reserves that cover, or somebody who watches. */
  function payEach(s: State, k: number, pot: number, observer: Observer | null): void {
    const own = potTiers[pot]!;
    const values = tests[pot]!;
    // Read before the pot's first payment.
    for (let i = 0; i < own.length; i++) {
      const { when } = own[i]!.tier;
      if (when) values[i] = readTest(s, when, operands);
    }
    const all = goesOn[pot]! || observer !== null;
    for (let i = 0; i < own.length && (s[LEFT]! > 0 || all); i++) {
      let at = own[i]!;
      const { when } = at.tier;
      if (when && !passes(when, values[i]!)) {
        observer?.test(k, pot, owner, at, s[LEFT]!, values[i]!, when.sweepTo);
        if (when.sweepTo === undefined) continue;
        at = byId(when.sweepTo);
      }
      payTier(s, at, k, pot, observer);
    }
  }

  const rests = openRests(pots, profits, layout);

  function payerOf(pot: number) {
    const pays = potTiers[pot]!.map(({ step }) => step.pay);
    const payAwake = rests.payer(pot, pays);
    const reserves = potReserves[pot]!;
    const asks = goesOn[pot]! || potTiers[pot]!.some((p) => p.tier.when !== undefined);
    return (s: State, k: number, observer: Observer | null): void => {
      now.pot = pot;
      if (ownSlice && s[PART]! > 0 && isLeft(s, lanes)) {
        observer?.slice(k, pot, owner, s[LEFT]! * s[PART]!, s[LEFT]!);
        for (let l = 0; l < lanes; l++) {
          s[PAID + l] = s[LEFT + l]! * s[PART]!;
          s[LEFT + l]! -= s[PAID + l]!;
        }
        paySlice(s, k);
      }
      if (k === now.last)
        for (let r = 0; r < reserves.length; r++) s[LEFT]! += reserves[r]!.draw(s, k, Infinity);
      const available = s[LEFT]!;
      if (asks || observer) payEach(s, k, pot, observer);
      // What begins to bear later would have to wake its tiers.
      else if (canRest && capital.sleepers.length === 0) payAwake(s, k);
      else for (let i = 0; i < pays.length && s[LEFT]! > 0; i++) pays[i]!(s, k);
      if (s[LEFT]! > 1e-9 * (1 + available)) throw new InvariantError('cash left behind the last tier');
    };
  }

  const sharing = placed.filter(
    (p) =>
      p.turn !== NONE &&
      (laid.carry !== NONE || laid.carryTotal !== NONE) &&
      p.step.payees.includes(gp) &&
      sharesCarry(p.tier, form),
  );
  const turning = placed.flatMap(({ step }) => (step.endTurn ? [step.endTurn] : []));
  const turns = placed.filter((p) => p.turn !== NONE);
  /** Carry of a tier that hangs on all it paid, of which the general partner may have a part as an investor. */
  function addCarry(s: State, k: number, { tier, step, turn }: Placed): void {
    const own = turn + step.payees.indexOf(gp) * lanes;
    const stated = 'promote' in tier ? tier.promote : undefined;
    const part = ownSlice ? 0 : s[PART]!;
    for (let l = 0; l < lanes; l++) {
      const got = s[own + l]!;
      if (got === 0) continue;
      let all = 0;
      for (let i = 0; i < step.to.length; i++) all += s[turn + i * lanes + l]!;
      const carry = stated === undefined ? positive(got - part * all) : Math.min(stated * all, got);
      if (laid.carry !== NONE) s[laid.carry + k * lanes + l]! += carry;
      if (laid.carryTotal !== NONE) s[laid.carryTotal + l]! += carry;
    }
  }

  return {
    placed,
    capital,
    operands,
    reserves: potReserves,
    pays: pots.map((_, pot) => payerOf(pot)),
    stir: rests.stir,
    turnsEnd: turning.length > 0 || turns.length > 0,
    endTurn(s, k) {
      for (let i = 0; i < sharing.length; i++) addCarry(s, k, sharing[i]!);
      s[slice] = 0;
      for (let i = 0; i < turns.length; i++) {
        const { turn, step } = turns[i]!;
        s.fill(0, turn, turn + step.to.length * lanes);
      }
      for (let i = 0; i < turning.length; i++) turning[i]!(s);
    },
    cells: (sliceNumber) => [
      cellOf(
        [2, 0, 0, sliceNumber],
        (s) => s[slice]!,
        (s, k, delta) => {
          s[PAID] = delta;
          paySlice(s, k);
        },
      ),
      ...placed.flatMap((at) =>
        at.step.to.map((to, i) =>
          cellOf(
            [3, at.index, at.step.payees[i] ?? 0, sliceNumber],
            (s) => s[at.turn + i]!,
            at.kind === 'reserve'
              ? (s, k, delta) => (at.step as ReserveStep).adjust(s, k, delta, s[at.turn]! < 0)
              : (s, k, delta) => {
                  s[PAID] = delta;
                  post(s, to, k, PAID);
                },
          ),
        ),
      ),
    ],
  };
}
