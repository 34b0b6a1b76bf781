/** A block copied from a sheet as rows of the form; fetched with the form. */
import { formTexts } from '../../i18n/form.ts';
import { isYearApart, LIMITS, PERIODS_PER_YEAR } from '../../engine/index.ts';
import type { Reading } from '../../sheet/index.ts';
import { parseNumber, styleOf } from '../../sheet/read/number.ts';
import { parsePeriod, type ParsedPeriod } from '../../sheet/read/period.ts';
import type { Message } from './message.ts';

/** What the rows of the form are. */
export type PeriodUnit = NonNullable<Reading['unit']>;

export interface Pasted {
  /** All rows of the form from then on; null where nothing was taken. */
  readonly rows: readonly string[] | null;
  /** The outflow that led the block, as a positive amount. */
  readonly investment?: number;
  /** What the periods beside the cash are. */
  readonly unit?: PeriodUnit;
  readonly said: readonly Message[];
}

/** What was made of a paste, and what stood there before where something was taken. */
export interface PasteTaken {
  readonly said: readonly Message[];
  readonly before?: {
    readonly rows: readonly string[];
    readonly rowUnit: PeriodUnit;
    readonly investment: string | undefined;
  };
}

const LISTED = 5;
const TOTAL = /^(?:grand |sub-?)?total|^sum\b|合计|总计|小计/i;

type Block = readonly (readonly string[])[];

const isNumber = (text: string): boolean => ['number', 'ambiguous'].includes(parseNumber(text).kind);
const isWords = (text: string): boolean => parseNumber(text).kind === 'none';
/** Words over a column; `#REF!` or `1,2,3` is an amount that went wrong. */
const isHead = (text: string): boolean => isWords(text) && !/^[#=]|\d/.test(text);

/** Rows the form may have: thirty years of them. */
export const mostRows = (unit: PeriodUnit): number => LIMITS.classicYears * PERIODS_PER_YEAR[unit];

/** @param rows texts of the form, counted in `shown` */
export function readPasted(text: string, from: number, rows: readonly string[], shown: PeriodUnit): Pasted {
  const block = upright(text);
  const numeric = block[0]!.flatMap((_, c) => (block.some((line) => isNumber(line[c]!)) ? [c] : []));
  const cash = numeric.length > 1 && isCount(block, numeric[0]!) ? numeric.slice(1) : numeric;
  if (cash.length !== 1) return nothing({ key: formTexts[cash.length ? 'severalColumns' : 'noAmounts'] });
  const at = cash[0]!;
  const said: Message[] = [];

  const first = block.findIndex(
    (line) => !isHead(line[at]!) && !(line[at] === '' && numeric.some((c) => isHead(line[c]!))),
  );
  const heads = block.slice(0, first).map((line) => line[at] || line.find(Boolean)!);
  if (heads.length) said.push({ key: formTexts.headLeft, params: { text: quoted(heads) } });
  const isTotal = (line: readonly string[]) => line.some((cell, c) => c !== at && TOTAL.test(cell));
  const totals = block.slice(first).filter(isTotal);
  if (totals.length)
    said.push({ key: formTexts.totalLeft, params: { text: quoted(totals.map((l) => l[at]!)) } });
  const lines = block.slice(first).filter((line) => !isTotal(line));

  const unit = unitBeside(lines, at);
  if (unit === 'uneven') return nothing({ key: formTexts.unevenPeriods });

  let cells = lines.map((line) => line[at]!);
  const amounts = amountsOf(cells);
  // Counted from 1, the first outflow is one of the first period.
  const leads = from === 0 && (amounts[0] ?? 0) < 0 && !(numeric[0] !== at && lines[0]![numeric[0]!] === '1');
  if (leads) cells = cells.slice(1);
  // A series that begins with its investment is the whole deal.
  const next = [...rows.slice(0, from), ...cells, ...(leads ? [] : rows.slice(from + cells.length))];
  const most = mostRows(unit ?? shown);
  if (next.length > most) return nothing({ key: formTexts.tooMany, params: { n: next.length, max: most } });

  if (leads) said.unshift({ key: formTexts.invested, params: { amount: -amounts[0]! } });
  said.unshift({ key: formTexts.pasted, params: { n: cells.length, first: from + 1 } });
  if (unit && unit !== shown) said.push({ key: formTexts[`by_${unit}`] });
  said.push(...doubts(cells, from));
  return {
    rows: next.length ? next : [''],
    ...(leads ? { investment: -amounts[0]! } : {}),
    ...(unit ? { unit } : {}),
    said,
  };
}

const nothing = (why: Message): Pasted => ({ rows: null, said: [why] });

/** Lines of equal length, one a period: what is wider than high ran across the sheet. */
function upright(text: string): Block {
  const lines = text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  const width = Math.max(...lines.map((line) => line.length));
  const block = lines.map((line) => Array.from({ length: width }, (_, c) => line[c] ?? ''));
  return width > block.length ? block[0]!.map((_, c) => block.map((line) => line[c]!)) : block;
}

/** 0, 1, 2 or 2024, 2025: the periods beside the cash. */
function isCount(block: Block, c: number): boolean {
  const values = amountsOf(block.map((line) => line[c]!).filter(isNumber));
  return values.length > 1 && values.every((v, k) => v !== null && v === values[0]! + k);
}

/** What the dates or named periods beside the cash are; `uneven` where none follows the other by a year, quarter or month. */
function unitBeside(lines: Block, at: number): PeriodUnit | 'uneven' | undefined {
  for (const c of lines[0]!.keys()) {
    const periods = c === at ? [] : lines.flatMap((line) => parsePeriod(line[c]!) ?? []);
    if (periods.length > 1) return unitOf(periods);
  }
  return undefined;
}

function unitOf(periods: readonly ParsedPeriod[]): PeriodUnit | 'uneven' | undefined {
  const { kind } = periods[0]!;
  if (kind === 'period') return undefined;
  if (kind === 'half') return 'uneven';
  if (kind === 'date' || kind === 'eitherOrder')
    return unitOfDays(periods, 'dayFirst') ?? unitOfDays(periods, 'monthFirst') ?? 'uneven';
  const perYear = PERIODS_PER_YEAR[kind];
  const places = periods.map((p) =>
    p.kind !== kind
      ? NaN
      : p.kind === 'year'
        ? p.year
        : p.kind === 'quarter' || p.kind === 'month'
          ? (p.year ?? 0) * perYear + p.number
          : NaN,
  );
  const follows = places.every((place, k) => {
    const step = k === 0 ? 1 : place - places[k - 1]!;
    // After Q4 the next year begins with Q1, which its name may leave out.
    return step === 1 || (kind !== 'year' && place === 1 && places[k - 1] === perYear);
  });
  return follows ? kind : 'uneven';
}

function unitOfDays(
  periods: readonly ParsedPeriod[],
  order: 'dayFirst' | 'monthFirst',
): PeriodUnit | undefined {
  const days = periods.map((p) =>
    p.kind === 'date' ? p.day : p.kind === 'eitherOrder' ? (p[order] ?? NaN) : NaN,
  );
  const steps = days.slice(1).map((day, k) => [days[k]!, day] as const);
  if (steps.every(([a, b]) => isYearApart(a, b))) return 'year';
  if (steps.every(([a, b]) => b - a >= 89 && b - a <= 93)) return 'quarter';
  return steps.every(([a, b]) => b - a >= 28 && b - a <= 31) ? 'month' : undefined;
}

function amountsOf(cells: readonly string[]): (number | null)[] {
  const style = styleOf(cells);
  return cells.map((cell) => {
    const read = parseNumber(cell, style === 'mixed' ? undefined : style);
    return read.kind === 'number' && !read.percent ? read.value : null;
  });
}

/** Cells that are no amounts, with the row each stands in now; and a last one that may be a total. */
function doubts(cells: readonly string[], from: number): Message[] {
  const wrong = cells.flatMap((cell, k) => (isWords(cell) ? [`${from + k + 1} “${cell}”`] : []));
  const amounts = amountsOf(cells).filter((a) => a !== null);
  const last = amounts.at(-1)!;
  const sum = amounts.slice(0, -1).reduce((s, a) => s + a, 0);
  return [
    ...(wrong.length ? [{ key: formTexts.notAmounts, params: { list: shortened(wrong) } }] : []),
    ...(amounts.length > 2 && last !== 0 && Math.abs(sum - last) <= 1e-9 * Math.abs(last)
      ? [{ key: formTexts.looksTotal, params: { row: from + cells.findLastIndex(isNumber) + 1 } }]
      : []),
  ];
}

const quoted = (texts: readonly string[]): string => shortened(texts.map((text) => `“${text}”`));
const shortened = (texts: readonly string[]): string =>
  texts.slice(0, LISTED).join(' ') + (texts.length > LISTED ? ' …' : '');
