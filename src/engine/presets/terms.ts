import type { Issue, Parsed } from '../issue.ts';
import { LIMITS } from '../limits.ts';
import type { Path } from '../parse/moments.ts';
import {
  ratesOf,
  usualAccrual,
  type OptionSpec,
  type Preset,
  type PresetInput,
  type TermSpec,
  type TermValue,
} from './parts.ts';
import { readRate, type RawStep } from '../parse/read-rates.ts';
import type { Definition, NominalRate } from '../definition.ts';
import type { Timeline } from '../flows.ts';

/** Where a term or option stands in the caller's input, for the path of its faults. */
export type Locate = (id: string) => Path;

/** A preset with its terms filled in: what they were, and the definition they give. */
export interface Defined {
  /** As given; ratios left out are filled in. */
  readonly terms: Readonly<Record<string, TermValue>>;
  readonly options: Readonly<Record<string, string>>;
  readonly definition: Definition;
}

/**
 * A preset's definition from given values: bounds, missing terms and sums of ratios are checked, every fault at once.
 * Values are fractions; a term left out is a fault unless it is optional or follows from the other ratios.
 * @param timeline of the flows; where it is not known nothing that needs it is checked, and the definition is not to be run
 */
export function define(
  preset: Preset,
  given: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
  locate: Locate = (id) => [id],
  timeline: Timeline | null = null,
): Parsed<Defined> {
  if (preset.own) {
    const read = preset.own.parse(timeline);
    return read.ok ? { ...read, value: { terms: {}, options: {}, definition: read.value } } : read;
  }
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const terms: Record<string, number> = {};
  const stepped: Record<string, readonly RawStep[]> = {};
  let hurdle: NominalRate = 0;
  for (const spec of preset.terms) {
    const value = given[spec.id];
    const path = locate(spec.id);
    if (spec.stepped && Array.isArray(value)) {
      const before = issues.length;
      const steps = readSteps(spec, value, path, issues);
      if (issues.length > before) continue;
      stepped[spec.id] = steps;
      const note = (code: Issue['code'], at: Path, received?: unknown, params?: Issue['params']) =>
        void issues.push({ code, path: at, received, ...(params ? { params } : {}) });
      hurdle = readRate(steps, timeline, path, { refuse: note, warn: note });
      continue;
    }
    const found = readTerm(spec, value, path);
    if (found.issue) issues.push(found.issue);
    else if (found.value !== undefined) {
      terms[spec.id] = found.value;
      if (spec.stepped) hurdle = found.value;
    }
  }
  if (preset.ratios) issues.push(...completeRatios(preset.ratios, terms, locate));
  const chosen: Record<string, string> = {};
  for (const spec of preset.options) {
    const value = options[spec.id] ?? spec.default ?? usualAccrual(timeline);
    if (spec.choices.some((c) => c.id === value)) chosen[spec.id] = value as string;
    else issues.push(notChoice(spec, value, locate(spec.id)));
  }
  if (chosen.accrual === 'days') issues.push(...checkDays(options.dayCount, locate, timeline));
  if (terms.catch_up_share! <= terms.carry_rate!)
    issues.push({
      code: 'catchUpNeverEnds',
      path: locate('catch_up_share'),
      received: terms.catch_up_share,
      params: { carry: terms.carry_rate!, percent: 1 },
    });
  if (issues.length) return { ok: false, issues };
  if (ratesOf(hurdle).some((rate) => terms.periodic_rate! > rate))
    warnings.push({
      code: 'currentAboveHurdle',
      path: locate('periodic_rate'),
      received: terms.periodic_rate,
      params: { percent: 1 },
    });
  const input: PresetInput = { terms, hurdle, options: chosen };
  return {
    ok: true,
    value: { terms: { ...terms, ...stepped }, options: chosen, definition: preset.define(input) },
    warnings,
  };
}

/** The day counts under which simple interest by days is counted in the classic modes. */
const BY_DAYS = ['act365', 'act360'];

/** Days lie between dates, and each is a 365th or a 360th of a year. */
function checkDays(dayCount: unknown, locate: Locate, timeline: Timeline | null): Issue[] {
  const issues: Issue[] = [];
  const path = locate('accrual');
  if (timeline && !timeline.dates) issues.push({ code: 'daysWithoutDates', path, received: 'days' });
  if (typeof dayCount === 'string' && !BY_DAYS.includes(dayCount))
    issues.push({
      code: 'notChoice',
      path: [...path.slice(0, -1), 'dayCount'],
      received: dayCount,
      params: { choices: BY_DAYS.join(', ') },
    });
  return issues;
}

/** More steps than any contract has. */
const MOST_STEPS = 100;

/** `[{from, rate}]`; a step without `from` stands from the closing. */
function readSteps(spec: TermSpec, steps: readonly unknown[], path: Path, issues: Issue[]): RawStep[] {
  if (steps.length === 0) issues.push({ code: 'tooFew', path, params: { min: 1 } });
  if (steps.length > MOST_STEPS) issues.push({ code: 'tooMany', path, params: { max: MOST_STEPS } });
  return steps.slice(0, MOST_STEPS).flatMap((step, i): RawStep[] => {
    const place = [...path, i];
    if (typeof step !== 'object' || step === null || Array.isArray(step)) {
      issues.push({ code: 'notObject', path: place, received: step });
      return [];
    }
    const { from, rate, ...rest } = step as Readonly<Record<string, unknown>>;
    for (const [key, received] of Object.entries(rest))
      issues.push({ code: 'unknownKey', path: [...place, key], received });
    if (typeof from === 'number' && !(Number.isInteger(from) && from >= 0 && from <= LIMITS.periods))
      issues.push({
        code: 'outOfTimeline',
        path: [...place, 'from'],
        received: from,
        params: { last: LIMITS.periods },
      });
    else if (from !== undefined && typeof from !== 'number' && typeof from !== 'string')
      issues.push({ code: 'notDate', path: [...place, 'from'], received: from });
    const found = readTerm({ ...spec, optional: false }, rate, [...place, 'rate']);
    if (found.issue) issues.push(found.issue);
    return [{ ...(from === undefined ? {} : { from: from as number | string }), rate: found.value ?? 0 }];
  });
}

function readTerm(spec: TermSpec, value: unknown, path: Path): { value?: number; issue?: Issue } {
  if (value === undefined || value === null || value === '')
    return spec.optional ? {} : { issue: { code: 'missing', path, params: { term: spec.id } } };
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { issue: { code: 'notNumber', path, received: value } };
  const percent = spec.unit === 'percent' ? 1 : 0;
  if (spec.min !== undefined && value < spec.min)
    return { issue: { code: 'tooSmall', path, received: value, params: { min: spec.min, percent } } };
  if (spec.max !== undefined && value > spec.max)
    return {
      issue: {
        code: spec.unit === 'percent' ? 'rateAboveOne' : 'tooLarge',
        path,
        received: value,
        params: { max: spec.max, percent },
      },
    };
  return { value };
}

/** Fills in the last ratio when it was left out, and checks that all sum to 1. */
function completeRatios(ratios: readonly string[], terms: Record<string, number>, locate: Locate): Issue[] {
  const last = ratios[ratios.length - 1]!;
  if (ratios.some((id) => id !== last && terms[id] === undefined)) return [];
  const others = ratios.reduce((sum, id) => (id === last ? sum : sum + terms[id]!), 0);
  const sum = others + (terms[last] ?? 1 - Math.min(others, 1));
  if (Math.abs(sum - 1) > 1e-9)
    return [
      {
        code: 'ratiosDoNotSum',
        path: locate(ratios[0]!),
        received: sum,
        params: { ratios: ratios.filter((id) => terms[id] !== undefined).join(' + '), percent: 1 },
      },
    ];
  // 1 - 0.7 is 0.30000000000000004 in doubles; the ratio meant is the decimal one.
  terms[last] ??= Math.max(0, Math.round((1 - others) * 1e12) / 1e12);
  return [];
}

function notChoice(spec: OptionSpec, received: unknown, path: readonly (string | number)[]): Issue {
  return {
    code: 'notChoice',
    path,
    received,
    params: { choices: spec.choices.map((c) => c.id).join(', ') },
  };
}
