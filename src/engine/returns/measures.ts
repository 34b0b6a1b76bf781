import type { Axis } from '../axis.ts';
import type { Options } from '../definition.ts';
import type { Rate } from './irr.ts';
import { directAlpha, ksPme, longNickels, mirr, pmePlus } from './pme.ts';
import type { Column, Measures } from '../result.ts';

/** Net present value: flow 0 is not discounted (Excel's NPV discounts it, see the cell function). */
export function npv(rate: number, flows: Column, years: Column): number {
  let sum = 0;
  for (let k = 0; k < flows.length; k++) sum += flows[k]! / (1 + rate) ** years[k]!;
  return sum;
}

/**
 * Years until the cumulative flow first turns from below zero to zero or above; null when it never does.
 * Between two moments it is linear; `whole` gives the later one.
 */
export function payback(flows: Column, years: Column, style: Options['payback'] = 'linear'): number | null {
  let sum = 0;
  let below = false;
  /** What lies below it is the noise of doubles: nothing is out. */
  let least = 0;
  for (let k = 0; k < flows.length; k++) {
    const flow = flows[k]!;
    const before = sum;
    sum += flow;
    least = Math.min(least, -1e-12 * Math.max(Math.abs(flow), Math.abs(before)));
    if (below && sum >= least) {
      if (style === 'whole') return years[k]!;
      return years[k - 1]! + Math.min(1, -before / flow) * (years[k]! - years[k - 1]!);
    }
    if (sum < least) below = true;
  }
  return null;
}

/**
 * Every measure of one party or of the project.
 * @param contributed by moment of the axis, as `received`
 * @param nav the value left after the last period
 */
export function measure(
  contributed: Column,
  received: Column,
  axis: Axis,
  options: Options,
  nav = 0,
): Measures {
  let [paidIn, distributed] = [0, 0];
  const own = new Array<number>(received.length);
  for (let k = 0; k < own.length; k++) {
    paidIn += contributed[k]!;
    distributed += received[k]!;
    own[k] = received[k]! - contributed[k]!;
  }
  const flows = nav === 0 ? own : own.map((f, k) => (k === own.length - 1 ? f + nav : f));
  // A party that paid nothing in has no rate, even if something was taken back.
  const found: Rate = paidIn > 0 ? axis.rate(flows) : { ok: false, reason: 'no-sign-change' };
  const { discountRate } = options.measures;
  const factors = discountRate === undefined ? null : axis.discounts(discountRate);
  const discounted = factors && product(flows, factors);
  const over = (amount: number) => (paidIn > 0 ? amount / paidIn : null);
  const { financeRate, reinvestRate, index } = options.measures;
  // Put together one by one: copying objects into one costs as much as all that is measured.
  const measures = {
    contributed: paidIn,
    distributed,
    profit: distributed + nav - paidIn,
  } as Writable<Measures>;
  measures.irr = found.ok ? found.rate : null;
  if (!found.ok) measures.noIrr = found.reason;
  measures.npv = discounted && total(discounted);
  if (financeRate !== undefined && reinvestRate !== undefined)
    measures.mirr = paidIn > 0 ? mirr(flows, financeRate, reinvestRate, axis.years) : null;
  if (index) measures.pme = againstIndex(own, nav, axis, index);
  measures.dpi = over(distributed);
  measures.rvpi = over(nav);
  measures.tvpi = over(distributed + nav);
  measures.moic = measures.tvpi;
  measures.payback = payback(flows, axis.years, options.payback);
  measures.discountedPayback = discounted && payback(discounted, axis.years, options.payback);
  return measures;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function againstIndex(flows: Column, nav: number, axis: Axis, index: Column): NonNullable<Measures['pme']> {
  const levels = axis.levels(index);
  const rate = (found: Rate | null) => (found?.ok ? found.rate : null);
  const years = axis.dated ? axis.years : undefined;
  return {
    ks: ksPme(flows, levels, nav),
    directAlpha: rate(directAlpha(flows, levels, nav, years)),
    longNickels: rate(longNickels(flows, levels, years)),
    pmePlus: rate(pmePlus(flows, levels, nav, years)),
  };
}

function product(a: Column, b: Column): number[] {
  const made = new Array<number>(a.length);
  for (let k = 0; k < made.length; k++) made[k] = a[k]! * b[k]!;
  return made;
}

/** Two functions for two kinds of columns: one for both would be several times slower. */
export function total(column: Column): number {
  let sum = 0;
  for (let k = 0; k < column.length; k++) sum += column[k]!;
  return sum;
}

export function totalRecorded(column: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < column.length; k++) sum += column[k]!;
  return sum;
}
