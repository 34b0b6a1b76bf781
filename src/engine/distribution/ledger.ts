/** One set of balances: a whole fund, a class's slice or a deal, running its pots over the periods. */
import type { Definition } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { InvariantError } from '../issue.ts';
import type { Moment } from '../parse/moments.ts';
import { GP } from '../parties.ts';
import type { Arena } from './arena.ts';
import { BALANCE } from './balance.ts';
import { openCapital } from './capital.ts';
import type { Recorded } from './columns.ts';
import { type Operands, passes, readTest } from './coverage-test.ts';
import { wakingOf } from './joining.ts';
import { openPayments } from './payments.ts';
import { openProfits } from './profits.ts';
import { capitalColumns, tiersOf } from './record.ts';
import type { Observer, Owner, Placed, RunningLedger } from './running.ts';
import type { Ledger, Watcher } from './step.ts';
import { kindOf, sameForm } from './tiers/index.ts';
import { orderOf } from './time.ts';

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
  const indexOf = (id: string): number => {
    const found = parties.indexOf(id);
    if (found < 0) throw new InvariantError(`no party ${id}`);
    return found;
  };
  const gp = indexOf(GP);
  const investors = classes.flatMap((c, i) => (c.id === GP ? [] : [i]));
  const ownSlice = options.gpCapital === 'pariPassu' && classes.some((c) => c.id === GP);
  const capital = openCapital(arena, parties.length);
  const watchers: Watcher[][] = parties.map(() => []);
  const tiers = tiersOf(form);
  const numberOf = new Map(tiers.map(({ tier }, i) => [tier.id, i]));
  const pots = form.pots.map((pot) => pot.tiers.map((t) => numberOf.get(t.id)!));
  const profits = openProfits(tiers, pots, arena, { investors, gp }, ownSlice);
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
    profitOf: (tier, whose) => profits.at(tier, potAtWork, whose),
    capitalise(tier, party, amount, k) {
      record.tiers[tier]!.capitalised[k]! += amount;
      joinCapital(party, amount, k);
    },
  };
  const steps = tiers.map(({ tier }, index) => kindOf(tier).make(tier, ledger, index));
  const payments = openPayments(tiers, steps, arena, record, capital, profits, watchers);
  const { placed, payOut, paySlice, drawFrom } = payments;
  if (idle) ledger.accruals.length = 0;
  const running = idle ? [] : placed;
  const balances = running.filter((p) => p.columns.hasBalance);
  const accruing = running.filter((p) => p.step.accrue);
  const joined = running.filter((p) => p.step.join);
  const closing = running.filter((p) => p.step.close);
  const potSteps = pots.map((own) => own.map((i) => placed[i]!));
  const tested = potSteps.map((own) => own.some((p) => p.tier.when !== undefined));
  const readsOn = potSteps.map((own) => own.some((p) => p.coveredBy.length > 0));
  const ownReserves = form.pots.map((pot, i) =>
    potSteps[i]!.filter((p) => p.kind === 'reserve' && p.columns.pots[0] === pot.id),
  );
  const ranked = ownSlice ? investors : classes.map((_, i) => i);
  const columns = capitalColumns(idle ? [] : tiers, record);
  const byId = (id: string): Placed => placed[numberOf.get(id)!]!;
  const operands: Operands = {
    owedTo: (id) => byId(id).step.owed(0),
    held: (id) => byId(id).step.balance(),
    unreturned: (id) => capital.unreturned[indexOf(id) * BALANCE]!,
  };
  /** Capital that begins to bear a return at a moment of its own. */
  let wakings: { readonly party: number; readonly begins: Moment; readonly place: number }[] = [];

  /** Return that was not paid joins capital. */
  function joinCapital(party: number, amount: number, k: number): void {
    if (columns.isReturned(party)) record.capitalised[party]! += amount;
    capital.capitalise(party, amount);
    columns.add(k, party, amount);
  }
  /** What has slept until a moment of period k bears a return from it on. */
  function wake(k: number): void {
    const end = orderOf(timeline, { period: k });
    for (const waking of wakings.filter((w) => w.place <= end)) {
      const { party, place, begins } = waking;
      wakings = wakings.filter((w) => w !== waking);
      const brought = wakingOf(party, capital.wake(party, place), begins, k, ledger.accruals);
      for (const { index, take } of ledger.accruals) {
        const own = brought[index];
        if (!own) continue;
        take(party, own.arrears, own.bearing);
        record.tiers[index]!.accrued[k]! += own.accrued;
      }
    }
  }
  /** One tier's turn: what it takes of `left`, and what reserves add to it. */
  function payTier(at: Placed, left: number, k: number, pot: number, observer: Observer | null): number {
    const { step } = at;
    const told = observer?.turn(k, pot, owner, at, left);
    const amount = step.takes ? step.takes(left) : Math.min(left, step.owed(left));
    if (amount > 0) payOut(at, amount, k);
    told?.(at);
    for (let r = 0; r < at.coveredBy.length; r++) {
      const reserve = at.coveredBy[r]!;
      const short = step.owed(0);
      if (short <= 0 || reserve.step.balance() <= 0) continue;
      const topUp = observer?.turn(k, pot, owner, at, reserve.step.balance(), reserve.id);
      payOut(at, drawFrom(reserve, short, k), k);
      topUp?.(at);
    }
    return Math.max(0, amount);
  }

  return {
    ...ledger,
    ...payments,
    owner,
    operands,
    bind(definition) {
      definition.pots.forEach(({ tiers: own }, pot) =>
        own.forEach((tier, rank) => {
          const at = potSteps[pot]?.[rank];
          if (!at || !sameForm(at.tier, tier)) throw new InvariantError(`tier ${tier.id} has another form`);
          at.tier = tier;
          at.step.bind(tier);
        }),
      );
    },
    reset() {
      capital.reset();
      wakings = [];
      for (const { step } of running) step.reset?.();
    },
    open(k) {
      // What a later period opens with is what the one before has closed with: see `carryForward`.
      if (k === 0)
        for (const { columns, step, kind } of balances)
          if (kind === 'reserve') columns.opening[0]! += step.balance();
      for (let i = 0; i < accruing.length; i++) {
        const { columns, step, kind } = accruing[i]!;
        if (k === 0 && kind !== 'amount') continue;
        const accrued = step.accrue!(k);
        if (accrued !== 0) columns.accrued[k]! += accrued;
      }
      if (wakings.length) wake(k);
    },
    join(k, joining) {
      const { party, amount, foreseen, capitalised, returns, sleepsUntil } = joining;
      capital.contribute(party, amount, foreseen);
      if (!foreseen) {
        columns.add(k, party, amount);
        profits.count(party, amount);
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
      if (capitalised !== 0) joinCapital(party, capitalised, k);
      if (sleepsUntil === undefined) return;
      capital.sleep(party, amount, sleepsUntil);
      wakings.push({ party, place: sleepsUntil, begins: joining.begins });
    },
    foresee(party, amount) {
      capital.foresee(party, amount);
      columns.add(0, party, amount);
      profits.count(party, amount);
    },
    pay(k, pot, cash, part, observer) {
      potAtWork = pot;
      const own = potSteps[pot]!;
      let left = cash;
      const slice = left * part;
      if (slice > 0) {
        observer?.slice(k, pot, owner, slice, left);
        paySlice(slice, k);
        left -= slice;
      }
      if (k === life.last) for (const reserve of ownReserves[pot]!) left += drawFrom(reserve, Infinity, k);
      const available = left;
      // Read before the pot's first payment.
      const values = tested[pot]!
        ? own.map(({ tier: { when } }) => (when ? readTest(when, available, operands) : null))
        : null;
      const goesOn = readsOn[pot]! || observer !== null;
      for (let rank = 0; rank < own.length && (left > 0 || goesOn); rank++) {
        let at = own[rank]!;
        const { when } = at.tier;
        if (values && when && !passes(when, values[rank]!)) {
          observer?.test(k, pot, owner, at, left, values[rank]!, when.sweepTo);
          if (when.sweepTo === undefined) continue;
          at = byId(when.sweepTo);
        }
        left -= payTier(at, left, k, pot, observer);
      }
      if (left > 1e-9 * (1 + available)) throw new InvariantError('cash left behind the last tier');
    },
    reserves: ownReserves.map((own) =>
      own.map((reserve) => ({
        held: () => Math.max(0, reserve.step.balance()),
        draw: (k: number, wanted: number) => drawFrom(reserve, wanted, k),
      })),
    ),
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
    returns: columns.isReturned,
  };
}
