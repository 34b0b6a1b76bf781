/** Roots of a present value by plain bracketing, apart from the engine: a scan over x = ln(1 + r), every change of sign bisected. */

export interface Case {
  readonly flows: number[];
  /** Serial days; without them one period apart. */
  readonly days?: number[];
  readonly guess?: number;
}

export interface Netted {
  readonly amounts: number[];
  /** Years from the first flow. */
  readonly times: number[];
  readonly changes: number;
  readonly sameDate: boolean;
}

export function net({ flows, days }: Case): Netted {
  const at = new Map<number, number>();
  const order = flows.map((_, k) => k).sort((a, b) => (days ? days[a]! - days[b]! : a - b));
  for (const k of order) {
    const day = days ? days[k]! : k;
    at.set(day, (at.get(day) ?? 0) + flows[k]!);
  }
  const kept = [...at].filter(([, amount]) => amount !== 0);
  const amounts = kept.map(([, amount]) => amount);
  const first = kept[0]?.[0] ?? 0;
  const moved = flows.flatMap((f, k) => (f ? [days ? days[k]! : k] : []));
  return {
    amounts,
    times: kept.map(([day]) => (day - first) / (days ? 365 : 1)),
    changes: amounts.filter((a, i) => i > 0 && a > 0 !== amounts[i - 1]! > 0).length,
    sameDate: new Set(moved).size === 1 && flows.some((f) => f > 0) && flows.some((f) => f < 0),
  };
}

/** The least and largest x whose rate a double can tell from the ends of the domain. */
export const LOWEST = -53 * Math.LN2;
export const HIGHEST = Math.log(Number.MAX_VALUE);

/** Present value over the sum of its magnitudes, and how much of it may be rounding. */
export interface Value {
  readonly value: number;
  readonly noise: number;
}

export function valueAt({ amounts, times }: Netted, x: number): Value {
  const last = times[times.length - 1]!;
  // Discounted to the end that keeps every power below 1.
  const origin = x < 0 ? last : 0;
  let sum = 0;
  let size = 0;
  for (let i = 0; i < amounts.length; i++) {
    const term = amounts[i]! * Math.exp((origin - times[i]!) * x);
    sum += term;
    size += Math.abs(term);
  }
  return {
    value: size ? sum / size : 0,
    noise: 2 ** -52 * (4 + Math.abs(last * x) + Math.sqrt(amounts.length)),
  };
}

/** The sign where it is beyond rounding, else 0. */
export const sure = ({ value, noise }: Value): number => (Math.abs(value) > noise ? Math.sign(value) : 0);

function bisect(series: Netted, from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(valueAt(series, low).value);
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (Math.sign(valueAt(series, middle).value) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Where the value comes nearest to zero between two points of one sign; stops where it crosses or touches. */
export function nearestToZero(series: Netted, from: number, to: number, sign: number): number {
  const GOLDEN = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const a = high - GOLDEN * (high - low);
    const b = low + GOLDEN * (high - low);
    const [fa, fb] = [valueAt(series, a), valueAt(series, b)];
    if (sure(fa) !== sign) return a;
    if (sure(fb) !== sign) return b;
    if (fa.value * sign < fb.value * sign) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

export interface Scan {
  /** Crossings of zero that are no rounding. */
  readonly crossings: number[];
  /** Points where the value cannot be told from zero. */
  readonly touches: number[];
}

export function scan(series: Netted): Scan {
  const crossings: number[] = [];
  const touches: number[] = [];
  // Points lie as close as the series needs near 0 and in equal ratios far from it.
  const scale = 0.3 / series.times[series.times.length - 1]!;
  const step = 0.04;
  const points: number[] = [];
  const to = Math.asinh(HIGHEST / scale);
  for (let u = Math.asinh(LOWEST / scale); u < to; u += step) points.push(scale * Math.sinh(u));
  points.push(HIGHEST);
  let before: { x: number; sign: number; height: number } | undefined;
  let falling = false;
  let beforeThat = NaN;
  const cross = (from: number, to: number) => void crossings.push(bisect(series, from, to));
  for (const x of points) {
    const found = valueAt(series, x);
    const sign = sure(found);
    const height = Math.abs(found.value);
    if (sign === 0) {
      touches.push(x);
      continue;
    }
    if (before && before.sign !== sign) {
      cross(before.x, x);
      falling = false;
    } else if (before) {
      if (falling && height > before.height) {
        const low = nearestToZero(series, beforeThat, x, sign);
        const there = sure(valueAt(series, low));
        if (there === 0) touches.push(low);
        else if (there !== sign) {
          cross(beforeThat, low);
          cross(low, x);
        }
      }
      falling = height < before.height;
    }
    beforeThat = before ? before.x : NaN;
    before = { x, sign, height };
  }
  return { crossings, touches };
}
