/** Times of the input as moments: a period number or an ISO date becomes a period, and a day where it lies inside one. */
import { isoOf, serialOf } from '../dates.ts';
import type { Timeline } from '../flows.ts';
import type { Issue } from '../issue.ts';

export type Path = readonly (string | number)[];
/** Notes a fault or a warning at a path below the part being read. */
export type Note = (code: Issue['code'], path: Path, received?: unknown, params?: Issue['params']) => void;
/** What is wrong, and what is only said. */
export interface Say {
  readonly refuse: Note;
  readonly warn: Note;
}

/** A moment: a period, and the serial day when it lies inside that period. */
export interface Moment {
  readonly period: number;
  readonly date?: number | undefined;
}

/** What is said at paths below `base`. */
export const below = ({ refuse, warn }: Say, ...base: Path): Say => ({
  refuse: (code, path, ...rest) => refuse(code, [...base, ...path], ...rest),
  warn: (code, path, ...rest) => warn(code, [...base, ...path], ...rest),
});

/**
 * The moment of a time; a date between two dates of the timeline lies in the later one's period. Null, and noted, where
 * the timeline has no such moment. Without a timeline nothing is checked.
 */
export function momentOf(
  at: number | string,
  timeline: Timeline | null,
  path: Path,
  note: Note,
): Moment | null {
  if (typeof at === 'number') {
    if (!timeline || at <= timeline.periods) return { period: at };
    note('outOfTimeline', path, at, { last: timeline.periods });
    return null;
  }
  const serial = serialOf(at);
  if (serial === null) note('notDate', path, at);
  else if (!timeline) return { period: 0, date: serial };
  else if (!timeline.dates) note('optionConflict', path, at, { with: 'timeline' });
  else {
    const period = timeline.dates.findIndex((d) => d >= serial);
    if (period >= 0 && serial >= timeline.dates[0]!)
      return timeline.dates[period] === serial ? { period } : { period, date: serial };
    note('outOfTimeline', path, at, { last: timeline.periods });
  }
  return null;
}

/** Any period inside the timeline: its fault has been told, nothing is run. */
const ANY = 1;

export const periodOf = (at: number | string, timeline: Timeline | null, path: Path, note: Note): number =>
  momentOf(at, timeline, path, note)?.period ?? ANY;

/** The period of what happens on dates of the timeline alone. */
export function periodOn(at: number | string, timeline: Timeline | null, path: Path, note: Note): number {
  const moment = momentOf(at, timeline, path, note);
  if (!moment) return ANY;
  if (moment.date !== undefined && timeline?.dates)
    note('notOnTimeline', path, at, {
      before: isoOf(timeline.dates[moment.period - 1]!),
      after: isoOf(timeline.dates[moment.period]!),
    });
  return moment.period;
}

/** The period of what has no meaning at the closing. */
export function periodAfterClosing(
  at: number | string,
  timeline: Timeline | null,
  path: Path,
  note: Note,
): number {
  const period = periodOn(at, timeline, path, note);
  if (period === 0 && timeline) note('atClosing', path, at);
  return period;
}
