/**
 * The only roots of four series at once, as `findRoot` finds each: chains of products that wait for one another are read
 * four abreast, where one alone would leave the processor idle.
 */
import { isRate } from './irr.ts';
import { SETTLED, start } from './one-root.ts';

export const SIDE_BY_SIDE = 4;
/** The roots found, in x = ln(1 + r). */
export const ROOTS = new Float64Array(SIDE_BY_SIDE);

/** By series: discount factors, and what stands in the sums below. */
const discounts = new Float64Array(SIDE_BY_SIDE);
/** By series each: sums, first and second moments of the flows before and from the sign change. */
const early = new Float64Array(3 * SIDE_BY_SIDE);
const late = new Float64Array(3 * SIDE_BY_SIDE);
const settled = new Uint8Array(SIDE_BY_SIDE);
const MOST_STEPS = 12;

/**
 * Puts the roots of four series into `ROOTS`; whether each has one, and they change sign once and in the same period.
 * Otherwise, or where Newton does not settle soon, the caller solves them one by one.
 * @param flows flow k of series i stands at `from + k * stride + i`
 */
export function findRoots(flows: Float64Array, from: number, stride: number): boolean {
  const split = splitOf(flows, from, stride);
  const n = flows.length / stride;
  if (split <= 0) return false;
  moments(flows, from, stride, 0, split, early);
  moments(flows, from, stride, split, n, late);
  for (let i = 0; i < SIDE_BY_SIDE; i++) {
    const paid = early[i]!;
    const got = late[i]!;
    if (!(paid < 0 && got > 0)) return false;
    ROOTS[i] = start(paid, early[4 + i]!, early[8 + i]!, got, late[4 + i]!, late[8 + i]!);
    settled[i] = 0;
  }
  for (let step = 0; step < MOST_STEPS; step++) {
    for (let i = 0; i < SIDE_BY_SIDE; i++) discounts[i] = Math.exp(-ROOTS[i]!);
    discounted(flows, from, stride, 0, split, discounts, early);
    discounted(flows, from, stride, split, n, discounts, late);
    let open = false;
    for (let i = 0; i < SIDE_BY_SIDE; i++) {
      // A root that has settled stays, whatever its neighbours still need.
      if (settled[i]) continue;
      const g = Math.log(-late[i]! / early[i]!) - split * ROOTS[i]!;
      const v = discounts[i]!;
      const slope = split + (v * late[4 + i]!) / late[i]! - (v * early[4 + i]!) / early[i]!;
      const by = g / slope;
      ROOTS[i]! += by;
      // Moments leave the range of doubles before sums do; a step of 0 would then seem to have settled.
      if (by * by * (n - 1) ** 2 <= SETTLED * slope && slope < Infinity) settled[i] = 1;
      else open = true;
    }
    if (!open) return isRate(ROOTS[0]!) && isRate(ROOTS[1]!) && isRate(ROOTS[2]!) && isRate(ROOTS[3]!);
  }
  return false;
}

/** The period from which all four get money, having paid it in before; -1 where it is not so. */
function splitOf(flows: Float64Array, from: number, stride: number): number {
  let split = -1;
  for (let at = from, k = 0; at < flows.length; at += stride, k++) {
    const a = flows[at]!;
    const b = flows[at + 1]!;
    const c = flows[at + 2]!;
    const d = flows[at + 3]!;
    if (split < 0) {
      if (a > 0 || b > 0 || c > 0 || d > 0) split = k;
      else continue;
    }
    if (!(a >= 0 && b >= 0 && c >= 0 && d >= 0)) return -1;
  }
  return split;
}

/** Undiscounted sums and moments about period 0 of the flows of some periods. */
function moments(
  flows: Float64Array,
  from: number,
  stride: number,
  first: number,
  end: number,
  into: Float64Array,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let a1 = 0;
  let b1 = 0;
  let c1 = 0;
  let d1 = 0;
  let a2 = 0;
  let b2 = 0;
  let c2 = 0;
  let d2 = 0;
  for (let k = first, at = from + first * stride; k < end; k++, at += stride) {
    a += flows[at]!;
    b += flows[at + 1]!;
    c += flows[at + 2]!;
    d += flows[at + 3]!;
    const ka = k * flows[at]!;
    const kb = k * flows[at + 1]!;
    const kc = k * flows[at + 2]!;
    const kd = k * flows[at + 3]!;
    a1 += ka;
    b1 += kb;
    c1 += kc;
    d1 += kd;
    a2 += k * ka;
    b2 += k * kb;
    c2 += k * kc;
    d2 += k * kd;
  }
  put(into, 0, a, b, c, d);
  put(into, 4, a1, b1, c1, d1);
  put(into, 8, a2, b2, c2, d2);
}

/** Discounted sums of the flows of some periods, worth at the first of them, and their derivatives by the factors. */
function discounted(
  flows: Float64Array,
  from: number,
  stride: number,
  first: number,
  end: number,
  factors: Float64Array,
  into: Float64Array,
): void {
  const va = factors[0]!;
  const vb = factors[1]!;
  const vc = factors[2]!;
  const vd = factors[3]!;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let a1 = 0;
  let b1 = 0;
  let c1 = 0;
  let d1 = 0;
  const last = from + first * stride;
  for (let at = from + (end - 1) * stride; at >= last; at -= stride) {
    a1 = a1 * va + a;
    b1 = b1 * vb + b;
    c1 = c1 * vc + c;
    d1 = d1 * vd + d;
    a = a * va + flows[at]!;
    b = b * vb + flows[at + 1]!;
    c = c * vc + flows[at + 2]!;
    d = d * vd + flows[at + 3]!;
  }
  put(into, 0, a, b, c, d);
  put(into, 4, a1, b1, c1, d1);
}

function put(into: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  into[at] = a;
  into[at + 1] = b;
  into[at + 2] = c;
  into[at + 3] = d;
}
