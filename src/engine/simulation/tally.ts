/** Blocks put together to a result: the same bits in whatever order they come. */
import { run } from '../run.ts';
import { measured } from '../studies/study.ts';
import { WHOLE_CLAUSES, type SimulationBlock } from './block.ts';
import { distributionOf } from './distribution.ts';
import { driversOf } from './drivers.ts';
import type { Kept } from './kept.ts';
import { MOMENTS, momentsInto } from './moments.ts';
import { openBins, percentilesOf } from './percentiles.ts';
import { outlineOf, type Figure, type SimulationPlan } from './plan.ts';
import type { Distribution, PartyDistributions, SimulatedParty, SimulationResult } from './result.ts';

export interface Tally {
  /** Takes a block in; one that is in already changes nothing. */
  add(block: number, part: SimulationBlock): void;
  /** Scenarios that are in. */
  readonly done: number;
  /** What the blocks that are in give. */
  result(): SimulationResult;
}

export function tally(plan: SimulationPlan): Tally {
  const outline = outlineOf(plan);
  const { blocks, figures, hurdles, exact, sampled, fanned } = outline;
  const keptBlocks = exact ? blocks.count : Math.max(sampled, fanned);
  const parts: (SimulationBlock | undefined)[] = [];
  const kept: Kept = {
    outline,
    has: new Uint8Array(blocks.count),
    parts,
    moments: new Float64Array(blocks.count * figures.length * MOMENTS),
    bins: exact ? null : figures.map(openBins),
  };
  const parties = plan.uncertainty.parties.length;
  const hasClawback = plan.definition.options.clawback !== undefined;
  const counts = new Float64Array(parties * (hasClawback ? 2 : 1) + 2 + hurdles.length);
  const whole = new Float64Array(WHOLE_CLAUSES.length);
  const forecast = run(plan.definition, plan.flows);
  let done = 0;

  function add(block: number, part: SimulationBlock): void {
    if (kept.has[block]) return;
    kept.has[block] = 1;
    const { scenarios: size } = part;
    done += size;
    part.counts.forEach((n, i) => (counts[i]! += n));
    part.whole.forEach((n, i) => (whole[i]! += n));
    figures.forEach((_, f) => {
      momentsInto(
        kept.moments,
        (block * figures.length + f) * MOMENTS,
        part.figures,
        f * size,
        (f + 1) * size,
      );
      kept.bins?.[f]!.add(part.figures, f * size, (f + 1) * size);
    });
    if (block < keptBlocks) parts[block] = part;
  }

  function forecastOf({ of, what, after }: Figure): number | null {
    if (!after) return measured(forecast, { of, what });
    const measures = forecast.clawback!.after.find((a) => a.party === of)?.measures ?? forecast.project;
    return what === 'multiple' ? measures.moic : what === 'irr' || what === 'profit' ? measures[what] : null;
  }
  const spread = (figure: number): Distribution =>
    distributionOf(kept, figure, plan, done, forecastOf(figures[figure]!));
  const share = (count: number): number | null => (done > 0 ? counts[count]! / done : null);
  /** @param i number of a party; with the clawback paid they come a second time */
  const partyAt = (i: number): PartyDistributions => ({
    profit: spread(3 * i),
    multiple: spread(3 * i + 1),
    irr: spread(3 * i + 2),
    loss: share(i),
  });

  function fan(): SimulationResult['fan'] {
    const told = parts.slice(0, fanned).filter((part) => part !== undefined);
    const periods = plan.flows.timeline.periods + 1;
    const scenarios = told.reduce((sum, part) => sum + part.scenarios, 0);
    const values = new Float64Array(scenarios);
    const at = (row: number): number[] => {
      let from = 0;
      for (const { scenarios: size, fan } of told) {
        values.set(fan.subarray(row * size, (row + 1) * size), from);
        from += size;
      }
      return percentilesOf(values, plan.uncertainty.percentiles);
    };
    return {
      scenarios,
      parties: plan.uncertainty.parties.map((id, p) => {
        const rows = Array.from({ length: periods }, (_, k) => at(p * periods + k));
        return {
          id,
          percentiles: scenarios ? plan.uncertainty.percentiles.map((_, i) => rows.map((r) => r[i]!)) : [],
        };
      }),
    };
  }

  return {
    add,
    get done() {
      return done;
    },
    result() {
      const measuredParties = parties * (hasClawback ? 2 : 1);
      const atCarry = 3 * measuredParties;
      return {
        scenarios: done,
        asked: plan.scenarios,
        seed: plan.seed,
        sampling: plan.uncertainty.sampling,
        exact,
        percentiles: plan.uncertainty.percentiles,
        parties: plan.uncertainty.parties.map((id, i): SimulatedParty => ({
          id,
          ...partyAt(i),
          ...(hasClawback ? { after: partyAt(parties + i) } : {}),
        })),
        carry: spread(atCarry),
        ...(hasClawback ? { clawback: spread(atCarry + 1) } : {}),
        probabilities: {
          carry: share(measuredParties),
          ...(hasClawback ? { clawback: share(measuredParties + 1) } : {}),
          hurdles: hurdles.map(({ tier }, h) => ({
            tier: tier.id,
            probability: share(measuredParties + 2 + h),
          })),
        },
        drivers: driversOf(kept),
        fan: fan(),
        whole: WHOLE_CLAUSES.flatMap((clause, i) => (whole[i] ? [{ clause, scenarios: whole[i] }] : [])),
      };
    },
  };
}
