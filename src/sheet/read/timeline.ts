/** The periods of a table in their order: faults where one is missing, repeated or backward, and how long they are. */
import { isoOf } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { monthEnd } from './dates.ts';
import { rangeOf, textIn } from './cells.ts';
import type { Findings } from './findings.ts';
import type { Layout } from './layout.ts';
import type { Cell, ReadPeriod, Timeline, Unit } from './model.ts';
import type { PeriodLine } from './periods.ts';
import type { Position } from './positions.ts';
import { isCalendarYear } from './period.ts';

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

/** Years of a line above or beside, each until the next begins. */
function yearsAt(layout: Layout, kept: readonly Position[]): (number | undefined)[] | undefined {
  const line = layout.beside.find((p) => p.unit === 'year' && p.calendar);
  if (!line) return undefined;
  let current: number | undefined;
  const filled = line.line.map((_, i) => (current = line.entries[i]?.ordinal ?? current));
  return kept.map(({ at }) => filled[at]);
}

/** Quarters or months with the years beside them as places of the calendar; undefined where the two do not go together. */
function withYears(line: PeriodLine, layout: Layout, kept: readonly Position[]): number[] | undefined {
  const round = line.unit === 'quarter' ? 4 : 12;
  const years = yearsAt(layout, kept);
  if (!years || years.some((y) => y === undefined)) return undefined;
  const found = kept.map(
    ({ entry }, i) => years[i]! * round + ((((entry.ordinal - 1) % round) + round) % round),
  );
  return found.every((n, i) => i === 0 || n === found[i - 1]! + 1) ? found : undefined;
}

export function placePeriods(
  layout: Layout,
  kept: readonly Position[],
  findings: Findings,
  unit?: Unit,
): Placed | null {
  const line = layout.periods;
  if (!line) return withoutPeriods(layout, kept, findings, unit);
  askOrder(line, findings);
  const round = line.unit === 'quarter' ? 4 : 12;
  const isPart = line.unit === 'quarter' || line.unit === 'month';
  const joined = isPart && !line.calendar ? withYears(line, layout, kept) : undefined;
  const ordinals = joined ?? kept.map((k) => k.entry.ordinal);
  const isCalendar = line.calendar || joined !== undefined;
  // A month with its year is a date, its end.
  const asDates = line.unit === 'date' || (line.unit === 'month' && joined !== undefined);
  const dates = asDates
    ? ordinals.map((n) => (line.unit === 'date' ? n : monthEnd(Math.floor(n / 12), (n % 12) + 1)!))
    : undefined;
  noteOrder(kept, dates ?? ordinals, asDates, findings);
  noteLength(line, asDates ? 'date' : line.unit, joined !== undefined, findings);
  const start = isCalendar && !asDates ? startOf(line.unit, ordinals[0]!, round) : undefined;
  return {
    timeline: { unit: asDates ? 'date' : line.unit, ...(start ? { start } : {}) },
    periods: kept.map(({ at, entry }, i) => ({
      at,
      ordinal: ordinals[i]!,
      label: labelOf(entry.cell),
      cell: entry.cell.address,
      ...(dates ? { date: dates[i]! } : {}),
    })),
  };
}

export const startOf = (unit: Unit, ordinal: number, round: number): Timeline['start'] =>
  unit === 'year'
    ? isCalendarYear(ordinal)
      ? { year: ordinal }
      : undefined
    : { year: Math.floor(ordinal / round), number: (ordinal % round) + 1 };

function noteOrder(
  kept: readonly Position[],
  ordinals: readonly number[],
  isDated: boolean,
  findings: Findings,
): void {
  ordinals.forEach((n, i) => {
    const before = ordinals[i - 1];
    const { cell } = kept[i]!.entry;
    const at = { received: quotedText(labelOf(cell)) };
    if (before === undefined) return;
    if (n === before) findings.fault('periodRepeated', cell, at);
    else if (n < before) findings.fault('periodBackward', cell, at);
    else if (!isDated && n > before + 1) findings.fault('periodMissing', cell, at);
  });
}

export function askOrder({ order, line, entries, contradicts }: PeriodLine, findings: Findings): void {
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
}

export function noteLength(line: PeriodLine, unit: Unit, joined: boolean, findings: Findings): void {
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
  if (line.monthEnds || (unit === 'date' && joined)) findings.note('monthEnds', at, {}, 'info');
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
