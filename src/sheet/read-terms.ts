/** Terms and dates of ranges: a label with its value to the right, a day a cell. */
import { commonTerms, presets } from '../engine/index.ts';
import { cellsOf, dateIn, isBlank, numberInText, type Cell, type Line } from './cells.ts';
import type { Grid } from './grid.ts';
import { nearestTerm, stepOf, termOf } from './labels.ts';
import type { CellIssue, ReadTerm } from './reading.ts';

/** The terms of a block that is nothing but terms: every label must be a known one. */
export function readTermsBlock(grid: Grid): { terms: ReadTerm[]; issues: CellIssue[] } {
  const cells = cellsOf(grid);
  const issues: CellIssue[] = [];
  const { terms, used } = readTerms(cells, issues);
  for (const line of cells) {
    const label = line[0];
    // Excel's desktop hands a blank row over as zeros.
    if (
      !label ||
      isBlank(label.value) ||
      used.has(label) ||
      line.every((c) => isBlank(c.value) || c.value === 0)
    )
      continue;
    if (termOf(String(label.value)) !== undefined || stepOf(String(label.value))) continue;
    if (isHeader(line)) continue;
    issues.push(unknownTerm(label));
  }
  return { terms, issues };
}

/** Values by id as `define` takes them: a rate with rows of later dates becomes its steps. */
export function givenTerms(terms: readonly ReadTerm[]): Record<string, unknown> {
  const changing = new Set(terms.flatMap((t) => (t.from === undefined ? [] : [t.id])));
  const given: Record<string, unknown> = {};
  for (const { id, value, from } of terms) {
    if (!changing.has(id)) given[id] = value;
    else
      given[id] = [
        ...((given[id] as readonly object[] | undefined) ?? []),
        { ...(from === undefined ? {} : { from }), rate: value },
      ];
  }
  return given;
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
export function readTerms(
  cells: readonly Line[],
  issues: CellIssue[],
): { terms: ReadTerm[]; used: Set<Cell> } {
  const terms: ReadTerm[] = [];
  const used = new Set<Cell>();
  const where = new Map<string, string>();
  for (const line of cells)
    for (const [c, cell] of line.entries()) {
      if (typeof cell.value !== 'string' || isBlank(cell.value) || used.has(cell)) continue;
      const step = stepOf(cell.value);
      const id = step?.id ?? termOf(cell.value);
      const beside = line[c + 1];
      if (id === undefined || beside === undefined) {
        if (id === undefined) noteUnknown(cell, line, c, issues, used);
        continue;
      }
      used.add(cell);
      used.add(beside);
      const unitCell = line[c + 2];
      if (unitCell && typeof unitCell.value === 'string' && c + 3 === line.length) used.add(unitCell);
      const key = step ? `${id} ${step.from}` : id;
      if (step?.from === null)
        issues.push({ severity: 'error', code: 'notDate', cell: cell.address, received: cell.value });
      else if (where.has(key))
        issues.push({
          severity: 'error',
          code: 'duplicateTerm',
          cell: cell.address,
          params: { term: id, other: where.get(key)! },
        });
      else {
        where.set(key, beside.address);
        const from = step && step.from !== null ? { from: step.from } : {};
        const value = termValue(id, beside, issues, from);
        if (value !== undefined) terms.push({ id, value, ...from, cell: beside.address });
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

function termValue(
  id: string,
  cell: Cell,
  issues: CellIssue[],
  from: { readonly from?: string | number } = {},
): number | string | undefined {
  const unit = TERM_UNITS.get(id);
  const text = typeof cell.value === 'string' ? cell.value.trim() : '';
  if (unit !== 'percent' && unit !== 'amount') return isBlank(cell.value) ? undefined : String(cell.value);
  const fault = (code: CellIssue['code'], more: Partial<CellIssue> = {}) => {
    issues.push({
      severity: 'error',
      code,
      cell: cell.address,
      received: cell.value,
      params: { term: id, ...from },
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
