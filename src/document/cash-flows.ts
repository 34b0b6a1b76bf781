/** Cash flows and deals of a mode by name: years or dates as the design writes them, into the engine's flows. */
import * as z from 'zod/mini';
import {
  addMonths,
  amountSchema,
  dealIssues,
  isYearApart,
  known,
  LIMITS,
  PERIODS_PER_YEAR,
  serialOf,
  type CashFlow,
  type Deal,
  type Flows,
  type Issue,
  type Preset,
} from '../engine/index.ts';

export const investmentAmount = z.number().check(z.gte(LIMITS.smallest), z.lte(LIMITS.amount));
/** What a period is; `year` in rows and deals then counts these. */
export const periodUnits = ['year', 'quarter', 'month'] as const;
export type PeriodUnit = (typeof periodUnits)[number];
/** Most periods of a mode by name: thirty years of months. */
export const MOST_PERIODS = LIMITS.classicYears * PERIODS_PER_YEAR.month;
const year = z.number().check(z.int(), z.gte(0), z.lte(MOST_PERIODS));
const name = z.string().check(z.minLength(1), z.maxLength(60));
/** What the cash came from, in the modes that tell it apart. */
const source = { deal: z.optional(name), pot: z.optional(name) };
export const cashFlow = z.union([
  z.strictObject({ year, amount: amountSchema, ...source }),
  z.strictObject({ date: z.string(), amount: amountSchema, ...source }),
]);
export const deal = z.strictObject({
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

type Row = z.infer<typeof cashFlow>;

/** The part of a request document that flows are read from. */
interface Given {
  readonly basic_params: {
    readonly investment_amount: number;
    readonly investment_period: number;
    readonly period_unit?: PeriodUnit | undefined;
  };
  readonly cash_flows: readonly Row[];
  readonly deals?: readonly z.infer<typeof deal>[] | undefined;
}

/** More periods than so many years have. */
export function periodIssues(basic: Readonly<Record<string, unknown>>, years: number): Issue[] {
  const { investment_period: periods, period_unit: unit = 'year' } = basic;
  const perYear = PERIODS_PER_YEAR[unit as PeriodUnit];
  const max = years * perYear;
  if (typeof periods !== 'number' || periods > MOST_PERIODS || !(periods > max)) return [];
  return [
    { code: 'tooLarge', path: ['basic_params', 'investment_period'], received: periods, params: { max } },
  ];
}

/** Flows placed, and the row of the request that each amount of cash stands in. */
export interface Placed {
  readonly flows: Flows;
  readonly rowOf: readonly number[];
}

/**
 * The flows of a mode by name; null, and every fault noted, where they cannot be read.
 * @param accrual how the request says that time counts, if it does
 */
export function readCashFlows(data: Given, preset: Preset, accrual: unknown, issues: Issue[]): Placed | null {
  const { investment_amount: investment, investment_period, period_unit = 'year' } = data.basic_params;
  const rows = data.cash_flows;
  const before = issues.length;
  const dated = rows.filter((r) => 'date' in r).length;
  const dates = dated === rows.length ? readDates(rows, preset, issues) : [];
  if (dated > 0 && dated < rows.length)
    issues.push({ code: 'optionConflict', path: ['cash_flows'], params: { with: 'year / date' } });
  if (dated > 0 && period_unit !== 'year')
    issues.push({
      code: 'optionConflict',
      path: ['basic_params', 'period_unit'],
      received: period_unit,
      params: { with: 'date' },
    });
  const isClassic = preset.group !== 'other';
  const byYears = dates.every((date, k) => k === 0 || isYearApart(dates[k - 1]!, date));
  if (isClassic && accrual === 'wholeYears') noteOtherGaps(rows, dates, issues);
  const anyDates = dates.length > 0 && (!isClassic || accrual === 'days' || !byYears);
  if (isClassic && anyDates) noteTooLong(rows, dates, issues);
  const periods = anyDates ? dates.length - 1 : investment_period;
  const yearOf = (row: Row) => ('year' in row ? row.year : dates.indexOf(serialOf(row.date)!));
  const dealIds = (data.deals ?? []).map((d) => d.id);
  const ids = new Set(dealIds);
  if (data.deals && !preset.byDeal)
    issues.push({ code: 'unknownKey', path: ['deals'], params: { mode: preset.id } });
  const cash: CashFlow[] = [];
  const rowOf: number[] = [];
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
    if (at > 0) {
      cash.push({ period: at, amount, pot: pot ?? 'cash', ...(deal === undefined ? {} : { deal }) });
      rowOf.push(i);
    }
  });
  const spent = (data.deals ?? []).reduce((sum, d) => sum + d.cost + d.expenses, 0);
  if (spent > investment * (1 + 1e-9))
    issues.push({ code: 'tooLarge', path: ['deals'], received: spent, params: { max: investment } });
  const deals = readDeals(data.deals, periods, issues);
  if (issues.length > before) return null;
  noteMissing(cash, periods, issues);
  const rest = investment - spent;
  return {
    rowOf,
    flows: {
      timeline: {
        unit: anyDates ? 'date' : period_unit,
        periods,
        ...(dates.length === periods + 1 ? { dates } : {}),
      },
      contributions: rest > investment * 1e-9 ? [{ period: 0, amount: rest }] : [],
      cash,
      nav: [],
      ...(deals ? { deals } : {}),
    },
  };
}

/** The document's word for a key of the engine's deals. */
const WORDS: Readonly<Record<string, string>> = {
  at: 'year',
  writeDowns: 'write_downs',
  closedAt: 'closed_year',
};

function readDeals(raw: Given['deals'], periods: number, issues: Issue[]): Deal[] | undefined {
  const ids = raw?.map(({ id }) => id) ?? [];
  return raw?.map(({ id, cost, expenses, year, write_downs, closed_year }, i) => {
    const deal: Deal = {
      id,
      cost,
      expenses,
      period: year,
      writeDowns: write_downs.map((w) => ({ period: w.year, amount: w.amount })),
      ...(closed_year === undefined ? {} : { closedAt: closed_year }),
    };
    if (ids.indexOf(id) < i) issues.push({ code: 'duplicateId', path: ['deals', i, 'id'], received: id });
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

/** The dates of the rows, each once. They begin with that of the investment and ascend. */
function readDates(rows: readonly Row[], preset: Preset, issues: Issue[]): number[] {
  const dates: number[] = [];
  rows.forEach((row, i) => {
    if (!('date' in row)) return;
    const path = ['cash_flows', i, 'date'];
    const serial = serialOf(row.date);
    const before = dates[dates.length - 1];
    if (serial === null) issues.push({ code: 'notDate', path, received: row.date });
    else if (before === undefined || serial > before) dates.push(serial);
    else if (serial < before || (!preset.byDeal && !preset.pots))
      issues.push({ code: 'datesNotAscending', path, received: row.date });
  });
  return dates;
}

/** Periods without a row: their cash may have been forgotten. */
function noteMissing(cash: readonly CashFlow[], periods: number, issues: Issue[]): void {
  const present = new Set(cash.map((c) => c.period));
  const missing = Array.from({ length: periods }, (_, k) => k + 1).filter((k) => !present.has(k));
  if (missing.length)
    issues.push({ code: 'yearMissing', path: ['cash_flows'], params: { years: missing.join(', ') } });
}

/** Whole years are counted: dates that lie otherwise than a year apart. */
function noteOtherGaps(rows: readonly Row[], dates: readonly number[], issues: Issue[]): void {
  rows.forEach((row, i) => {
    const k = 'date' in row ? dates.indexOf(serialOf(row.date) ?? NaN) : 0;
    if (k > 0 && 'date' in row && !isYearApart(dates[k - 1]!, dates[k]!))
      issues.push({ code: 'notWholeYears', path: ['cash_flows', i, 'date'], received: row.date });
  });
}

/** The classic modes run for so many years, however many periods they have. */
function noteTooLong(rows: readonly Row[], dates: readonly number[], issues: Issue[]): void {
  const end = dates.length ? addMonths(dates[0]!, LIMITS.classicYears * 12) : Infinity;
  const i = rows.findIndex((row) => 'date' in row && (serialOf(row.date) ?? 0) > end);
  const row = rows[i];
  if (row && 'date' in row)
    issues.push({
      code: 'tooLong',
      path: ['cash_flows', i, 'date'],
      received: row.date,
      params: { max: LIMITS.classicYears },
    });
}
