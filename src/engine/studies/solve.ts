/** The values of a lever at which a measure has a target. */
import { measured, type Changes, type Lever, type Measure, type Study } from './study.ts';

/** A value, or the stretch of values that all give the target. */
export interface Answer {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

export interface Solved {
  /** All that were found, ascending; of a stretch `value` is the end nearest the run's own. */
  readonly answers: readonly Answer[];
  /** What was searched, and the measure at its ends; null where there it has none. */
  readonly searched: { readonly from: number; readonly to: number };
  readonly ends: { readonly from: number | null; readonly to: number | null };
  /** The value whose measure comes nearest the target. */
  readonly nearest: { readonly value: number; readonly measure: number } | null;
}

/** Steps of a rate between 0 and 1. */
const STEPS = 200;
/** Steps for a factor of ten of an amount. */
const PER_DECADE = 24;
const DECADES_BELOW = 3;
const DECADES_ABOVE = 3;

/** Values of a lever, ascending, close enough that a measure turns at most once between two. */
function samplesOf({ unit, value, min, max }: Lever, scale: number): number[] {
  const samples = [value];
  if (max !== undefined) for (let i = 0; i <= STEPS; i++) samples.push(min + ((max - min) * i) / STEPS);
  else {
    const about = value > 0 ? value : unit === 'amount' ? scale : 1;
    samples.push(min);
    for (let i = -DECADES_BELOW * PER_DECADE; i <= DECADES_ABOVE * PER_DECADE; i++)
      samples.push(about * 10 ** (i / PER_DECADE));
  }
  return [...new Set(samples)].sort((a, b) => a - b);
}

/** Halvings after which two doubles are next to each other. */
const HALVINGS = 60;

/**
 * Every value of a lever for which the measure has the target, over all rates from 0 to 1, or amounts and factors from 0 to a
 * thousand times the run's. A jump across the target is no answer.
 * @param others changes that stay as they are
 */
export function solve(
  study: Study,
  measure: Measure,
  target: number,
  leverId: string,
  others: Changes = {},
): Solved {
  const lever = study.levers.find((l) => l.id === leverId);
  if (!lever)
    return { answers: [], searched: { from: 0, to: 0 }, ends: { from: null, to: null }, nearest: null };
  const scale = study.flows.contributions.reduce(
    (sum, c) => sum + c.amount,
    (study.flows.deals ?? []).reduce((sum, d) => sum + d.cost, 0),
  );
  const isMoney = ['profit', 'received', 'carry', 'clawback'].includes(measure.what);
  const tolerance = 1e-9 * (isMoney ? Math.max(scale, Math.abs(target)) : Math.max(1, Math.abs(target)));
  const at = (value: number): number | null => {
    const result = study.run({ ...others, [leverId]: value });
    return result.ok ? measured(result.value, measure) : null;
  };
  const samples = samplesOf(lever, scale);
  const off = samples.map((x) => {
    const found = at(x);
    return found === null ? NaN : found - target;
  });
  const hits = (distance: number) => Math.abs(distance) <= tolerance;
  const distanceAt = (x: number) => (at(x) ?? NaN) - target;

  /** Where between two values the predicate changes; it holds at `inside`. */
  const edge = (inside: number, outside: number, holds: (distance: number) => boolean): number => {
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (inside + outside) / 2;
      if (middle === inside || middle === outside) break;
      if (holds(distanceAt(middle))) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  const answers: Answer[] = [];
  for (let i = 0; i < samples.length; i++) {
    const [x, distance] = [samples[i]!, off[i]!];
    if (hits(distance)) {
      let last = i;
      while (last + 1 < samples.length && hits(off[last + 1]!)) last++;
      const from = i === 0 ? x : edge(x, samples[i - 1]!, hits);
      const to =
        last + 1 === samples.length ? samples[last]! : edge(samples[last]!, samples[last + 1]!, hits);
      // What the tolerance lets through on both sides of a root is no stretch.
      const isPoint = to - from <= 1e-6 * Math.max(1e-3, Math.abs(to));
      answers.push(isPoint ? asPoint(x) : asStretch(from, to, lever.value));
      i = last;
      continue;
    }
    const next = off[i + 1];
    if (next === undefined || hits(next) || !(distance * next < 0)) continue;
    const found = edge(x, samples[i + 1]!, (d) => d * distance > 0);
    const root = plainest(found, samples[i + 1]!, distanceAt, hits);
    if (hits(distanceAt(root))) answers.push(asPoint(root));
  }
  const nearest = samples.reduce<Solved['nearest']>((best, value, i) => {
    const distance = off[i]!;
    if (Number.isNaN(distance)) return best;
    return best && Math.abs(best.measure - target) <= Math.abs(distance)
      ? best
      : { value, measure: distance + target };
  }, null);
  const end = (distance: number) => (Number.isNaN(distance) ? null : distance + target);
  return {
    answers,
    searched: { from: samples[0]!, to: samples[samples.length - 1]! },
    ends: { from: end(off[0]!), to: end(off[off.length - 1]!) },
    nearest,
  };
}

/** Of the doubles around a root the one with the fewest digits that gives the target too. */
function plainest(
  below: number,
  bound: number,
  distanceAt: (x: number) => number,
  hits: (distance: number) => boolean,
): number {
  for (let digits = 6; digits <= 15; digits++) {
    const short = Number(below.toPrecision(digits));
    const isNear = Math.abs(short - below) <= 1e-9 * Math.abs(below);
    if (isNear && hits(distanceAt(short))) return short;
  }
  const above = below + Math.max(Math.abs(below), 1e-300) * 2 ** -51;
  const beside = bound > below ? Math.min(above, bound) : Math.max(above, bound);
  return Math.abs(distanceAt(beside)) < Math.abs(distanceAt(below)) ? beside : below;
}

const asPoint = (value: number): Answer => ({ value, from: value, to: value });

/** Of a stretch the end nearest the run's own value; its own where the run lies in it. */
function asStretch(from: number, to: number, run: number): Answer {
  const nearest = Math.abs(run - from) <= Math.abs(run - to) ? from : to;
  return { value: run >= from && run <= to ? run : nearest, from, to };
}

/** The answer nearest the run's own value; where the run itself gives the target, its own value. */
export function nearestAnswer({ answers }: Solved, run: number): number | null {
  let best: number | null = null;
  for (const { value, from, to } of answers) {
    const own = run >= from && run <= to ? run : value;
    if (best === null || Math.abs(own - run) < Math.abs(best - run)) best = own;
  }
  return best;
}
