/** One set of balances: a whole fund, a class's slice or a deal, over the periods. */
import type { Definition, Tier } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { InvariantError } from '../issue.ts';
import { GP } from '../parties.ts';
import { openCapital } from './capital.ts';
import type { Recorded } from './columns.ts';
import { restsWhenPaid } from './lanes.ts';
import type { Owner } from './observer.ts';
import { openPayments, type Payments } from './payments.ts';
import { openProfits } from './profits.ts';
import { type Kept, tiersOf } from './record.ts';
import { add, type Layout, move, NONE, positive, type State } from './state.ts';
import type { Accrual, Joining, Ledger } from './step.ts';
import { kindOf } from './tiers/index.ts';
import { orderOf } from './time.ts';

export interface RunningLedger extends Payments {
  readonly owner: Owner;
  readonly accruals: readonly Accrual[];
  /** What accrues as a period opens, and what does at the closing too. */
  readonly accruing: readonly ((s: State, k: number) => void)[];
  readonly accruingAtClosing: readonly ((s: State, k: number) => void)[];
  /** What ends a period. */
  readonly closing: readonly ((s: State, k: number) => void)[];
  /** Balances that are kept in columns as a period ends; `sign` -1 is taken off. */
  readonly closings: readonly { readonly balance: number; readonly column: number; readonly sign: number }[];
  /** Takes the numbers of a definition of the same form, in one lane. */
  bind(s: State, definition: Definition, lane: number): void;
  reset(s: State): void;
  /** Capital that may begin to bear later; forgets what slept before. */
  expect(joinings: readonly Joining[]): void;
  /** What has slept until a moment of period k bears a return from it on. */
  wake(s: State, k: number): void;
  join(s: State, joining: Joining): void;
  /** Capital counts from period k on, and is paid in later. */
  foresee(s: State, k: number, party: number, amount: number): void;
  /** Paid-in capital by class that is not back. */
  unreturnedOf(s: State, party: number): number;
  /** What has been paid in and joined these balances. */
  contributedOf(s: State, party: number): number;
  /** Capital of a party that is still out, and the return on it that is still owed. */
  owedTo(s: State, party: number): number;
  /** Whether some tier pays back the party's capital. */
  returns(party: number): boolean;
}

/** @param numbers by tier: where they are bound */
export function openLedger(
  form: Definition,
  timeline: Timeline,
  layout: Layout,
  laid: Recorded<number>,
  kept: Kept,
  numbers: readonly number[],
  now: { pot: number; last: number },
  owner: Owner,
  /** The general partner's own slice takes its cash whole: it has capital, and runs no tiers. */
  idle: boolean,
): RunningLedger {
  const { options, classes } = form;
  const { parties } = laid;
  const indexOf = (id: string): number => {
    const found = parties.indexOf(id);
    if (found < 0) throw new InvariantError(`no party ${id}`);
    return found;
  };
  const gp = indexOf(GP);
  const investors = classes.flatMap((c, i) => (c.id === GP ? [] : [i]));
  const ownSlice = options.gpCapital === 'pariPassu' && classes.some((c) => c.id === GP);
  const capital = openCapital(layout, parties.length);
  const tiers = tiersOf(form);
  const numberOf = new Map(tiers.map(({ tier }, i) => [tier.id, i]));
  const pots = form.pots.map((pot) => pot.tiers.map((t) => numberOf.get(t.id)!));
  const profits = openProfits(tiers, pots, layout, { investors, gp }, ownSlice);
  /** By party: balances that every distribution to it brings down. */
  const watching = parties.map((): number[] => []);
  const accruals: Accrual[] = [];
  /** By party: the period, counted from 1, in which something joined last, and the capital that was out before it. */
  const joinedIn = layout.slots(parties.length);
  const stood = layout.slots(parties.length);
  /** By party: what of it bore a return until then, and was not credited since. */
  const bore = layout.slots(parties.length);
  const canRest = restsWhenPaid(form);
  const ledger: Ledger = {
    layout,
    timeline,
    dayCount: options.dayCount,
    hurdleOn: options.hurdleOn,
    canRest,
    foresees: options.lateCall === 'recompute',
    investors,
    capital,
    columns: laid.tiers,
    pots,
    now,
    accruals,
    indexOf,
    watch: (party, balance) =>
      watching.forEach((own, p) => (party === null || party === p ? own.push(balance) : 0)),
    lackOf: profits.at,
    stir: (s, tier) => payments.stir(s, tier),
    capitalise(s, tier, party, amount, k) {
      add(s, laid.tiers[tier]!.capitalised, k, amount);
      joinCapital(s, party, amount, k);
    },
  };
  const steps = tiers.map(({ tier }, i) => kindOf(tier).make(tier, ledger, i, numbers[i]!));
  const payments = openPayments({
    form,
    tiers,
    pots,
    steps,
    layout,
    laid,
    kept,
    capital,
    profits,
    watching,
    owner,
    now,
    canRest,
    length: timeline.periods + 1,
  });
  const { placed } = payments;
  /** By lane, then by tier: the tier whose numbers it has. */
  const inLanes: Tier[] = [];
  if (idle) accruals.length = 0;
  const running = idle ? [] : placed;
  const joined = running.flatMap(({ step }) => (step.join ? [step.join] : []));
  const accruing = running.flatMap(({ kind, step: { accrue } }) => (accrue ? [[kind, accrue] as const] : []));
  const opening = running.flatMap(({ step }) => (step.reset ? [step.reset] : []));
  /** By party: columns in which its capital stands, those of the tiers that return it. */
  const capitalColumns = parties.map((id) =>
    (idle ? [] : tiers).flatMap(({ tier }, i) =>
      tier.kind === 'returnOfCapital' && tier.to.includes(id) ? [laid.tiers[i]!.added] : [],
    ),
  );
  const addCapital = (s: State, k: number, party: number, amount: number): void => {
    for (const column of capitalColumns[party]!) add(s, column, k, amount);
  };
  const returns = (party: number) => capitalColumns[party]!.length > 0;
  /** Return that was not paid joins capital: it is no contribution. */
  function joinCapital(s: State, party: number, amount: number, k: number): void {
    if (returns(party)) add(s, laid.capitalised, party, amount);
    move(s, capital.unreturned(party), amount);
    addCapital(s, k, party, amount);
  }
  /** Capital that began to bear in the period of a closing, and after it. */
  function awokeSince(party: number, { at, from }: Joining): number {
    let sum = 0;
    for (const { party: own, begins, awoke } of capital.sleepers)
      if (own === party && begins.period === at && orderOf(timeline, begins) > orderOf(timeline, from))
        sum += awoke;
    return sum;
  }
  /** A credit takes along the return on capital that bore one, and no other. */
  function partThatBore(s: State, { party, amount, sleeper }: Joining, original: boolean): number {
    if (sleeper) return Math.min(1, (original ? sleeper.awokeOriginal : sleeper.awoke) / -amount);
    if (original) return s[stood + party]! > 0 ? 1 : 0;
    return Math.min(1, s[bore + party]! / -amount);
  }
  const ranked = ownSlice ? investors : classes.map((_, i) => i);
  /** Before what is unpaid joins capital, and after it: rounding may take capital below zero only then. */
  const endsOriginal = accruals.some((a) => a.original) ? [(s: State) => capital.endPeriod(s)] : [];
  const closingOf = (balance: number, column: number, sign = 1) =>
    column === NONE ? [] : [{ balance, column, sign }];

  return {
    ...payments,
    owner,
    accruals,
    accruing: accruing.map(([, accrue]) => accrue),
    accruingAtClosing: accruing.flatMap(([kind, accrue]) => (kind === 'amount' ? [accrue] : [])),
    closing: [
      ...endsOriginal,
      ...running.flatMap(({ step: { close, balance }, columns: { closing } }) => [
        ...(close ? [close] : []),
        ...(balance && closing !== NONE
          ? [(s: State, k: number) => void (s[closing + k]! += balance(s))]
          : []),
      ]),
      ...endsOriginal,
    ],
    closings: [
      ...running.flatMap(({ step: { balances }, columns: { closing } }) =>
        balances.flatMap((balance) => closingOf(balance, closing)),
      ),
      ...ranked.flatMap((p) => [
        ...closingOf(capital.unreturned(p), laid.unreturned),
        ...(options.lateCall === 'recompute' ? closingOf(capital.pending(p), laid.unreturned, -1) : []),
      ]),
    ],
    bind(s, definition, lane) {
      definition.pots.forEach(({ tiers: own }, pot) =>
        own.forEach((tier, rank) => {
          const index = pots[pot]![rank]!;
          const at = placed[index]!;
          at.tier = tier;
          if (inLanes[lane * tiers.length + index] === tier) return;
          inLanes[lane * tiers.length + index] = tier;
          at.step.bind(s, tier, lane);
        }),
      );
    },
    reset(s) {
      for (let i = 0; i < capital.sleepers.length; i++)
        Object.assign(capital.sleepers[i]!, { left: 0, original: 0, awoke: 0, awokeOriginal: 0 });
      for (let i = 0; i < opening.length; i++) opening[i]!(s);
    },
    expect(joinings) {
      const sleepers = new Set(joinings.flatMap(({ sleeper }) => (sleeper ? [sleeper] : [])));
      capital.sleepers = [...sleepers].sort(
        (a, b) => orderOf(timeline, a.begins) - orderOf(timeline, b.begins),
      );
    },
    wake(s, k) {
      for (const sleeper of capital.sleepers) {
        const { party, begins, left, original } = sleeper;
        if (begins.period !== k || (left === 0 && original === 0)) continue;
        sleeper.left = sleeper.original = 0;
        sleeper.awoke = left;
        // Where capital is back no contribution bears any more, though more of it is foreseen.
        sleeper.awokeOriginal = capital.open(s, party) > 0 ? original : 0;
        capital.countAsleep(s, party);
        for (const accrual of accruals) {
          if (!accrual.payees.includes(party)) continue;
          const base = accrual.original ? sleeper.awokeOriginal : left;
          const { accrued, bearing } = accrual.earn(base, 0, 0, begins, { period: k });
          accrual.take(s, party, accrued, bearing);
          add(s, laid.tiers[accrual.index]!.accrued, k, accrued);
        }
      }
    },
    join(s, joining) {
      const { at: k, party, amount, credited, foreseen, capitalised, returns, sleeper } = joining;
      if (s[joinedIn + party] !== k + 1) {
        s[joinedIn + party] = k + 1;
        s[stood + party] = capital.open(s, party);
        s[bore + party] = positive(capital.openBase(s, party) - awokeSince(party, joining));
      }
      capital.contribute(s, party, amount, foreseen);
      if (!foreseen) {
        addCapital(s, k, party, amount);
        profits.count(s, party);
      }
      payments.stir(s, null);
      for (let i = 0; i < joined.length; i++) joined[i]!(s, joining);
      if (returns.length > 0)
        for (const { index, original, take } of accruals) {
          const own = returns[index];
          if (!own) continue;
          const part = credited ? partThatBore(s, joining, original) : 1;
          take(s, party, own.arrears * part, own.bearing * part);
          add(s, laid.tiers[index]!.accrued, k, own.accrued * part);
          add(s, laid.tiers[index]!.lapsed, k, own.lapsed);
          add(s, laid.tiers[index]!.capitalised, k, own.capitalised);
        }
      if (capitalised !== 0) joinCapital(s, party, capitalised, k);
      if (credited && !sleeper) s[bore + party] = positive(s[bore + party]! + amount);
      if (!sleeper || sleeper.begins.period <= k) return;
      // What was paid back of the call before comes off capital that bears when the call is credited.
      sleeper.left = Math.max(0, sleeper.left + amount);
      sleeper.original = Math.max(0, sleeper.original + amount);
      capital.countAsleep(s, party);
    },
    foresee(s, k, party, amount) {
      capital.foresee(s, party, amount);
      addCapital(s, k, party, amount);
      profits.count(s, party);
      payments.stir(s, null);
    },
    unreturnedOf: capital.open,
    contributedOf: (s, party) => s[capital.contributed(party)]!,
    owedTo: (s, party) =>
      accruals.reduce(
        (sum, { arrearsOf }) => sum + Math.max(0, arrearsOf(s, party)),
        positive(s[capital.unreturned(party)]!),
      ),
    returns,
  };
}
