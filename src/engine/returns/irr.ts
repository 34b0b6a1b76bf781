/**
 * Internal rates of return, solved in x = ln(1 + r) over the whole domain r > -1.
 * An answer is a real root to 1e-12 (1e-6 where the curve only touches zero), or the name of why there is none;
 * of several roots the one nearest the guess in |ln(1 + r) - ln(1 + guess)|, ties to the larger.
 */
import { nearRoot } from './near-root.ts';
import { solvePeriodic, solveTimed, start } from './one-root.ts';
import { realRoots } from './roots.ts';
import { amounts, collect, ROOT, times, type Series } from './series.ts';

export type NoRate = 'no-sign-change' | 'same-date' | 'no-real-root' | 'overflow';
export type Rate =
  { readonly ok: true; readonly rate: number } | { readonly ok: false; readonly reason: NoRate };

/** Why the last root looked for is not there. */
let missing: NoRate = 'no-sign-change';
function none(reason: NoRate): void {
  missing = reason;
  ROOT[0] = NaN;
}

/** The answer to a root just looked for. */
export function answer(): Rate {
  const x = ROOT[0]!;
  return x === x ? { ok: true, rate: Math.expm1(x) } : { ok: false, reason: missing };
}

export const DEFAULT_GUESS = 0.1;

/** ln of the smallest and largest 1 + r that a double can tell from the ends of the domain. */
const LOWEST = Math.log(2 ** -53);
const HIGHEST = Math.log(Number.MAX_VALUE);

/**
 * Rate per period of flows that are one period apart (Excel's IRR).
 * @param flows one amount per period, the first at period 0
 * @param guess rate the nearest root is wanted of, > -1
 */
export function irr(flows: ArrayLike<number>, guess = DEFAULT_GUESS): Rate {
  findRoot(flows, guess);
  return answer();
}

/** Puts the rate of `irr` into `ROOT` as ln(1 + r); NaN where there is none. It makes no object. */
export function findRoot(flows: ArrayLike<number>, guess = DEFAULT_GUESS): void {
  const n = flows.length;
  let first = 0;
  while (first < n && flows[first] === 0) first++;
  if (first === n) return none('no-sign-change');
  const positive = flows[first]! > 0;
  // Up to the first flow of the other sign, and from it on: sums and moments about period 0 of the two parts.
  let i = first;
  let early = 0;
  let early1 = 0;
  let early2 = 0;
  for (; i < n; i++) {
    const a = flows[i]!;
    if (positive ? a < 0 : a > 0) break;
    early += a;
    early1 += i * a;
    early2 += i * i * a;
  }
  if (i === n) return none('no-sign-change');
  const split = i;
  let last = i;
  let late = 0;
  let late1 = 0;
  let late2 = 0;
  for (; i < n; i++) {
    const a = flows[i]!;
    if (positive ? a > 0 : a < 0) break;
    if (a !== 0) last = i;
    late += a;
    late1 += i * a;
    late2 += i * i * a;
  }
  if (i === n) {
    ROOT[0] = start(early, early1, early2, late, late1, late2);
    solvePeriodic(flows, first, split, last);
    if (!Number.isNaN(ROOT[0])) return keepInside();
  }
  ROOT[0] = Math.log1p(guess);
  nearRoot(flows, null, first, n);
  if (!isRate(ROOT[0])) search(flows, null, 1, guess);
}

/**
 * Annual rate of dated flows, Actual/365 (Excel's XIRR). Same-day flows are netted; any order of days will do.
 * @param days serial days, whole numbers
 */
export function xirr(flows: ArrayLike<number>, days: ArrayLike<number>, guess = DEFAULT_GUESS): Rate {
  return irrAt(flows, days, 1 / 365, guess);
}

/**
 * Annual rate of flows at any times.
 * @param at when each flow happens, in units of `unit` years
 */
export function irrAt(
  flows: ArrayLike<number>,
  at: ArrayLike<number>,
  unit = 1,
  guess = DEFAULT_GUESS,
): Rate {
  findRootAt(flows, at, unit, guess);
  return answer();
}

/** Puts the rate of `irrAt` into `ROOT` as ln(1 + r); NaN where there is none. It makes no object. */
export function findRootAt(
  flows: ArrayLike<number>,
  at: ArrayLike<number>,
  unit = 1,
  guess = DEFAULT_GUESS,
): void {
  const series = collect(flows, at);
  if (series.changes === 0) return none(sameDate(flows, at) ? 'same-date' : 'no-sign-change');
  if (series.changes === 1) {
    solveTimed(series);
    ROOT[0]! /= unit;
    if (!Number.isNaN(ROOT[0])) return keepInside();
  }
  ROOT[0] = Math.log1p(guess) * unit;
  nearRoot(amounts, times, 0, series.count);
  ROOT[0] /= unit;
  if (!isRate(ROOT[0])) search(flows, at, unit, guess);
}

export const isRate = (x: number): boolean => x > LOWEST && x < HIGHEST;
function keepInside(): void {
  if (!isRate(ROOT[0]!)) none('overflow');
}

/** Every root is found, and the nearest taken; ties take the larger. */
function search(flows: ArrayLike<number>, at: ArrayLike<number> | null, unit: number, guess: number): void {
  const roots = rootsOf(collect(flows, at ?? Array.from(flows, (_, i) => i))).map((y) => y / unit);
  const inside = roots.filter(isRate);
  if (inside.length === 0) return none(roots.length ? 'overflow' : 'no-real-root');
  const wanted = Math.log1p(guess);
  let best = inside[0]!;
  for (const x of inside) if (Math.abs(x - wanted) <= Math.abs(best - wanted)) best = x;
  ROOT[0] = best;
}

/** All real roots of a series, ascending, and the number of its sign changes. */
export function allRates(
  flows: ArrayLike<number>,
  at?: ArrayLike<number>,
  unit = 1,
): { rates: number[]; signChanges: number } {
  const series = collect(flows, at ?? Array.from(flows, (_, i) => i));
  const rates = rootsOf(series)
    .map((y) => y / unit)
    .filter(isRate)
    .map(Math.expm1);
  return { rates, signChanges: series.changes };
}

/** Amounts as parts of the largest, so that their sums stay in the range of doubles. */
function rootsOf({ count }: Series): number[] {
  const own = Array.from(amounts.subarray(0, count));
  const largest = own.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
  return realRoots(
    own.map((a) => a / largest),
    Array.from(times.subarray(0, count)),
  );
}

function sameDate(flows: ArrayLike<number>, at: ArrayLike<number>): boolean {
  let seen = NaN;
  let positive = false;
  let negative = false;
  for (let i = 0; i < flows.length; i++) {
    const a = flows[i]!;
    if (a === 0) continue;
    if (a > 0) positive = true;
    else negative = true;
    if (seen !== seen) seen = at[i]!;
    else if (seen !== at[i]!) return false;
  }
  return positive && negative;
}
