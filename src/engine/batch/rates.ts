/** Rates of the net flows of many scenarios over the same moments, with nothing left on the heap. */
import { axesOf } from '../axis.ts';
import type { Definition } from '../definition.ts';
import type { Call } from '../distribution/calls.ts';
import type { Flows } from '../flows.ts';
import { findRoots, SIDE_BY_SIDE, ROOTS } from '../returns/roots-side-by-side.ts';
import { ROOT } from '../returns/series.ts';

/**
 * Puts the annual rate of each of the first `count` series into `rates`, a fraction; NaN where there is none.
 * @param nets by period, then by lane
 */
export type RatesFinder = (nets: Float64Array, count: number, rates: Float64Array) => void;

/** @param calls of the party whose flows they are, or of all: those between two dates count at their own */
export function ratesFinder(
  calls: readonly Call[],
  { timeline }: Flows,
  options: Definition['options'],
  lanes: number,
): RatesFinder {
  const axis = axesOf(timeline, options)(calls);
  const own = calls.filter((c) => axis.placeOf(c) !== axis.placeOf({ period: c.period }));
  const series = new Float64Array(axis.years.length);
  const places = Array.from({ length: timeline.periods + 1 }, (_, period) => axis.placeOf({ period }));
  const moved = own.map((c) => ({ amount: c.amount, from: places[c.period]!, to: axis.placeOf(c) }));
  const noise = new Float64Array(series.length);
  for (const { amount, from } of moved) noise[from]! += 1e-12 * amount;

  function find(nets: Float64Array, lane: number): void {
    if (moved.length > 0) series.fill(0);
    for (let k = 0; k < places.length; k++) series[places[k]!] = nets[k * lanes + lane]!;
    for (const { amount, from, to } of moved) {
      const left = series[from]! + amount;
      series[from] = Math.abs(left) <= noise[from]! ? 0 : left;
      series[to]! -= amount;
    }
    axis.find(series);
  }
  const { perYear } = axis;
  return (nets, count, rates) => {
    for (let lane = 0; lane < count;) {
      const many = lane + SIDE_BY_SIDE <= count ? SIDE_BY_SIDE : 1;
      if (many > 1 && perYear !== null && findRoots(nets, lane, lanes))
        for (let i = 0; i < many; i++) rates[lane + i] = Math.expm1(ROOTS[i]! * perYear);
      else
        for (let i = lane; i < lane + many; i++) {
          find(nets, i);
          rates[i] = Math.expm1(ROOT[0]!);
        }
      lane += many;
    }
  };
}
