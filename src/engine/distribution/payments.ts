/** Payments of one ledger: a pot's cash goes down its list of tiers, and each payment updates the columns and balances it touches. */
import type { Definition, Tier } from '../definition.ts';
import { InvariantError } from '../issue.ts';
import { GP } from '../parties.ts';
import type { CapitalAccounts } from './capital.ts';
import type { PlacedTier, Recorded, TierColumns } from './columns.ts';
import { type Operands, passes, readTest } from './coverage-test.ts';
import type { Observer, Owner, Seen } from './observer.ts';
import type { Profits } from './profits.ts';
import type { Kept } from './record.ts';
import { type Cell, cellOf } from './rounding.ts';
import {
  add,
  isLeft,
  type Layout,
  LEFT,
  lower,
  NONE,
  PAID,
  PART,
  positive,
  REST,
  type State,
  TAKEN,
} from './state.ts';
import type { Step } from './step.ts';
import { kindOf } from './tiers/index.ts';
import type { ReserveStep } from './tiers/reserve.ts';
import { post, type Wires, wiresTo } from './wires.ts';

/** A tier of a ledger with its step and its columns. */
interface Placed extends Seen {
  readonly kind: Tier['kind'];
  /** As it was bound last. */
  tier: Tier;
  readonly columns: TierColumns<number>;
  readonly coveredBy: Placed[];
}

export interface Payments {
  readonly placed: readonly Placed[];
  readonly capital: CapitalAccounts;
  /** What coverage tests read. */
  readonly operands: Operands;
  /** What a pot's reserves hold by rank. */
  readonly reserves: readonly (readonly ReserveStep[])[];
  /** By pot: pays the cash that is left down its tiers, the general partner's own part of it first. */
  readonly pays: readonly ((s: State, k: number, observer: Observer | null) => void)[];
  /** All cells that a row of it can have, for rounding. */
  cells(slice: number): Cell[];
  /** Whether a turn's end changes something, even where no capital sleeps. */
  readonly turnsEnd: boolean;
  endTurn(this: void, s: State, k: number): void;
}

/** What payments of a ledger are made of. */
export interface Paid {
  readonly form: Definition;
  readonly tiers: readonly PlacedTier[];
  /** By pot: its tiers by number, in order. */
  readonly pots: readonly (readonly number[])[];
  readonly steps: readonly Step[];
  readonly layout: Layout;
  readonly laid: Recorded<number>;
  readonly kept: Kept;
  readonly capital: CapitalAccounts;
  readonly profits: Profits;
  /** By party: balances that every distribution to it brings down. */
  readonly watching: readonly (readonly number[])[];
  readonly owner: Owner;
  readonly now: { pot: number; last: number };
  /** Entries of a column. */
  readonly length: number;
}

/** Whether a tier's carry is worked out from all it paid in a turn; else it is what the general partner gets. */
function sharesCarry(tier: Tier, { classes, options }: Definition): boolean {
  if (tier.kind !== 'hurdle' && tier.kind !== 'split') return false;
  return tier.promote !== undefined || (options.gpCapital === 'allIn' && classes.some((c) => c.id === GP));
}

/** The tiers with their columns, and for each payee the columns and balances that a payment to it updates. */
function place({ form, tiers, steps, layout, laid, kept, profits, watching, length }: Paid): Placed[] {
  const gp = laid.parties.indexOf(GP);
  const sliced = form.options.apportion === 'byContribution';
  const records = typeof kept === 'string';
  const tellsCarry = records || kept.carry;
  const { lanes } = layout;
  const placed = tiers.map(({ tier }, index): Placed => {
    const step = steps[index]!;
    const columns = laid.tiers[index]!;
    const asked =
      kept === 'turns' || form.options.rounding !== undefined || (tellsCarry && sharesCarry(tier, form));
    return {
      index,
      id: tier.id,
      kind: tier.kind,
      tier,
      step,
      columns,
      turn: asked ? layout.slots(step.to.length) : NONE,
      coveredBy: [],
    };
  });
  for (const { step, columns, tier, turn, index } of placed)
    step.to.forEach(({ columns: into, sums, balances }, i) => {
      const p = step.payees[i];
      const isCarry = p === gp && kindOf(tier).carries && !sharesCarry(tier, form);
      if (p !== undefined && records)
        columns.payments[p] ??= step.payees.length === 1 && !sliced ? columns.paid : layout.slots(length);
      const own =
        p === undefined
          ? []
          : [columns.payments[p] ?? NONE, laid.received[p]!, laid.net[p]!, isCarry ? laid.carry : NONE];
      into.push(...new Set([columns.paid, ...own].filter((c) => c !== NONE)));
      if (turn !== NONE) sums.push(turn + i * lanes);
      if (p !== undefined && columns.total !== NONE) sums.push(columns.total);
      if (isCarry && laid.carryTotal !== NONE) sums.push(laid.carryTotal);
      if (p !== undefined) balances.push(...watching[p]!, ...profits.movedBy(index, p));
    });
  for (const reserve of placed)
    if (reserve.tier.kind === 'reserve')
      for (const id of reserve.tier.covers) placed.find((p) => p.id === id)!.coveredBy.push(reserve);
  return placed;
}

export function openPayments(paid: Paid): Payments {
  const { form, pots, layout, laid, capital, watching, owner, now } = paid;
  const { lanes } = layout;
  const gp = laid.parties.indexOf(GP);
  const ownSlice = form.options.gpCapital === 'pariPassu' && form.classes.some((c) => c.id === GP);
  const placed = place(paid);
  const potTiers = pots.map((own) => own.map((i) => placed[i]!));
  const potReserves = form.pots.map((pot, i) =>
    potTiers[i]!.filter((p) => p.kind === 'reserve' && p.columns.pots[0] === pot.id).map(
      (p) => p.step as ReserveStep,
    ),
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
    held: (s, id) => s[byId(id).step.balances[0]!]!,
    unreturned: (s, id) => s[capital.unreturned(laid.parties.indexOf(id))]!,
  };
  /** The general partner's own slice, and what it was paid in the turn at work. */
  const slice = layout.slots(1);
  const toSlice: Wires = wiresTo(layout, [...watching[gp]!], [slice, capital.repaid(gp)]);
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

  function payerOf(pot: number) {
    const pays = potTiers[pot]!.map(({ step }) => step.pay);
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
      else for (let i = 0; i < pays.length && isLeft(s, lanes); i++) pays[i]!(s, k);
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
  const keepsOriginal = placed.some(
    ({ tier }) => tier.kind === 'preferredReturn' && tier.base === 'original',
  );
  const turnsEnd = turning.length > 0 || turns.length > 0 || keepsOriginal;
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
      add(s, laid.carry, k, carry);
      if (laid.carryTotal !== NONE) s[laid.carryTotal + l]! += carry;
    }
  }

  return {
    placed,
    capital,
    operands,
    reserves: potReserves,
    pays: pots.map((_, pot) => payerOf(pot)),
    turnsEnd,
    endTurn(s, k) {
      for (let i = 0; i < sharing.length; i++) addCarry(s, k, sharing[i]!);
      s[slice] = 0;
      for (let i = 0; i < turns.length; i++) {
        const { turn, step } = turns[i]!;
        s.fill(0, turn, turn + step.to.length * lanes);
      }
      if (keepsOriginal || capital.sleepers.length > 0) capital.endTurn(s);
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
