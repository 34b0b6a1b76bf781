/** A deal as a formula has it: mode, a block of terms, cash and dates in ranges. Read into a definition and its flows. */
import {
  addMonths,
  checkTogether,
  define,
  isoOf,
  isYearApart,
  LIMITS,
  presets,
  type Definition,
  type Flows,
  type Issue,
  type Preset,
  type Timeline,
} from '../engine/index.ts';
import { pathText } from '../i18n/issues.ts';
import { readingText } from '../i18n/reading.ts';
import { readLines, readSources, type Lines, type RangeGrid } from './deal-ranges.ts';
import { readTermsBlock, type TermsRead } from './deal-terms.ts';
import { rangeAddress, type Grid } from './grid.ts';
import { cellsOf, isNothing, numberIn } from './read/cells.ts';
import { modeById, modesCalled } from './mode.ts';
import { modeNamed } from './read/labels.ts';
import { potOf } from './read/sources.ts';
import { savedModes } from './saved-modes.ts';
import type { Term } from './read/index.ts';
import { givenTerms } from './given-terms.ts';
import type { CellIssue, Source } from './reading.ts';
import { flowsOfSources, hasSources } from './sources.ts';

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
  readonly cash: RangeGrid;
  readonly dates?: RangeGrid | undefined;
  /** Later contributions, one cell for each cell of cash. */
  readonly contributions?: RangeGrid | undefined;
}

/** The deal, or every fault with its cell. */
export function readDeal(ranges: DealRanges): { ok: true; value: Deal } | { ok: false; issues: CellIssue[] } {
  const issues: CellIssue[] = [];
  const preset = presetFrom(ranges.mode, issues);
  const block = readTermsBlock(ranges.terms);
  const { terms } = block;
  issues.push(...block.issues);
  if (preset?.own) issues.push(...notTaken(preset, terms));
  const inFlows: CellIssue[] = [];
  const flows =
    preset && hasSources(preset)
      ? flowsApart(preset, ranges, terms, inFlows)
      : flowsFrom(ranges, terms, preset, inFlows);
  issues.push(...inFlows);
  const definition = preset && defineFrom(preset, block, flows?.timeline ?? null, ranges.terms, issues);
  if (preset?.own && definition && flows && !issues.length)
    for (const issue of checkTogether(definition, flows, { definition: [], flows: [] }).issues)
      issues.push(ofDefinition(issue));
  if (issues.length || !preset || !definition || !flows) return { ok: false, issues };
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

/** The mode that is meant; where a saved mode has a name that is taken, neither. */
function presetFrom(mode: string, issues: CellIssue[]): Preset | undefined {
  const [found, ...others] = modesCalled(mode);
  const one = found ?? modeById(modeNamed(String(mode)) ?? '');
  const fault = (code: 'unknownMode' | 'modeTwice', params: CellIssue['params']) =>
    void issues.push({ severity: 'error', code, cell: '', received: mode, ...(params ? { params } : {}) });
  if (others.length) return fault('modeTwice', {});
  if (one) return one;
  return fault('unknownMode', {
    saved: savedModes()
      .map((m) => m.name.en)
      .join(', '),
    known: presets.map((p) => p.id).join(', '),
  });
}

/** Beside a definition of one's own a rate in the cells would say another thing than what is computed. */
const notTaken = ({ name }: Preset, terms: readonly Term[]): CellIssue[] =>
  terms.flatMap(({ id, cell }): CellIssue[] =>
    ['investment_amount', 'unit', 'investment_target', 'mode'].includes(id)
      ? []
      : [{ severity: 'error', code: 'termNotTaken', cell, params: { term: id, mode: name.en } }],
  );

const ofDefinition = ({ code, path, received, params }: Issue): CellIssue => ({
  severity: 'error',
  code,
  cell: '',
  received,
  params: { ...params, term: pathText(path) },
});

function defineFrom(
  preset: Preset,
  { terms, unread }: TermsRead,
  timeline: Timeline | null,
  grid: Grid,
  issues: CellIssue[],
): Definition | undefined {
  const defined = define(preset, givenTerms(terms), choicesIn(preset, terms), undefined, timeline);
  if (defined.ok) return defined.value.definition;
  if (preset.own) return void issues.push(...defined.issues.map(ofDefinition));
  const area = rangeAddress(grid.row, grid.column, grid.values.length, grid.values[0]?.length ?? 1);
  for (const { code, path, received, params } of defined.issues) {
    // Of a rate in steps the path goes on to the step.
    const [id, step = 0] = path as readonly [string, number?];
    const cell = terms.filter((t) => t.id === id)[step]?.cell;
    // A term that could not be read has had its fault told at its own cell.
    if (!cell && unread.has(id)) continue;
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
) => undefined;

const faultsInto =
  (issues: CellIssue[]): Fault =>
  (code, cell, received, params) =>
    void issues.push({ severity: 'error', code, cell, received, ...(params ? { params } : {}) });

/** Whole years need no more than the classic form has; dates may lie as close as they like. */
const periodsAtMost = (dated: boolean): number => (dated ? LIMITS.periods : LIMITS.classicYears);

/** How the block of terms says that time counts, if it does. */
const accrualIn = (preset: Preset | undefined, terms: readonly Term[]): unknown =>
  preset && choicesIn(preset, terms).accrual;

/** The options that the block names. */
const choicesIn = (preset: Preset, terms: readonly Term[]): Record<string, unknown> =>
  Object.fromEntries(preset.options.map(({ id }) => [id, terms.find((t) => t.id === id)?.value]));

/** Sources by the pots that their heads name; those whose heads name none take the others in their order. */
function inOrderOf(pots: readonly string[], sources: readonly Source[]): readonly Source[] {
  if (sources.length !== pots.length) return sources;
  const named = sources.map(({ name }): string | null => potOf(name, pots));
  if (pots.some((pot) => named.filter((n) => n === pot).length > 1)) return sources;
  const others = sources.filter((_, i) => !pots.includes(named[i] ?? ''));
  return pots.map((pot) => sources[named.indexOf(pot)] ?? others.shift()!);
}

function flowsApart(
  preset: Preset,
  { cash, dates, contributions }: DealRanges,
  terms: readonly Term[],
  issues: CellIssue[],
): Flows | undefined {
  const fault = faultsInto(issues);
  const at = rangeAddress(cash.row, cash.column, 1, 1);
  const paidIn =
    contributions &&
    cellsOf(contributions)
      .flat()
      .find((cell) => typeof numberIn(cell) === 'number' && !isNothing(cell));
  if (paidIn) {
    const cell = paidIn.address;
    issues.push({ severity: 'error', code: 'read', cell, message: readingText('paidInTwice', { cell }) });
  }
  const read = readSources(cash, dates);
  if (!read.ok) return void issues.push(...read.issues);
  const { days, lines } = read.value;
  const sources = preset.pots ? inOrderOf(preset.pots, read.value.sources) : read.value.sources;
  if (sources.length === 0) return fault('noAmounts', at, undefined, { range: at });
  const given = terms.find((t) => t.id === 'investment_amount')?.value;
  const investment = typeof given === 'number' ? given : undefined;
  const { closing, rows, ...flows } = flowsOfSources(preset, sources, investment, fault);
  const periods = rows - (closing ? 1 : 0);
  const most = periodsAtMost(days !== undefined);
  if (periods < 1 || periods > most)
    fault(periods < 1 ? 'tooFew' : 'tooMany', at, periods, { min: 1, max: most });
  const accrual = accrualIn(preset, terms);
  if (days) checkDates(days, lines, closing, preset, accrual, fault);
  return { timeline: timelineOf(periods, days, preset, accrual), nav: [], ...flows };
}

function timelineOf(
  periods: number,
  dates: readonly number[] | undefined,
  preset: Preset | undefined,
  accrual: unknown,
): Timeline {
  const byYears = dates?.every((date, k) => k === 0 || isYearApart(dates[k - 1]!, date)) ?? true;
  const anyDates = dates && (preset?.group === 'other' || accrual === 'days' || !byYears);
  return { unit: anyDates ? 'date' : 'year', periods, ...(dates ? { dates: [...dates] } : {}) };
}

function flowsFrom(
  ranges: DealRanges,
  terms: readonly Term[],
  preset: Preset | undefined,
  issues: CellIssue[],
): Flows | undefined {
  const fault = faultsInto(issues);
  const { dates, contributions } = ranges;
  const read = readLines([
    { grid: ranges.cash, kind: 'amount' },
    ...(dates ? [{ grid: dates, kind: 'date' as const }] : []),
    ...(contributions ? [{ grid: contributions, kind: 'amount' as const }] : []),
  ]);
  if (!read.ok) return void issues.push(...read.issues);
  const { columns } = read.value;
  const [cash = []] = columns;
  const days = dates ? columns[1] : undefined;
  const added = contributions ? columns[dates ? 2 : 1]! : [];
  const at = cash.length ? read.value.cellOf(0, 0) : rangeAddress(ranges.cash.row, ranges.cash.column, 1, 1);
  if (cash.length === 0) return fault('noAmounts', at, undefined, { range: at });
  const given = terms.find((t) => t.id === 'investment_amount')?.value;
  const leading = cash[0]!;
  const isClosing = given === undefined ? leading < 0 : leading === -given;
  const investment = isClosing ? -leading : given;
  if (typeof investment !== 'number')
    return fault('termMissing', at, undefined, { term: 'investment_amount', range: at });
  if (investment <= 0) fault('tooSmall', at, investment, { min: 0 });
  const shift = isClosing ? 0 : 1;
  const periods = cash.length - 1 + shift;
  const most = periodsAtMost(dates !== undefined);
  if (periods < 1 || periods > most)
    fault(periods < 1 ? 'tooFew' : 'tooMany', at, periods, { min: 1, max: most });
  const accrual = accrualIn(preset, terms);
  if (days) checkDates(days, read.value, isClosing, preset, accrual, fault);
  return {
    timeline: timelineOf(periods, days, preset, accrual),
    contributions: [
      { period: 0, amount: investment },
      ...added.flatMap((amount, i) => (amount ? [{ period: i + shift, amount }] : [])),
    ],
    cash: cash.flatMap((amount, i) => (i + shift > 0 ? [{ period: i + shift, amount, pot: 'cash' }] : [])),
    nav: [],
  };
}

/** What the dates of a deal must be: from its investment on, in their order, as far apart as its mode takes them. */
function checkDates(
  days: readonly number[],
  { columns, cellOf }: Lines,
  isClosing: boolean,
  preset: Preset | undefined,
  accrual: unknown,
  fault: Fault,
): void {
  const cellAt = (i: number) => cellOf(columns.indexOf(days), i);
  if (!isClosing) fault('closingDateMissing', cellAt(0));
  const isFree = preset?.group === 'other';
  days.forEach((date, i) => {
    const before = days[i - 1];
    if (before === undefined) return;
    if (date <= before) fault('datesBackwards', cellAt(i), isoOf(date));
    else if (!isFree && accrual === 'wholeYears' && !isYearApart(before, date))
      fault('notWholeYears', cellAt(i), isoOf(date));
  });
  const end = days.length ? addMonths(days[0]!, LIMITS.classicYears * 12) : Infinity;
  const late = days.findIndex((date) => date > end);
  if (late >= 0 && !isFree) fault('tooLong', cellAt(late), isoOf(days[late]!), { max: LIMITS.classicYears });
}
