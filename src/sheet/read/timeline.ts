/** The periods of a table in their order: faults where one is missing, repeated or backward, and how long they are. */
import { isoOf } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { monthEnd, isCalendarYear } from './dates.ts';
import { rangeOf, textIn } from './cells.ts';
import type { Findings } from './findings.ts';
import type { Layout } from './layout.ts';
import type { Cell, ReadPeriod, Timeline, Unit } from './model.ts';
import { ROUND, type Entry, type PeriodLine } from './periods.ts';
import type { Position } from './positions.ts';
import { halfEnd } from './period.ts';

export interface Placed {
  readonly timeline: Timeline;
  /** Period numbers are set by the flows: the leading outlay is period 0. */
  readonly periods: readonly (Omit<ReadPeriod, 'period'> & {
    readonly at: number;
    readonly ordinal: number;
  })[];
}

export const labelOf = (cell: Cell): string =>
  cell.day !== undefined
    ? isoOf(cell.day)
    : (textIn(cell) ?? (cell.value === null ? '' : String(cell.value)));

const isPart = (unit: PeriodLine['unit']): unit is keyof typeof ROUND => unit in ROUND;

/** Years of a line above or beside, each until the next begins. */
function yearsAt({ beside }: Layout): (number | undefined)[] | undefined {
  const line = beside.find((p) => p.unit === 'year' && p.calendar);
  let current: number | undefined;
  return line?.line.map((_, i) => (current = line.entries[i]?.ordinal ?? current));
}

/**
 * Half-years, quarters or months placed in the years beside them: months and half-years become dates, their ends.
 * @param at positions that are placed
 * @param goTogether whether their places in the calendar may follow each other so
 * @returns the line as it is where the two do not go together
 */
export function inYears(
  line: PeriodLine,
  layout: Layout,
  at: readonly number[],
  goTogether: (places: readonly number[], unit: PeriodLine['unit']) => boolean,
): PeriodLine {
  const { unit } = line;
  const years = isPart(unit) && !line.calendar ? yearsAt(layout) : undefined;
  if (!isPart(unit) || !years || at.some((p) => years[p] === undefined)) return line;
  const round = ROUND[unit];
  const placeAt = (p: number) =>
    years[p]! * round + ((((line.entries[p]!.ordinal - 1) % round) + round) % round);
  if (!goTogether(at.map(placeAt), unit)) return line;
  const entries = line.entries.map((entry, p) =>
    entry && years[p] !== undefined ? { ...entry, ordinal: endAt(unit, placeAt(p)) } : null,
  );
  return unit === 'quarter'
    ? { ...line, calendar: true, entries }
    : { ...line, unit: 'date', calendar: true, endsOf: unit, entries };
}

/** The last day of a month or a half-year counted through the years; quarters stay counted. */
function endAt(unit: keyof typeof ROUND, place: number): number {
  const [year, number] = [Math.floor(place / ROUND[unit]), (place % ROUND[unit]) + 1];
  return unit === 'quarter' ? place : (unit === 'half' ? halfEnd(year, number) : monthEnd(year, number))!;
}

/** In a fiscal year that begins within one of the calendar they do not. */
const followEachOther = (places: readonly number[], unit: PeriodLine['unit']): boolean =>
  places.every((n, i) => i === 0 || n === places[i - 1]! + 1 || (unit === 'half' && n > places[i - 1]!));

export function placePeriods(
  layout: Layout,
  found: readonly Position[],
  findings: Findings,
  unit?: Unit,
): Placed | null {
  if (!layout.periods) return withoutPeriods(layout, found, findings, unit);
  askOrder(layout.periods, findings);
  const at = found.map((k) => k.at);
  const line = inYears(layout.periods, layout, at, followEachOther);
  const asTold = found.map(({ at, entry }) => ({ at, entry: line.entries[at] ?? entry }));
  const isReversed =
    asTold.length > 2 &&
    asTold.every(({ entry }, i) => i === 0 || entry.ordinal < asTold[i - 1]!.entry.ordinal);
  const kept = isReversed ? asTold.reverse() : asTold;
  if (isReversed) findings.note('sorted', { address: rangeOf(kept.map((k) => k.entry.cell)) });
  noteOrder(kept, line.unit === 'date', findings);
  return {
    timeline: timelineOf(line, kept[0]?.entry, findings),
    periods: kept.map(({ at, entry }) => ({
      at,
      ordinal: entry.ordinal,
      label: labelOf(entry.cell),
      cell: entry.cell.address,
      ...(line.unit === 'date' ? { date: entry.ordinal } : {}),
    })),
  };
}

/** How long the periods are and where the first one lies, with what is to be said of it. */
export function timelineOf(line: PeriodLine, first: Entry | undefined, findings: Findings): Timeline {
  noteLength(line, findings);
  if (line.unit === 'half') {
    const cell = first?.cell ?? line.line[0]!;
    findings.fault('halfWithoutYear', cell, { received: quotedText(labelOf(cell)) });
    return { unit: 'period' };
  }
  const start =
    line.calendar && first && line.unit !== 'date' ? startOf(line.unit, first.ordinal) : undefined;
  return { unit: line.unit, ...(start ? { start } : {}) };
}

function startOf(unit: Unit, ordinal: number): Timeline['start'] {
  if (!isPart(unit)) return isCalendarYear(ordinal) ? { year: ordinal } : undefined;
  return { year: Math.floor(ordinal / ROUND[unit]), number: (ordinal % ROUND[unit]) + 1 };
}

function noteOrder(kept: readonly Position[], isDated: boolean, findings: Findings): void {
  kept.forEach(({ entry: { cell, ordinal: n } }, i) => {
    const before = kept[i - 1]?.entry.ordinal;
    const at = { received: quotedText(labelOf(cell)) };
    if (before === undefined) return;
    if (n === before) findings.fault('periodRepeated', cell, at);
    else if (n < before) findings.fault('periodBackward', cell, at);
    else if (!isDated && n > before + 1) findings.fault('periodMissing', cell, at);
  });
}

export function askOrder(
  { order, line, entries, contradicts, turned }: PeriodLine,
  findings: Findings,
): void {
  const range = rangeOf(line.filter((_, i) => entries[i]));
  if (order) {
    const [first, second] = [isoOf(order.dayFirst), isoOf(order.monthFirst)];
    findings.askAt(
      'dayOrMonthFirst',
      rangeOf(line),
      { received: quotedText(labelOf(order.cell)), cell: order.cell.address, first, second, range },
      [
        { id: 'dayFirst', label: readingText('dayFirst', { date: first }) },
        { id: 'monthFirst', label: readingText('monthFirst', { date: second }) },
      ],
      order.likely,
    );
  }
  if (contradicts)
    findings.fault('dateOrderMixed', contradicts, { received: quotedText(labelOf(contradicts)), range });
  if (turned)
    findings.fault(
      'dateOrderMixed',
      turned,
      { received: quotedText(labelOf(turned)), range },
      undefined,
      'dateTurned',
    );
}

function noteLength(line: PeriodLine, findings: Findings): void {
  const { unit, endsOf } = line;
  const at = { address: rangeOf(line.line.filter((_, i) => line.entries[i])) };
  if (unit === 'quarter' || unit === 'month')
    findings.note(
      'unitTold',
      at,
      {},
      'warning',
      undefined,
      unit === 'quarter' ? 'quartersTold' : 'monthsTold',
    );
  if (unit === 'period') findings.note('periodsAsSuch', at, {}, 'warning');
  if (endsOf)
    findings.note('monthEnds', at, {}, 'info', undefined, endsOf === 'half' ? 'halfEnds' : 'monthEnds');
  if (line.plainDates) {
    const cell = line.line.find(
      (c, i) => line.entries[i] && typeof c.value === 'number' && c.day === undefined,
    );
    const day = cell && line.entries[line.line.indexOf(cell)]!.ordinal;
    if (cell && day !== undefined)
      findings.note('plainDates', at, { received: cell.value as number, date: isoOf(day) }, 'warning');
  }
}

function withoutPeriods(
  layout: Layout,
  kept: readonly Position[],
  findings: Findings,
  unit: Unit | undefined,
): Placed | null {
  const address = rangeOf(kept.flatMap(({ at }) => layout.lines.map((l) => l.cells[at]!)));
  const answer =
    unit ??
    findings.askAt(
      'unitUnknown',
      address,
      {},
      [
        { id: 'year', label: readingText('years') },
        { id: 'quarter', label: readingText('quarters') },
        { id: 'month', label: readingText('months') },
      ],
      'year',
    );
  return {
    timeline: { unit: (answer ?? 'year') as Unit },
    periods: kept.map(({ at, entry }, i) => ({ at, ordinal: i, label: '', cell: entry.cell.address })),
  };
}
