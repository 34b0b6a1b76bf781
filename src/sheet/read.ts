/**
 * Ranges as analysts have them, read into flows and terms: columns or rows, headers, dates or years beside
 * the amounts, a terms block below, above or beside. Every doubt is told with its cell, nothing is guessed silently.
 */
import {
  amountIn,
  cellsOf,
  dateIn,
  isBlank,
  isYears,
  numberInText,
  readAmount,
  transpose,
  type Cell,
  type Line,
} from './cells.ts';
import { cellAddress, rangeAddress, type Grid } from './grid.ts';
import { nearestTerm, termOf } from './labels.ts';
import type { CellIssue, ReadFlow, Reading, ReadTerm } from './reading.ts';
import { commonTerms, presets } from '../engine/index.ts';
import { sourcesBeside } from './sources.ts';

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
  const sources = sourcesBeside(lines, flows);
  const termCells = [...used];
  const reading: Reading = {
    ...base,
    flows,
    dated,
    ...(sources ? { sources } : {}),
    terms,
    ...(termCells.length ? { termsAddress: addressAround(termCells) } : {}),
    issues,
  };
  if (flows.length === 0 && terms.length === 0) return none('noAmounts');
  return reading;
}

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
