/**
 * Random series against plain bracketing: `npm run fuzz -- [count] [seed]`.
 * The present value is scanned over x = ln(1 + r), and every change of its sign bisected. A rate that the engine gives
 * must be a root, none that the scan finds may lie nearer to the guess, and where it gives none the scan must find none.
 */
import { allRates, irr, xirr, type Rate } from '../src/engine/index.ts';
import {
  HIGHEST,
  LOWEST,
  nearestToZero,
  net,
  scan,
  sure,
  valueAt,
  type Case,
  type Netted,
} from './bracketing.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('Usage: npm run fuzz -- [count] [seed]');

let state = seed;
/** Mulberry32. */
const random = (): number => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const chance = (p: number): boolean => random() < p;
const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const oneOf = <T>(items: readonly T[]): T => items[whole(0, items.length - 1)]!;

// Series

const SIZES: readonly (() => number)[] = [
  () => whole(1, 100_000),
  () => whole(1, 10_000_000) / 100,
  () => 10 ** (-3 + 9 * random()),
  () => 10 ** (-9 + 24 * random()),
  () => 10 ** (-120 + 240 * random()),
];

/** One sign change, a few, or a sign drawn for every flow. */
function signs(n: number): number[] {
  if (chance(0.25)) return Array.from({ length: n }, () => (chance(0.5) ? 1 : -1));
  const turns = new Set(Array.from({ length: chance(0.5) ? 1 : whole(2, 5) }, () => whole(1, n - 1)));
  let sign = chance(0.9) ? -1 : 1;
  return Array.from({ length: n }, (_, k) => (turns.has(k) ? (sign = -sign) : sign));
}

/** Products of (v - root): roots close together, or on one place, that random amounts hardly ever have. */
function withRoots(): number[] {
  const rates = Array.from({ length: whole(2, 4) }, () => whole(-60, 200) / 100);
  if (chance(0.3)) rates[1] = rates[0]!;
  if (chance(0.3)) rates[1] = rates[0]! + whole(1, 9) * 10 ** -whole(2, 5);
  return rates.reduce(
    (flows, rate) => [...flows, 0].map((f, k) => f - (1 + rate) * (flows[k - 1] ?? 0)),
    [-whole(1, 100) * 100],
  );
}

function daysFor(n: number): number[] {
  const first = whole(20_000, 45_000);
  const span = oneOf([3, 30, 365, 3650, 10_950]);
  const days = chance(0.02)
    ? new Array<number>(n).fill(first)
    : Array.from({ length: n }, () => first + whole(0, span));
  return chance(0.4) ? days : days.sort((a, b) => a - b);
}

function makeCase(): Case {
  let flows: number[];
  if (chance(0.15)) flows = withRoots();
  else {
    const n = chance(0.02) ? whole(60, 400) : chance(0.3) ? whole(13, 60) : whole(2, 12);
    const size = oneOf(SIZES);
    const empty = chance(0.3) ? random() : 0;
    flows = signs(n).map((sign) => (chance(empty) ? 0 : sign * size()));
  }
  if (chance(0.1)) flows.unshift(...new Array<number>(whole(1, 4)).fill(0));
  return {
    flows,
    ...(chance(0.5) ? { days: daysFor(flows.length) } : {}),
    ...(chance(0.4) ? { guess: oneOf([-0.9, -0.5, -0.1, 0, 0.05, 0.5, 1, 10]) } : {}),
  };
}

// Verdicts

const SIMPLE = 1e-9;
const TANGENT = 1e-6;

/** How far x may be off for a rate: relative in 1 + r, and by what a double near -1 cannot tell. */
const reach = (rate: number, tolerance: number): number => tolerance + 2 ** -52 / (1 + rate);

function isRoot(series: Netted, rate: number): boolean {
  const x = Math.log1p(rate);
  const d = reach(rate, SIMPLE);
  const [below, above] = [valueAt(series, x - d), valueAt(series, x + d)];
  if (sure(below) * sure(above) <= 0) return true;
  // A tangent root: the curve touches zero, or dips through it, within the wider reach.
  const wide = reach(rate, TANGENT);
  const sign = sure(valueAt(series, x - wide));
  if (sign === 0 || sign !== sure(valueAt(series, x + wide))) return true;
  return sure(valueAt(series, nearestToZero(series, x - wide, x + wide, sign))) !== sign;
}

const show = (found: Rate): string => (found.ok ? String(found.rate) : found.reason);
const ratesOf = (xs: readonly number[]): string => `[${xs.map((x) => Math.expm1(x)).join(', ')}]`;

/** What is wrong with the engine's answer, or nothing. */
function fault(input: Case, found: Rate, all: { rates: number[]; signChanges: number }): string | undefined {
  const series = net(input);
  if (all.signChanges !== series.changes) return `${series.changes} sign changes, not ${all.signChanges}`;
  if (series.changes === 0) {
    const reason = input.days && series.sameDate ? 'same-date' : 'no-sign-change';
    return show(found) === reason ? undefined : reason;
  }
  const { crossings, touches } = scan(series);
  const inside = crossings.filter((x) => x > LOWEST + TANGENT && x < HIGHEST - TANGENT);
  if (!found.ok) {
    if (inside.length) return `a rate of ${ratesOf(inside)}`;
    if (found.reason === 'no-real-root')
      return series.changes % 2 ? 'a root, for the ends differ' : undefined;
    // A curve that ends inside the domain with the signs it has beyond it has its roots inside, if any.
    return found.reason === 'overflow' ? undefined : 'no-real-root or overflow';
  }
  for (const rate of [found.rate, ...all.rates])
    if (!isRoot(series, rate)) return `a root, which ${rate} is not; the scan finds ${ratesOf(inside)}`;
  const x = Math.log1p(found.rate);
  const wanted = Math.log1p(input.guess ?? 0.1);
  /** Between a multiple root and its neighbours the curve is lost in rounding: neither side can place it better. */
  const blurred = (root: number, rate: number) => {
    const at = Math.log1p(rate);
    return [0.25, 0.5, 0.75].every((part) => {
      const { value, noise } = valueAt(series, at + part * (root - at));
      return Math.abs(value) <= 100 * noise;
    });
  };
  for (const root of inside) {
    if (all.rates.some((r) => blurred(root, r))) continue;
    if (Math.abs(root - wanted) < Math.abs(x - wanted) - reach(found.rate, TANGENT))
      return `${Math.expm1(root)}, nearer to the guess`;
    const told = all.rates.some((r) => Math.abs(Math.log1p(r) - root) <= reach(r, TANGENT));
    // Close to a point where the curve is lost in rounding, where it crosses is anyone's guess.
    const vague = touches.some((t) => Math.abs(t - root) <= 0.1 * Math.abs(root) + TANGENT);
    if (!told && !vague) return `${Math.expm1(root)} among all rates`;
  }
  return undefined;
}

const SHOWN = 10;
let passed = 0;
let failed = 0;
const reasons = new Map<string, number>();
console.log(`Seed ${seed}`);
for (let i = 0; i < count; i++) {
  const input = makeCase();
  const { flows, days, guess } = input;
  let expected: string | undefined;
  let actual: string;
  let kind: string;
  try {
    const found = days ? xirr(flows, days, guess) : irr(flows, guess);
    const all = days ? allRates(flows, days, 1 / 365) : allRates(flows);
    expected = fault(input, found, all);
    actual = `${show(found)}, all ${JSON.stringify(all.rates)}`;
    kind = found.ok ? (all.rates.length > 1 ? 'one of several rates' : 'a rate') : found.reason;
  } catch (error) {
    expected = 'an answer';
    actual = kind = String(error);
  }
  reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
  if (expected === undefined) passed++;
  else if (++failed <= SHOWN)
    console.log(`${JSON.stringify(input)}\n  expected ${expected}\n  actual ${actual}`);
}
console.log([...reasons].map(([kind, n]) => `${n} ${kind}`).join(', '));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
