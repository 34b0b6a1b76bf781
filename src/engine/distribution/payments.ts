/** Payments of one ledger: a pot's cash goes down its list of tiers, and each payment is told to whoever must know. */
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
import { type Layout, move, NONE, positive, type State } from './state.ts';
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
  operands(this: void, s: State): Operands;
  /** What a pot's reserves hold by rank. */
  readonly reserves: readonly (readonly ReserveStep[])[];
  /**
   * Pays a turn of a pot down its tiers, the general partner's own part of it first.
   * @param part the general partner's own part, 0..1
   */
  pay(s: State, k: number, pot: number, cash: number, part: number, observer: Observer | null): void;
  /** Carry of the turn that hangs on all the tier paid, `part` of which is the general partner's as an investor. */
  readonly carryOf: ((s: State, part: number) => number) | null;
  /** All cells that a row of it can have, for rounding. */
  cells(slice: number): Cell[];
  /** Whether a turn's end may change something. */
  readonly turnsEnd: boolean;
  endTurn(s: State): void;
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

/** The tiers with their columns, and every payee wired to whoever must know of a payment to it. */
function place({ form, tiers, steps, layout, laid, kept, profits, watching, length }: Paid): Placed[] {
  const gp = laid.parties.indexOf(GP);
  const sliced = form.options.apportion === 'byContribution';
  const records = typeof kept === 'string';
  const placed = tiers.map(({ tier }, index): Placed => {
    const step = steps[index]!;
    const columns = laid.tiers[index]!;
    const asked =
      kept === 'turns' || form.options.rounding !== undefined || (records && sharesCarry(tier, form));
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
      if (turn !== NONE) sums.push(turn + i);
      if (p !== undefined) balances.push(...watching[p]!, ...profits.movedBy(index, p));
    });
  for (const reserve of placed)
    if (reserve.tier.kind === 'reserve')
      for (const id of reserve.tier.covers) placed.find((p) => p.id === id)!.coveredBy.push(reserve);
  return placed;
}

export function openPayments(paid: Paid): Payments {
  const { form, pots, layout, laid, capital, watching, owner, now } = paid;
  const gp = laid.parties.indexOf(GP);
  const placed = place(paid);
  const potTiers = pots.map((own) => own.map((i) => placed[i]!));
  const potPays = potTiers.map((own) => own.map(({ step }) => step.pay));
  const potReserves = form.pots.map((pot, i) =>
    potTiers[i]!.filter((p) => p.kind === 'reserve' && p.columns.pots[0] === pot.id).map(
      (p) => p.step as ReserveStep,
    ),
  );
  /** Pots whose tiers are tested, or topped up even where no cash is left. */
  const goesOn = potTiers.map((own) => own.some((p) => p.coveredBy.length > 0));
  const isTested = potTiers.map((own) => own.some((p) => p.tier.when !== undefined));
  const tests = potTiers.map((own) => new Float64Array(own.length));
  const byId = (id: string): Placed => placed.find((p) => p.id === id)!;
  const operands = (s: State): Operands => ({
    owedTo: (id) => byId(id).step.owed(s, 0),
    held: (id) => s[byId(id).step.balances[0]!]!,
    unreturned: (id) => s[capital.unreturned(laid.parties.indexOf(id))]!,
  });
  /** The general partner's own slice, and what it was paid in the turn at work. */
  const slice = layout.slots(1);
  const toSlice: Wires = wiresTo([...watching[gp]!], [slice, capital.repaid(gp)]);
  toSlice.columns.push(...[laid.gpSlice, laid.received[gp]!, laid.net[gp]!].filter((c) => c !== NONE));
  /** Its capital first, then its profit. */
  function paySlice(s: State, k: number, amount: number): void {
    const at = capital.unreturned(gp);
    move(s, at, -Math.min(amount, positive(s[at]!)));
    post(s, toSlice, amount, k);
  }

  /** One tier's turn: what is left of `left`, and what reserves add to it. */
  function payTier(
    s: State,
    at: Placed,
    left: number,
    k: number,
    pot: number,
    observer: Observer | null,
  ): number {
    const { step } = at;
    const told = observer?.turn(k, pot, owner, at, left);
    const rest = step.pay(s, k, left);
    told?.(at);
    for (const reserve of at.coveredBy) {
      const short = step.owed(s, 0);
      const held = s[(reserve.step as ReserveStep).held]!;
      if (short <= 0 || held <= 0) continue;
      const topUp = observer?.turn(k, pot, owner, at, held, reserve.id);
      step.payOut(s, k, (reserve.step as ReserveStep).draw(s, k, short));
      topUp?.(at);
    }
    return rest;
  }
  /** A list with coverage tests, reserves that cover, or somebody who watches. */
  function payEach(s: State, k: number, pot: number, cash: number, observer: Observer | null): number {
    const own = potTiers[pot]!;
    const values = tests[pot]!;
    let left = cash;
    // Read before the pot's first payment.
    if (isTested[pot]) {
      const read = operands(s);
      for (let i = 0; i < own.length; i++) {
        const { when } = own[i]!.tier;
        if (when) values[i] = readTest(when, cash, read);
      }
    }
    const all = goesOn[pot]! || observer !== null;
    for (let i = 0; i < own.length && (left > 0 || all); i++) {
      let at = own[i]!;
      const { when } = at.tier;
      if (when && !passes(when, values[i]!)) {
        observer?.test(k, pot, owner, at, left, values[i]!, when.sweepTo);
        if (when.sweepTo === undefined) continue;
        at = byId(when.sweepTo);
      }
      left = payTier(s, at, left, k, pot, observer);
    }
    return left;
  }

  const sharing = placed.filter(
    (p) => laid.carry !== NONE && p.step.payees.includes(gp) && sharesCarry(p.tier, form),
  );
  const turning = placed.flatMap(({ step }) => (step.endTurn ? [step.endTurn] : []));
  const turns = placed.filter((p) => p.turn !== NONE);
  const keepsOriginal = placed.some(
    ({ tier }) => tier.kind === 'preferredReturn' && tier.base === 'original',
  );

  return {
    placed,
    capital,
    operands,
    reserves: potReserves,
    pay(s, k, pot, cash, part, observer) {
      now.pot = pot;
      let left = cash;
      if (part > 0 && cash > 0) {
        const amount = cash * part;
        observer?.slice(k, pot, owner, amount, left);
        paySlice(s, k, amount);
        left -= amount;
      }
      if (k === now.last) for (const reserve of potReserves[pot]!) left += reserve.draw(s, k, Infinity);
      const available = left;
      if (isTested[pot] || goesOn[pot] || observer) left = payEach(s, k, pot, left, observer);
      else {
        const pays = potPays[pot]!;
        for (let i = 0; i < pays.length && left > 0; i++) left = pays[i]!(s, k, left);
      }
      if (left > 1e-9 * (1 + available)) throw new InvariantError('cash left behind the last tier');
    },
    carryOf: sharing.length
      ? (s, part) => {
          let sum = 0;
          for (const { tier, step, turn } of sharing) {
            const got = s[turn + step.payees.indexOf(gp)]!;
            if (got === 0) continue;
            let all = 0;
            for (let i = 0; i < step.to.length; i++) all += s[turn + i]!;
            const stated = 'promote' in tier ? tier.promote : undefined;
            if (stated !== undefined) sum += Math.min(stated * all, got);
            else sum += part === 0 ? got : positive(got - part * all);
          }
          return sum;
        }
      : null,
    cells: (sliceNumber) => [
      cellOf([2, 0, 0, sliceNumber], (s) => s[slice]!, paySlice),
      ...placed.flatMap((at) =>
        at.step.to.map((to, i) =>
          cellOf(
            [3, at.index, at.step.payees[i] ?? 0, sliceNumber],
            (s) => s[at.turn + i]!,
            at.kind === 'reserve'
              ? (s, k, delta) => (at.step as ReserveStep).adjust(s, k, delta, s[at.turn]! < 0)
              : (s, k, delta) => post(s, to, delta, k),
          ),
        ),
      ),
    ],
    get turnsEnd() {
      return keepsOriginal || turning.length > 0 || turns.length > 0 || capital.sleepers.length > 0;
    },
    endTurn(s) {
      s[slice] = 0;
      for (const { turn, step } of turns) for (let i = 0; i < step.to.length; i++) s[turn + i] = 0;
      capital.endTurn(s);
      for (const end of turning) end(s);
    },
  };
}
