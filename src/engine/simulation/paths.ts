/** Factors on the cash of each period and pot: shocks that share a market, or changes drawn from a history. */
import { exponentials } from './exponential.ts';
import type { Points } from './random.ts';
import type { Bootstrap, CashShocks } from './uncertainty.ts';

/** Places among the numbers of a point; each part of a model takes its own. */
export interface Dimensions {
  uniforms: number;
  normals: number;
}

export interface Paths {
  /** By pot, by period: what the forecast cash is multiplied by in the scenario drawn last. */
  readonly factors: readonly Float64Array[];
  draw(points: Points): void;
}

/**
 * @param years from the closing to each period up to the last that is drawn
 * @param market where the market's normals of periods 1.. stand, if some cash has a part in it
 */
export function openPaths(
  { kind, overTime, pots }: CashShocks,
  years: readonly number[],
  dimensions: Dimensions,
  market: number,
): Paths {
  const last = years.length - 1;
  const isLog = kind === 'lognormal';
  const adds = overTime === 'cumulative';
  const factors = pots.map(() => new Float64Array(last + 1).fill(1));
  const drawing = pots.flatMap(({ volatility, correlation }, pot) => {
    if (volatility === 0) return [];
    const rest = Math.sqrt(1 - correlation * correlation);
    const own = rest > 0 ? dimensions.normals : -1;
    if (rest > 0) dimensions.normals += last;
    /** By period: what a normal moves the factor, or its logarithm, by. */
    const step = years.map((t, k) => volatility * (adds && k > 0 ? Math.sqrt(t - years[k - 1]!) : 1));
    /** What is taken off so that the mean of the factors is 1: of exp(s z) it is exp(s² / 2). */
    const drift = years.map((t) => (isLog ? (volatility * volatility * (adds ? t : 1)) / 2 : -1));
    return [
      {
        into: factors[pot]!,
        shared: Float64Array.from(step, (s) => s * correlation),
        apart: Float64Array.from(step, (s) => s * rest),
        drift: Float64Array.from(drift),
        market: correlation === 0 ? -1 : market,
        own,
      },
    ];
  });
  return {
    factors,
    draw({ normals }) {
      for (let i = 0; i < drawing.length; i++) {
        const { into, shared, apart, drift, market, own } = drawing[i]!;
        let level = 0;
        for (let k = 1; k <= last; k++) {
          let move = 0;
          if (market >= 0) move += shared[k]! * normals[market + k - 1]!;
          if (own >= 0) move += apart[k]! * normals[own + k - 1]!;
          level = adds ? level + move : move;
          into[k] = level - drift[k]!;
        }
        if (isLog) exponentials(into, 1);
      }
    },
  };
}

/** The history is resampled with equal chances; its changes are divided by their own mean, so that forecasts keep theirs. */
export function openBootstrap(
  { overTime, history }: Bootstrap,
  pots: number,
  last: number,
  dimensions: Dimensions,
): Paths {
  const first = dimensions.uniforms;
  dimensions.uniforms += last;
  const mean = history.reduce((sum, change) => sum + 1 + change, 0) / history.length;
  const changes = Float64Array.from(history, (change) => (1 + change) / mean);
  const factor = new Float64Array(last + 1).fill(1);
  return {
    factors: Array.from({ length: pots }, () => factor),
    draw({ uniforms }) {
      for (let k = 1; k <= last; k++) {
        const change = changes[Math.floor(uniforms[first + k - 1]! * changes.length)]!;
        factor[k] = overTime === 'cumulative' ? factor[k - 1]! * change : change;
      }
    },
  };
}
