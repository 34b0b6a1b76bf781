/** One figure of a tally: moments, percentiles, histogram, and how its mean settled. */
import { deviationOf, errorOf, merge, MOMENTS, noMoments, type Moments } from './moments.ts';
import { percentilesOf } from './percentiles.ts';
import { SCRAMBLES, type SimulationPlan } from './plan.ts';
import type { Distribution } from './result.ts';
import type { Kept } from './kept.ts';

const HISTOGRAM_BINS = 40;
const CONVERGENCE_POINTS = 20;

export function distributionOf(
  kept: Kept,
  figure: number,
  { uncertainty }: SimulationPlan,
  done: number,
  forecast: number | null,
): Distribution {
  const groups = uncertainty.sampling === 'sobol' ? SCRAMBLES : 1;
  const { moments, byGroup, convergence } = momentsOf(kept, figure, groups, done);
  const { count } = moments;
  const values = kept.bins ? null : valuesOf(kept, figure, count);
  const percentiles = values
    ? percentilesOf(values, uncertainty.percentiles)
    : kept.bins![figure]!.percentiles(uncertainty.percentiles);
  const orNull = (x: number): number | null => (count > 0 ? x : null);
  return {
    forecast,
    count,
    none: done - count,
    mean: orNull(moments.mean),
    deviation: deviationOf(moments),
    error: errorOf(byGroup),
    least: orNull(moments.least),
    greatest: orNull(moments.greatest),
    percentiles,
    histogram: histogramOf(kept, figure, values, moments),
    convergence,
  };
}

/** Moments in the order of the blocks, and on the way how the mean stood. */
function momentsOf({ outline, has, moments }: Kept, figure: number, groups: number, done: number) {
  const { blocks, figures } = outline;
  const all = noMoments();
  const byGroup = Array.from({ length: groups }, noMoments);
  const convergence: Distribution['convergence'][number][] = [];
  let seen = 0;
  for (let block = 0; block < blocks.count; block++) {
    if (!has[block]) continue;
    const at = (block * figures.length + figure) * MOMENTS;
    merge(all, moments, at);
    merge(byGroup[block % groups]!, moments, at);
    seen += blocks.sizeOf(block);
    const due = (done * (convergence.length + 1)) / CONVERGENCE_POINTS;
    // Scrambles are compared where each has as many points.
    if (seen < due || all.count === 0 || (seen < done && block % groups !== groups - 1)) continue;
    convergence.push({ scenarios: seen, mean: all.mean, error: errorOf(byGroup) });
  }
  return { moments: all, byGroup, convergence };
}

/** The figure in all scenarios that are in and have it. */
function valuesOf({ parts }: Kept, figure: number, count: number): Float64Array {
  const values = new Float64Array(count);
  let n = 0;
  for (const part of parts) {
    if (!part) continue;
    const { figures, scenarios: size } = part;
    for (let i = figure * size; i < (figure + 1) * size; i++) {
      const x = figures[i]!;
      if (x === x) values[n++] = x;
    }
  }
  return values;
}

/** Between the 0.5th and the 99.5th percentile, so that a few scenarios far out do not press all others into one bin. */
function histogramOf(
  kept: Kept,
  figure: number,
  values: Float64Array | null,
  { count }: Moments,
): Distribution['histogram'] {
  if (count === 0) return null;
  const ends = [0.005, 0.995];
  const [from, to] = values ? percentilesOf(values, ends) : kept.bins![figure]!.percentiles(ends);
  const width = (to! - from!) / HISTOGRAM_BINS;
  if (!(width > 0)) return null;
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  let below = 0;
  let above = 0;
  const put = (x: number, times: number): void => {
    const bin = Math.floor((x - from!) / width);
    if (x < from!) below += times;
    else if (x > to!) above += times;
    else counts[Math.min(bin, HISTOGRAM_BINS - 1)]! += times;
  };
  if (values) for (let i = 0; i < values.length; i++) put(values[i]!, 1);
  else kept.bins![figure]!.each(put);
  return { from: from!, width, counts, below, above };
}
