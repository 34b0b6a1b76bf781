/** What is given back in the scenarios of a block: the entitlement is a second program over the same cash. */
import { axesOf } from '../axis.ts';
import { amountDue, trueUpsOf, wholeFund } from '../clawback.ts';
import type { Definition } from '../definition.ts';
import type { Call } from '../distribution/calls.ts';
import { compile, type Program } from '../distribution/index.ts';
import type { Flows } from '../flows.ts';
import { GP, partyIds } from '../parties.ts';
import { total } from '../returns/measures.ts';
import type { BlockResult } from './result.ts';
import type { RatesFinder } from './rates.ts';

export interface BlockClawback {
  /** Whether a definition is trued up at the same dates. */
  fits(definition: Definition): boolean;
  /** Takes the cash that stands in a lane of the program, and the terms of its scenario. */
  put(definition: Definition, lane: number): void;
  /** Gives back what is due, after the program ran: puts the amounts and the figures after it. */
  run(count: number): void;
}

interface TrueUp {
  readonly period: number;
  readonly entitlement: Program;
  /** By party: its part of what is given back. */
  readonly parts: readonly number[];
  /** By lane: what is given back, with interest. */
  readonly back: Float64Array;
}

/**
 * @param asked by party asked for: its number, null for all together
 * @param finders by party asked for
 */
export function openBlockClawback(
  form: Definition,
  flows: Flows,
  program: Program,
  lanes: number,
  asked: readonly (number | null)[],
  { parties, after, clawback }: BlockResult,
  finders: readonly RatesFinder[],
): BlockClawback {
  const { periods } = flows.timeline;
  const { ends } = axesOf(flows.timeline, form.options)([]);
  const trueUps = trueUpsOf(form.options.clawback!, periods).map((period): TrueUp => {
    const kept = { parties: [], totals: true, carry: false };
    const entitlement = compile(wholeFund(form), flows, kept, lanes);
    entitlement.load({ ...flows, cash: [] }, period);
    return {
      period,
      entitlement,
      parts: partsOf(form, program.calls, period),
      back: new Float64Array(lanes),
    };
  });
  const { carry } = program.record;
  /** By lane. */
  const taxRates = new Float64Array(lanes);
  const interests = new Float64Array(lanes);
  const net = new Float64Array((periods + 1) * lanes);
  /** The last definition that was found to fit. */
  let fitting = form;

  function giveBack(lane: number): void {
    let returned = 0;
    for (let t = 0; t < trueUps.length; t++) {
      const { period, entitlement, back } = trueUps[t]!;
      let paid = 0;
      let since = 0;
      for (let k = 0; k <= period; k++) {
        const own = carry[k * lanes + lane]!;
        paid += own;
        since += own * (ends[period]! - ends[k]!);
      }
      const entitled = entitlement.record.carryTotal[lane]!;
      const amount = amountDue(paid - returned, entitled, taxRates[lane]!);
      returned += amount;
      back[lane] = amount + (paid > 0 ? (amount * interests[lane]! * since) / paid : 0);
    }
    clawback[lane] = returned;
  }

  return {
    fits(definition) {
      if (definition === fitting) return true;
      const periodsOf = trueUpsOf(definition.options.clawback!, periods);
      if (String(periodsOf) !== String(trueUps.map((t) => t.period))) return false;
      fitting = definition;
      return true;
    },
    put(definition, lane) {
      const { taxRate, interest = 0, nav = 0 } = definition.options.clawback!;
      taxRates[lane] = taxRate;
      interests[lane] = interest;
      for (let t = 0; t < trueUps.length; t++) {
        const { period, entitlement } = trueUps[t]!;
        entitlement.bind(wholeFund(definition), lane);
        for (let pot = 0; pot < program.cash.length; pot++) {
          const from = program.cash[pot]!;
          const into = entitlement.cash[pot]![0]!;
          for (let k = 0; k <= period; k++) {
            let sum = pot === 0 && k === periods ? nav : 0;
            for (let list = 0; list < from.length; list++) sum += from[list]![k * lanes + lane]!;
            into[k * lanes + lane] = sum;
          }
        }
      }
    },
    run(count) {
      for (const { entitlement } of trueUps) entitlement.run(null);
      for (let lane = 0; lane < count; lane++) giveBack(lane);
      for (let i = 0; i < asked.length; i++) {
        const before = parties[i]!;
        const own = after![i]!;
        own.paidIn.set(before.paidIn);
        own.profits.set(before.profits);
        own.rates.set(before.rates);
        const p = asked[i];
        if (p == null) continue;
        net.set(before.nets);
        for (const { period, parts, back } of trueUps)
          for (let lane = 0; lane < count; lane++) {
            const part = parts[p]! * back[lane]!;
            net[period * lanes + lane]! += part;
            own.profits[lane]! += part;
          }
        if (before.paidIn[0]! > 0) finders[i]!(net, count, own.rates);
      }
    },
  };
}

/** By party: its part of what the general partner gives back, which goes to the investors by what they have paid in. */
function partsOf({ classes, parties }: Definition, calls: readonly Call[], period: number): number[] {
  const paidIn = classes.map(({ id }, c) =>
    id === GP
      ? 0
      : calls.reduce(
          (sum, { party, amount, period: k }) => (party === c && k <= period ? sum + amount : sum),
          0,
        ),
  );
  const all = total(paidIn);
  return partyIds({ classes, parties }).map((id, p) =>
    id === GP ? -1 : all > 0 ? (paidIn[p] ?? 0) / all : 0,
  );
}
