/** Payments of one ledger: each moves the balance it settles and the columns, and is told to the steps that watch its party. */
import { GP } from '../parties.ts';
import type { Arena } from './arena.ts';
import { BALANCE, move } from './balance.ts';
import type { CapitalAccounts } from './capital.ts';
import type { PlacedTier, Recorded } from './columns.ts';
import type { Profits } from './profits.ts';
import type { Payments, Placed } from './running.ts';
import type { Step, Watcher } from './step.ts';
import { kindOf } from './tiers/index.ts';
import type { ReserveStep } from './tiers/reserve.ts';

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** @param watchers by party */
export function openPayments(
  tiers: readonly PlacedTier[],
  steps: readonly Step[],
  arena: Arena,
  record: Recorded,
  capital: CapitalAccounts,
  profits: Profits,
  watchers: readonly (readonly Watcher[])[],
): Payments {
  const gp = record.parties.indexOf(GP);
  const sizeOf = ({ payees }: Step) => Math.max(1, payees.length);
  /** What each tier paid in the turn at work, to each payee. */
  const turns = arena.take(steps.reduce((n, step) => n + sizeOf(step), 0));
  const slice = arena.take(1);
  let used = 0;
  const placed = tiers.map(({ tier }, index): Placed => {
    const step = steps[index]!;
    const columns = record.tiers[index]!;
    used += sizeOf(step);
    return {
      index,
      id: tier.id,
      kind: tier.kind,
      tier,
      step,
      columns,
      payments: step.payees.map((p) => (columns.payments[p] ??= arena.take(record.none.length))),
      turn: turns.subarray(used - sizeOf(step), used),
      gpAt: kindOf(tier).carries ? step.payees.indexOf(gp) : -1,
      profits: step.payees.map((p) => profits.movedBy(index, p)),
      coveredBy: [],
    };
  });
  for (const reserve of placed)
    if (reserve.tier.kind === 'reserve')
      for (const id of reserve.tier.covers) placed.find((p) => p.id === id)!.coveredBy.push(reserve);
  const carrying = placed.filter((p) => p.gpAt >= 0);
  const turning = placed.filter((p) => p.step.endTurn);
  const out = placed.map(({ step }) => new Float64Array(step.payees.length));

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
  function paySlice(amount: number, k: number): void {
    slice[0]! += amount;
    record.gpSlice[k]! += amount;
    capital.repay(gp, Math.min(amount, Math.max(0, capital.unreturned[gp * BALANCE]!)));
    receive(gp, amount, k);
  }
  /** What a reserve took or gave in the turn is changed by `delta`. */
  function adjustReserve(at: Placed, delta: number, k: number): void {
    at.step.settle!(0, delta);
    at.columns.drawn[k]! -= delta;
    at.turn[0]! += delta;
  }

  return {
    placed,
    payOut(at, amount, k) {
      const n = at.step.payees.length;
      if (n < 2) return post(at, 0, amount, k);
      const parts = out[at.index]!;
      at.step.share!(amount, parts);
      for (let i = 0; i < n; i++) if (parts[i] !== 0) post(at, i, parts[i]!, k);
    },
    paySlice,
    drawFrom(reserve, wanted, k) {
      const sum = (reserve.step as ReserveStep).draw(wanted);
      reserve.columns.drawn[k]! += sum;
      reserve.turn[0]! -= sum;
      return sum;
    },
    carryOf(part) {
      let sum = 0;
      for (let i = 0; i < carrying.length; i++) {
        const { turn, gpAt, tier } = carrying[i]!;
        const got = turn[gpAt]!;
        if (got === 0) continue;
        if (tier.kind === 'catchUp') sum += got;
        else if ('promote' in tier && tier.promote !== undefined)
          sum += Math.min(tier.promote * sumOf(turn), got);
        else sum += part === 0 ? got : Math.max(0, got - part * sumOf(turn));
      }
      return sum;
    },
    cells(k, sliceNumber, into) {
      if (slice[0] !== 0)
        into.push({
          order: [2, 0, 0, sliceNumber],
          amount: () => slice[0]!,
          adjust: (delta) => paySlice(delta, k),
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
              if (isReserve && amount < 0) adjustReserve(at, delta, k);
              else post(at, i, delta, k);
            },
          });
        });
    },
    endTurn() {
      slice[0] = 0;
      for (let i = 0; i < turns.length; i++) turns[i] = 0;
      capital.endTurn();
      for (let i = 0; i < turning.length; i++) turning[i]!.step.endTurn!();
    },
  };
}
