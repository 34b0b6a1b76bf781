/**
 * Every real zero of f(x) = sum of a_i e^(-t_i x), t ascending, a_i nonzero, in ascending order.
 *
 * f has at most as many zeros as its coefficients change sign (Laguerre's extension of Descartes' rule).
 * Multiplying by e^(s x), with s in the gap of a sign change, moves no zero; the derivative then has one
 * sign change less, and its zeros part the line into pieces on which the product is monotone. So the zeros
 * of the simplest descendant are found first, and every level is solved by bracketing on monotone pieces.
 * A piece's end at which the sum vanishes within rounding is a zero at which the curve only touches.
 */
export function realRoots(amounts: readonly number[], times: readonly number[]): number[] {
  const levels: { a: Float64Array; shift: number }[] = [];
  let a = Float64Array.from(amounts);
  for (;;) {
    const gap = middleSignChange(a);
    if (gap < 0) break;
    const shift = (times[gap]! + times[gap + 1]!) / 2;
    levels.push({ a, shift });
    const b = new Float64Array(a.length);
    let largest = 0;
    for (let i = 0; i < a.length; i++) {
      b[i] = a[i]! * (shift - times[i]!);
      largest = Math.max(largest, Math.abs(b[i]!));
    }
    for (let i = 0; i < b.length; i++) b[i]! /= largest;
    a = b;
  }
  let zeros: number[] = [];
  for (let level = levels.length - 1; level >= 0; level--)
    zeros = zerosBetween(levels[level]!.a, times, levels[level]!.shift, zeros);
  return zeros.filter((x) => Math.abs(x) < REACH);
}

function middleSignChange(a: Float64Array): number {
  const gaps: number[] = [];
  for (let i = 1; i < a.length; i++) if (a[i]! > 0 !== a[i - 1]! > 0) gaps.push(i - 1);
  return gaps.length ? gaps[gaps.length >> 1]! : -1;
}

/**
 * Beyond this no double tells 1 + r from 0 or infinity at any time of a year or more. A zero that lies beyond is taken to
 * stand here: it is no rate, but of a derivative it still parts the line into monotone pieces.
 */
const REACH = 800;

function zerosBetween(
  a: Float64Array,
  times: readonly number[],
  shift: number,
  stationary: readonly number[],
): number[] {
  const zeros: number[] = [];
  const value = (x: number) => scaledSum(a, times, shift, x);
  // Far left the latest flow decides the sign, far right the earliest.
  let left = -Infinity;
  let leftSign = Math.sign(a[a.length - 1]!);
  for (let i = 0; i <= stationary.length; i++) {
    const end = i < stationary.length;
    const right = end ? stationary[i]! : Infinity;
    const rightSign = end ? Math.sign(value(right)) : Math.sign(a[0]!);
    if (leftSign * rightSign < 0) zeros.push(bracketed(value, left, right, leftSign));
    else if (end && rightSign === 0) zeros.push(right);
    left = right;
    leftSign = rightSign;
  }
  return zeros;
}

/** The sum at x over the sum of its magnitudes, -1..1; exactly 0 when it is no more than the rounding of its terms. */
function scaledSum(a: Float64Array, times: readonly number[], shift: number, x: number): number {
  let top = -Infinity;
  for (let i = 0; i < a.length; i++) if (a[i] !== 0) top = Math.max(top, (shift - times[i]!) * x);
  let sum = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    const term = a[i]! * Math.exp((shift - times[i]!) * x - top);
    sum += term;
    size += Math.abs(term);
  }
  if (size === 0) return 0;
  // exp's argument carries a rounding error of |t x| ulps.
  const span = Math.abs((times[times.length - 1]! - times[0]!) * x);
  const noise = 2 ** -52 * (2 + span + Math.sqrt(a.length));
  return Math.abs(sum) <= noise * size ? 0 : sum / size;
}

/** The zero between two ends of different sign: open ends are walked out to, then ITP halves the bracket. */
function bracketed(value: (x: number) => number, left: number, right: number, leftSign: number): number {
  let [low, high] = [left, right];
  if (low === -Infinity && high === Infinity) {
    const s = Math.sign(value(0));
    if (s === 0) return 0;
    if (s === leftSign) low = 0;
    else high = 0;
  }
  for (let step = 0.5; low === -Infinity; step *= 2) {
    const x = Math.max(high - step, -REACH);
    const s = Math.sign(value(x));
    if (s === leftSign) low = x;
    else if (s === 0) return x;
    else high = x;
    if (x === -REACH && s !== leftSign) return x;
  }
  for (let step = 0.5; high === Infinity; step *= 2) {
    const x = Math.min(low + step, REACH);
    const s = Math.sign(value(x));
    if (s === -leftSign) high = x;
    else if (s === 0) return x;
    else low = x;
    if (x === REACH && s !== -leftSign) return x;
  }
  return illinois(value, low, high);
}

/** Regula falsi with the Illinois step, bisecting whenever it does not halve the bracket in three steps. */
function illinois(value: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let fLow = value(low);
  let fHigh = value(high);
  if (fLow === 0) return low;
  if (fHigh === 0) return high;
  let side = 0;
  let width = high - low;
  for (let i = 1; i <= 200; i++) {
    let x = (low * fHigh - high * fLow) / (fHigh - fLow);
    if (i % 4 === 0) {
      if (high - low > width / 2) x = (low + high) / 2;
      width = high - low;
    }
    if (!(x > low && x < high)) x = (low + high) / 2;
    const f = value(x);
    if (f === 0 || high - low <= 4e-16 * Math.max(Math.abs(low), Math.abs(high))) return x;
    if (f * fLow > 0) {
      low = x;
      fLow = f;
      if (side === -1) fHigh /= 2;
      side = -1;
    } else {
      high = x;
      fHigh = f;
      if (side === 1) fLow /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}
