/** The only root of a series whose flows change sign once, in x = ln(1 + r). */
import { amounts, days, ROOT, times, type Series } from './series.ts';

/**
 * With S1 and S2 the discounted sums before and after the only sign change, g(x) = ln |S2| - ln |S1| falls strictly
 * and is nearly straight. At x = 0 it and two derivatives cost no exponential: Halley's step from there.
 */
export function start(
  early: number,
  early1: number,
  early2: number,
  late: number,
  late1: number,
  late2: number,
): number {
  const g = Math.log(-late / early);
  const earlyMean = early1 / early;
  const lateMean = late1 / late;
  const slope = lateMean - earlyMean;
  const curve = late2 / late - lateMean * lateMean - (early2 / early - earlyMean * earlyMean);
  const step = g / slope;
  // Beyond this the curve leads astray.
  const bend = (step * curve) / slope / 2;
  const x = Math.abs(bend) < 0.5 ? step / (1 - bend) : step;
  return Math.abs(x) < 700 ? x : 0;
}

/** Newton from `ROOT` until its error, which falls with the square of the step, is below rounding; a bracket keeps it from leaving. `ROOT` is NaN when the sums leave the range of doubles. */
export function solvePeriodic(flows: ArrayLike<number>, first: number, split: number, last: number): void {
  let x = ROOT[0]!;
  ROOT[0] = NaN;
  let low = -Infinity;
  let high = Infinity;
  for (let i = 0; i < 100; i++) {
    const v = Math.exp(-x);
    let early = flows[split - 1]!;
    let earlyMoment = 0;
    for (let k = split - 2; k >= first; k--) {
      earlyMoment = earlyMoment * v + early;
      early = early * v + flows[k]!;
    }
    const v2 = v * v;
    const v4 = v2 * v2;
    let late = 0;
    let byBlock = 0;
    let inBlock = 0;
    let k = last;
    // The flows beyond whole blocks of four, from the end.
    let tail = 0;
    let tailMoment = 0;
    for (const rest = last - ((last - split + 1) & 3); k > rest; k--) {
      tailMoment = tailMoment * v + tail;
      tail = tail * v + flows[k]!;
    }
    late = tail;
    inBlock = tailMoment;
    for (k -= 3; k >= split; k -= 4) {
      const b = flows[k + 1]! * v;
      const c = flows[k + 2]! * v2;
      const d = flows[k + 3]! * v2;
      byBlock = byBlock * v4 + late;
      late = late * v4 + (flows[k]! + b + (c + d * v));
      inBlock = inBlock * v4 + (flows[k + 1]! + (2 * flows[k + 2]! + 3 * flows[k + 3]! * v) * v);
    }
    const lateMoment = v * inBlock + 4 * v4 * byBlock;
    const ratio = -late / early;
    if (!(ratio > 0 && ratio < Infinity)) {
      // Halley's first step may lead out of the range of doubles; 0 never does.
      if (i > 0 || x === 0) return;
      x = 0;
      continue;
    }
    const g = Math.log(ratio) - (split - first) * x;
    if (g === 0) {
      ROOT[0] = x;
      return;
    }
    if (g > 0) low = x;
    else high = x;
    const slope = lateMoment / late + (split - first) - (v * earlyMoment) / early;
    // Moments leave the range of doubles before sums do; a step of 0 would then seem to have settled.
    if (slope === Infinity) return;
    const step = g / slope;
    const next = x + step;
    if (step * step * (last - first) ** 2 <= SETTLED * slope) {
      ROOT[0] = next;
      return;
    }
    x = next > low && next < high ? next : bisect(low, high, x, g);
  }
}

/** Newton's error is |g''| / (2 slope) times the square of his step, and g'' at most a quarter of the square of the span. */
export const SETTLED = 8e-14;

/**
 * Halley's steps for the flows of the work space; x is per unit of time. Higher moments are cheap, what takes time is
 * discounting the flows: near the root five of them stand in for another round of it.
 */
export function solveTimed({ count, split, whole, early, early1, early2, late, late1, late2 }: Series): void {
  const span = times[count - 1]!;
  const sum = whole && count >= 8 && span <= LONGEST ? sumDays : sumTimes;
  ROOT[0] = NaN;
  let x = start(early, early1, early2, late, late1, late2);
  if (!(Math.abs(x * span) < 600)) x = 0;
  let low = -Infinity;
  let high = Infinity;
  for (let i = 0; i < 100; i++) {
    if (sum === sumDays) powers(x, span);
    sum(x, 0, split, EARLY, amounts, times, days, table);
    sum(x, split, count, LATE, amounts, times, days, table);
    const ratio = -LATE[0]! / EARLY[0]!;
    if (!(ratio > 0 && ratio < Infinity)) {
      // Halley's first step may lead out of the range of doubles; 0 never does.
      if (i > 0 || x === 0) return;
      x = 0;
      continue;
    }
    const g = Math.log(ratio);
    if (g === 0) {
      ROOT[0] = x;
      return;
    }
    if (g > 0) low = x;
    else high = x;
    const earlyMean = EARLY[1]! / EARLY[0]!;
    const lateMean = LATE[1]! / LATE[0]!;
    const slope = lateMean - earlyMean;
    const curve = LATE[2]! / LATE[0]! - lateMean * lateMean - (EARLY[2]! / EARLY[0]! - earlyMean * earlyMean);
    const newton = g / slope;
    const bend = (newton * curve) / slope / 2;
    const step = Math.abs(bend) < 0.5 ? newton / (1 - bend) : newton;
    const next = x + step;
    // x is tiny where time is counted in days: what must settle is x over the whole span.
    const moved = Math.abs(step) * span;
    const square = moved * moved;
    if (square * square * square * span <= 2e-11 * slope && Math.abs(bend) <= 0.01) {
      ROOT[0] = x + nearby(step);
      return;
    }
    x = next > low && next < high ? next : bisect(low, high, x, g);
  }
}

/** Where the sum of all flows is zero near x, from its first five moments: what they leave out falls with the sixth power. */
function nearby(step: number): number {
  const sum = EARLY[0]! + LATE[0]!;
  const m1 = EARLY[1]! + LATE[1]!;
  const m2 = EARLY[2]! + LATE[2]!;
  const m3 = EARLY[3]! + LATE[3]!;
  const m4 = EARLY[4]! + LATE[4]!;
  const m5 = EARLY[5]! + LATE[5]!;
  let d = step;
  for (let i = 0; i < 2; i++) {
    const at = sum - d * (m1 - (d / 2) * (m2 - (d / 3) * (m3 - (d / 4) * (m4 - (d / 5) * m5))));
    d += at / (m1 - d * (m2 - (d / 2) * (m3 - (d / 3) * (m4 - (d / 4) * m5))));
  }
  return d;
}

const EARLY = new Float64Array(6);
const LATE = new Float64Array(6);

type Sum = (
  x: number,
  from: number,
  to: number,
  out: Float64Array,
  amounts: Float64Array,
  times: Float64Array,
  days: Int32Array,
  table: Float64Array,
) => void;

/** Discounted sum and five moments of some flows of the work space. It comes as arguments: reading a module's variables costs a third. */
const sumTimes: Sum = (x, from, to, out, amounts, times) => {
  let sum = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let sum4 = 0;
  let sum5 = 0;
  for (let k = from; k < to; k++) {
    const t = times[k]!;
    const a = amounts[k]! * Math.exp(-x * t);
    const first = a * t;
    const second = first * t;
    const third = second * t;
    const fourth = third * t;
    sum += a;
    sum1 += first;
    sum2 += second;
    sum3 += third;
    sum4 += fourth;
    sum5 += fourth * t;
  }
  out[0] = sum;
  out[1] = sum1;
  out[2] = sum2;
  out[3] = sum3;
  out[4] = sum4;
  out[5] = sum5;
};

const sumDays: Sum = (_x, from, to, out, amounts, _times, days, table) => {
  let sum = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let sum4 = 0;
  let sum5 = 0;
  for (let k = from; k < to; k++) {
    const t = days[k]!;
    const a = amounts[k]! * (table[t & 63]! * table[64 + (t >> 6)]!);
    const first = a * t;
    const second = first * t;
    const third = second * t;
    const fourth = third * t;
    sum += a;
    sum1 += first;
    sum2 += second;
    sum3 += third;
    sum4 += fourth;
    sum5 += fourth * t;
  }
  out[0] = sum;
  out[1] = sum1;
  out[2] = sum2;
  out[3] = sum3;
  out[4] = sum4;
  out[5] = sum5;
};

function bisect(low: number, high: number, x: number, g: number): number {
  if (low === -Infinity || high === Infinity) return x + (g > 0 ? 1 : -1) * (1 + Math.abs(x));
  return (low + high) / 2;
}

const LONGEST = 1 << 17;
const table = new Float64Array(64 + (LONGEST >> 6) + 4);

/** e^(-x t) for whole t as the product of two entries: one for t mod 64, one for t div 64. One exp in place of one per flow. */
function powers(x: number, longest: number): void {
  raise(table, 0, 63, Math.exp(-x));
  raise(table, 64, 64 + (longest >> 6), Math.exp(-64 * x));
}

/** Powers 0, 1, 2 ... of `base`, in four chains of products: each product waits for the one before it. */
function raise(table: Float64Array, from: number, to: number, base: number): void {
  const square = base * base;
  const fourth = square * square;
  let a = 1;
  let b = base;
  let c = square;
  let d = square * base;
  for (let i = from; i <= to; i += 4) {
    table[i] = a;
    table[i + 1] = b;
    table[i + 2] = c;
    table[i + 3] = d;
    a *= fourth;
    b *= fourth;
    c *= fourth;
    d *= fourth;
  }
}
