/** A definition and its flows from JSON: every fault at once, every default resolved, every shorthand expanded. */
import type * as z from 'zod/mini';
import { checkDefinition } from './check-definition.ts';
import { checkFlows } from './check-flows.ts';
import type { Definition } from '../definition.ts';
import type { Flows, Timeline } from '../flows.ts';
import { faults } from './faults.ts';
import type { Issue, Parsed } from '../issue.ts';
import { isUnder, mend } from './placeholders.ts';
import type { Note, Path, Say } from './moments.ts';
import { readFlows, readTimeline } from './parse-flows.ts';
import { readDefinition, readOptions, tiersAt } from './read-definition.ts';
import { reservedKeys } from './prototype-keys.ts';
import { definitionSchema, flowsSchema, optionsSchema, type RawDefinition } from './schema.ts';

interface Paths {
  readonly definition: Path;
  readonly flows: Path;
}

/**
 * Parses a definition and the flows it runs on.
 * @param definition JSON of the definition (keys of `Definition`, shorthand allowed)
 * @param flows JSON of the flows; `at` is a period or an ISO date
 * @param paths where the two stand in the caller's input, for the paths of faults
 */
export function parse(
  definition: unknown,
  flows: unknown,
  paths: Paths = { definition: ['definition'], flows: ['flows'] },
): Parsed<{ definition: Definition; flows: Flows }> {
  const rawFlows = flowsSchema.safeParse(flows);
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const inFlows: Issue[] = rawFlows.success ? [] : faults(rawFlows.error, flows, paths.flows);
  const say = sayInto(inFlows, warnings, paths.flows);
  const timeline = rawFlows.success ? readTimeline(rawFlows.data, say.refuse) : null;
  const read = readAny(definition, timeline, paths.definition, issues, warnings);
  const own = sayInto(issues, warnings, paths.definition);
  const placed = rawFlows.success && timeline ? readFlows(rawFlows.data, timeline, read, say) : null;
  if (read && placed) checkFlows(read, placed, own, say);
  issues.push(...inFlows);
  if (issues.length || !read || !placed) return { ok: false, issues };
  return { ok: true, value: { definition: read, flows: placed }, warnings };
}

/**
 * Parses a definition by itself.
 * @param timeline of the flows it will run on; null where there is none yet: what needs it is then not checked, and the
 * definition is not to be run
 */
export function parseDefinition(
  definition: unknown,
  timeline: Timeline | null,
  path: Path = [],
): Parsed<Definition> {
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const read = readAny(definition, timeline, path, issues, warnings);
  return issues.length || !read ? { ok: false, issues } : { ok: true, value: read, warnings };
}

/** A definition from JSON; what is wrong with it goes into the lists. Null where too little of it can be read. */
function readAny(
  definition: unknown,
  timeline: Timeline | null,
  path: Path,
  issues: Issue[],
  warnings: Issue[],
): Definition | null {
  const raw = definitionSchema.safeParse(definition);
  const reserved = reservedKeys(definition, path);
  issues.push(...(raw.success ? [] : faults(raw.error, definition, path)), ...reserved);
  // Of shares that were not all read nothing else can be said.
  const isRead = (at: Path) => !reserved.some((fault) => isUnder(at, fault.path));
  const own = sayInto(issues, warnings, path, isRead);
  return raw.success
    ? readChecked(raw.data, timeline, own)
    : readAround(definition, raw.error.issues, timeline, own);
}

/**
 * What a definition says so far, whether or not it may be run: for its words while it is edited. Null where too little of
 * it can be read.
 * @returns `unread`: places whose shape is at fault; something harmless stands there instead
 */
export function sketchDefinition(
  definition: unknown,
): { definition: Definition; unread: readonly Path[] } | null {
  const raw = definitionSchema.safeParse(definition);
  const mended = raw.success ? { definition, places: [] } : mend(definition, raw.error.issues);
  const shape = mended && definitionSchema.safeParse(mended.definition);
  if (!shape?.success) return null;
  return { definition: readDefinition(shape.data, null, sayInto([], [], [])), unread: mended!.places };
}

/** What is said goes into two lists, with its path in the caller's input. */
export function sayInto(
  issues: Issue[],
  warnings: Issue[],
  base: Path,
  isSaid: (path: Path) => boolean = () => true,
): Say {
  const into =
    (list: Issue[]): Note =>
    (code, at, received, params) => {
      const path = [...base, ...at];
      if (isSaid(path)) list.push({ code, path, received, ...(params ? { params } : {}) });
    };
  return { refuse: into(issues), warn: into(warnings) };
}

function readChecked(raw: RawDefinition, timeline: Timeline | null, say: Say): Definition {
  const definition = readDefinition(raw, timeline, say);
  checkDefinition(definition, timeline, tiersAt(raw.pots !== undefined), say);
  return definition;
}

/** What else is wrong with a definition whose shape is at fault in places. It is never run. */
function readAround(
  definition: unknown,
  issues: readonly z.core.$ZodIssue[],
  timeline: Timeline | null,
  say: Say,
): Definition | null {
  const mended = mend(definition, issues);
  if (!mended) return null;
  const raw = definitionSchema.safeParse(mended.definition);
  if (!raw.success) return null;
  const around =
    (note: Note): Note =>
    (code, path, ...rest) => {
      if (!mended.places.some((place) => isUnder(path, place))) note(code, path, ...rest);
    };
  return readChecked(raw.data, timeline, { refuse: around(say.refuse), warn: around(say.warn) });
}

/**
 * A definition with other options, held to all that holds of one from JSON.
 * @param options JSON; `clawback` and `measures` are added to those of the definition
 * @param path where the options stand in the caller's input; what is wrong elsewhere for their sake is told there
 */
export function withOptions(
  definition: Definition,
  options: Readonly<Record<string, unknown>>,
  timeline: Timeline | null,
  path: Path,
): Parsed<Definition> {
  const merged = (key: 'clawback' | 'measures') =>
    isObject(options[key]) ? { [key]: { ...definition.options[key], ...options[key] } } : {};
  const given = { ...options, ...merged('clawback'), ...merged('measures') };
  const raw = optionsSchema.safeParse(given);
  if (!raw.success) return { ok: false, issues: faults(raw.error, given, path) };
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const read = readOptions(raw.data, timeline, sayInto(issues, warnings, path));
  const value = { ...definition, options: { ...definition.options, ...read } };
  const [refused, warned]: Issue[][] = [[], []];
  checkDefinition(value, timeline, tiersAt(true), sayInto(refused!, warned!, []));
  const here = (issue: Issue): Issue => ({
    ...issue,
    path: issue.path[0] === 'options' ? [...path, ...issue.path.slice(1)] : path,
  });
  issues.push(...refused!.map(here));
  warnings.push(...warned!.map(here));
  return issues.length ? { ok: false, issues } : { ok: true, value, warnings };
}

/**
 * What is wrong between a definition and flows that were not parsed together.
 * @param paths where they stand in the caller's input
 */
export function checkTogether(
  definition: Definition,
  flows: Flows,
  paths: Paths,
): { issues: Issue[]; warnings: Issue[] } {
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  checkFlows(
    definition,
    flows,
    sayInto(issues, warnings, paths.definition),
    sayInto(issues, warnings, paths.flows),
  );
  return { issues, warnings };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
