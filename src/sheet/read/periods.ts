/** A line of cells as the periods of a table: one unit for all of them, each with its place in time. */
import { isoOf, serialOf } from '../../engine/index.ts';
import { isEmpty, isNothing, numberIn, textIn } from './cells.ts';
import type { Cell, Line, Unit } from './model.ts';
import { dominant, fiscalIn, inCell, kindOf, type DayOrder, type Found } from './named-periods.ts';
import { isCalendarYear } from './dates.ts';
import { isFiscal } from './period.ts';
import { headSays, isTotalName, unitOfHead } from './words.ts';

export interface Entry {
  readonly cell: Cell;
  /** Place in the line's unit: a serial day, a year, a quarter or month counted through the years. */
  readonly ordinal: number;
  /** It can be told from the text alone where in the line it stands: quarters without a year come round again. */
  readonly closing?: true;
}

export interface PeriodLine {
  readonly index: number;
  readonly line: Line;
  readonly head: string;
  /** `half`: half-years without their years, which those of another line may give. */
  readonly unit: Unit | 'half';
  /** By position; null where the cell is no period. */
  readonly entries: readonly (Entry | null)[];
  /** Quarters or months say their calendar year, or years are of the calendar. */
  readonly calendar: boolean;
  /** Plain numbers read as days. */
  readonly plainDates: boolean;
  /** Months or half-years of a year, read as their last days. */
  readonly endsOf?: 'month' | 'half';
  /** Nothing tells the day from the month: the first such cell, both readings, and which is likelier. */
  readonly order?: {
    readonly cell: Cell;
    readonly dayFirst: number;
    readonly monthFirst: number;
    readonly likely?: DayOrder;
  };
  /** A date that is day first where others are month first, or the other way round. */
  readonly contradicts?: Cell;
  /** A cell that may hold the month for the day: those that Excel could not take so stayed text. */
  readonly turned?: Cell;
}

/** Whole numbers that count: mostly by ones, or `strictly` so, from 0 or 1 or a year of the calendar. */
function counts(numbers: readonly number[], strictly: boolean): boolean {
  const first = numbers[0]!;
  if (numbers.length < 3 || !(first === 0 || first === 1 || isCalendarYear(first))) return false;
  const steps = numbers.slice(1).map((n, i) => n - numbers[i]!);
  const ones = steps.filter((s) => s === 1).length;
  return steps.every((s) => s > 0) && (strictly ? ones === steps.length : ones * 2 >= steps.length);
}

/**
 * @param position of the first cell that may be a period
 * @param given how days and months are written, where it was asked
 */
export function periodsIn(line: Line, index: number, head: string, given?: DayOrder): PeriodLine | null {
  const says = headSays(head);
  const headUnit = unitOfHead(head);
  const named = line.filter((cell) => typeof cell.value === 'string' && cell.named);
  const areFiscal = named.length > 1 && named.every((cell) => isFiscal(textIn(cell)!));
  const found = line.map((cell) => (areFiscal ? fiscalIn(cell) : inCell(cell, headUnit)));
  const kind = dominant(found);
  if (kind === null) return null;
  const ofKind = found.flatMap((f, i) => (f && kindOf(f) === kind ? [i] : []));
  const first = ofKind[0]!;
  const isNumeric = ofKind.every((i) => isBare(line[i]!));
  if (ofKind.length < 2 && !(says === 'period' && ofKind.length === 1) && kind !== 'date') return null;
  // Rows may be numbered as 1, 1.1, 1.2, 2: items, no periods.
  if (isIndex(head) && line.some((c) => isFractional(c))) return null;
  if (says !== 'period' && isNumeric) {
    // A title in the corner may speak of cash: `Cash flow | 2021 | 2022 | 2023`.
    const isTitled =
      index === 0 && ofKind.length >= 3 && isRunOfYears(ofKind.map((i) => numberIn(line[i]!)!));
    if (says !== null && !['note', 'item', 'deal', 'type'].includes(says) && !isTitled) return null;
    // Amounts such as -100, 0, 3, 4 hold a count by chance.
    const isOdd = (cell: Cell, i: number) =>
      !(found[i] && kindOf(found[i]) === kind) && isBare(cell) && (i > first || numberIn(cell)! < 0);
    if (line.some(isOdd)) return null;
    const numbers = ofKind.map((i) => numberIn(line[i]!)!);
    if (
      kind === 'date'
        ? !ascends(numbers)
        : !counts(numbers, head !== '' && headUnit === null) && !isRunOfYears(numbers)
    )
      return null;
  }
  // Between the periods stand totals and blanks; words or amounts there tell another kind of line.
  const misfits = line.filter(
    (cell, i) => i > first && !isEmpty(cell) && !found[i] && !isNothingOrTotal(cell),
  );
  if (misfits.length >= ofKind.length / 2 && misfits.length > 0 && says !== 'period') return null;
  if (misfits.length > 2 * ofKind.length) return null;
  return build(line, index, head, kind, found, headUnit, given);
}

/** A head over numbers of rows. */
export const isIndex = (head: string): boolean =>
  /^(?:no\.?|#|序号|编号|index|item no\.?)$/i.test(head.normalize('NFKC').trim());

const isFractional = (cell: Cell): boolean => {
  const number = cell.day === undefined ? numberIn(cell) : null;
  return typeof number === 'number' && !Number.isInteger(number);
};

/** A mere number, also as text, that does not call itself a period. */
const isBare = (cell: Cell): boolean => cell.day === undefined && typeof numberIn(cell) === 'number';

const ascends = (numbers: readonly number[]): boolean =>
  numbers.every((n, i) => i === 0 || n > numbers[i - 1]!);
const isRunOfYears = (numbers: readonly number[]): boolean =>
  numbers.length >= 2 &&
  isCalendarYear(numbers[0]!) &&
  // Those that run backward are refused as such.
  [1, -1].some((step) => numbers.every((n, i) => i === 0 || n === numbers[i - 1]! + step));
/** Totals and measures stand behind the periods. */
const isNothingOrTotal = (cell: Cell): boolean => {
  const text = textIn(cell);
  return (
    isNothing(cell) ||
    (text !== null &&
      (isTotalName(text) || ['derived', 'share', 'result', 'value', 'note'].includes(String(headSays(text)))))
  );
};

function build(
  line: Line,
  index: number,
  head: string,
  kind: string,
  found: readonly (Found | null)[],
  headUnit: ReturnType<typeof unitOfHead>,
  given: DayOrder | undefined,
): PeriodLine {
  const order = kind === 'date' ? orderOf(line, found, given) : undefined;
  const base = { index, line, head };
  if (kind === 'date') {
    const chosen = given ?? order?.settled ?? order?.likely ?? 'monthFirst';
    const entries = found.map((f, i): Entry | null => {
      const day =
        f?.kind === 'date'
          ? f.day
          : f?.kind === 'eitherOrder'
            ? (f[chosen] ?? f.dayFirst ?? f.monthFirst)
            : null;
      return day === null ? null : { cell: line[i]!, ordinal: day };
    });
    const open = order?.open;
    return {
      ...base,
      unit: 'date',
      entries,
      calendar: true,
      plainDates: line.some(
        (c, i) => found[i]?.kind === 'date' && c.day === undefined && typeof c.value === 'number',
      ),
      ...endsIn(found),
      ...(order?.contradicts ? { contradicts: order.contradicts } : {}),
      ...turnedIn(line, found),
      ...(open ? { order: { ...open, ...(order.likely ? { likely: order.likely } : {}) } } : {}),
    };
  }
  const unit =
    kind === 'count'
      ? headUnit === null || headUnit === 'date'
        ? 'period'
        : headUnit
      : (kind as PeriodLine['unit']);
  const { ordinals, calendar } = ordinalsOf(found, kind, unit);
  const firstPeriod = ordinals.findIndex((n) => n !== null);
  const closingAt = found.findIndex((f, i) => f?.kind === 'closing' && i < firstPeriod);
  const entries = line.map((cell, i): Entry | null => {
    if (i === closingAt && cell.value !== head)
      return { cell, ordinal: ordinals[firstPeriod]! - 1, closing: true };
    return ordinals[i] == null ? null : { cell, ordinal: ordinals[i]! };
  });
  return { ...base, unit, entries, calendar, plainDates: false };
}

/**
 * Dates that were read in another order of day and month: 13/05/2020 stayed text, 05/06/2020 became a day of May. Told
 * by every text being beyond the twelfth, every day within it, and the dates ascending as well the other way round.
 */
function turnedIn(line: Line, found: readonly (Found | null)[]): Pick<PeriodLine, 'turned'> {
  const days = found.flatMap((f, i) =>
    f?.kind === 'date' && line[i]!.day !== undefined ? [{ cell: line[i]!, day: isoOf(f.day) }] : [],
  );
  const texts = found.filter((f) => f?.kind === 'eitherOrder');
  const areBeyond = texts.every(
    (f) => f?.kind === 'eitherOrder' && (f.dayFirst === null || f.monthFirst === null),
  );
  if (!days.length || !texts.length || !areBeyond) return {};
  const turned = ([y, m, d]: string[]) => serialOf(`${y}-${d}-${m}`);
  const either = found.flatMap((f, i) => {
    if (f?.kind === 'eitherOrder') return [f.dayFirst ?? f.monthFirst!];
    return f?.kind === 'date'
      ? [line[i]!.day === undefined ? f.day : (turned(isoOf(f.day).split('-')) ?? NaN)]
      : [];
  });
  const isOther = days.some(({ day }) => day.slice(5, 7) !== day.slice(8));
  return isOther && ascends(either) ? { turned: days[0]!.cell } : {};
}

function endsIn(found: readonly (Found | null)[]): Pick<PeriodLine, 'endsOf'> {
  const ends = found.flatMap((f) => (f?.kind === 'date' && f.endOf ? [f.endOf] : []));
  return ends.length ? { endsOf: ends.includes('half') ? 'half' : 'month' } : {};
}

export const ROUND = { half: 2, quarter: 4, month: 12 } as const;

/** Places in the unit; quarters and months that come round again are counted on. */
function ordinalsOf(
  found: readonly (Found | null)[],
  kind: string,
  unit: PeriodLine['unit'],
): { ordinals: (number | null)[]; calendar: boolean } {
  const round = unit in ROUND ? ROUND[unit as keyof typeof ROUND] : Infinity;
  const parts = found.map((f) => {
    if (!f || f.kind !== kind) return null;
    if (f.kind === 'year') return { number: f.year, year: f.counted ? undefined : f.year };
    return 'number' in f ? { number: f.number, year: 'year' in f ? f.year : undefined } : null;
  });
  const filled = parts.filter((p) => p !== null);
  const calendar =
    filled.every((p) => p.year !== undefined) ||
    (unit === 'year' && filled.every((p) => isCalendarYear(p.number)));
  if (kind === 'year' || unit === 'year' || unit === 'period')
    return { ordinals: parts.map((p) => p?.number ?? null), calendar };
  if (calendar) return { ordinals: parts.map((p) => (p ? p.year! * round + p.number - 1 : null)), calendar };
  const comesRound = filled.every((p) => p.number >= 1 && p.number <= round);
  let before: { number: number; ordinal: number } | undefined;
  const ordinals = parts.map((p) => {
    if (!p) return null;
    let ordinal = p.number;
    if (before && comesRound) {
      const step = p.number - before.number;
      // The last of a round is followed by the first of the next; any other step back is one.
      ordinal = before.ordinal + (step <= 0 && step === 1 - round ? 1 : step);
    }
    before = { number: p.number, ordinal };
    return ordinal;
  });
  return { ordinals, calendar: false };
}

interface Order {
  readonly settled?: DayOrder;
  readonly likely?: DayOrder;
  readonly contradicts?: Cell;
  readonly open?: { readonly cell: Cell; readonly dayFirst: number; readonly monthFirst: number };
}

/** What the line as a whole says of days and months: a day above 12, or the one order in which its dates ascend. */
function orderOf(line: Line, found: readonly (Found | null)[], given: DayOrder | undefined): Order {
  let settled: DayOrder | undefined;
  let contradicts: Cell | undefined;
  let open: Order['open'];
  found.forEach((f, i) => {
    if (f?.kind !== 'eitherOrder') return;
    const only: DayOrder | undefined =
      f.dayFirst === null ? 'monthFirst' : f.monthFirst === null ? 'dayFirst' : undefined;
    if (only && settled && only !== settled) contradicts ??= line[i]!;
    if (only) settled ??= only;
    else if (f.dayFirst !== f.monthFirst)
      open ??= { cell: line[i]!, dayFirst: f.dayFirst!, monthFirst: f.monthFirst! };
  });
  if (contradicts) return { contradicts, ...(settled ? { settled } : {}) };
  if (settled || !open || given) return settled ? { settled } : {};
  const days = (order: DayOrder) =>
    found.flatMap((f) => (f?.kind === 'date' ? [f.day] : f?.kind === 'eitherOrder' ? [f[order]!] : []));
  const [dayFirst, monthFirst] = [days('dayFirst'), days('monthFirst')];
  if (dayFirst.length > 1 && ascends(dayFirst) !== ascends(monthFirst))
    return { settled: ascends(dayFirst) ? 'dayFirst' : 'monthFirst' };
  // Periods are even more often than not.
  const unevenness = (d: readonly number[]) => {
    const steps = d.slice(1).map((n, i) => n - d[i]!);
    const mean = steps.reduce((sum, s) => sum + s, 0) / steps.length;
    return steps.length ? steps.reduce((sum, s) => sum + Math.abs(s - mean), 0) / Math.abs(mean) : 0;
  };
  const [a, b] = [unevenness(dayFirst), unevenness(monthFirst)];
  const wide = (d: readonly number[]) => (d.at(-1)! - d[0]!) / Math.max(1, d.length - 1) >= 27;
  const likely: DayOrder | undefined =
    wide(dayFirst) !== wide(monthFirst)
      ? wide(dayFirst)
        ? 'dayFirst'
        : 'monthFirst'
      : a < b
        ? 'dayFirst'
        : b < a
          ? 'monthFirst'
          : undefined;
  return { open, ...(likely ? { likely } : {}) };
}
