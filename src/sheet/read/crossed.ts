/** Blocks with years down and the parts of a year across, or the other way round, as one line in order of time. */
import { monthEnd, isCalendarYear } from './dates.ts';
import { isEmpty, isNothing, numberIn, periodNamed, textIn, transpose, wordsIn } from './cells.ts';
import type { Cell, Line } from './model.ts';
import { halfEnd, type ParsedPeriod } from './period.ts';
import { ROUND } from './periods.ts';
import { isSumOf } from './totals.ts';
import { headSays, isTotalName, moneyUnit } from './words.ts';

type Part = keyof typeof ROUND;

/** A row or column of totals, and what each of them should add up. */
export interface Total {
  readonly line: Line;
  readonly sums: readonly { readonly cell: Cell; readonly of: Line }[];
}

export interface Crossed {
  /** Periods beside a column of amounts for each name, headed by it. */
  readonly block: readonly Line[];
  readonly years: Line;
  readonly totals: readonly Total[];
  /** Shares, growth and texts at the edge. */
  readonly notes: readonly Line[];
}

/** Heads, and perhaps a title, stand in a few rows. */
const MOST_HEADS = 4;

interface Heads {
  readonly row: number;
  readonly part: Part;
  /** By column; null where it is no period. */
  readonly numbers: readonly (number | null)[];
  readonly first: number;
  /** The year of the heads is one of the calendar: it begins with its first part. */
  readonly calendar: boolean;
}

function partIn(cell: Cell): { kind: Part; number: number } | null {
  const found = periodNamed(cell);
  return found && found.kind in ROUND && 'number' in found && !('year' in found && found.year)
    ? { kind: found.kind as Part, number: found.number }
    : null;
}

/** A row of halves, quarters or months, each once, in the order of a year. */
function headsIn(line: Line, row: number): Heads | null {
  const found = line.map(partIn);
  const count = (part: Part) => found.filter((f) => f?.kind === part).length;
  const plain = plainMonths(line);
  // Where quarters stand between months they are the sums of these.
  const part = plain
    ? 'month'
    : (['month', 'quarter', 'half'] as const).reduce((a, b) => (count(b) > count(a) ? b : a));
  const numbers = plain ?? found.map((f) => (f?.kind === part ? f.number : null));
  const filled = numbers.flatMap((n) => n ?? []);
  const round = ROUND[part];
  const inOrder = filled.every((n, i) => i === 0 || n === (filled[i - 1]! % round) + 1);
  if (filled.length < 2 || filled.length > round || !inOrder || filled.some((n) => n < 1 || n > round))
    return null;
  const calendar = filled.every((n, i) => i === 0 || n > filled[i - 1]!);
  return { row, part, numbers, first: numbers.findIndex((n) => n !== null), calendar };
}

/** 1 to 12, as bare numbers. */
function plainMonths(line: Line): (number | null)[] | null {
  const numbers = line.map(({ value }) => (typeof value === 'number' ? value : null));
  const filled = numbers.filter((n) => n !== null);
  return filled.length === 12 && filled.every((n, i) => n === i + 1) ? numbers : null;
}

function yearIn(cell: Cell): number | null {
  const found = periodNamed(cell);
  if (found) return found.kind === 'year' && !found.counted ? found.year : null;
  const { value } = cell;
  return typeof value === 'number' && cell.day === undefined && isCalendarYear(value) ? value : null;
}

/** @returns null where the block is none, or where anything in it is not understood */
export function crossedIn(block: readonly Line[]): Crossed | null {
  const firsts = (block[0] ?? []).slice(0, MOST_HEADS).map((_, c) => block.map((line) => line[c]!));
  return unfolded(block, () => block) ?? unfolded(firsts, () => transpose(block));
}

function unfolded(firsts: readonly Line[], rows: () => readonly Line[]): Crossed | null {
  for (const [r, line] of firsts.slice(0, MOST_HEADS).entries()) {
    const heads = headsIn(line, r);
    const block = heads && heads.first > 0 ? rows() : [];
    const table = heads && block.length ? tableIn(block, heads) : null;
    if (heads && table) return laidOut(block, heads, table);
  }
  return null;
}

/** A row of one year and name. */
interface Row {
  readonly year: number;
  readonly name: string;
  readonly cells: Line;
}

interface Table {
  readonly yearColumn: number;
  readonly nameColumn: number | undefined;
  readonly rows: readonly Row[];
  readonly totals: readonly Line[];
  readonly notes: readonly Line[];
}

/** The rows under the heads: one for each year, or for each year and name, and totals. */
function tableIn(block: readonly Line[], heads: Heads): Table | null {
  const body = block.slice(heads.row + 1);
  const left = Array.from({ length: heads.first }, (_, c) => c);
  const yearColumn = left.find((c) => body.some((line) => yearIn(line[c]!) !== null));
  if (yearColumn === undefined || !isCorner(block[heads.row]![yearColumn]!)) return null;
  const worded = left.filter((c) => c !== yearColumn && body.some((line) => wordsIn(line[c]!) !== null));
  if (worded.length > 1) return null;
  const [nameColumn] = worded;
  const rows: Row[] = [];
  const [totals, notes]: [Line[], Line[]] = [[], []];
  let [year, name]: [number | null, string] = [null, ''];
  for (const line of body) {
    const isAmounts = heads.numbers.some((n, c) => n !== null && !isEmpty(line[c]!));
    const [first, label] = [line[yearColumn]!, nameColumn === undefined ? null : textIn(line[nameColumn]!)];
    if (isTotalName(textIn(first) ?? '') || isTotalName(label ?? '')) totals.push(line);
    else if (isEmpty(first) ? label === null : yearIn(first) === null) {
      if (isAmounts && !isEmpty(first)) return null;
      (isAmounts ? totals : notes).push(line);
    } else {
      [year, name] = [yearIn(first) ?? year, label ?? name];
      if (year === null) return null;
      rows.push({ year, name, cells: line });
    }
  }
  const table = { yearColumn, nameColumn, rows, totals, notes };
  return isWhole(table, heads) ? table : null;
}

/** The head over the years names them, the whole block or nothing: over funds or vintages other things are meant. */
function isCorner(cell: Cell): boolean {
  const text = textIn(cell);
  return (
    (text === null || headSays(text) !== null || /年|月|季|year|month|quarter|half/i.test(text)) &&
    !['item', 'deal', 'class', 'type'].includes(String(headSays(text ?? '')))
  );
}

/** Every name has one row in every year; a year that begins within one of the calendar follows the one before. */
function isWhole({ rows }: Table, heads: Heads): boolean {
  const years = [...new Set(rows.map((r) => r.year))].sort((a, b) => a - b);
  const names = new Set(rows.map((r) => r.name));
  const pairs = new Set(rows.map((r) => `${r.year} ${r.name}`));
  return (
    rows.length > 0 &&
    pairs.size === rows.length &&
    pairs.size === years.length * names.size &&
    (heads.calendar || (heads.part !== 'half' && years.every((y, i) => i === 0 || y === years[i - 1]! + 1)))
  );
}

const isNumber = (cell: Cell): boolean => typeof numberIn(cell) === 'number';

/** A blank is the total of nothing. */
export const isSum = ({ cell, of }: Total['sums'][number]): boolean =>
  isNothing(cell) || isSumOf(cell, of, 1);

function laidOut(block: readonly Line[], heads: Heads, table: Table): Crossed | null {
  const { rows, yearColumn, nameColumn } = table;
  const top = block[heads.row]!;
  const at = heads.numbers.flatMap((n, c) => (n === null ? [] : [c]));
  const names = [...new Set(rows.map((r) => r.name))];
  const years = [...new Set(rows.map((r) => r.year))].sort((a, b) => a - b);
  const rowOf = (year: number, name: string) => rows.find((r) => r.year === year && r.name === name)!;
  const lines = years.flatMap((year) =>
    at.map((c): Line => [
      periodAt(top[c]!, rowOf(year, names[0]!).cells[yearColumn]!, year, heads.numbers[c]!, heads),
      ...names.map((name) => rowOf(year, name).cells[c]!),
    ]),
  );
  // The first year may begin, and the last one end, within.
  const isFilled = (line: Line) => line.slice(1).some((c) => !isEmpty(c));
  const kept = lines.slice(lines.findIndex(isFilled), lines.findLastIndex(isFilled) + 1);
  const others = top.flatMap((_, c) => (c === yearColumn || c === nameColumn || at.includes(c) ? [] : [c]));
  const beside = othersIn(block, heads, table, others);
  if (!kept.length || !beside) return null;
  const above = titlesOf(block, heads, yearColumn).map((title) => names.map(() => title));
  const named = names.map((name) => rows.find((r) => r.name === name)!.cells[nameColumn ?? -1]);
  const headRows = [...above, ...(named.every((c) => c !== undefined) ? [named] : [])];
  const blank = { ...top[at[0]!]!, value: null };
  const totals = table.totals.map((line): Total => {
    const own = nameColumn === undefined ? null : textIn(line[nameColumn]!);
    const of = rows.filter((r) => own === null || !names.includes(own) || r.name === own);
    return { line, sums: at.map((c) => ({ cell: line[c]!, of: of.map((r) => r.cells[c]!) })) };
  });
  return {
    block: [...headRows.map((line) => [blank, ...line]), ...kept],
    years: [
      ...(headSays(textIn(top[yearColumn]!) ?? '') === 'period' ? [top[yearColumn]!] : []),
      ...rows.map((r) => r.cells[yearColumn]!).filter((c) => !isEmpty(c)),
    ],
    totals: [...totals, ...beside.totals],
    notes: [...table.notes, ...beside.notes],
  };
}

/** A part of a year as a cell of its own: it stands where its head does and is called by both. */
function periodAt(head: Cell, yearCell: Cell, year: number, number: number, heads: Heads): Cell {
  const { part, calendar } = heads;
  const value = `${textIn(yearCell) || year} ${textIn(head) ?? String(head.value)}`;
  const day = part === 'month' ? monthEnd(year, number) : part === 'half' ? halfEnd(year, number) : null;
  const named: ParsedPeriod =
    calendar && part !== 'quarter'
      ? { kind: 'date', day: day!, endOf: part }
      : { kind: part, number, ...(calendar ? { year } : {}) };
  return { row: head.row, column: head.column, address: head.address, format: '', value, named };
}

/** What stands in titles above, or over the years, and says what the amounts are or in which unit. */
function titlesOf(block: readonly Line[], { row }: Heads, yearColumn: number): Cell[] {
  const titles = block.slice(0, row).flatMap((line) => line.filter((c) => wordsIn(c) !== null));
  return [...titles, block[row]![yearColumn]!].filter((c) => {
    const text = textIn(c) ?? '';
    return moneyUnit(text) !== null || ![null, 'period', 'total', 'note'].includes(headSays(text));
  });
}

/** Columns beside the periods: totals of the parts before them, or what is no cash by its head. */
function othersIn(
  block: readonly Line[],
  { row, numbers }: Heads,
  { rows }: Table,
  others: readonly number[],
): Pick<Crossed, 'totals' | 'notes'> | null {
  const found: { totals: Total[]; notes: Line[] } = { totals: [], notes: [] };
  const whole = numbers.flatMap((n, c) => (n === null ? [] : [c]));
  let since = -1;
  for (const c of others) {
    const line = block.map((l) => l[c]!);
    const filled = rows.filter((r) => isNumber(r.cells[c]!));
    if (line.every(isEmpty)) continue;
    const text = textIn(line[row]!) ?? '';
    const says = headSays(text);
    if (filled.length === 0 || ['derived', 'share', 'value', 'result', 'note'].includes(String(says))) {
      found.notes.push(line);
      continue;
    }
    const sumsOf = (of: readonly number[]) =>
      rows.map((r) => ({ cell: r.cells[c]!, of: of.map((p) => r.cells[p]!) }));
    const tried = [whole.filter((p) => p > since && p < c), whole].map(sumsOf);
    const sums = tried.find((s) => s.every(isSum)) ?? tried[1]!;
    if (!isTotalName(text) && !(sums.every(isSum) && filled.length * 2 >= rows.length)) return null;
    found.totals.push({ line, sums });
    since = c;
  }
  return found;
}
