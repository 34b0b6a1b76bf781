/**
 * A simulation as parsed, cut into blocks of scenarios. Each block draws from its own random stream, so the result does not
 * depend on which worker runs it.
 */
import { PROJECT, wholeClause } from '../batch/batch.ts';
import type { Definition, Tier } from '../definition.ts';
import { runsInLanes } from '../distribution/lanes.ts';
import { tiersOf } from '../distribution/record.ts';
import { MOST_LANES } from '../distribution/state.ts';
import type { Flows } from '../flows.ts';
import { weightOf } from '../weight.ts';
import { capitalOf } from './exits.ts';
import { inputsOf } from './scenarios.ts';
import type { Uncertainty } from './uncertainty.ts';

/** Plain data: it may be sent to another thread. */
export interface SimulationPlan {
  readonly definition: Definition;
  readonly flows: Flows;
  readonly uncertainty: Uncertainty;
  /** A whole number, 1 .. `LIMITS.scenarios`. */
  readonly scenarios: number;
  /** A whole number, 0 .. 2^53 - 1. The same seed gives the same figures to the last bit. */
  readonly seed: number;
}

/** Most scenarios of a block, and most blocks, of each of which the moments are kept. */
const MOST_OF_BLOCK = 1024;
const MOST_BLOCKS = 16_384;
/** A block weighs about so much, a tenth of a second of whole runs: it is the least that is told, cancelled or given to another worker. */
const WEIGHT_OF_BLOCK = 2_000_000;
/** What a scenario comes to beside its turns where it is a whole run, and where that is one of other terms. */
const WHOLE_RUN = 3000;
const OTHER_TERMS = 12_000;
/** Independent scrambles of Sobol points: their spread is the error. */
export const SCRAMBLES = 16;
/** Scenarios, the first ones, whose inputs are kept for rank correlations, and whose cash by period for the fan. */
const MOST_SAMPLED = 32_768;
const MOST_FANNED = 16_384;
/** Doubles that may be kept of each of these. */
const MOST_KEPT = 8_000_000;
/** Up to so many scenarios, and so many doubles in all, every figure is kept and percentiles are exact. */
const MOST_EXACT = 1_000_000;
const MOST_EXACT_DOUBLES = 25_000_000;

export const MEASURES = ['profit', 'multiple', 'irr'] as const;
export type SimulatedMeasure = (typeof MEASURES)[number];

/** A figure of each scenario. */
export interface Figure {
  /** The id of a party, or `project`. */
  readonly of: string;
  readonly what: SimulatedMeasure | 'carry' | 'clawback';
  /** With the clawback paid. */
  readonly after?: true;
}

export interface Blocks {
  /** Most scenarios of one. */
  readonly most: number;
  readonly count: number;
  /** Scenarios of a block. */
  sizeOf(block: number): number;
  /** Scenarios in the blocks before it. */
  startOf(block: number): number;
}

/** A hurdle, and the tiers below it, by number. */
export interface HurdleAt {
  readonly tier: Tier;
  readonly below: readonly number[];
}

export interface Outline {
  readonly blocks: Blocks;
  readonly figures: readonly Figure[];
  readonly inputs: readonly string[];
  readonly hurdles: readonly HurdleAt[];
  /** Whether every figure is kept. */
  readonly exact: boolean;
  /** Blocks whose inputs are kept, and those whose cash by period is. */
  readonly sampled: number;
  readonly fanned: number;
  /** Below this an amount is noise. */
  readonly noise: number;
}

/** About what a scenario takes, in the measure of `weightOf`. */
export function scenarioWeight({ definition, flows, uncertainty }: SimulationPlan): number {
  const turns = weightOf(definition, flows);
  if (!wholeClause(definition, flows, true) && runsInLanes(definition, flows)) return turns / MOST_LANES;
  return turns + WHOLE_RUN + (uncertainty.terms.length ? OTHER_TERMS : 0);
}

/** Scenarios in blocks; with Sobol points block b belongs to scramble b mod 16, and the scrambles have the same number of points to one. */
export function blocksOf(plan: SimulationPlan): Blocks {
  const { scenarios, uncertainty } = plan;
  const wanted = Math.max(WEIGHT_OF_BLOCK / scenarioWeight(plan), scenarios / MOST_BLOCKS, 1);
  // A power of two: Sobol points are even over each stretch of such a length.
  const most = Math.min(MOST_OF_BLOCK, 2 ** Math.ceil(Math.log2(wanted)));
  if (uncertainty.sampling === 'random') {
    const count = Math.ceil(scenarios / most);
    return {
      most,
      count,
      startOf: (block) => block * most,
      sizeOf: (block) => Math.min(most, scenarios - block * most),
    };
  }
  const pointsOf = (scramble: number) =>
    Math.floor(scenarios / SCRAMBLES) + (scramble < scenarios % SCRAMBLES ? 1 : 0);
  const count = SCRAMBLES * Math.ceil(pointsOf(0) / most);
  const starts = new Float64Array(count + 1);
  for (let b = 0; b < count; b++) {
    const done = Math.floor(b / SCRAMBLES) * most;
    starts[b + 1] = starts[b]! + Math.max(0, Math.min(most, pointsOf(b % SCRAMBLES) - done));
  }
  return {
    most,
    count,
    startOf: (block) => starts[block]!,
    sizeOf: (block) => starts[block + 1]! - starts[block]!,
  };
}

function figuresOf({ definition, uncertainty }: SimulationPlan): Figure[] {
  const { parties } = uncertainty;
  const measuresOf = (after: boolean) =>
    parties.flatMap((of) => MEASURES.map((what) => ({ of, what, ...(after ? { after } : {}) }) as Figure));
  return [
    ...measuresOf(false),
    ...(definition.options.clawback ? measuresOf(true) : []),
    { of: PROJECT, what: 'carry' },
    ...(definition.options.clawback ? [{ of: PROJECT, what: 'clawback' } as const] : []),
  ];
}

/** Returns and hurdles; cash that goes on to a tier below has met them. */
function hurdlesOf(definition: Definition): HurdleAt[] {
  const tiers = tiersOf(definition).map(({ tier }) => tier);
  return tiers.flatMap((tier) => {
    if (tier.kind !== 'hurdle' && tier.kind !== 'preferredReturn') return [];
    const below = definition.pots.flatMap((pot) => {
      const at = pot.tiers.findIndex((t) => t.id === tier.id);
      return at < 0 ? [] : pot.tiers.slice(at + 1).map((t) => tiers.findIndex((other) => other.id === t.id));
    });
    return [{ tier, below: [...new Set(below)] }];
  });
}

export function outlineOf(plan: SimulationPlan): Outline {
  const { definition, flows, uncertainty, scenarios } = plan;
  const blocks = blocksOf(plan);
  const figures = figuresOf(plan);
  const inputs = inputsOf(definition, flows, uncertainty);
  /** Blocks of so many of the first scenarios, each of which keeps so many doubles. */
  const first = (most: number, doubles: number): number =>
    Math.min(blocks.count, Math.max(1, Math.floor(Math.min(most, MOST_KEPT / doubles) / blocks.most)));
  const cash = flows.cash.reduce((sum, c) => sum + Math.abs(c.amount), 0);
  return {
    blocks,
    figures,
    inputs,
    hurdles: hurdlesOf(definition),
    exact: scenarios <= MOST_EXACT && scenarios * figures.length <= MOST_EXACT_DOUBLES,
    sampled: first(MOST_SAMPLED, inputs.length + figures.length),
    fanned: first(MOST_FANNED, uncertainty.parties.length * (flows.timeline.periods + 1)),
    noise: 1e-9 * (capitalOf(flows) + cash),
  };
}
