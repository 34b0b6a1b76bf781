/** A calculation against an index: `options.measures.index` names a series of the session instead of listing levels. */
import * as z from 'zod';
import { readRequest, type Request } from '../../src/document/index.ts';
import { faults, isoOf, type Issue, type Parsed } from '../../src/engine/index.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import { IndexSeries, type Series, seriesName } from './index-series.ts';

/** How old a level may be on the day it is used for: a series of quarter ends serves any day of the next quarter. */
const OLDEST_LEVEL = 92;

const reference = z.strictObject({ series: seriesName });
type Place = readonly string[];

/** Where a body may name a series: under the options of the mode, or of a definition of one's own. */
const PLACES: readonly Place[] = [
  ['distribution_params', 'options', 'measures', 'index'],
  ['distribution_params', 'definition', 'options', 'measures', 'index'],
];

/** A body ready to run: with the levels of its series in place of the reference. */
export interface Prepared {
  readonly body: object;
  /** As it was given. */
  readonly given: object;
  /** Why the series cannot be used. */
  readonly issues: readonly Issue[];
}

/**
 * Puts the levels of the series that a body names in its place.
 * @throws Problem SERIES_CHANGING when it was replaced while it was read; StoreUnavailable
 */
export async function withLevels(session: Session, given: object): Promise<Prepared> {
  const place = PLACES.find((path) => isObject(at(given, path)));
  if (!place) return { body: given, given, issues: [] };
  const index = at(given, place);
  const rest = without(given, place) as object;
  const refused = (issues: readonly Issue[]): Prepared => ({ body: rest, given, issues });
  const shape = reference.safeParse(index);
  if (!shape.success) return refused(faults(shape.error, index, place));
  const path = [...place, 'series'];
  const found = await new IndexSeries(session).find(shape.data.series);
  if (!found) return refused([{ code: 'unknownSeries', path, received: shape.data.series }]);
  const request = readRequest(rest);
  if (!request.ok) return refused([]);
  const levels = await levelsFor(session, request.value, { found, path });
  if (!levels.ok) return refused(levels.issues);
  return { body: placed(rest, place, levels.value) as object, given, issues: [] };
}

/** The last level on or before each day of the timeline. */
async function levelsFor(
  session: Session,
  { flows }: Request,
  { found, path }: { found: Series; path: Place },
): Promise<Parsed<number[]>> {
  const { dates } = flows.timeline;
  if (!dates)
    return {
      ok: false,
      issues: [{ code: 'optionConflict', path, received: found.name, params: { with: 'timeline' } }],
    };
  const read = await new IndexSeries(session).read(found, dates[0]! - OLDEST_LEVEL, dates[dates.length - 1]!);
  if (!read) throw new Problem('SERIES_CHANGING');
  const issues: Issue[] = [];
  const params = { series: found.name, days: OLDEST_LEVEL };
  let i = -1;
  const levels = dates.map((date) => {
    while (i + 1 < read.days.length && read.days[i + 1]! <= date) i += 1;
    if (i < 0 || date - read.days[i]! > OLDEST_LEVEL)
      issues.push({ code: 'noIndexLevel', path, received: isoOf(date), params });
    return read.levels[i] ?? NaN;
  });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: levels, warnings: [] };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const at = (value: unknown, path: Place): unknown =>
  path.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );

/** The value without what stands at `path`, and without the parents that held nothing else. */
function without(value: unknown, [key, ...rest]: Place): unknown {
  if (!isObject(value) || key === undefined) return value;
  const { [key]: inner, ...others } = value;
  const kept = rest.length === 0 ? undefined : without(inner, rest);
  const isLeft = kept !== undefined && !(isObject(kept) && Object.keys(kept).length === 0);
  return isLeft ? { ...others, [key]: kept } : others;
}

/** The value with `inner` at `path`, and with the parents it needs. */
function placed(value: unknown, [key, ...rest]: Place, inner: unknown): unknown {
  if (key === undefined) return inner;
  const held = isObject(value) ? value : {};
  return { ...held, [key]: placed(held[key], rest, inner) };
}
