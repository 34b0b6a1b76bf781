/**
 * Internal rates of return, solved in x = ln(1 + r) over the whole domain r > -1.
 * An answer is a real root to 1e-12 (1e-6 where the curve only touches zero), or the name of why there is none;
 * of several roots the one nearest the guess in |ln(1 + r) - ln(1 + guess)|, ties to the larger.
 */
import { realRoots } from './roots.ts';

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
  let changes = 0;
  let split = 0;
  let last = first;
  for (let i = first + 1; i < n; i++) {
    const a = flows[i]!;
    if (a === 0) continue;
    if (a > 0 !== flows[last]! > 0) {
      changes++;
      split = i;
    }
    last = i;
  }
  if (changes === 0) return NO_SIGN_CHANGE;
  if (changes === 1) {
    const x = solvePeriodic(flows, first, split, last);
    if (x === x) return rateOf(x);
  }
  const times: number[] = [];
  const amounts: number[] = [];
  for (let i = first; i <= last; i++) {
    if (flows[i] === 0) continue;
    times.push(i);
    amounts.push(flows[i]!);
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
  if (series === null) return sameDate(flows, at) ? SAME_DATE : NO_SIGN_CHANGE;
  const { amounts, times, split } = series;
  if (split > 0) {
    const y = solveTimed(amounts, times, split);
    if (y === y) return rateOf(y / unit);
  }
  return nearest(
    realRoots(amounts, times).map((y) => y / unit),
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
  if (series === null) return { rates: [], signChanges: 0 };
  let signChanges = 0;
  for (let i = 1; i < series.amounts.length; i++)
    if (series.amounts[i]! > 0 !== series.amounts[i - 1]! > 0) signChanges++;
  const rates = realRoots(series.amounts, series.times)
    .map((y) => y / unit)
    .filter((x) => x > LOWEST && x < HIGHEST)
    .map(Math.expm1);
  return { rates, signChanges };
}

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

/** Flows in order of time, netted, zeros dropped, times from the first one; `split` > 0 marks a single sign change. Null without a sign change. */
function collect(
  flows: ArrayLike<number>,
  at: ArrayLike<number>,
): { amounts: number[]; times: number[]; split: number } | null {
  const n = flows.length;
  let sorted = true;
  for (let i = 1; i < n && sorted; i++) sorted = at[i]! >= at[i - 1]!;
  let order: number[] | null = null;
  if (!sorted) {
    order = Array.from({ length: n }, (_, i) => i);
    order.sort((i, j) => at[i]! - at[j]!);
  }
  const amounts: number[] = [];
  const times: number[] = [];
  let origin = NaN;
  let changes = 0;
  let split = 0;
  for (let k = 0; k < n;) {
    const when = at[order ? order[k]! : k]!;
    let amount = 0;
    for (; k < n; k++) {
      const i = order ? order[k]! : k;
      if (at[i] !== when) break;
      amount += flows[i]!;
    }
    if (amount === 0) continue;
    if (origin !== origin) origin = when;
    const last = amounts.length - 1;
    if (last >= 0 && amount > 0 !== amounts[last]! > 0) {
      changes++;
      split = last + 1;
    }
    amounts.push(amount);
    times.push(when - origin);
  }
  return changes === 0 ? null : { amounts, times, split: changes === 1 ? split : 0 };
}

/**
 * Newton for one sign change. With S1 and S2 the discounted sums before and after it,
 * g(x) = ln S2 - ln S1 falls strictly and is nearly straight, so two or three steps do;
 * a bracket from the signs seen keeps a step from leaving. NaN when the sums leave the range of doubles.
 */
function solvePeriodic(flows: ArrayLike<number>, first: number, split: number, last: number): number {
  const sign = flows[first]! > 0 ? 1 : -1;
  let x = 0;
  let low = -Infinity;
  let high = Infinity;
  for (let i = 0; i < 100; i++) {
    const v = i === 0 ? 1 : Math.exp(-x);
    let early = 0;
    let earlyMoment = 0;
    for (let k = split - 1; k >= first; k--) {
      earlyMoment = earlyMoment * v + early;
      early = early * v + flows[k]!;
    }
    let late = 0;
    let lateMoment = 0;
    for (let k = last; k >= split; k--) {
      lateMoment = lateMoment * v + late;
      late = late * v + flows[k]!;
    }
    early *= sign;
    late *= -sign;
    if (!(early > 0 && late > 0 && early < Infinity && late < Infinity)) return NaN;
    const g = Math.log(late / early) - (split - first) * x;
    if (g === 0) return x;
    if (g > 0) low = x;
    else high = x;
    const slope = (v * lateMoment * -sign) / late + (split - first) - (v * earlyMoment * sign) / early;
    const step = g / slope;
    let next = x + step;
    if (!(next > low && next < high)) next = bisect(low, high, x, g);
    if (Math.abs(next - x) <= 1e-9 * (1 + Math.abs(x)) && Math.abs(step) <= 1e-9 * (1 + Math.abs(x)))
      return next;
    x = next;
  }
  return NaN;
}

/** The same for flows at any times; x is per unit of time. */
function solveTimed(amounts: readonly number[], times: readonly number[], split: number): number {
  const n = amounts.length;
  const pivot = times[split]!;
  const sign = amounts[0]! > 0 ? 1 : -1;
  const integer = times.every(Number.isInteger) && times[n - 1]! < 1 << 20;
  let x = 0;
  let low = -Infinity;
  let high = Infinity;
  for (let i = 0; i < 100; i++) {
    const power = integer ? powers(x, times[n - 1]!) : null;
    let early = 0;
    let earlyMoment = 0;
    let late = 0;
    let lateMoment = 0;
    for (let k = 0; k < n; k++) {
      const t = times[k]!;
      const a = amounts[k]! * (power ? power[t & 63]! * power[64 + (t >> 6)]! : Math.exp(-x * t));
      if (k < split) {
        early += a;
        earlyMoment += a * t;
      } else {
        late += a;
        lateMoment += a * t;
      }
    }
    early *= sign;
    late *= -sign;
    if (!(early > 0 && late > 0 && early < Infinity && late < Infinity)) return NaN;
    const g = Math.log(late / early);
    if (g === 0) return x;
    if (g > 0) low = x;
    else high = x;
    const slope = (lateMoment * -sign) / late - (earlyMoment * sign) / early;
    const step = g / slope;
    let next = x + step;
    if (!(next > low && next < high)) next = bisect(low, high, x, g);
    // x is tiny where time is counted in days: what must settle is x over the whole span.
    const settled = 1e-9 / (1 + pivot) + 1e-9 * Math.abs(x);
    if (Math.abs(next - x) <= settled && Math.abs(step) <= settled) return next;
    x = next;
  }
  return NaN;
}

function bisect(low: number, high: number, x: number, g: number): number {
  if (low === -Infinity || high === Infinity) return x + (g > 0 ? 1 : -1) * (1 + Math.abs(x));
  return (low + high) / 2;
}

let table = new Float64Array(64 + 1024);

/** e^(-x t) for whole t as the product of two entries: one for t mod 64, one for t div 64. One exp in place of one per flow. */
function powers(x: number, longest: number): Float64Array {
  const blocks = (longest >> 6) + 1;
  if (table.length < 64 + blocks) table = new Float64Array(64 + 2 * blocks);
  const one = Math.exp(-x);
  let p = 1;
  for (let i = 0; i < 64; i++) {
    table[i] = p;
    p *= one;
  }
  const block = Math.exp(-64 * x);
  p = 1;
  for (let i = 0; i < blocks; i++) {
    table[64 + i] = p;
    p *= block;
  }
  return table;
}
