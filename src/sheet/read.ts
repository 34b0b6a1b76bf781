/**
 * Ranges as analysts have them, read into flows and terms: columns or rows, headers, dates or years beside
 * the amounts, a terms block below, above or beside. Every doubt is told with its cell, nothing is guessed silently.
 */
import { cellAddress, rangeAddress, type CellValue, type Grid } from './grid.ts';
import { nearestTerm, termOf } from './labels.ts';
import type { CellIssue, ReadFlow, Reading, ReadTerm } from './reading.ts';
import { commonTerms, presets } from '../engine/index.ts';

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
  readonly address: string;
  readonly format: string;
}

type Line = readonly Cell[];

const isBlank = (value: CellValue): boolean => value === null || value === '';
const isError = (value: CellValue): boolean => typeof value === 'string' && /^#[A-Z/0!?_]+$/.test(value);
const isDateFormat = (format: string): boolean =>
  /[ymd]/i.test(format.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '')) && !/general/i.test(format);

/** Reads a number out of text: `3,000`, `(1,200)`, `￥5 000`, full-width digits, a trailing minus. Null when it is not one. */
export function numberInText(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u00a0¥$€£]/g, '')
    .replace(/\u2212/g, '-');
  const negative = /^\(.*\)$/.test(plain) || /^-|-$/.test(plain);
  const digits = plain.replace(/[()-]/g, '');
  const percent = digits.endsWith('%');
  const body = percent ? digits.slice(0, -1) : digits;
  if (!/^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$|^\.\d+$/.test(body)) return null;
  const value = Number(body.replace(/,/g, '')) / (percent ? 100 : 1);
  return negative ? -value : value;
}

/** What a selection holds. */
export function readSelection(grid: Grid): Reading {
  const rows = grid.values.length;
  const columns = grid.values[0]?.length ?? 0;
  const cells = cellsOf(grid);
  const base = { sheet: grid.sheet, address: rangeAddress(grid.row, grid.column, rows, columns) };
  const none = (code: 'emptySelection' | 'noAmounts'): Reading => ({
    ...base,
    flows: [],
    dated: false,
    terms: [],
    issues: [
      { severity: 'error', code, cell: cellAddress(grid.row, grid.column), params: { range: base.address } },
    ],
  });
  if (cells.every((line) => line.every((c) => isBlank(c.value)))) return none('emptySelection');

  const issues: CellIssue[] = [];
  const { terms, used } = readTerms(cells, issues);
  const rest = cells.map((line) => line.map((c) => (used.has(c) ? { ...c, value: null } : c)));
  // Amounts run down unless the block is clearly wider than high.
  const filledRows = rest.filter((line) => line.some((c) => !isBlank(c.value))).length;
  const filledColumns =
    columns === 0 ? 0 : rest[0]!.filter((_, c) => rest.some((line) => !isBlank(line[c]!.value))).length;
  const down = filledRows >= filledColumns;
  const lines: Line[] = down ? transpose(rest) : rest;
  const { flows, dated } = readFlows(lines, issues);
  const termCells = [...used];
  const reading: Reading = {
    ...base,
    flows,
    dated,
    terms,
    ...(termCells.length ? { termsAddress: addressAround(termCells) } : {}),
    issues,
  };
  if (flows.length === 0 && terms.length === 0) return none('noAmounts');
  return reading;
}

const transpose = (cells: readonly Line[]): Line[] =>
  (cells[0] ?? []).map((_, c) => cells.map((line) => line[c]!));

function addressAround(cells: readonly Cell[]): string {
  const rows = cells.map((c) => c.row);
  const columns = cells.map((c) => c.column);
  const [top, left] = [Math.min(...rows), Math.min(...columns)];
  return rangeAddress(top, left, Math.max(...rows) - top + 1, Math.max(...columns) - left + 1);
}

/** The terms of a block that is nothing but terms: every label must be a known one. */
export function readTermsBlock(grid: Grid): { terms: ReadTerm[]; issues: CellIssue[] } {
  const cells = cellsOf(grid);
  const issues: CellIssue[] = [];
  const { terms, used } = readTerms(cells, issues);
  for (const line of cells) {
    const label = line[0];
    if (!label || isBlank(label.value) || used.has(label) || termOf(String(label.value)) !== undefined)
      continue;
    if (isHeader(line)) continue;
    issues.push(unknownTerm(label));
  }
  return { terms, issues };
}

/** Heads such as `Term | Value | Unit` say nothing themselves. */
const isHeader = (line: Line): boolean =>
  line.length > 1 &&
  line.every((c) => isBlank(c.value) || (typeof c.value === 'string' && numberInText(c.value) === null));

/** The amounts of a range of cash, one cell a period; a head above is left out, a blank is 0 and keeps its period. */
export function readAmounts(grid: Grid): { flows: ReadFlow[]; issues: CellIssue[] } {
  const cells = cellsOf(grid).flat();
  const issues: CellIssue[] = [];
  let last = cells.length - 1;
  while (last >= 0 && isBlank(cells[last]!.value)) last--;
  let first = 0;
  while (first < last && isBlank(cells[first]!.value)) first++;
  const head = cells[first];
  if (head && typeof head.value === 'string' && amountIn(head) === null && !isError(head.value)) first++;
  else first = 0;
  const flows = cells.slice(first, last + 1).map((cell, i) => readAmount(cell, i, issues));
  return { flows, issues };
}

/** Serial days of a range of dates; null where a cell holds none. */
export function readDates(grid: Grid): { dates: (number | null)[]; cells: string[] } {
  const cells = cellsOf(grid).flat();
  let last = cells.length - 1;
  while (last >= 0 && isBlank(cells[last]!.value)) last--;
  const asDate = (cell: Cell) =>
    typeof cell.value === 'number' && cell.value > 60 ? Math.floor(cell.value) : dateIn(cell);
  const first = cells.findIndex((c) => asDate(c) !== null);
  const kept = first < 0 ? [] : cells.slice(first, last + 1);
  return { dates: kept.map(asDate), cells: kept.map((c) => c.address) };
}

function cellsOf(grid: Grid): Cell[][] {
  return grid.values.map((values, r) =>
    values.map((value, c) => ({
      row: grid.row + r,
      column: grid.column + c,
      value,
      address: cellAddress(grid.row + r, grid.column + c),
      format: grid.numberFormats?.[r]?.[c] ?? '',
    })),
  );
}

/** A label with its value to the right: `Hurdle rate | 8 % | unit`. */
function readTerms(cells: readonly Line[], issues: CellIssue[]): { terms: ReadTerm[]; used: Set<Cell> } {
  const terms: ReadTerm[] = [];
  const used = new Set<Cell>();
  const where = new Map<string, string>();
  for (const line of cells)
    for (const [c, cell] of line.entries()) {
      if (typeof cell.value !== 'string' || isBlank(cell.value) || used.has(cell)) continue;
      const id = termOf(cell.value);
      const beside = line[c + 1];
      if (id === undefined || beside === undefined) {
        if (id === undefined) noteUnknown(cell, line, c, issues, used);
        continue;
      }
      used.add(cell);
      used.add(beside);
      const unitCell = line[c + 2];
      if (unitCell && typeof unitCell.value === 'string' && c + 3 === line.length) used.add(unitCell);
      if (where.has(id))
        issues.push({
          severity: 'error',
          code: 'duplicateTerm',
          cell: cell.address,
          params: { term: id, other: where.get(id)! },
        });
      else {
        where.set(id, beside.address);
        const value = termValue(id, beside, issues);
        if (value !== undefined) terms.push({ id, value, cell: beside.address });
      }
    }
  return { terms, used };
}

/** A text beside a lone number, outside the flows, is a label that was meant as a term. */
function noteUnknown(cell: Cell, line: Line, c: number, issues: CellIssue[], used: Set<Cell>): void {
  const beside = line[c + 1];
  const nearest = nearestTerm(String(cell.value));
  if (!nearest || !beside || isBlank(beside.value) || numberInText(String(cell.value)) !== null) return;
  used.add(cell);
  used.add(beside);
  issues.push(unknownTerm(cell));
}

const KNOWN_TERMS = [...new Set([...commonTerms, ...presets.flatMap((p) => p.terms)].map((t) => t.id))].join(
  ', ',
);

function unknownTerm(cell: Cell): CellIssue {
  const nearest = nearestTerm(String(cell.value));
  return {
    severity: 'error',
    code: 'unknownTerm',
    cell: cell.address,
    received: cell.value,
    params: { nearest: nearest ?? '', known: KNOWN_TERMS },
    ...(nearest ? { repair: { cell: cell.address, value: nearest } } : {}),
  };
}

const TERM_UNITS: ReadonlyMap<string, string> = new Map(
  [...commonTerms, ...presets.flatMap((p) => p.terms)].map((t) => [t.id, t.unit]),
);

function termValue(id: string, cell: Cell, issues: CellIssue[]): number | string | undefined {
  const unit = TERM_UNITS.get(id);
  const text = typeof cell.value === 'string' ? cell.value.trim() : '';
  if (unit !== 'percent' && unit !== 'amount') return isBlank(cell.value) ? undefined : String(cell.value);
  const fault = (code: CellIssue['code'], more: Partial<CellIssue> = {}) => {
    issues.push({
      severity: 'error',
      code,
      cell: cell.address,
      received: cell.value,
      params: { term: id },
      ...more,
    });
    return undefined;
  };
  if (isBlank(cell.value)) return fault('missing');
  const value = typeof cell.value === 'number' ? cell.value : numberInText(text);
  if (value === null || typeof cell.value === 'boolean') return fault('notNumber');
  if (unit === 'percent' && value > 1)
    return fault('rateLooksLikePercent', {
      received: value,
      ...(value <= 100 ? { repair: { cell: cell.address, value: value / 100 } } : {}),
    });
  if (value < 0) return fault('tooSmall', { params: { term: id, min: 0 } });
  if (typeof cell.value === 'string')
    issues.push({
      severity: 'warning',
      code: 'numberAsText',
      cell: cell.address,
      received: cell.value,
      params: { number: unit === 'percent' ? `${value * 100}%` : value },
    });
  return value;
}

/** Serial day of a cell that is a date: a number formatted as one, an ISO text, or `2024/12/31`. */
function dateIn(cell: Cell): number | null {
  if (typeof cell.value === 'number')
    return isDateFormat(cell.format) && cell.value > 60 ? Math.floor(cell.value) : null;
  if (typeof cell.value !== 'string') return null;
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell.value.trim());
  if (!match) return null;
  const time = Date.UTC(+match[1]!, +match[2]! - 1, +match[3]!);
  return new Date(time).getUTCDate() === +match[3]! ? time / 86_400_000 + 25569 : null;
}

const amountIn = (cell: Cell): number | null =>
  typeof cell.value === 'number'
    ? cell.value
    : typeof cell.value === 'string'
      ? numberInText(cell.value)
      : null;

/** Of the lines of a block, the amounts are the last that holds numbers; dates or years stand before it. */
function readFlows(lines: readonly Line[], issues: CellIssue[]): { flows: ReadFlow[]; dated: boolean } {
  const filled = lines.filter((line) => line.some((c) => !isBlank(c.value)));
  const isDateLine = (line: Line) =>
    line.some((c) => dateIn(c) !== null) &&
    line.every((c) => dateIn(c) !== null || typeof c.value !== 'number');
  const dateLine = filled.find(isDateLine);
  const numeric = filled.filter((line) => line !== dateLine && line.some((c) => amountIn(c) !== null));
  const amounts = numeric[numeric.length - 1];
  if (!amounts) return { flows: [], dated: false };
  const yearLine = numeric.find((line) => line !== amounts && isYears(line));

  let first = amounts.findIndex(
    (c, i) => amountIn(c) !== null || (dateLine && dateIn(dateLine[i]!) !== null),
  );
  // A header is text above the first amount; text below it stands where an amount belongs.
  if (yearLine)
    first = Math.min(
      first,
      yearLine.findIndex((c) => typeof c.value === 'number'),
    );
  let last = amounts.length - 1;
  const besideFilled = (i: number) => [dateLine, yearLine].some((line) => line && !isBlank(line[i]!.value));
  while (last > first && isBlank(amounts[last]!.value) && !besideFilled(last)) last--;
  if (looksLikeTotal(amounts, first, last, yearLine ?? dateLine, lines)) {
    issues.push({
      severity: 'warning',
      code: 'totalLeftOut',
      cell: amounts[last]!.address,
      params: { range: addressAround(amounts.slice(first, last).filter((c) => !isBlank(c.value))) },
    });
    last--;
    while (last > first && isBlank(amounts[last]!.value) && !besideFilled(last)) last--;
  }
  // The leading investment is period 0; without one the first amount is period 1.
  const leading = amountIn(amounts[first]!);
  const origin = leading !== null && leading < 0 ? 0 : 1;
  const flows: ReadFlow[] = [];
  let before = -Infinity;
  for (let i = first; i <= last; i++) {
    const period = origin + i - first;
    const date = dateLine ? dateIn(dateLine[i]!) : null;
    if (dateLine && date === null)
      issues.push({ severity: 'error', code: 'mixedDates', cell: dateLine[i]!.address });
    if (date !== null) {
      if (date <= before)
        issues.push({
          severity: 'error',
          code: 'datesBackwards',
          cell: dateLine![i]!.address,
          received: isoDay(date),
        });
      before = date;
    }
    flows.push({ ...readAmount(amounts[i]!, period, issues), ...(date === null ? {} : { date }) });
  }
  return { flows, dated: dateLine !== undefined };
}

const isoDay = (serial: number): string => new Date((serial - 25569) * 86_400_000).toISOString().slice(0, 10);

/** Whole numbers that count up by one. */
function isYears(line: Line): boolean {
  const numbers = line.map((c) => c.value).filter((v): v is number => typeof v === 'number');
  return (
    numbers.length > 1 &&
    numbers.every((v, i) => Number.isInteger(v) && (i === 0 || v === numbers[i - 1]! + 1))
  );
}

function looksLikeTotal(
  amounts: Line,
  first: number,
  last: number,
  labels: Line | undefined,
  lines: readonly Line[],
): boolean {
  if (last - first < 2) return false;
  const value = amountIn(amounts[last]!);
  if (value === null) return false;
  const named = lines.some((line) =>
    /^(total|sum|合计|总计|小计)/i.test(String(line[last]?.value ?? '').trim()),
  );
  if (named) return true;
  // Without years or dates beside it nothing tells a total from a flow that happens to equal the sum.
  if (!labels || !isBlank(labels[last]!.value)) return false;
  const from = amountIn(amounts[first]!)! < 0 ? first + 1 : first;
  const sum = (cells: Line, of: (cell: Cell) => number | null) =>
    cells.reduce((s, cell) => s + (of(cell) ?? 0), 0);
  // Excel's own SUM leaves numbers stored as text out.
  const asExcel = (cell: Cell) => (typeof cell.value === 'number' ? cell.value : null);
  const sums = [from, first].flatMap((start) =>
    [amountIn, asExcel].map((of) => sum(amounts.slice(start, last), of)),
  );
  return value !== 0 && sums.some((s) => Math.abs(s - value) <= 1e-9 * Math.abs(value));
}

function readAmount(cell: Cell, period: number, issues: CellIssue[]): ReadFlow {
  const { value, address } = cell;
  if (typeof value === 'number') return { period, amount: value, cell: address };
  if (isBlank(value)) {
    issues.push({ severity: 'warning', code: 'blankIsZero', cell: address, params: { period } });
    return { period, amount: 0, cell: address, doubtful: true };
  }
  if (isError(value)) {
    issues.push({
      severity: 'error',
      code: 'errorForAmount',
      cell: address,
      received: value,
      params: { error: String(value), period },
    });
    return { period, amount: null, cell: address, error: String(value) };
  }
  const number = typeof value === 'string' ? numberInText(value) : null;
  if (number === null) {
    issues.push({
      severity: 'error',
      code: 'textForAmount',
      cell: address,
      received: value,
      params: { period },
    });
    return { period, amount: null, cell: address, error: String(value) };
  }
  issues.push({
    severity: 'warning',
    code: 'numberAsText',
    cell: address,
    received: value,
    params: { number },
  });
  return { period, amount: number, cell: address, doubtful: true };
}
