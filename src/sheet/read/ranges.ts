/**
 * Ranges of functions read cell beside cell, by the same rules everywhere: a blank is 0 and keeps its period, heads are
 * left out, and anything but a number is refused with its cell.
 */
import { quotedText, readingText, type ReadingParams } from '../../i18n/reading.ts';
import { cellsOf, isEmpty, isNothing, numberIn, rangeOf, textIn, wordsIn } from './cells.ts';
import { dayOfNumber, isCalendarYear } from './dates.ts';
import type { Cell, Fault, FaultCode, ReadableGrid } from './model.ts';
import { styleOfCells, unitInSome } from './number.ts';
import { periodsIn, type PeriodLine } from './periods.ts';
import { otherCurrency } from './units.ts';

export interface RangeColumn {
  readonly grid: ReadableGrid;
  /** `date`, `level` of an index and `period` place the amounts; a row that is nothing there and has no amounts is left out. */
  readonly kind: 'amount' | 'date' | 'level' | 'period';
}

export type RangesRead =
  /** A list of numbers for each column, all as long; dates are serial days. `cells` are those of the first column. */
  | { readonly ok: true; readonly columns: readonly (readonly number[])[]; readonly cells: readonly string[] }
  | { readonly ok: false; readonly fault: Fault };

export function readRanges(ranges: readonly RangeColumn[]): RangesRead {
  const columns = ranges.map(({ grid }) => cellsOf(grid).flat());
  const lengths = columns.map((c) => c.length);
  const length = lengths[0] ?? 0;
  if (lengths.some((n) => n !== length)) {
    const at = ranges[lengths.findIndex((n) => n !== length)]!;
    return refused('lengthsDiffer', columns[ranges.indexOf(at)]![0], at.grid.sheet, {
      first: length,
      second: lengths[ranges.indexOf(at)]!,
    });
  }
  const first = hasHead(ranges, columns) ? 1 : 0;
  const rows = Array.from({ length: length - first }, (_, i) => first + i);
  const kept = withoutEmpty(ranges, columns, rows);
  for (const [c, { kind, grid }] of ranges.entries()) {
    const cells = kind === 'amount' ? kept.map((row) => columns[c]![row]!) : [];
    const mixed = otherCurrency(cells);
    if (mixed) {
      const range = rangeOf([mixed.first, mixed.cell]);
      return refused('currenciesDiffer', mixed.cell, grid.sheet, { range, received: mixed.names });
    }
    const unclear =
      styleOfCells(cells.flatMap((cell) => textIn(cell) ?? [])) === 'mixed' ? firstComma(cells) : undefined;
    if (unclear) return refused('numberUnclear', unclear, grid.sheet, {});
    const lone = cells[unitInSome(cells.map((cell) => cell.value))];
    if (lone) return refused('numberUnclear', lone, grid.sheet, {});
  }
  const days = ranges.map(({ kind }, c) => (kind === 'date' ? periodsIn(columns[c]!, 0, 'date') : null));
  const read: number[][] = ranges.map(() => []);
  for (const row of kept)
    for (const [c, { kind, grid }] of ranges.entries()) {
      const cell = columns[c]![row]!;
      const found = valueOf(cell, kind, days[c]!, row);
      if (typeof found !== 'number') return refused(found, cell, grid.sheet, {});
      read[c]!.push(found);
    }
  return { ok: true, columns: read, cells: kept.map((row) => columns[0]![row]!.address) };
}

/** Its decimal mark is a comma, and other cells of its range group their digits by one. */
const firstComma = (cells: readonly Cell[]): Cell | undefined =>
  cells.find((c) => c.parsed?.kind === 'number' && c.parsed.style === 'comma');

/** Words over one of the columns, and no value over any. */
function hasHead(ranges: readonly RangeColumn[], columns: readonly (readonly Cell[])[]): boolean {
  const firsts = columns.map((c) => c[0]);
  const isWords = (cell: Cell | undefined, c: number) =>
    cell !== undefined && wordsIn(cell) !== null && !(ranges[c]!.kind === 'date' && cell.named);
  return (
    firsts.some(isWords) &&
    firsts.every((cell, c) => cell === undefined || isWords(cell, c) || isNothing(cell))
  );
}

/** Desktop Excel hands blanks over as 0: rows without a date, a level or a period and without amounts are none. */
function withoutEmpty(
  ranges: readonly RangeColumn[],
  columns: readonly (readonly Cell[])[],
  rows: readonly number[],
): number[] {
  const placing = ranges.findIndex((r) => r.kind !== 'amount');
  const hasAmount = (row: number) =>
    ranges.some(({ kind }, c) => kind === 'amount' && !isNothing(columns[c]![row]!));
  if (placing < 0) {
    const last = rows.findLast(hasAmount);
    return rows.filter((row) => last !== undefined && row <= last);
  }
  const isNamed = (row: number) =>
    ranges.some(({ kind }, c) => kind !== 'amount' && !isNothing(columns[c]![row]!));
  const kept = rows.filter((row) => hasAmount(row) || isNamed(row));
  if (ranges[placing]!.kind !== 'period') return kept;
  // Of the zeros before period 1 the last is period 0.
  const one = rows.find(isNamed);
  const zero = rows.findLast((row) => one !== undefined && row < one);
  return rows.filter(
    (row) => hasAmount(row) || isNamed(row) || (row === zero && columns[placing]![row]!.value === 0),
  );
}

function valueOf(
  cell: Cell,
  kind: RangeColumn['kind'],
  days: PeriodLine | null,
  row: number,
): number | FaultCode {
  if (cell.error !== undefined) return 'errorValue';
  if (cell.notComputed) return 'notComputed';
  if (kind === 'date') return dayOf(cell, days, row);
  const number = cell.parsed?.kind === 'number' && cell.parsed.percent ? null : numberIn(cell);
  if (kind === 'amount')
    return number === undefined
      ? 0
      : cell.parsed?.kind === 'ambiguous'
        ? 'numberUnclear'
        : (number ?? 'notNumber');
  if (kind === 'level') return typeof number === 'number' && number > 0 ? number : 'notLevel';
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : 'notNumber';
}

function dayOf(cell: Cell, days: PeriodLine | null, row: number): number | FaultCode {
  if (cell.day !== undefined) return cell.day;
  if (typeof cell.value === 'number') return dayOfNumber(cell.value) ?? 'notDate';
  if (isEmpty(cell) || days?.unit !== 'date') return 'notDate';
  if (days.contradicts || days.order) return 'dateUnclear';
  return days.entries[row]?.ordinal ?? 'notDate';
}

function refused(code: FaultCode, cell: Cell | undefined, sheet: string, params: ReadingParams): RangesRead {
  const address = cell?.address ?? '';
  const shown =
    cell === undefined || isEmpty(cell) ? '' : (cell.error ?? textIn(cell) ?? String(cell.value ?? ''));
  const received = cell?.error ?? quotedText(shown);
  // Desktop Excel hands a blank over as 0: it is told as one.
  const isYear = typeof cell?.value === 'number' && isCalendarYear(cell.value);
  const text =
    code !== 'notDate' || !cell ? code : isNothing(cell) ? 'dateBlank' : isYear ? 'yearNoDate' : code;
  return {
    ok: false,
    fault: { code, sheet, cell: address, message: readingText(text, { cell: address, received, ...params }) },
  };
}
