/**
 * The design's request document: percent as percent, ISO dates, the five modes by name,
 * or `mode: "custom"` with a definition and flows in the engine's own notation.
 */
import * as z from 'zod/mini';
import {
  amountSchema,
  define,
  faults,
  LIMITS,
  parse,
  presetOf,
  presets,
  serialOf,
  type Definition,
  type Flows,
  type Issue,
  type Parsed,
} from '../engine/index.ts';

const investmentAmount = z.number().check(z.gte(LIMITS.smallest), z.lte(LIMITS.amount));
const cashFlow = z.union([
  z.strictObject({
    year: z.number().check(z.int(), z.gte(0), z.lte(LIMITS.classicYears)),
    amount: amountSchema,
  }),
  z.strictObject({ date: z.string(), amount: amountSchema }),
]);

const header = {
  investment_target: z.optional(z.string().check(z.maxLength(200))),
  /** Unit of money, printed only. */
  unit: z.optional(z.string().check(z.maxLength(40))),
};

export const classicSchema = z.strictObject({
  basic_params: z.strictObject({
    ...header,
    investment_amount: investmentAmount,
    investment_period: z.number().check(z.int(), z.gte(1), z.lte(LIMITS.classicYears)),
    // Bounds and presence of rates are the preset's: see `define`.
    hurdle_rate: z.optional(z.unknown()),
    carry_rate: z.optional(z.unknown()),
  }),
  cash_flows: z.array(cashFlow).check(z.minLength(1), z.maxLength(LIMITS.flows)),
  distribution_params: z.looseObject({
    mode: z.enum(presets.map((p) => p.id)),
    options: z.optional(z.record(z.string(), z.unknown())),
  }),
});

export const customSchema = z.strictObject({
  basic_params: z.optional(z.looseObject(header)),
  distribution_params: z.strictObject({
    mode: z.literal('custom'),
    // Read by the engine's own schemas.
    definition: z.optional(z.unknown()),
    flows: z.optional(z.unknown()),
  }),
});

/** A request read: what to run, and what to print above it. */
export interface Request {
  readonly mode: string;
  readonly target: string | null;
  readonly unit: string | null;
  readonly options: Readonly<Record<string, string>>;
  /** Terms of the mode as used, rates as fractions; empty for a custom definition. */
  readonly terms: Readonly<Record<string, number>>;
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
  return {
    ok: true,
    warnings: parsed.warnings,
    value: {
      mode: 'custom',
      target: basic?.investment_target ?? null,
      unit: basic?.unit ?? null,
      options: {},
      terms: {},
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
  const distribution = asRecord(raw.distribution_params);
  const preset = typeof distribution.mode === 'string' ? presetOf(distribution.mode) : undefined;
  if (!preset) return { ok: false, issues };

  const locate = (id: string): (string | number)[] => {
    if (BASIC_TERMS.includes(id)) return ['basic_params', id];
    if (OPTION_IDS.has(id)) return ['distribution_params', 'options', id];
    return ['distribution_params', id];
  };
  const known = new Set([
    'mode',
    'options',
    ...preset.terms.map((t) => t.id).filter((id) => !BASIC_TERMS.includes(id)),
  ]);
  for (const key of Object.keys(distribution))
    if (!known.has(key))
      issues.push({ code: 'unknownKey', path: ['distribution_params', key], received: distribution[key] });
  const options = asRecord(distribution.options);
  for (const key of Object.keys(options))
    if (!OPTION_IDS.has(key))
      issues.push({
        code: 'unknownKey',
        path: ['distribution_params', 'options', key],
        received: options[key],
      });

  const given = Object.fromEntries(
    preset.terms.map(({ id, unit }) => {
      const value = BASIC_TERMS.includes(id) ? basic[id] : distribution[id];
      return [id, unit === 'percent' && typeof value === 'number' ? value / 100 : value];
    }),
  );
  const defined = define(preset, given, options, locate);
  if (!defined.ok) issues.push(...defined.issues.map(inPercent));
  if (!shape.success) return { ok: false, issues };
  const flows = readCashFlows(shape.data, issues);
  const warnings = [
    ...(defined.ok ? defined.warnings.map(inPercent) : []),
    ...issues.filter((i) => i.code === 'yearMissing'),
  ];
  const errors = issues.filter((i) => i.code !== 'yearMissing');
  if (errors.length || !defined.ok || !flows) return { ok: false, issues: errors };
  return {
    ok: true,
    warnings,
    value: {
      mode: preset.id,
      target: shape.data.basic_params.investment_target ?? null,
      unit: shape.data.basic_params.unit ?? null,
      ...defined.value,
      flows,
    },
  };
}

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

function readCashFlows(data: z.infer<typeof classicSchema>, issues: Issue[]): Flows | null {
  const { investment_amount: investment, investment_period: periods } = data.basic_params;
  const rows = data.cash_flows;
  const before = issues.length;
  const amounts = new Map<number, number>();
  const dates: number[] = [];
  const dated = rows.filter((r) => 'date' in r).length;
  if (dated > 0 && dated < rows.length)
    issues.push({ code: 'optionConflict', path: ['cash_flows'], params: { with: 'year / date' } });
  else if (dated > 0) readDates(rows as { date: string; amount: number }[], dates, issues);
  rows.forEach((row, i) => {
    const year = 'year' in row ? row.year : i;
    const path = ['cash_flows', i];
    if (amounts.has(year)) issues.push({ code: 'duplicateYear', path: [...path, 'year'], received: year });
    if (year > periods)
      issues.push({ code: 'outOfTimeline', path, received: year, params: { last: periods } });
    if (year === 0 && row.amount !== -investment)
      issues.push({ code: 'investmentMismatch', path: [...path, 'amount'], received: row.amount });
    amounts.set(year, row.amount);
  });
  if (issues.length > before) return null;
  const missing = Array.from({ length: periods }, (_, k) => k + 1).filter((k) => !amounts.has(k));
  if (missing.length)
    issues.push({ code: 'yearMissing', path: ['cash_flows'], params: { years: missing.join(', ') } });
  amounts.delete(0);
  return {
    timeline: { unit: 'year', periods, ...(dates.length === periods + 1 ? { dates } : {}) },
    contributions: [{ period: 0, amount: investment }],
    cash: [...amounts].map(([period, amount]) => ({ period, amount, pot: 'cash' })),
    nav: [],
  };
}

/** Dated rows begin with the investment at its date, and lie about a year apart. */
function readDates(
  rows: readonly { date: string; amount: number }[],
  dates: number[],
  issues: Issue[],
): void {
  rows.forEach(({ date }, i) => {
    const path = ['cash_flows', i, 'date'];
    const serial = serialOf(date);
    if (serial === null) issues.push({ code: 'notDate', path, received: date });
    else {
      const gap = serial - dates[dates.length - 1]!;
      if (gap <= 0) issues.push({ code: 'datesNotAscending', path, received: date });
      else if (gap < LIMITS.yearDays.least || gap > LIMITS.yearDays.most)
        issues.push({ code: 'notWholeYears', path, received: date });
      dates.push(serial);
    }
  });
}
