/**
 * The root nearest a guess of flows that change sign several times, in x = ln(1 + r), without looking for the others.
 * NaN where that cannot be told: then every root must be found.
 */
import { ROOT } from './series.ts';

/** Newton's error is |g''| / (2 slope) times the square of his step, g'' at most a quarter of the square of the span; x counts over all of it. */
const SETTLED = 8e-14;
/** A curve this flat may touch zero twice at once. */
const FLAT = 1e-3;

/**
 * Newton on ln P - ln N from the guess, P and N the discounted sums of what comes in and of what is paid in. Discounted a
 * little below the root and below its mirror image in the guess, sums to date that change sign once show that no other
 * root lies above (Norstrom 1972): none is nearer to the guess.
 * The guess stands in `ROOT`, and then the root.
 * @param times when each flow happens, in order; null where they are one apart
 * @param to behind the last flow
 */
export function nearRoot(
  flows: ArrayLike<number>,
  times: Float64Array | null,
  from: number,
  to: number,
): void {
  const guess = ROOT[0]!;
  newton(flows, times, from, to);
  const x = ROOT[0]!;
  ROOT[0] = Math.min(x, 2 * guess - x) - 1e-5 / spanOf(times, from, to);
  ROOT[0] = changesOnce(flows, times, from, to) ? x : NaN;
}

const spanOf = (times: Float64Array | null, from: number, to: number): number =>
  times ? times[to - 1]! - times[from]! : to - 1 - from;

/** Steps from where `ROOT` stands. */
function newton(flows: ArrayLike<number>, times: Float64Array | null, from: number, to: number): void {
  const span = spanOf(times, from, to);
  let x = ROOT[0]!;
  ROOT[0] = NaN;
  for (let i = 0; i < 30; i++) {
    const v = Math.exp(-x);
    let discount = 1;
    let [incoming, incoming1, outgoing, outgoing1] = [0, 0, 0, 0];
    for (let k = from; k < to; k++) {
      const t = times ? times[k]! : k - from;
      if (times) discount = Math.exp(-x * t);
      const a = flows[k]! * discount;
      if (a > 0) {
        incoming += a;
        incoming1 += a * t;
      } else {
        outgoing -= a;
        outgoing1 -= a * t;
      }
      discount *= v;
    }
    const slope = outgoing1 / outgoing - incoming1 / incoming;
    // Within a few ulps of the root the sums are nearly one.
    const step = -Math.log1p((incoming - outgoing) / outgoing) / slope;
    // Moments leave the range of doubles before sums do; a step of 0 would then seem to have settled.
    if (!(Math.abs(slope) < Infinity && Math.abs(step) < Infinity) || Math.abs(slope) < FLAT * span) return;
    x += step;
    if (step * step * span ** 3 <= SETTLED * Math.abs(slope)) {
      ROOT[0] = x;
      return;
    }
  }
}

/** Whether sums to date, discounted at `ROOT`, change sign once. */
function changesOnce(
  flows: ArrayLike<number>,
  times: Float64Array | null,
  from: number,
  to: number,
): boolean {
  const x = ROOT[0]!;
  const v = Math.exp(-x);
  let discount = 1;
  let sum = 0;
  let size = 0;
  let changes = 0;
  let sign = 0;
  for (let k = from; k < to; k++) {
    if (times) discount = Math.exp(-x * times[k]!);
    const a = flows[k]! * discount;
    discount *= v;
    sum += a;
    size += Math.abs(a);
    // What may be the noise of doubles has no sign.
    if (!(Math.abs(sum) > 1e-13 * size) && size > 0) return false;
    const now = Math.sign(sum);
    if (now !== sign && sign !== 0) changes++;
    sign = now;
  }
  return changes === 1;
}
