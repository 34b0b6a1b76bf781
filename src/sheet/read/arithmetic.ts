/**
 * What lines of numbers are of each other. A relation holds where it holds in every period, within half a unit of the
 * last digit shown of each number in it, and where it shows in at least three periods.
 */
import { halfUnit } from './cells.ts';

/** Amounts of a line by period, blanks as 0. */
export interface Series {
  readonly values: readonly number[];
  /** Half a unit of the last digit of each. */
  readonly halves: readonly number[];
}

export const series = (values: readonly number[]): Series => ({
  values,
  halves: values.map((v) => (v === 0 ? 0 : halfUnit(v))),
});

/** Periods that a relation must show in. */
export const ENOUGH = 3;

/** Roundings may add up, but never to a figure of their own. */
const near = (a: number, b: number, slack: number): boolean => {
  const size = Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= Math.min(slack, 0.02 * size) + 1e-9 * size + 1e-12;
};

const bothAt = (a: Series, b: Series): number =>
  a.values.reduce((n, v, t) => (v !== 0 && b.values[t] !== 0 ? n + 1 : n), 0);

export const isZero = ({ values }: Series): boolean => values.every((v) => v === 0);

/** `y` adds up `x` from the first period on, in enough of them. */
export const isRunningSum = (y: Series, x: Series): boolean => addsUp(y, x) && bothAt(y, x) >= ENOUGH;

/** `y` adds up `x` from the first period on. */
export function addsUp(y: Series, x: Series): boolean {
  let sum = 0;
  let slack = 0;
  for (let t = 0; t < y.values.length; t++) {
    sum += x.values[t]!;
    slack += x.halves[t]!;
    if (!near(y.values[t]!, sum, slack + y.halves[t]!)) return false;
  }
  return !isZero(x);
}

/** `y` moves by `x`, or against it, from any start. */
export function isBalance(y: Series, x: Series): boolean {
  return [1, -1].some((sign) => {
    let moved = 0;
    for (let t = 1; t < y.values.length; t++) {
      const step = y.values[t]! - y.values[t - 1]!;
      const size = Math.max(Math.abs(y.values[t]!), Math.abs(y.values[t - 1]!));
      const slack =
        Math.min(y.halves[t]! + y.halves[t - 1]! + x.halves[t]!, 0.02 * Math.abs(step)) + 1e-9 * size;
      if (Math.abs(step - sign * x.values[t]!) > slack) return false;
      if (step !== 0) moved++;
    }
    return moved >= ENOUGH && bothAt(y, x) >= ENOUGH;
  });
}

/** The sums that `z` is of others, each with its sign. */
export function isSignedSum(
  z: Series,
  parts: readonly { readonly of: Series; readonly sign: 1 | -1 }[],
): boolean {
  for (let t = 0; t < z.values.length; t++) {
    let sum = 0;
    let slack = z.halves[t]!;
    for (const { of, sign } of parts) {
      sum += sign * of.values[t]!;
      slack += of.halves[t]!;
    }
    if (!near(z.values[t]!, sum, slack)) return false;
  }
  return true;
}

/** Each part tells: without it the sum would be off by more than roundings. */
export const eachTells = (z: Series, parts: readonly Series[]): boolean =>
  parts.every((part) =>
    part.values.some(
      (v, t) => Math.abs(v) > parts.reduce((slack, { halves }) => slack + halves[t]!, z.halves[t]!),
    ),
  );

/** A sum shows in enough periods: it is not 0, and neither is all of what it adds up. */
export function shownIn(z: Series, parts: readonly Series[], least = ENOUGH): boolean {
  const shown = z.values.reduce(
    (n, v, t) => (v !== 0 && parts.some((p) => p.values[t] !== 0) ? n + 1 : n),
    0,
  );
  return shown >= least && parts.every((p) => !isZero(p));
}

/** The rate a period at which `y` is `x` discounted; undefined where it is not. `times` in periods or years. */
export function discountRate(y: Series, x: Series, times: readonly number[]): number | undefined {
  if (bothAt(y, x) < ENOUGH) return undefined;
  // The smallest relative rounding gives the best rate.
  let best: { t: number; error: number } | undefined;
  for (let t = 0; t < times.length; t++) {
    const [a, b] = [y.values[t]!, x.values[t]!];
    if ((a === 0) !== (b === 0) && Math.abs(a || b) > 2 * (y.halves[t]! + x.halves[t]!)) return undefined;
    if (a === 0 || b === 0 || times[t]! <= 0) continue;
    if (a / b <= 0) return undefined;
    const error = y.halves[t]! / Math.abs(a) / times[t]!;
    if (!best || error < best.error) best = { t, error };
  }
  if (!best) return undefined;
  for (const late of [0, 0.5, -0.5, -1]) {
    const time = times[best.t]! - late;
    if (time <= 0) continue;
    const rate = (x.values[best.t]! / y.values[best.t]!) ** (1 / time) - 1;
    if (!(rate > 1e-4 && rate < 5)) continue;
    const holds = times.every((when, t) => {
      const [a, b] = [y.values[t]!, x.values[t]!];
      if (a === 0 && b === 0) return true;
      const expected = b * (1 + rate) ** -(when - late);
      const fromRate = Math.abs(expected) * Math.abs(when - late) * best.error * 2;
      return (
        Math.abs(a - expected) <=
        Math.min(y.halves[t]! + x.halves[t]! + fromRate, 0.01 * Math.abs(expected)) + 1e-9 * Math.abs(b)
      );
    });
    if (holds) return rate;
  }
  return undefined;
}

/** Factors of one rate: 1, 1/1.08, 1/1.08², ... */
export function isFactors({ values, halves }: Series, times: readonly number[]): boolean {
  if (values.length < ENOUGH || values.some((v) => v <= 0 || v > 1)) return false;
  const last = values.length - 1;
  const rate = values[last]! ** (-1 / times[last]!) - 1;
  if (!(rate > 1e-4 && rate < 5)) return false;
  return values.every((v, t) => Math.abs(v - (1 + rate) ** -times[t]!) <= halves[t]! + halves[last]! + 1e-9);
}

const holdsInEach = (y: Series, of: (t: number) => { value: number; slack: number } | null): boolean => {
  let shown = 0;
  for (let t = 0; t < y.values.length; t++) {
    const expected = of(t);
    const a = y.values[t]!;
    if (expected === null) {
      if (a !== 0) return false;
    } else {
      if (!near(a, expected.value, expected.slack + y.halves[t]!)) return false;
      if (a !== 0) shown++;
    }
  }
  return shown >= ENOUGH;
};

/** `y` is `a` over `b`. Lines of one number throughout tell nothing. */
export const isQuotient = (y: Series, a: Series, b: Series): boolean =>
  !areConstant(y, a, b) && follows(y, a, b, (t) => (b.values[t] === 0 ? null : a.values[t]! / b.values[t]!));

/** `y` is the product of `a` and `b`. */
export const isProduct = (y: Series, a: Series, b: Series): boolean =>
  !areConstant(y, a, b) && follows(y, a, b, (t) => a.values[t]! * b.values[t]!);

const areConstant = (...lines: readonly Series[]): boolean => lines.some(isConstant);

function follows(y: Series, a: Series, b: Series, of: (t: number) => number | null): boolean {
  const relative = (s: Series, t: number) => (s.values[t] ? s.halves[t]! / Math.abs(s.values[t]!) : 0);
  return holdsInEach(y, (t) => {
    const value = of(t);
    return value === null ? null : { value, slack: Math.abs(value) * (relative(a, t) + relative(b, t)) };
  });
}

const isConstant = ({ values }: Series): boolean => values.every((v) => v === values[0]);

/** One is a fixed share of the other in every period. */
export function areProportional(y: Series, x: Series): boolean {
  const t = x.values.findIndex((v, i) => v !== 0 && y.values[i] !== 0);
  if (t < 0) return false;
  const share = y.values[t]! / x.values[t]!;
  return y.values.every((v, i) =>
    near(v, share * x.values[i]!, y.halves[i]! + Math.abs(share) * x.halves[i]!),
  );
}

export const isSame = (y: Series, x: Series): boolean =>
  !isZero(y) && y.values.every((v, t) => near(v, x.values[t]!, y.halves[t]! + x.halves[t]!));

/** Days or years since the first date, or since the one before. */
export function isDaysBetween({ values }: Series, dates: readonly number[]): boolean {
  if (values.length < 2 || isZero({ values, halves: values })) return false;
  return [
    (t: number) => dates[t]! - dates[0]!,
    (t: number) => (t === 0 ? 0 : dates[t]! - dates[t - 1]!),
  ].some((days) =>
    [1, 365, 365.25, 360, 30, 12].some((unit) =>
      values.every((v, t) => Math.abs(v - days(t) / unit) <= (unit === 1 ? 1e-6 : 0.006)),
    ),
  );
}

/** 0, 1, 2 or 1, 2, 3. */
export const isCount = ({ values }: Series): boolean =>
  values.length >= 2 && (values[0] === 0 || values[0] === 1) && values.every((v, t) => v === values[0]! + t);

/** Growth over the period before. */
export const isGrowth = (y: Series, x: Series): boolean =>
  holdsInEach(y, (t) => {
    const before = x.values[t - 1];
    if (t === 0 || !before) return null;
    return { value: x.values[t]! / before - 1, slack: (x.halves[t]! + x.halves[t - 1]!) / Math.abs(before) };
  });
