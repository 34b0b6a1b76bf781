/** The scenarios of one block: drawn, run and measured. */
import { openBatch, type Batch, type WholeClause } from '../batch/batch.ts';
import type { Figures } from '../batch/result.ts';
import { capitalOf } from './exits.ts';
import { outlineOf, type Outline, type SimulationPlan } from './plan.ts';
import { randomPoints, type Points } from './random.ts';
import { openRows, type Rows } from './rows.ts';
import { openScenarios, type Scenarios } from './scenarios.ts';
import { sobolPoints } from './sobol.ts';

/** Clauses that make whole runs, in the order in which blocks count them. */
export const WHOLE_CLAUSES: readonly WholeClause[] = [
  'carryforward',
  'dealEnds',
  'clawback',
  'valueLeft',
  'negativeCash',
  'classShares',
];

/** What came of a block: plain data, whose arrays may be moved to another thread. */
export interface SimulationBlock {
  readonly scenarios: number;
  /** Figure by figure, its value in each scenario; NaN where it has none. */
  readonly figures: Float64Array;
  /** How often: a loss, by party; a loss after the clawback, where there is one; carry; clawback; each hurdle met. */
  readonly counts: Uint32Array;
  /** By clause: scenarios that were whole runs. */
  readonly whole: Uint32Array;
  /** Input by input, its value in each scenario; empty where it is not kept. */
  readonly inputs: Float64Array;
  /** By party and period, cumulative net cash in each scenario; empty where it is not kept. */
  readonly fan: Float64Array;
}

export interface Simulation {
  readonly blocks: number;
  /** Runs a block; the same block gives the same bits, in any order and on any thread. */
  run(block: number): SimulationBlock;
}

/** Compiles a plan; what it holds belongs to one thread. */
export function simulation(plan: SimulationPlan): Simulation {
  const { definition, flows, uncertainty, seed } = plan;
  const outline = outlineOf(plan);
  const batch = openBatch(definition, flows, uncertainty.parties, true);
  const scenarios = openScenarios(definition, flows, uncertainty, batch);
  const { uniforms, normals } = scenarios.dimensions;
  const points =
    uncertainty.sampling === 'sobol'
      ? sobolPoints(seed, outline.blocks.most, uniforms, normals)
      : randomPoints(seed, uniforms, normals);
  const rows = openRows(batch, capitalOf(flows), outline.blocks.most);
  return {
    blocks: outline.blocks.count,
    run: (block) => runBlock(block, plan, outline, batch, scenarios, points, rows),
  };
}

function runBlock(
  block: number,
  { uncertainty, flows }: SimulationPlan,
  outline: Outline,
  batch: Batch,
  scenarios: Scenarios,
  points: Points,
  rows: Rows,
): SimulationBlock {
  const size = outline.blocks.sizeOf(block);
  const told = block < outline.sampled;
  const periods = flows.timeline.periods + 1;
  const parties = uncertainty.parties.length;
  /** By lane: the scenario of the block that runs in it. */
  const places = new Uint32Array(batch.size);
  const part: SimulationBlock = {
    scenarios: size,
    figures: new Float64Array(outline.figures.length * size),
    counts: new Uint32Array(parties * (batch.after ? 2 : 1) + 2 + outline.hurdles.length),
    whole: new Uint32Array(WHOLE_CLAUSES.length),
    inputs: new Float64Array(told ? scenarios.inputs.length * size : 0),
    fan: new Float64Array(block < outline.fanned ? parties * periods * size : 0),
  };
  points.open(block);
  for (let from = 0; from < size; from += rows.size) {
    const waiting = Math.min(rows.size, size - from);
    for (let n = 0; n < waiting; n++) {
      points.next();
      scenarios.draw(points, told);
      if (told)
        for (let i = 0; i < scenarios.inputs.length; i++)
          part.inputs[i * size + from + n] = scenarios.inputs[i]!;
      rows.keep(n, scenarios.terms);
    }
    const order = rows.order(waiting);
    for (let first = 0; first < waiting; first += batch.size) {
      const many = Math.min(batch.size, waiting - first);
      for (let lane = 0; lane < many; lane++) {
        rows.put(order[first + lane]!);
        places[lane] = from + order[first + lane]!;
      }
      batch.run();
      measureLanes(part, outline, batch, places, many);
      if (part.fan.length > 0) fanOut(part, batch, places, many);
    }
  }
  withoutOverflow(part.figures);
  return part;
}

/** Figures and counts of the scenarios that a batch just ran. */
function measureLanes(
  part: SimulationBlock,
  outline: Outline,
  batch: Batch,
  places: Uint32Array,
  many: number,
): void {
  const { figures, counts, scenarios: size, whole } = part;
  const { noise, hurdles } = outline;
  const { parties, after, carry, clawback, paid, wholeFor } = batch;
  const measured: readonly Figures[] = after ? [...parties, ...after] : parties;
  for (let i = 0; i < measured.length; i++) {
    const { profits, paidIn, rates } = measured[i]!;
    for (let lane = 0; lane < many; lane++) {
      const at = 3 * i * size + places[lane]!;
      const profit = profits[lane]!;
      const into = paidIn[lane]!;
      figures[at] = profit;
      // Without capital 0 / 0, which is no number; one that stands here by name would be an object on the heap.
      figures[at + size] = (into > 0 ? profit + into : 0) / (into > 0 ? into : 0);
      figures[at + 2 * size] = rates[lane]!;
      if (profit < -noise) counts[i]!++;
    }
  }
  for (let lane = 0; lane < many; lane++) {
    const at = 3 * measured.length * size + places[lane]!;
    figures[at] = carry[lane]!;
    if (after) figures[at + size] = clawback[lane]!;
    if (carry[lane]! > noise) counts[measured.length]!++;
    if (clawback[lane]! > noise) counts[measured.length + 1]!++;
    for (let h = 0; h < hurdles.length; h++) {
      const { below } = hurdles[h]!;
      let met = false;
      for (let t = 0; t < below.length; t++) if (paid[below[t]!]![lane]! > noise) met = true;
      if (met) counts[measured.length + 2 + h]!++;
    }
    const clause = wholeFor[lane];
    if (clause) whole[WHOLE_CLAUSES.indexOf(clause)]!++;
  }
}

/** What has grown beyond any number is no figure. */
function withoutOverflow(figures: Float64Array): void {
  for (let i = 0; i < figures.length; i++) if (!(Math.abs(figures[i]!) < Infinity)) figures[i] = NaN;
}

function fanOut(
  { fan, scenarios: size }: SimulationBlock,
  { parties, size: lanes }: Batch,
  places: Uint32Array,
  many: number,
): void {
  for (let i = 0; i < parties.length; i++) {
    const { nets } = parties[i]!;
    const periods = nets.length / lanes;
    for (let lane = 0; lane < many; lane++) {
      let sum = 0;
      for (let k = 0; k < periods; k++) {
        sum += nets[k * lanes + lane]!;
        fan[(i * periods + k) * size + places[lane]!] = sum;
      }
    }
  }
}
