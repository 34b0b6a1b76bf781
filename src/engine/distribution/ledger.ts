/** One set of balances: a whole fund, a class's slice or a deal, running its pots over the periods. */
import type { Definition, Operand, Options, DayCount, Timeline, When } from '../definition.ts';
import { InvariantError } from '../issue.ts';
import { GP } from '../parties.ts';
import type { Arena } from './arena.ts';
import { BALANCE, move } from './balance.ts';
import { openCapital, type CapitalAccounts } from './capital.ts';
import { wakingOf, type AccrualOf, type Joining } from './joining.ts';
import type { Recorded, TierColumns } from './record.ts';
import { tiersOf } from './record.ts';
import type { Cell } from './rounding.ts';
import type { Step } from './step.ts';
import { kindOf } from './tiers/index.ts';
import type { ReserveStep } from './tiers/reserve.ts';
import { orderOf, type Moment } from './time.ts';
import type { Observer, Seen } from './trace.ts';

/** Whose balances they are, where that is not the whole fund's. */
export interface Owner {
  readonly class?: string;
  readonly deal?: string | null;
}

/** What the tiers of a ledger see of it. */
export interface Ledger {
  readonly arena: Arena;
  readonly timeline: Timeline;
  readonly dayCount: DayCount;
  readonly hurdleOn: Options['hurdleOn'];
  readonly investors: readonly number[];
  readonly capital: CapitalAccounts;
  readonly columns: readonly TierColumns[];
  /** The last period of the run. */
  readonly life: { last: number };
  /** Returns that accrue on capital; a call that joins asks them. */
  readonly accruals: AccrualOf[];
  indexOf(this: void, id: string): number;
  /** Hears of every distribution to a party, or to all where it is null. */
  watch(party: number | null, hear: (amount: number) => void): void;
  /** What tiers above a catch-up have paid beyond capital, as a balance. */
  profitOf(tier: number, whose: 'investors' | 'gp'): Float64Array;
  /** Return of a tier that was not paid joins capital. */
  capitalise(tier: number, party: number, amount: number, k: number): void;
}

/** A tier's step at its rank of a pot. */
interface Placed {
  readonly index: number;
  readonly id: string;
  readonly when: When | undefined;
  readonly kind: TierColumns['tier']['kind'];
  readonly step: Step;
  readonly columns: TierColumns;
  readonly payments: readonly Float64Array[];
  readonly out: Float64Array;
  /** What it paid in the turn at work: to each payee, and for a reserve what it took less what it gave. */
  readonly turn: Float64Array;
  readonly gpAt: number;
  /** By payee: balances of profit that a payment to it adds to. */
  readonly profits: readonly (readonly Float64Array[])[];
  coveredBy: readonly Placed[];
}

export interface RunningLedger extends Ledger {
  readonly owner: Owner;
  /** Its tiers, for who watches a run. */
  readonly placed: readonly Seen[];
  bind(definition: Definition): void;
  reset(): void;
  open(k: number): void;
  join(k: number, joining: Joining): void;
  foresee(party: number, amount: number): void;
  /**
   * Pays a turn of a pot down its tiers, the general partner's own part of it first.
   * @param part the general partner's own part, 0..1
   */
  pay(k: number, pot: number, cash: number, part: number, observer: Observer | null): void;
  /** What a pot's reserves hold by rank; takes a part of what one holds. */
  readonly reserves: readonly (readonly { held(): number; draw(k: number, wanted: number): number }[])[];
  /** Carry of the turn, of which `part` of each tier's cash is the general partner's as an investor. */
  carryOf(part: number): number;
  /** Cells of the turn, for rounding. */
  cells(k: number, slice: number, into: Cell[]): void;
  endTurn(): void;
  close(k: number): void;
  /** Paid-in capital by class that is not back. */
  unreturnedOf(party: number): number;
  /** Capital of a party that is still out, and the return on it that is still owed. */
  owedTo(party: number): number;
  /** Whether some tier pays back the party's capital. */
  returns(party: number): boolean;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

const isReturn = ({ kind }: Pick<Placed, 'kind'>) => kind === 'returnOfCapital' || kind === 'preferredReturn';

export function openLedger(
  form: Definition,
  timeline: Timeline,
  arena: Arena,
  record: Recorded,
  life: { last: number },
  owner: Owner,
  /** The general partner's own slice takes its cash whole: it has capital, and runs no tiers. */
  idle: boolean,
): RunningLedger {
  const { options, classes } = form;
  const { parties } = record;
  const numberOf = new Map(parties.map((id, i) => [id, i]));
  const indexOf = (id: string): number => {
    const found = numberOf.get(id);
    if (found === undefined) throw new InvariantError(`no party ${id}`);
    return found;
  };
  const gp = indexOf(GP);
  const investors = classes.flatMap((c, i) => (c.id === GP ? [] : [i]));
  const ownSlice = options.gpCapital === 'pariPassu' && classes.some((c) => c.id === GP);
  const capital = openCapital(arena, parties.length);
  const watchers: ((amount: number) => void)[][] = parties.map(() => []);
  const tiers = tiersOf(form);
  const indexOfTier = new Map(tiers.map(({ tier }, i) => [tier.id, i]));
  const pots = form.pots.map((pot) => pot.tiers.map((t) => indexOfTier.get(t.id)!));
  const slice = arena.take(1);
  let wakings: { readonly party: number; readonly begins: Moment; readonly place: number }[] = [];

  /** Balances of profit, a pair for each rank at which a catch-up stands: investors' and the general partner's. */
  interface Profit {
    readonly above: ReadonlySet<number>;
    readonly investors: Float64Array;
    readonly gp: Float64Array;
  }
  const profits = new Map<string, Profit>();
  const profitAt = (pot: number, tier: number): Profit => {
    const own = pots[pot]!;
    const others = pots.flatMap((other) =>
      other === own ? [] : other.filter((i) => isReturn({ kind: tiers[i]!.tier.kind })),
    );
    const above = new Set([...own.slice(0, own.indexOf(tier)), ...others]);
    const key = [...above].sort((a, b) => a - b).join();
    let found = profits.get(key);
    if (!found)
      profits.set(key, (found = { above, investors: arena.take(BALANCE), gp: arena.take(BALANCE) }));
    return found;
  };
  const catchUps = new Map<number, readonly Profit[]>();
  tiers.forEach(({ tier }, i) => {
    if (tier.kind !== 'catchUp') return;
    // Read from a pot that does not have it, it ranks as in its own.
    const home = pots.findIndex((own) => own.includes(i));
    catchUps.set(
      i,
      pots.map((own, pot) => profitAt(own.includes(i) ? pot : home, i)),
    );
  });
  let potAtWork = 0;

  const ledger: Ledger = {
    arena,
    timeline,
    dayCount: options.dayCount,
    hurdleOn: options.hurdleOn,
    investors,
    capital,
    columns: record.tiers,
    life,
    accruals: [],
    indexOf,
    watch(party, hear) {
      for (const p of party === null ? parties.keys() : [party]) watchers[p]!.push(hear);
    },
    profitOf: (tier, whose) => catchUps.get(tier)![potAtWork]![whose],
    capitalise(tier, party, amount, k) {
      record.tiers[tier]!.capitalised[k]! += amount;
      if (capitalOf[party]!.length) record.capitalised[party]! += amount;
      capital.capitalise(party, amount);
      addCapital(k, party, amount);
    },
  };

  const steps = tiers.map(({ tier }, index) => kindOf(tier).make(tier, ledger, index));
  /** What each tier paid in the turn at work, to each payee. */
  const turns = arena.take(steps.reduce((n, { payees }) => n + Math.max(1, payees.length), 0));
  let turnsUsed = 0;
  const placed = tiers.map(({ tier }, index): Placed => {
    const kind = kindOf(tier);
    const step = steps[index]!;
    const from = turnsUsed;
    turnsUsed += Math.max(1, step.payees.length);
    const columns = record.tiers[index]!;
    return {
      index,
      id: tier.id,
      when: tier.when,
      kind: tier.kind,
      step,
      columns,
      payments: step.payees.map((p) => (columns.payments[p] ??= arena.take(timeline.periods + 1))),
      out: new Float64Array(step.payees.length),
      turn: turns.subarray(from, turnsUsed),
      gpAt: kind.carries ? step.payees.indexOf(gp) : -1,
      profits: step.payees.map((p) =>
        [...profits.values()].flatMap(({ above, investors: ours, gp: theirs }) =>
          above.has(index) ? [...(investors.includes(p) ? [ours] : []), ...(p === gp ? [theirs] : [])] : [],
        ),
      ),
      coveredBy: [],
    };
  });
  for (const reserve of placed) {
    const { tier } = tiers[reserve.index]!;
    if (tier.kind === 'reserve')
      for (const id of tier.covers) {
        const covered = placed[indexOfTier.get(id)!]!;
        covered.coveredBy = [...covered.coveredBy, reserve];
      }
  }
  if (idle) ledger.accruals.length = 0;
  const potSteps = pots.map((own) => own.map((i) => placed[i]!));
  const promoteOf = ({ index }: Placed) => {
    const { tier } = tiers[index]!;
    return 'promote' in tier ? tier.promote : undefined;
  };
  const carrying = placed.filter((p) => p.gpAt >= 0 && promoteOf(p) === undefined);
  const promoting = placed.flatMap((p) => {
    const promote = promoteOf(p);
    return p.gpAt < 0 || promote === undefined ? [] : [{ ...p, promote }];
  });
  const running = idle ? [] : placed;
  const balances = running.filter((p) => p.columns.hasBalance);
  const accruing = running.filter((p) => p.step.accrue);
  const joined = running.filter((p) => p.step.join);
  const closing = running.filter((p) => p.step.close);
  const resetting = running.filter((p) => p.step.reset);
  const turning = placed.filter((p) => p.step.endTurn);
  const tested = potSteps.map((own) => own.some((p) => p.when !== undefined));
  const readsOn = potSteps.map((own) => own.some((p) => p.coveredBy.length > 0));
  const ownReserves = form.pots.map((pot, i) =>
    potSteps[i]!.filter((p) => p.kind === 'reserve' && p.columns.pots[0] === pot.id),
  );
  const capitalOf = parties.map((id) =>
    running.flatMap(({ index }) => {
      const { tier } = tiers[index]!;
      return tier.kind === 'returnOfCapital' && tier.to.includes(id) ? [index] : [];
    }),
  );
  const ranked = ownSlice ? investors : classes.map((_, i) => i);

  function addCapital(k: number, party: number, amount: number): void {
    const own = capitalOf[party]!;
    for (let i = 0; i < own.length; i++) record.tiers[own[i]!]!.added[k]! += amount;
  }
  /** Capital counts against the profit of those who put it in. */
  function countCapital(party: number, amount: number): void {
    for (const { investors: ours, gp: theirs } of profits.values())
      if (party !== gp) move(ours, 0, -amount);
      else if (!ownSlice) move(theirs, 0, -amount);
  }
  function receive(party: number, amount: number, k: number): void {
    record.received[party]![k]! += amount;
    const own = watchers[party]!;
    for (let i = 0; i < own.length; i++) own[i]!(amount);
  }
  function post(at: Placed, i: number, amount: number, k: number): void {
    at.step.settle?.(i, amount);
    at.columns.paid[k]! += amount;
    at.turn[i]! += amount;
    if (at.payments.length === 0) return;
    at.payments[i]![k]! += amount;
    receive(at.step.payees[i]!, amount, k);
    const own = at.profits[i]!;
    for (let j = 0; j < own.length; j++) move(own[j]!, 0, amount);
  }
  function payOut(at: Placed, amount: number, k: number): void {
    const n = at.step.payees.length;
    if (n < 2) return post(at, 0, amount, k);
    at.step.share!(amount, at.out);
    for (let i = 0; i < n; i++) if (at.out[i] !== 0) post(at, i, at.out[i]!, k);
  }
  function paySlice(amount: number, k: number): void {
    slice[0]! += amount;
    record.gpSlice[k]! += amount;
    // What it pays is the general partner's own capital first, then its profit.
    capital.repay(gp, Math.min(amount, Math.max(0, capital.unreturned[gp * BALANCE]!)));
    receive(gp, amount, k);
  }
  function drawFrom(reserve: Placed, wanted: number, k: number): number {
    const sum = (reserve.step as ReserveStep).draw(wanted);
    reserve.columns.drawn[k]! += sum;
    reserve.turn[0]! -= sum;
    return sum;
  }
  function read(operand: Operand, cash: number): number {
    if (operand === 'cash') return cash;
    if (typeof operand === 'number') return operand;
    if ('owed' in operand)
      return [operand.owed].flat().reduce((sum, id) => sum + placed[indexOfTier.get(id)!]!.step.owed(0), 0);
    if ('reserve' in operand) return placed[indexOfTier.get(operand.reserve)!]!.step.balance();
    return [operand.unreturned]
      .flat()
      .reduce((sum, id) => sum + capital.unreturned[indexOf(id) * BALANCE]!, 0);
  }
  /** What a test reads; null where its denominator is zero. */
  function valueOf(when: When, cash: number): number | null {
    const value = read(when.of, cash);
    if (when.over === undefined) return value;
    const over = read(when.over, cash);
    return over === 0 ? null : value / over;
  }
  const passes = ({ min = -Infinity, max = Infinity }: When, value: number | null): boolean =>
    value === null || (value >= min && value <= max);

  return {
    ...ledger,
    owner,
    placed,
    bind(definition) {
      for (const { tier } of tiersOf(definition)) placed[indexOfTier.get(tier.id)!]!.step.bind(tier);
    },
    reset() {
      capital.reset();
      wakings = [];
      for (const { step } of resetting) step.reset!();
    },
    open(k) {
      for (let i = 0; i < balances.length; i++) {
        const { columns, step, kind } = balances[i]!;
        if (k > 0 || kind === 'reserve') columns.opening[k]! += step.balance();
      }
      for (let i = 0; i < accruing.length; i++) {
        const { columns, step, kind } = accruing[i]!;
        if (k === 0 && kind !== 'amount') continue;
        const accrued = step.accrue!(k);
        if (accrued !== 0 && columns.accrued !== record.none) columns.accrued[k]! += accrued;
      }
      if (wakings.length === 0) return;
      const end = orderOf(timeline, { period: k });
      for (const waking of wakings.filter((w) => w.place <= end)) {
        const left = capital.wake(waking.party, waking.place);
        wakings = wakings.filter((w) => w !== waking);
        const brought = wakingOf(waking.party, left, waking.begins, k, ledger.accruals);
        ledger.accruals.forEach(({ index, take }) => {
          const own = brought[index];
          if (!own) return;
          take(waking.party, own.arrears, own.bearing);
          record.tiers[index]!.accrued[k]! += own.accrued;
        });
      }
    },
    join(k, joining) {
      const { party, amount, foreseen, capitalised, returns, sleepsUntil } = joining;
      capital.contribute(party, amount, foreseen);
      if (!foreseen) {
        addCapital(k, party, amount);
        countCapital(party, amount);
      }
      for (let i = 0; i < joined.length; i++) {
        const { step, columns, kind } = joined[i]!;
        const brought = step.join!(joining);
        if (brought !== 0) (kind === 'hurdle' ? columns.added : columns.accrued)[k]! += brought;
      }
      for (const { index, take } of ledger.accruals) {
        const own = returns[index];
        if (!own) continue;
        take(party, own.arrears, own.bearing);
        record.tiers[index]!.lapsed[k]! += own.lapsed;
        record.tiers[index]!.capitalised[k]! += own.capitalised;
      }
      if (capitalised !== 0) {
        if (capitalOf[party]!.length) record.capitalised[party]! += capitalised;
        capital.capitalise(party, capitalised);
        addCapital(k, party, capitalised);
      }
      if (sleepsUntil === undefined) return;
      capital.sleep(party, amount, sleepsUntil);
      wakings.push({ party, place: sleepsUntil, begins: joining.begins });
    },
    foresee(party, amount) {
      capital.foresee(party, amount);
      addCapital(0, party, amount);
      countCapital(party, amount);
    },
    pay(k, pot, cash, part, observer) {
      potAtWork = pot;
      const own = potSteps[pot]!;
      let left = cash;
      const own1 = left * part;
      if (own1 > 0) {
        const turn = observer?.slice(k, pot, owner, own1, left);
        paySlice(own1, k);
        left -= own1;
        turn?.(own1);
      }
      if (k === life.last) for (const reserve of ownReserves[pot]!) left += drawFrom(reserve, Infinity, k);
      const available = left;
      const values = tested[pot]! ? own.map(({ when }) => (when ? valueOf(when, left) : null)) : null;
      const goesOn = readsOn[pot]! || observer !== null;
      for (let rank = 0; rank < own.length && (left > 0 || goesOn); rank++) {
        let at = own[rank]!;
        if (values && at.when && !passes(at.when, values[rank]!)) {
          const to = at.when.sweepTo;
          observer?.test(k, pot, owner, at, left, values[rank]!, to);
          if (to === undefined) continue;
          at = placed[indexOfTier.get(to)!]!;
        }
        const { step } = at;
        const turn = observer?.turn(k, pot, owner, at, left);
        const amount = step.takes ? step.takes(left) : Math.min(left, step.owed(left));
        if (amount > 0) {
          payOut(at, amount, k);
          left -= amount;
        }
        turn?.(at);
        for (let r = 0; r < at.coveredBy.length; r++) {
          const reserve = at.coveredBy[r]!;
          const short = step.owed(0);
          if (short <= 0 || reserve.step.balance() <= 0) continue;
          const topUp = observer?.turn(k, pot, owner, at, reserve.step.balance(), reserve.id);
          payOut(at, drawFrom(reserve, short, k), k);
          topUp?.(at);
        }
      }
      if (left > 1e-9 * (1 + available)) throw new InvariantError('cash left behind the last tier');
    },
    reserves: ownReserves.map((own) =>
      own.map((reserve) => ({
        held: () => Math.max(0, reserve.step.balance()),
        draw: (k: number, wanted: number) => drawFrom(reserve, wanted, k),
      })),
    ),
    carryOf(part) {
      let sum = 0;
      for (let i = 0; i < carrying.length; i++) {
        const { turn, gpAt, kind } = carrying[i]!;
        const got = turn[gpAt]!;
        if (got !== 0) sum += kind === 'catchUp' || part === 0 ? got : Math.max(0, got - part * sumOf(turn));
      }
      for (let i = 0; i < promoting.length; i++) {
        const { turn, gpAt, promote } = promoting[i]!;
        sum += Math.min(promote * sumOf(turn), turn[gpAt]!);
      }
      return sum;
    },
    cells(k, sliceNumber, into) {
      if (slice[0] !== 0)
        into.push({
          order: [2, 0, 0, sliceNumber],
          amount: () => slice[0]!,
          adjust(delta) {
            paySlice(delta, k);
          },
        });
      for (const at of placed)
        at.turn.forEach((amount, i) => {
          if (amount === 0) return;
          const isReserve = at.kind === 'reserve';
          into.push({
            order: [3, at.index, isReserve ? 0 : at.step.payees[i]!, sliceNumber],
            amount: () => at.turn[i]!,
            adjust(delta) {
              if (delta === 0) return;
              if (!isReserve || amount > 0) return post(at, i, delta, k);
              at.step.settle!(0, delta);
              at.columns.drawn[k]! -= delta;
              at.turn[0]! += delta;
            },
          });
        });
    },
    endTurn() {
      slice[0] = 0;
      turns.fill(0);
      capital.endTurn();
      for (let i = 0; i < turning.length; i++) turning[i]!.step.endTurn!();
    },
    close(k) {
      for (let i = 0; i < closing.length; i++) closing[i]!.step.close!(k);
      for (let i = 0; i < balances.length; i++) {
        const { columns, step } = balances[i]!;
        columns.closing[k]! += step.balance();
      }
      for (let i = 0; i < ranked.length; i++) record.unreturned[k]! += this.unreturnedOf(ranked[i]!);
    },
    unreturnedOf: (party) => capital.unreturned[party * BALANCE]! - capital.pending[party * BALANCE]!,
    owedTo: (party) =>
      ledger.accruals.reduce(
        (sum, { arrearsOf }) => sum + Math.max(0, arrearsOf(party)),
        Math.max(0, capital.unreturned[party * BALANCE]!),
      ),
    returns: (party) => capitalOf[party]!.length > 0,
  };
}
