/**
 * Internal rates of return, solved in x = ln(1 + r) over the whole domain r > -1.
 * An answer is a real root to 1e-12 (1e-6 where the curve only touches zero), or the name of why there is none;
 * of several roots the one nearest the guess in |ln(1 + r) - ln(1 + guess)|, ties to the larger.
 */
import { solvePeriodic, solveTimed, start } from './one-root.ts';
import { realRoots } from './roots.ts';
import { amounts, collect, times, type Series } from './series.ts';

export type NoRate = 'no-sign-change' | 'same-date' | 'no-real-root' | 'overflow';
export type Rate =
  { readonly ok: true; readonly rate: number } | { readonly ok: false; readonly reason: NoRate };

const NO_SIGN_CHANGE: Rate = { ok: false, reason: 'no-sign-change' };
const SAME_DATE: Rate = { ok: false, reason: 'same-date' };
const NO_REAL_ROOT: Rate = { ok: false, reason: 'no-real-root' };
const OVERFLOW: Rate = { ok: false, reason: 'overflow' };

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
  const n = flows.length;
  let first = 0;
  while (first < n && flows[first] === 0) first++;
  if (first === n) return NO_SIGN_CHANGE;
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
  if (i === n) return NO_SIGN_CHANGE;
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
    const x = solvePeriodic(flows, first, split, last, start(early, early1, early2, late, late1, late2));
    if (x === x) return rateOf(x);
  }
  const times: number[] = [];
  const amounts: number[] = [];
  for (let k = first; k < n; k++) {
    if (flows[k] === 0) continue;
    times.push(k);
    amounts.push(flows[k]!);
  }
  return nearest(realRoots(amounts, times), guess);
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
  const series = collect(flows, at);
  if (series.changes === 0) return sameDate(flows, at) ? SAME_DATE : NO_SIGN_CHANGE;
  if (series.changes === 1) {
    const y = solveTimed(series);
    if (y === y) return rateOf(y / unit);
  }
  return nearest(
    rootsOf(series).map((y) => y / unit),
    guess,
  );
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
    .filter((x) => x > LOWEST && x < HIGHEST)
    .map(Math.expm1);
  return { rates, signChanges: series.changes };
}

const rootsOf = ({ count }: Series): number[] =>
  realRoots(Array.from(amounts.subarray(0, count)), Array.from(times.subarray(0, count)));

function rateOf(x: number): Rate {
  return x > LOWEST && x < HIGHEST ? { ok: true, rate: Math.expm1(x) } : OVERFLOW;
}

function nearest(roots: readonly number[], guess: number): Rate {
  const inside = roots.filter((x) => x > LOWEST && x < HIGHEST);
  if (inside.length === 0) return roots.length ? OVERFLOW : NO_REAL_ROOT;
  const wanted = Math.log1p(guess);
  let best = inside[0]!;
  for (const x of inside) if (Math.abs(x - wanted) <= Math.abs(best - wanted)) best = x;
  return { ok: true, rate: Math.expm1(best) };
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
