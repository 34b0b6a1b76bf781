/** The flows of a deal as a formula has them: cash and contributions at their dates, of one stream or of each deal or pot. */
import {
  addMonths,
  isoOf,
  isYearApart,
  LIMITS,
  type Flows,
  type Preset,
  type Timeline,
} from '../engine/index.ts';
import { readingText, type ReadingParams, type ReadingText } from '../i18n/reading.ts';
import { readLines, readSources, type Lines, type RangeGrid } from './deal-ranges.ts';
import { rangeAddress, type Grid } from './grid.ts';
import { cellsOf, isNothing, numberIn } from './read/cells.ts';
import { potOf } from './read/sources.ts';
import type { Term } from './read/index.ts';
import type { CellIssue, Source } from './reading.ts';
import { flowsOfSources } from './sources.ts';

export interface DealRanges {
  readonly mode: string;
  readonly terms: Grid;
  readonly cash: RangeGrid;
  readonly dates?: RangeGrid | undefined;
  /** Later contributions, one cell for each cell of cash. */
  readonly contributions?: RangeGrid | undefined;
}

/** The address of a whole range, blanks at its end too where they are known. */
export const areaOf = ({ row, column, values, height, width }: RangeGrid): string =>
  rangeAddress(
    row,
    column,
    Math.max(1, height ?? values.length),
    Math.max(1, width ?? values[0]?.length ?? 1),
  );

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
export const choicesIn = (preset: Preset, terms: readonly Term[]): Record<string, unknown> =>
  Object.fromEntries(preset.options.map(({ id }) => [id, terms.find((t) => t.id === id)?.value]));

/** Sources by the pots that their heads name; those whose heads name none take the others in their order. */
function inOrderOf(pots: readonly string[], sources: readonly Source[]): readonly Source[] {
  if (sources.length !== pots.length) return sources;
  const named = sources.map(({ name }): string | null => potOf(name, pots));
  if (pots.some((pot) => named.filter((n) => n === pot).length > 1)) return sources;
  const others = sources.filter((_, i) => !pots.includes(named[i] ?? ''));
  return pots.map((pot) => sources[named.indexOf(pot)] ?? others.shift()!);
}

export function flowsApart(
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
  if (sources.length === 0) return fault('noAmounts', at, undefined, { range: areaOf(cash) });
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

export function flowsFrom(
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
  const told = (code: ReadingText, cell: string, params: ReadingParams): void =>
    void issues.push({
      severity: 'error',
      code: 'read',
      cell,
      message: readingText(code, { at: cell, ...params }),
    });
  const at = cash.length ? read.value.cellOf(0, 0) : rangeAddress(ranges.cash.row, ranges.cash.column, 1, 1);
  if (cash.length === 0) return fault('noAmounts', at, undefined, { range: areaOf(ranges.cash) });
  const given = terms.find((t) => t.id === 'investment_amount')?.value;
  const leading = cash[0]!;
  const isClosing = given === undefined ? leading < 0 : leading === -given;
  const investment = isClosing ? -leading : given;
  if (typeof investment !== 'number')
    return fault('termMissing', at, undefined, { term: 'investment_amount', range: at });
  if (investment <= 0) fault('tooSmall', at, investment, { min: 0, exclusive: 1 });
  if (!isClosing && leading < 0) told('outlayBesideInvestment', at, { received: leading, investment });
  const column = dates ? 2 : 1;
  if (isClosing && added[0])
    told('paidInAtClosing', read.value.cellOf(column, 0), { received: added[0], cell: at });
  const below = added.findIndex((amount) => amount < 0);
  if (below >= 0) told('contributionBelow', read.value.cellOf(column, below), { received: added[below]! });
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
