/** A deal as a formula has it: mode, a block of terms, cash and dates in ranges. Read into a definition and its flows. */
import {
  addMonths,
  define,
  isoOf,
  isYearApart,
  LIMITS,
  presetOf,
  presets,
  type Definition,
  type Flows,
  type Preset,
  type Timeline,
} from '../engine/index.ts';
import { rangeAddress, type Grid } from './grid.ts';
import { readAmounts } from './cells.ts';
import { givenTerms, readDates, readTermsBlock } from './read-terms.ts';
import type { CellIssue, ReadFlow, ReadTerm, Source } from './reading.ts';
import { flowsOfSources, hasSources, readSources } from './sources.ts';

export interface Deal {
  readonly preset: Preset;
  readonly definition: Definition;
  readonly flows: Flows;
  readonly unit: string | undefined;
  /** Terms and options as `define` took them. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface DealRanges {
  readonly mode: string;
  readonly terms: Grid;
  readonly cash: Grid;
  readonly dates?: Grid | undefined;
  /** Later contributions, one cell for each cell of cash. */
  readonly contributions?: Grid | undefined;
}

/** The deal, or every fault with its cell. */
export function readDeal(ranges: DealRanges): { ok: true; value: Deal } | { ok: false; issues: CellIssue[] } {
  const issues: CellIssue[] = [];
  const preset = modeOf(ranges.mode);
  const { terms, issues: termIssues } = readTermsBlock(ranges.terms);
  const apart = preset && hasSources(preset) ? readSources(ranges.cash) : undefined;
  const cash = apart ? { flows: [], issues: apart.issues } : readAmounts(ranges.cash);
  const added = ranges.contributions ? readAmounts(ranges.contributions) : undefined;
  issues.push(...termIssues, ...cash.issues, ...(added?.issues ?? []));
  if (!preset)
    issues.unshift({
      severity: 'error',
      code: 'unknownMode',
      cell: '',
      received: ranges.mode,
      params: { known: presets.map((p) => p.id).join(', ') },
    });
  const inFlows: CellIssue[] = [];
  const flows = apart
    ? flowsApart(preset!, ranges, apart.sources, terms, inFlows)
    : flowsFrom(ranges, cash.flows, added?.flows, terms, preset, inFlows);
  const definition = preset && defineFrom(preset, terms, flows?.timeline ?? null, ranges.terms, issues);
  issues.push(...inFlows);
  const errors = issues.filter((i) => i.severity === 'error');
  if (errors.length || !preset || !definition || !flows) return { ok: false, issues: errors };
  const unit = terms.find((t) => t.id === 'unit')?.value;
  return {
    ok: true,
    value: {
      preset,
      definition,
      flows,
      unit: unit === undefined ? undefined : String(unit),
      given: givenTerms(terms),
      options: choicesIn(preset, terms),
    },
  };
}

const normal = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s·-]+/g, ' ');

/** A mode by its id or its name in either language. */
export function modeOf(name: string): Preset | undefined {
  const wanted = normal(name);
  return (
    presetOf(name.trim()) ??
    presets.find((p) => [p.name.en, p.name['zh-CN']].some((n) => normal(n) === wanted))
  );
}

function defineFrom(
  preset: Preset,
  terms: readonly ReadTerm[],
  timeline: Timeline | null,
  grid: Grid,
  issues: CellIssue[],
): Definition | undefined {
  const defined = define(preset, givenTerms(terms), choicesIn(preset, terms), undefined, timeline);
  if (defined.ok) return defined.value.definition;
  const area = rangeAddress(grid.row, grid.column, grid.values.length, grid.values[0]?.length ?? 1);
  for (const { code, path, received, params } of defined.issues) {
    // Of a rate in steps the path goes on to the step.
    const [id, step = 0] = path as readonly [string, number?];
    const cell = terms.filter((t) => t.id === id)[step]?.cell;
    // A term that could not be read has had its fault told at its own cell.
    if (!cell && issues.some((i) => i.params?.term === id)) continue;
    issues.push({
      severity: 'error',
      code: cell ? code : 'termMissing',
      cell: cell ?? area.split(':')[0]!,
      received,
      params: { ...params, term: id, range: area },
    });
  }
  return undefined;
}

type Fault = (
  code: CellIssue['code'],
  cell: string,
  received?: unknown,
  params?: CellIssue['params'],
) => void;

const faultsInto =
  (issues: CellIssue[]): Fault =>
  (code, cell, received, params) =>
    void issues.push({ severity: 'error', code, cell, received, ...(params ? { params } : {}) });

/** Whole years need no more than the classic form has; dates may lie as close as they like. */
const periodsAtMost = (dated: boolean): number => (dated ? LIMITS.periods : LIMITS.classicYears);

/** How the block of terms says that time counts, if it does. */
const accrualIn = (preset: Preset | undefined, terms: readonly ReadTerm[]): unknown =>
  preset && choicesIn(preset, terms).accrual;

/** The options that the block names, by the id of a choice or by its name in either language. */
const choicesIn = (preset: Preset, terms: readonly ReadTerm[]): Record<string, unknown> =>
  Object.fromEntries(
    preset.options.map(({ id, choices }) => {
      const value = terms.find((t) => t.id === id)?.value;
      const named = choices.find((c) => [c.label.en, c.label['zh-CN']].includes(String(value).trim()));
      return [id, named?.id ?? value];
    }),
  );

function flowsApart(
  preset: Preset,
  ranges: DealRanges,
  sources: readonly Source[],
  terms: readonly ReadTerm[],
  issues: CellIssue[],
): Flows | undefined {
  const fault = faultsInto(issues);
  const at = rangeAddress(ranges.cash.row, ranges.cash.column, 1, 1);
  if (sources.length === 0) {
    fault('noAmounts', at, undefined, { range: at });
    return undefined;
  }
  const given = terms.find((t) => t.id === 'investment_amount')?.value;
  const investment = typeof given === 'number' ? given : undefined;
  const { closing, rows, ...flows } = flowsOfSources(preset, sources, investment, fault);
  const periods = rows - (closing ? 1 : 0);
  const most = periodsAtMost(ranges.dates !== undefined);
  if (periods < 1 || periods > most)
    fault(periods < 1 ? 'tooFew' : 'tooMany', at, periods, { min: 1, max: most });
  const dates =
    ranges.dates && datesFrom(ranges.dates, rows, closing, preset, accrualIn(preset, terms), fault);
  return { timeline: timelineOf(periods, dates, preset, accrualIn(preset, terms)), nav: [], ...flows };
}

function timelineOf(
  periods: number,
  dates: number[] | undefined,
  preset: Preset | undefined,
  accrual: unknown,
): Timeline {
  const byYears = dates?.every((date, k) => k === 0 || isYearApart(dates[k - 1]!, date)) ?? true;
  const anyDates = dates && (preset?.group === 'other' || accrual === 'days' || !byYears);
  return { unit: anyDates ? 'date' : 'year', periods, ...(dates ? { dates } : {}) };
}

function flowsFrom(
  ranges: DealRanges,
  cash: readonly ReadFlow[],
  added: readonly ReadFlow[] | undefined,
  terms: readonly ReadTerm[],
  preset: Preset | undefined,
  issues: CellIssue[],
): Flows | undefined {
  const fault = faultsInto(issues);
  const at = cash[0]?.cell ?? rangeAddress(ranges.cash.row, ranges.cash.column, 1, 1);
  if (cash.length === 0) {
    fault('noAmounts', at, undefined, { range: at });
    return undefined;
  }
  const given = terms.find((t) => t.id === 'investment_amount')?.value;
  const leading = cash[0]!.amount ?? 0;
  const isClosing = given === undefined ? leading < 0 : leading === -given;
  const investment = isClosing ? -leading : given;
  if (typeof investment !== 'number') {
    fault('termMissing', at, undefined, { term: 'investment_amount', range: at });
    return undefined;
  }
  if (investment <= 0) fault('tooSmall', at, investment, { min: 0 });
  const shift = isClosing ? 0 : 1;
  const periods = cash.length - 1 + shift;
  const most = periodsAtMost(ranges.dates !== undefined);
  if (periods < 1 || periods > most)
    fault(periods < 1 ? 'tooFew' : 'tooMany', at, periods, { min: 1, max: most });
  const dates =
    ranges.dates && datesFrom(ranges.dates, cash.length, isClosing, preset, accrualIn(preset, terms), fault);
  if (added && added.length !== cash.length)
    fault('lengthsDiffer', at, undefined, { dates: added.length, amounts: cash.length });
  return {
    timeline: timelineOf(periods, dates, preset, accrualIn(preset, terms)),
    contributions: [
      { period: 0, amount: investment },
      ...(added ?? []).flatMap(({ amount }, i) => (amount ? [{ period: i + shift, amount }] : [])),
    ],
    cash: cash.flatMap(({ amount }, i) =>
      i + shift > 0 ? [{ period: i + shift, amount: amount ?? 0, pot: 'cash' }] : [],
    ),
    nav: [],
  };
}

function datesFrom(
  grid: Grid,
  amounts: number,
  isClosing: boolean,
  preset: Preset | undefined,
  accrual: unknown,
  fault: Fault,
): number[] | undefined {
  const { dates, cells } = readDates(grid);
  const at = cells[0] ?? rangeAddress(grid.row, grid.column, 1, 1);
  if (dates.length !== amounts) fault('lengthsDiffer', at, undefined, { dates: dates.length, amounts });
  else if (!isClosing) fault('closingDateMissing', at);
  dates.forEach((date, i) => {
    const before = dates[i - 1];
    if (date === null) fault('notDate', cells[i]!);
    else if (before !== null && before !== undefined) {
      if (date <= before) fault('datesBackwards', cells[i]!, date);
      else if (preset?.group === 'other') return;
      else if (accrual === 'wholeYears' && !isYearApart(before, date))
        fault('notWholeYears', cells[i]!, isoOf(date));
    }
  });
  const first = dates[0];
  const late = first
    ? dates.findIndex((date) => (date ?? 0) > addMonths(first, LIMITS.classicYears * 12))
    : -1;
  if (late >= 0 && preset?.group !== 'other')
    fault('tooLong', cells[late]!, isoOf(dates[late]!), { max: LIMITS.classicYears });
  return dates as number[];
}
