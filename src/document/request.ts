/**
 * The design's request document: percent as percent, ISO dates, the five modes by name,
 * or `mode: "custom"` with a definition and flows in the engine's own notation.
 */
import * as z from 'zod/mini';
import {
  checkTogether,
  define,
  faults,
  LIMITS,
  parse,
  presetOf,
  presets,
  withOptions,
  type Definition,
  type Flows,
  type Issue,
  type Parsed,
  type TermValue,
} from '../engine/index.ts';
import {
  cashFlow,
  deal,
  investmentAmount,
  MOST_PERIODS,
  periodIssues,
  periodUnits,
  readCashFlows,
} from './cash-flows.ts';

const header = {
  investment_target: z.optional(z.string().check(z.maxLength(200))),
  /** Unit of money, printed only. */
  unit: z.optional(z.string().check(z.maxLength(40))),
};

export const classicSchema = z.strictObject({
  basic_params: z.strictObject({
    ...header,
    investment_amount: investmentAmount,
    /** In periods of `period_unit`; at most thirty years. */
    investment_period: z.number().check(z.int(), z.gte(1), z.lte(MOST_PERIODS)),
    period_unit: z.optional(z.enum(periodUnits)),
    // Bounds and presence of rates are the preset's: see `define`.
    hurdle_rate: z.optional(z.unknown()),
    carry_rate: z.optional(z.unknown()),
  }),
  cash_flows: z.array(cashFlow).check(z.minLength(1), z.maxLength(LIMITS.flows)),
  /** What the investment was spent on, in a mode that pays carry deal by deal. */
  deals: z.optional(z.array(deal).check(z.minLength(1), z.maxLength(LIMITS.flows))),
  distribution_params: z.looseObject({
    mode: z.enum(presets.map((p) => p.id)),
    options: z.optional(z.record(z.string(), z.unknown())),
  }),
});

export const customSchema = z.strictObject({
  basic_params: z.optional(z.looseObject(header)),
  distribution_params: z.strictObject({
    mode: z.literal('custom'),
    /** What the definition is called, printed only. */
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
    // Read by the engine's own schemas.
    definition: z.optional(z.unknown()),
    flows: z.optional(z.unknown()),
  }),
});

/** A request read: what to run, and what to print above it. */
export interface Request {
  readonly mode: string;
  /** What a definition of one's own is called. */
  readonly modeName?: string;
  readonly target: string | null;
  readonly unit: string | null;
  readonly options: Readonly<Record<string, string>>;
  /** Terms of the mode as used, rates as fractions; empty for a custom definition. */
  readonly terms: Readonly<Record<string, TermValue>>;
  /** Options of the engine beside the mode's own. */
  readonly further: Readonly<Record<string, unknown>>;
  readonly definition: Definition;
  readonly flows: Flows;
}

/** Reads a request; every fault at once, its path in the document. */
export function readRequest(body: unknown): Parsed<Request> {
  const mode = (body as { distribution_params?: { mode?: unknown } } | null)?.distribution_params?.mode;
  return mode === 'custom' ? readCustom(body) : readClassic(body);
}

function readCustom(body: unknown): Parsed<Request> {
  const shape = customSchema.safeParse(body);
  const { distribution_params: given } = body as {
    distribution_params: { definition?: unknown; flows?: unknown };
  };
  const parsed = parse(given.definition, given.flows, {
    definition: ['distribution_params', 'definition'],
    flows: ['distribution_params', 'flows'],
  });
  const issues = [...(shape.success ? [] : faults(shape.error, body)), ...(parsed.ok ? [] : parsed.issues)];
  if (!shape.success || !parsed.ok) return { ok: false, issues };
  const basic = shape.data.basic_params;
  const { name } = shape.data.distribution_params;
  return {
    ok: true,
    warnings: parsed.warnings,
    value: {
      mode: 'custom',
      ...(name === undefined ? {} : { modeName: name }),
      target: basic?.investment_target ?? null,
      unit: basic?.unit ?? null,
      options: {},
      terms: {},
      further: {},
      ...parsed.value,
    },
  };
}

const BASIC_TERMS = ['hurdle_rate', 'carry_rate'];
const OPTION_IDS = new Set(presets.flatMap((p) => p.options.map((o) => o.id as string)));

function readClassic(body: unknown): Parsed<Request> {
  const shape = classicSchema.safeParse(body);
  const issues: Issue[] = shape.success ? [] : faults(shape.error, body);
  const raw = asRecord(body);
  const basic = asRecord(raw.basic_params);
  issues.push(...periodIssues(basic, LIMITS.classicYears));
  const distribution = asRecord(raw.distribution_params);
  const preset = typeof distribution.mode === 'string' ? presetOf(distribution.mode) : undefined;
  if (!preset) return { ok: false, issues };

  const locate = (id: string): (string | number)[] => {
    if (BASIC_TERMS.includes(id)) return ['basic_params', id];
    if (OPTION_IDS.has(id)) return ['distribution_params', 'options', id];
    return ['distribution_params', id];
  };
  const names = new Set([
    'mode',
    'options',
    ...preset.terms.map((t) => t.id).filter((id) => !BASIC_TERMS.includes(id)),
  ]);
  for (const key of Object.keys(distribution))
    if (!names.has(key))
      issues.push({ code: 'unknownKey', path: ['distribution_params', key], received: distribution[key] });
  const options = asRecord(distribution.options);
  /** Options of the engine beside the preset's own. */
  const further = Object.fromEntries(Object.entries(options).filter(([key]) => !OPTION_IDS.has(key)));

  const given = Object.fromEntries(
    preset.terms.map(({ id, unit }) => {
      const value = BASIC_TERMS.includes(id) ? basic[id] : distribution[id];
      return [id, unit === 'percent' ? asFractions(value) : value];
    }),
  );
  const inFlows: Issue[] = [];
  const placed = shape.success ? readCashFlows(shape.data, preset, options.accrual, inFlows) : null;
  const timeline = placed?.flows.timeline ?? null;
  const defined = define(preset, given, options, locate, timeline);
  if (!defined.ok) issues.push(...defined.issues.map(inPercent));
  if (!shape.success) return { ok: false, issues };
  issues.push(...inFlows.filter((i) => !isOnlySaid(i)));
  const warnings = [
    ...(defined.ok ? defined.warnings.map(inPercent) : []),
    ...preset.terms.flatMap(({ id, unit }) => (unit === 'percent' ? belowOne(locate(id), given[id]) : [])),
    ...inFlows.filter(isOnlySaid),
  ];
  const at = ['distribution_params', 'options'];
  const changed =
    defined.ok && Object.keys(further).length
      ? withOptions(defined.value.definition, further, timeline, at)
      : null;
  if (changed?.ok) warnings.push(...changed.warnings);
  else if (changed) issues.push(...changed.issues);
  const definition = changed?.ok ? changed.value : defined.ok ? defined.value.definition : null;
  if (definition && placed && !(changed && !changed.ok)) {
    const found = checkTogether(definition, placed.flows, { definition: ['distribution_params'], flows: [] });
    issues.push(...found.issues.map((issue) => inRows(issue, placed.rowOf)));
    warnings.push(...found.warnings.map((issue) => inRows(issue, placed.rowOf)));
  }
  if (issues.length || !defined.ok || !definition || !placed) return { ok: false, issues };
  return {
    ok: true,
    warnings,
    value: {
      mode: preset.id,
      target: shape.data.basic_params.investment_target ?? null,
      unit: shape.data.basic_params.unit ?? null,
      ...defined.value,
      further,
      definition,
      flows: placed.flows,
    },
  };
}

const isOnlySaid = ({ code }: Issue): boolean => code === 'yearMissing';

/** Percent as fractions, of a rate or of each of its steps; what is neither stays for `define` to refuse. */
function asFractions(value: unknown): unknown {
  if (typeof value === 'number') return value / 100;
  if (!Array.isArray(value)) return value;
  return value.map((step: unknown) =>
    isObject(step) && typeof step.rate === 'number' ? { ...step, rate: step.rate / 100 } : step,
  );
}

/** A fault of the engine's cash where the document has it. */
function inRows(issue: Issue, rowOf: readonly number[]): Issue {
  const [list, at, ...rest] = issue.path;
  return list === 'cash' ? { ...issue, path: ['cash_flows', rowOf[Number(at)]!, ...rest] } : issue;
}

/** Few mean a rate below one percent: more often it was written as a fraction. `rate` is one, or has steps. */
function belowOne(path: Issue['path'], rate: unknown): Issue[] {
  if (Array.isArray(rate))
    return rate.flatMap((step: unknown, i) =>
      isObject(step) ? belowOne([...path, i, 'rate'], step.rate) : [],
    );
  return typeof rate === 'number' && rate > 0 && rate < 0.01
    ? [{ code: 'percentMeant', path, received: Math.round(rate * 1e14) / 1e12 }]
    : [];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const asRecord = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};

/** Rates of an issue as the document has them: percent. */
function inPercent(issue: Issue): Issue {
  if (!issue.params?.percent) return issue;
  const scaled = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e12) / 1e10 : value);
  const params = Object.fromEntries(
    Object.entries(issue.params).map(([k, v]) => [
      k,
      ['min', 'max', 'carry'].includes(k) ? (scaled(v) as number) : v,
    ]),
  );
  return { ...issue, received: scaled(issue.received), params: { ...params, percent: 100 } };
}
