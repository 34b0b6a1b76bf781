/**
 * The design's request document: percent as percent, ISO dates, the five modes by name,
 * or `mode: "custom"` with a definition and flows in the engine's own notation.
 */
import * as z from 'zod/mini';
import {
  amountSchema,
  dealIssues,
  define,
  faults,
  known,
  LIMITS,
  parse,
  presetOf,
  presets,
  serialOf,
  withOptions,
  type CashFlow,
  type Deal,
  type Definition,
  type Flows,
  type Issue,
  type Parsed,
  type Preset,
} from '../engine/index.ts';

const investmentAmount = z.number().check(z.gte(LIMITS.smallest), z.lte(LIMITS.amount));
const year = z.number().check(z.int(), z.gte(0), z.lte(LIMITS.classicYears));
const name = z.string().check(z.minLength(1), z.maxLength(60));
/** What the cash came from, in the modes that tell it apart. */
const source = { deal: z.optional(name), pot: z.optional(name) };
const cashFlow = z.union([
  z.strictObject({ year, amount: amountSchema, ...source }),
  z.strictObject({ date: z.string(), amount: amountSchema, ...source }),
]);
const deal = z.strictObject({
  id: name,
  cost: investmentAmount,
  year: z._default(year, 0),
  expenses: z._default(z.number().check(z.gte(0), z.lte(LIMITS.amount)), 0),
  write_downs: z._default(
    z.array(z.strictObject({ year, amount: investmentAmount })).check(z.maxLength(LIMITS.flows)),
    [],
  ),
  closed_year: z.optional(year),
});

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
      return [id, unit === 'percent' && typeof value === 'number' ? value / 100 : value];
    }),
  );
  const defined = define(preset, given, options, locate);
  if (!defined.ok) issues.push(...defined.issues.map(inPercent));
  if (!shape.success) return { ok: false, issues };
  const flows = readCashFlows(shape.data, preset, issues);
  const warnings = [
    ...(defined.ok ? defined.warnings.map(inPercent) : []),
    ...preset.terms.flatMap(({ id, unit }) => (unit === 'percent' ? belowOne(locate(id), given[id]) : [])),
    ...issues.filter((i) => i.code === 'yearMissing'),
  ];
  const errors = issues.filter((i) => i.code !== 'yearMissing');
  const timeline = flows?.timeline ?? { unit: 'year', periods: shape.data.basic_params.investment_period };
  const definition =
    defined.ok && Object.keys(further).length
      ? withOptions(defined.value.definition, further, timeline, ['distribution_params', 'options'])
      : null;
  if (definition && !definition.ok) errors.push(...definition.issues);
  if (errors.length || !defined.ok || !flows) return { ok: false, issues: errors };
  return {
    ok: true,
    warnings,
    value: {
      mode: preset.id,
      target: shape.data.basic_params.investment_target ?? null,
      unit: shape.data.basic_params.unit ?? null,
      ...defined.value,
      ...(definition?.ok ? { definition: definition.value } : {}),
      flows,
    },
  };
}

/** Few mean a rate below one percent: more often it was written as a fraction. `rate` is one. */
const belowOne = (path: Issue['path'], rate: unknown): Issue[] =>
  typeof rate === 'number' && rate > 0 && rate < 0.01
    ? [{ code: 'percentMeant', path, received: Math.round(rate * 1e14) / 1e12 }]
    : [];

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

type Row = z.infer<typeof cashFlow>;

function readCashFlows(data: z.infer<typeof classicSchema>, preset: Preset, issues: Issue[]): Flows | null {
  const { investment_amount: investment, investment_period } = data.basic_params;
  const rows = data.cash_flows;
  const before = issues.length;
  const dated = rows.filter((r) => 'date' in r).length;
  const dates = dated === rows.length ? readDates(rows, preset, issues) : [];
  if (dated > 0 && dated < rows.length)
    issues.push({ code: 'optionConflict', path: ['cash_flows'], params: { with: 'year / date' } });
  const anyDates = dated > 0 && preset.group === 'other';
  const periods = anyDates ? dates.length - 1 : investment_period;
  const yearOf = (row: Row) => ('year' in row ? row.year : dates.indexOf(serialOf(row.date)!));
  const dealIds = (data.deals ?? []).map((d) => d.id);
  const ids = new Set(dealIds);
  if (data.deals && !preset.byDeal)
    issues.push({ code: 'unknownKey', path: ['deals'], params: { mode: preset.id } });
  const cash: CashFlow[] = [];
  const seen = new Set<string>();
  const { pots = [], byDeal } = preset;
  rows.forEach((row, i) => {
    const { amount, deal, pot = pots[0] } = row;
    const at = yearOf(row);
    const path = ['cash_flows', i];
    const fault = (code: Issue['code'], key?: string, received?: unknown, params?: Issue['params']) =>
      void issues.push({
        code,
        path: key === undefined ? path : [...path, key],
        received,
        ...(params ? { params } : {}),
      });
    const same = JSON.stringify([at, deal, pot]);
    if (seen.has(same) && at >= 0) fault('duplicateYear', 'year' in row ? 'year' : 'date', at);
    seen.add(same);
    if (at > periods) fault('outOfTimeline', undefined, at, { last: periods });
    if (at === 0 && amount !== -investment) fault('investmentMismatch', 'amount', amount);
    if (deal !== undefined && !byDeal) fault('unknownKey', 'deal', deal);
    else if (deal !== undefined && !ids.has(deal)) fault('unknownParty', 'deal', deal, known(dealIds));
    if (row.pot !== undefined && !preset.pots) fault('unknownKey', 'pot', row.pot);
    else if (row.pot !== undefined && !pots.includes(row.pot))
      fault('unknownTier', 'pot', row.pot, known(pots));
    if (at > 0)
      cash.push({ period: at, amount, pot: pot ?? 'cash', ...(deal === undefined ? {} : { deal }) });
  });
  const spent = (data.deals ?? []).reduce((sum, d) => sum + d.cost + d.expenses, 0);
  if (spent > investment * (1 + 1e-9))
    issues.push({ code: 'tooLarge', path: ['deals'], received: spent, params: { max: investment } });
  const deals = readDeals(data.deals, periods, issues);
  if (issues.length > before) return null;
  const years = new Set(cash.map((c) => c.period));
  const missing = Array.from({ length: periods }, (_, k) => k + 1).filter((k) => !years.has(k));
  if (missing.length)
    issues.push({ code: 'yearMissing', path: ['cash_flows'], params: { years: missing.join(', ') } });
  const rest = investment - spent;
  return {
    timeline: {
      unit: anyDates ? 'date' : 'year',
      periods,
      ...(dates.length === periods + 1 ? { dates } : {}),
    },
    contributions: rest > investment * 1e-9 ? [{ period: 0, amount: rest }] : [],
    cash,
    nav: [],
    ...(deals ? { deals } : {}),
  };
}

/** The document's word for a key of the engine's deals. */
const WORDS: Readonly<Record<string, string>> = {
  at: 'year',
  writeDowns: 'write_downs',
  closedAt: 'closed_year',
};

function readDeals(
  raw: z.infer<typeof classicSchema>['deals'],
  periods: number,
  issues: Issue[],
): Deal[] | undefined {
  return raw?.map(({ id, cost, expenses, year, write_downs, closed_year }, i) => {
    const deal: Deal = {
      id,
      cost,
      expenses,
      period: year,
      writeDowns: write_downs.map((w) => ({ period: w.year, amount: w.amount })),
      ...(closed_year === undefined ? {} : { closedAt: closed_year }),
    };
    if (raw.findIndex((d) => d.id === id) < i)
      issues.push({ code: 'duplicateId', path: ['deals', i, 'id'], received: id });
    const inside = (at: number, ...path: Issue['path']): void => {
      if (at > periods)
        issues.push({
          code: 'outOfTimeline',
          path: ['deals', i, ...path],
          received: at,
          params: { last: periods },
        });
    };
    inside(year, 'year');
    write_downs.forEach((w, k) => inside(w.year, 'write_downs', k, 'year'));
    inside(closed_year ?? 0, 'closed_year');
    const path = (own: Issue['path']) => ['deals', i, ...own.map((key) => WORDS[key] ?? key)];
    issues.push(...dealIssues(deal).map((issue) => ({ ...issue, path: path(issue.path) })));
    return deal;
  });
}

/**
 * The dates of the rows, each once. They begin with that of the investment and ascend;
 * the classic modes count whole years, so theirs lie about a year apart.
 */
function readDates(rows: readonly Row[], preset: Preset, issues: Issue[]): number[] {
  const dates: number[] = [];
  rows.forEach((row, i) => {
    if (!('date' in row)) return;
    const path = ['cash_flows', i, 'date'];
    const serial = serialOf(row.date);
    const before = dates[dates.length - 1];
    if (serial === null) issues.push({ code: 'notDate', path, received: row.date });
    else if (before === undefined || serial > before) {
      const gap = serial - (before ?? NaN);
      if (preset.group !== 'other' && (gap < LIMITS.yearDays.least || gap > LIMITS.yearDays.most))
        issues.push({ code: 'notWholeYears', path, received: row.date });
      dates.push(serial);
    } else if (serial < before || (!preset.byDeal && !preset.pots))
      issues.push({ code: 'datesNotAscending', path, received: row.date });
  });
  return dates;
}
