/**
 * How deals go. One normal tells it for each: below its quantile of write-offs the deal is written off, above it the cash
 * is lognormal. Survivors are scaled so that the mean over both is the forecast.
 */
import type { Flows } from '../flows.ts';
import { triangleOf, withMarket } from './correlation.ts';
import { drawn } from './draw.ts';
import { normalAt, normalBelow } from './normal.ts';
import type { Dimensions } from './paths.ts';
import type { Points } from './random.ts';
import type { DealOutcomes } from './uncertainty.ts';

export interface DrawnDeals {
  /** By deal, of the scenario drawn last: the factor on its cash, and the period its exit comes in. */
  readonly factors: Float64Array;
  readonly exits: Int32Array;
  /** By deal: 1 where it is written off. */
  readonly writtenOff: Uint8Array;
  /** By deal: the period its exit is forecast for, 0 where it has no cash. */
  readonly forecast: Int32Array;
  draw(points: Points, market: number): void;
}

/** By deal of the flows: the last period in which it brings something; 0 where it never does. */
export function dealExits({ deals = [], cash }: Flows): Int32Array {
  const exits = new Int32Array(deals.length);
  deals.forEach(({ id }, d) => {
    const sums = new Map<number, number>();
    for (const c of cash) if (c.deal === id) sums.set(c.period, (sums.get(c.period) ?? 0) + c.amount);
    for (const [period, amount] of sums) if (amount > 0) exits[d] = Math.max(exits[d]!, period);
  });
  return exits;
}

/** @param years from the closing to each period */
export function openDeals(
  { deals, between }: DealOutcomes,
  flows: Flows,
  years: readonly number[],
  dimensions: Dimensions,
): DrawnDeals {
  const n = deals.length;
  const forecast = dealExits(flows);
  const first = dimensions.normals;
  dimensions.normals += n;
  const delays = deals.map(({ delay }) => (delay ? dimensions.uniforms++ : -1));
  // Volatility is of a year: over the time a deal is held it grows with its root.
  const sigma = Float64Array.from(deals, ({ volatility }, d) => {
    const held = forecast[d]! ? years[forecast[d]!]! - years[flows.deals![d]!.period]! : 0;
    return volatility * Math.sqrt(Math.max(0, held));
  });
  const cut = Float64Array.from(deals, ({ writeOff }) => (writeOff > 0 ? normalAt(writeOff) : -Infinity));
  // Of the lognormal's mean the part above the cut is P(z > cut - sigma).
  const scale = Float64Array.from(
    deals,
    ({ writeOff, recovery }, d) => (1 - writeOff * recovery) / normalBelow(sigma[d]! - cut[d]!),
  );
  const triangle = between
    ? triangleOf(
        withMarket(
          deals.map((d) => d.correlation),
          between,
        ),
      )!
    : null;
  const factors = new Float64Array(n);
  const exits = Int32Array.from(forecast);
  const writtenOff = new Uint8Array(n);
  return {
    factors,
    exits,
    writtenOff,
    forecast,
    draw({ normals, uniforms }, market) {
      for (let d = 0; d < n; d++) {
        let z: number;
        if (triangle) {
          const row = triangle[d + 1]!;
          z = row[0]! * market;
          for (let i = 0; i <= d; i++) z += row[i + 1]! * normals[first + i]!;
        } else {
          const { correlation } = deals[d]!;
          z = correlation * market + Math.sqrt(1 - correlation * correlation) * normals[first + d]!;
        }
        writtenOff[d] = z < cut[d]! ? 1 : 0;
        factors[d] = writtenOff[d]
          ? deals[d]!.recovery
          : scale[d]! * Math.exp(sigma[d]! * z - (sigma[d]! * sigma[d]!) / 2);
        const { delay } = deals[d]!;
        if (delay && forecast[d]) exits[d] = forecast[d]! + Math.round(drawn(delay, uniforms[delays[d]!]!));
      }
    },
  };
}
