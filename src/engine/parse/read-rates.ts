/** Rates from their parsed JSON: steps placed in time and in order, an index held to the timeline. */
import { serialOf } from '../dates.ts';
import type { FloatingRate, NominalRate, RateStep } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { momentOf, type Moment, type Note, type Path, type Say } from './moments.ts';

interface RawFloating {
  readonly index: readonly number[];
  readonly spread: number;
  readonly floor?: number | undefined;
  readonly cap?: number | undefined;
}
/** A step as given: `from` is a period or an ISO date. */
export interface RawStep {
  readonly from?: number | string | undefined;
  readonly rate: number;
}

/** @param timeline null where it could not be read: what needs it is then not checked */
export function readRate(
  raw: number | readonly RawStep[] | RawFloating,
  timeline: Timeline | null,
  path: Path,
  say: Say,
): NominalRate {
  if (typeof raw === 'number') return raw;
  if ('index' in raw) return readFloating(raw, timeline, path, say);
  const steps = raw.map(({ from, rate }, i): RateStep => {
    if (from === undefined) return { rate };
    return { from: stepFrom(from, timeline, [...path, i, 'from'], say.refuse), rate };
  });
  return inOrder(steps, raw, (step) => beginOf(step.from, timeline), path, say.refuse);
}

/** The period of a step, and its day when it was given by one. One after the end of the timeline never begins. */
export function stepFrom(
  from: number | string,
  timeline: Timeline | null,
  path: Path,
  note: Note,
): { period: number; date?: number } {
  const date = typeof from === 'string' ? serialOf(from) : null;
  const given = date === null ? {} : { date };
  const end = timeline?.dates?.[timeline.periods] ?? Infinity;
  if (typeof from === 'number') return { period: from };
  if (timeline && date !== null && date > end) return { period: timeline.periods + 1, ...given };
  return { period: momentOf(from, timeline, path, note)?.period ?? NaN, ...given };
}

/** The day a step begins, or without dates how many periods after the closing: a period number means its opening. */
export function beginOf(from: Moment | undefined, timeline: Timeline | null): number {
  if (from?.date !== undefined) return from.date;
  const opening = from ? Math.max(0, from.period - 1) : 0;
  if (!timeline?.dates) return opening;
  // Beyond the last date there are no days to name: in order, and none of those that are given.
  return timeline.dates[opening] ?? timeline.dates[timeline.periods]! + opening - timeline.periods + 0.5;
}

/** Steps by when they begin; of two at one moment the second is refused. */
export function inOrder<T>(
  steps: readonly T[],
  given: readonly { readonly from?: unknown }[],
  dateOf: (step: T) => number,
  path: Path,
  note: Note,
  begin = dateOf,
): T[] {
  const [dates, begins] = [new Set<number>(), new Set<number>()];
  steps.forEach((step, i) => {
    const [date, at] = [dateOf(step), begin(step)];
    if (dates.has(date) || begins.has(at)) note('stepsOnOneDate', [...path, i, 'from'], given[i]!.from);
    // What could not be placed is NaN: its own fault has been told.
    if (Number.isNaN(at)) return;
    dates.add(date);
    begins.add(at);
  });
  return [...steps].sort((a, b) => begin(a) - begin(b));
}

/** `index` has a level for each date of the timeline. Below zero and without a floor a rate counts as 0, and that is told. */
export function readFloating(
  { index, spread, floor, cap }: RawFloating,
  timeline: Timeline | null,
  path: Path,
  say: Say,
): FloatingRate {
  checkLevels(index, timeline, [...path, 'index'], say.refuse);
  if (floor !== undefined && cap !== undefined && floor > cap)
    say.refuse('floorAboveCap', [...path, 'floor'], floor, { cap });
  // The last level would hold from the last date on.
  const levels = index.slice(0, Math.max(1, index.length - 1));
  const least = levels.reduce((a, b) => Math.min(a, b), Infinity) + spread;
  if (floor === undefined && least < 0) say.warn('rateBelowZero', path, least);
  return {
    index,
    spread,
    ...(floor === undefined ? {} : { floor }),
    ...(cap === undefined ? {} : { cap }),
  };
}

/** An index that is read by the dates of the timeline has a level for each of them. */
export function checkLevels(
  index: readonly number[],
  timeline: Timeline | null,
  path: Path,
  note: Note,
): void {
  if (timeline && index.length !== timeline.periods + 1)
    note('indexLength', path, index.length, { dates: timeline.periods + 1 });
}
