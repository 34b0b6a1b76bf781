/** Scenarios that are whole runs, told as those that run side by side are. */
import type { Definition } from '../definition.ts';
import { compile, type Program } from '../distribution/index.ts';
import type { Flows } from '../flows.ts';
import type { Measures, Result } from '../result.ts';
import { total } from '../returns/measures.ts';
import { run } from '../run.ts';
import type { BlockResult, Figures } from './result.ts';

export interface WholeRuns {
  /** Runs the scenario of a lane. */
  put(lane: number, definition: Definition, flows: Flows): void;
  /** Copies its result into the block. */
  tell(lane: number): void;
}

/** @param asked by party asked for: its number, null for all together */
export function openWholeRuns(
  form: Definition,
  given: Flows,
  asked: readonly (number | null)[],
  { parties, after, carry, clawback, paid }: BlockResult,
  lanes: number,
): WholeRuns {
  /** Compiled for the first of them. */
  let program: Program | null = null;
  const results = new Array<Result | null>(lanes).fill(null);
  return {
    put(lane, definition, flows) {
      program ??= compile(form, given);
      results[lane] = run(definition, flows, program);
    },
    tell(lane) {
      const result = results[lane]!;
      asked.forEach((p, i) => {
        const { nets } = parties[i]!;
        measuredAs(p === null ? result.project : result.parties[p]!.measures, parties[i]!, lane);
        if (after)
          measuredAs(p === null ? result.project : result.clawback!.after[p]!.measures, after[i]!, lane);
        const whose = p === null ? result.parties : [result.parties[p]!];
        result.net.forEach((_, k) => {
          nets[k * lanes + lane] = whose.reduce((sum, w) => sum + w.received[k]! - w.contributed[k]!, 0);
        });
      });
      carry[lane] = total(result.carry);
      clawback[lane] = result.clawback?.total ?? 0;
      paid.forEach((own, t) => {
        const tier = result.tiers[t]!;
        own[lane] = tier.kind === 'reserve' ? 0 : total(tier.paid);
      });
      results[lane] = null;
    },
  };
}

function measuredAs({ irr, contributed, profit }: Measures, into: Figures, lane: number): void {
  into.rates[lane] = irr ?? NaN;
  into.paidIn[lane] = contributed;
  into.profits[lane] = profit;
}
