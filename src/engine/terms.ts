import type { Issue, Parsed } from './issue.ts';
import type { OptionSpec, Preset, PresetInput, TermSpec } from './preset-parts.ts';
import type { Definition } from './definition.ts';

/** Where a term or option stands in the caller's input, for the path of its faults. */
export type Locate = (id: string) => readonly (string | number)[];

/** A preset with its terms filled in: what they were, and the definition they give. */
export interface Defined extends PresetInput {
  readonly definition: Definition;
}

/**
 * A preset's definition from given values: bounds, missing terms and sums of ratios are checked, every fault at once.
 * Values are fractions; a term left out is a fault unless it is optional or follows from the other ratios.
 */
export function define(
  preset: Preset,
  given: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
  locate: Locate = (id) => [id],
): Parsed<Defined> {
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const terms: Record<string, number> = {};
  for (const spec of preset.terms) {
    const found = readTerm(spec, given[spec.id], locate(spec.id));
    if (found.issue) issues.push(found.issue);
    else if (found.value !== undefined) terms[spec.id] = found.value;
  }
  if (preset.ratios) issues.push(...completeRatios(preset.ratios, terms, locate));
  const chosen: Record<string, string> = {};
  for (const spec of preset.options) {
    const value = options[spec.id] ?? spec.default;
    if (spec.choices.some((c) => c.id === value)) chosen[spec.id] = value as string;
    else issues.push(notChoice(spec, value, locate(spec.id)));
  }
  if (terms.catch_up_share! <= terms.carry_rate!)
    issues.push({
      code: 'catchUpNeverEnds',
      path: locate('catch_up_share'),
      received: terms.catch_up_share,
      params: { carry: terms.carry_rate!, percent: 1 },
    });
  if (issues.length) return { ok: false, issues };
  if (terms.periodic_rate! > terms.hurdle_rate!)
    warnings.push({
      code: 'currentAboveHurdle',
      path: locate('periodic_rate'),
      received: terms.periodic_rate,
      params: { percent: 1 },
    });
  const input: PresetInput = { terms, options: chosen };
  return { ok: true, value: { ...input, definition: preset.define(input) }, warnings };
}

function readTerm(
  spec: TermSpec,
  value: unknown,
  path: readonly (string | number)[],
): { value?: number; issue?: Issue } {
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
