/** A request as something to ask about: its levers, and the request that a change of them makes. */
import {
  CASH,
  definitionSubject,
  EXIT,
  presetOf,
  presetSubject,
  studyOf,
  withOptions,
  withRatios,
  type Changes,
  type Parsed,
  type Study,
} from '../engine/index.ts';
import type { Request } from './request.ts';

export function studyOfRequest({ mode, terms, options, further, definition, flows }: Request): Parsed<Study> {
  const preset = presetOf(mode);
  if (!preset) return studyOf(definitionSubject(definition, flows));
  const all = { ...further, ...options };
  const finish = Object.keys(further).length
    ? (made: typeof definition) => withOptions(made, further, flows.timeline, [])
    : undefined;
  return studyOf(presetSubject(preset, terms, all, flows, finish));
}

type Body = Readonly<Record<string, unknown>>;
const record = (value: unknown): Body => (value !== null && typeof value === 'object' ? (value as Body) : {});
/** 8.1 % and not 8.100000000000001 %. */
const percent = (fraction: number): number => Number((fraction * 100).toPrecision(12));

/**
 * The request with changed levers; null where it cannot be written so: a definition of one's own whose tier has no id.
 * @param body the request that was read
 */
export function changedBody(body: unknown, request: Request, study: Study, changes: Changes): Body | null {
  const { [EXIT]: exit, [CASH]: factor, ...terms } = changes;
  const lever = study.levers.find((l) => l.id === EXIT);
  const scale = (period: number): number =>
    (factor ?? 1) * (exit !== undefined && lever && period === study.exitPeriod ? exit / lever.value : 1);
  const whole = record(body);
  const params = record(whole.distribution_params);
  const preset = presetOf(request.mode);
  if (!preset) {
    const flows = record(params.flows);
    const definition = changedDefinition(params.definition, terms);
    if (!definition) return null;
    return {
      ...whole,
      distribution_params: {
        ...params,
        definition,
        flows: { ...flows, cash: scaled(flows.cash, request, scale) },
      },
    };
  }
  const values = Object.entries(withRatios(preset, request.terms, terms)).map(([id, value]) => {
    const isPercent = preset.terms.find((t) => t.id === id)?.unit === 'percent';
    return [id, isPercent ? percent(value) : value] as const;
  });
  const isBasic = (id: string) => id === 'hurdle_rate' || id === 'carry_rate';
  return {
    ...whole,
    basic_params: {
      ...record(whole.basic_params),
      ...Object.fromEntries(values.filter(([id]) => isBasic(id))),
    },
    cash_flows: scaled(whole.cash_flows, request, scale),
    distribution_params: { ...params, ...Object.fromEntries(values.filter(([id]) => !isBasic(id))) },
  };
}

/** Rows of cash with their period: the given one, or the place of their date in the timeline. */
function scaled(rows: unknown, { flows }: Request, scale: (period: number) => number): unknown {
  if (!Array.isArray(rows) || (scale(-1) === 1 && flows.cash.every((c) => scale(c.period) === 1)))
    return rows;
  const { dates } = flows.timeline;
  const epoch = Date.UTC(1899, 11, 30);
  return rows.map((row: unknown) => {
    const { year, at, date, amount } = record(row);
    const when = year ?? at ?? date;
    const period =
      typeof when === 'number'
        ? when
        : (dates?.indexOf(Math.round((Date.parse(String(when)) - epoch) / 864e5)) ?? -1);
    // The row of the closing holds the investment.
    return typeof amount === 'number' && period > 0
      ? { ...record(row), amount: amount * scale(period) }
      : row;
  });
}

/** Sets `<tier>.<key>` in a definition as it was given. */
function changedDefinition(given: unknown, changes: Changes): unknown {
  const left = new Map(Object.entries(changes));
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    const { id } = value as { id?: unknown };
    const copy: Record<string, unknown> = Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, walk(inner)]),
    );
    for (const [name, number] of left)
      if (typeof id === 'string' && 'kind' in value && name.startsWith(`${id}.`)) {
        copy[name.slice(id.length + 1)] = number;
        left.delete(name);
      }
    return copy;
  };
  const made = walk(given);
  return left.size ? null : made;
}
