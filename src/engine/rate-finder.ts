/** The rate of many series over the same moments, with nothing left on the heap. */
import { axesOf } from './axis.ts';
import type { Definition } from './definition.ts';
import type { Call } from './distribution/calls.ts';
import type { Flows } from './flows.ts';

/**
 * Puts the annual rate of net flows by period into `ROOT` as ln(1 + r), calls between two dates at their own.
 * @param calls of the party whose flows they are, or of all
 */
export function rateFinder(
  calls: readonly Call[],
  { timeline }: Flows,
  options: Definition['options'],
): (net: Float64Array) => void {
  const axis = axesOf(timeline, options)(calls);
  const own = calls.filter((c) => axis.placeOf(c) !== axis.placeOf({ period: c.period }));
  if (own.length === 0) return axis.find;
  const series = new Float64Array(axis.years.length);
  const places = Array.from({ length: timeline.periods + 1 }, (_, period) => axis.placeOf({ period }));
  const moved = own.map((c) => ({ amount: c.amount, from: places[c.period]!, to: axis.placeOf(c) }));
  const noise = new Float64Array(series.length);
  for (const { amount, from } of moved) noise[from]! += 1e-12 * amount;
  return (net) => {
    series.fill(0);
    for (let k = 0; k < places.length; k++) series[places[k]!] = net[k]!;
    for (const { amount, from, to } of moved) {
      const left = series[from]! + amount;
      series[from] = Math.abs(left) <= noise[from]! ? 0 : left;
      series[to]! -= amount;
    }
    axis.find(series);
  };
}
