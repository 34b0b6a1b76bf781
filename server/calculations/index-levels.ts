/** A calculation against an index: `options.measures.index` names a series of the session instead of listing levels. */
import * as z from 'zod';
import { readRequest, type Request } from '../../src/document/index.ts';
import { faults, isoOf, type Issue, type Parsed } from '../../src/engine/index.ts';
import { IndexSeries, seriesName, type Series } from './index-series.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';

/** How old a level may be on the day it is used for: a series of quarter ends serves any day of the next quarter. */
const OLDEST_LEVEL = 92;

const reference = z.strictObject({ series: seriesName });
type Place = readonly string[];

/** Where a body may name a series: under the options of the mode, or of a definition of one's own. */
const PLACES: readonly Place[] = [
  ['distribution_params', 'options', 'measures', 'index'],
  ['distribution_params', 'definition', 'options', 'measures', 'index'],
];

/** A body ready to run: without its reference to a series, which stands beside it. */
export interface Prepared {
  readonly body: object;
  /** As it was given. */
  readonly given: object;
  readonly series?: { readonly found: Series; readonly path: Place };
  readonly issues: readonly Issue[];
}

/** The series was replaced or erased after it was found. */
class SeriesChanged extends Error {
  override readonly name = 'SeriesChanged';
}
const MOST_ATTEMPTS = 5;

/**
 * Runs something with a body whose series has been found; again where the series changes meanwhile, so that what is made of
 * it is named by the levels it was made with.
 * @throws Problem SERIES_CHANGING when it changes all the time; StoreUnavailable
 */
export async function withSeries<T>(
  session: Session,
  body: object,
  run: (prepared: Prepared) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++)
    try {
      return await run(await prepare(session, body));
    } catch (error) {
      if (!(error instanceof SeriesChanged)) throw error;
    }
  throw new Problem('SERIES_CHANGING');
}

/** Takes the reference to a series out of a body and finds the series. */
async function prepare(session: Session, body: object): Promise<Prepared> {
  const place = PLACES.find((path) => isObject(at(body, path)));
  if (!place) return { body, given: body, issues: [] };
  const index = at(body, place);
  const rest = without(body, place) as object;
  const shape = reference.safeParse(index);
  if (!shape.success) return { body: rest, given: body, issues: faults(shape.error, index, place) };
  const found = await new IndexSeries(session).find(shape.data.series);
  const path = [...place, 'series'];
  if (found) return { body: rest, given: body, series: { found, path }, issues: [] };
  return { body: rest, given: body, issues: [{ code: 'unknownSeries', path, received: shape.data.series }] };
}

/**
 * What a prepared body asks for, with the levels of its series; every fault of both at once. Only within `withSeries`.
 * @throws StoreUnavailable
 */
export async function requestOf(session: Session, prepared: Prepared): Promise<Parsed<Request>> {
  const { body, series, issues } = prepared;
  const request = readRequest(body);
  if (!request.ok || issues.length > 0)
    return { ok: false, issues: [...issues, ...(request.ok ? [] : request.issues)] };
  if (!series) return request;
  const levels = await levelsFor(session, request.value, series);
  if (!levels.ok) return levels;
  const { definition } = request.value;
  const measures = { ...definition.options.measures, index: levels.value };
  const options = { ...definition.options, measures };
  return { ...request, value: { ...request.value, definition: { ...definition, options } } };
}

/**
 * A prepared body that needs nothing of its session: with the levels of its series in place of the reference.
 * @throws Problem SERIES_CHANGING when it is no longer the one that was found; StoreUnavailable
 */
export async function bodyWithLevels(session: Session, prepared: Prepared): Promise<object> {
  if (!prepared.series) return prepared.body;
  const request = await requestOf(session, prepared).catch((error: unknown) => {
    throw error instanceof SeriesChanged ? new Problem('SERIES_CHANGING') : error;
  });
  if (!request.ok) throw new Problem('INVALID', { issues: request.issues });
  const { index } = request.value.definition.options.measures;
  return placed(prepared.body, prepared.series.path.slice(0, -1), index) as object;
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
  if (!read) throw new SeriesChanged();
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
