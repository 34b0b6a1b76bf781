/** A selection as the pane takes it: what the reader made of it, with its questions, doubts and faults as issues of cells. */
import { cellAddress, rangeAddress, type CellValue, type Grid } from './grid.ts';
import type { CellIssue, ReadFlow, Reading, ReadTerm, Said, Source } from './reading.ts';
import {
  headSays,
  moneyUnit,
  readSelection as read,
  type Flow,
  type Note,
  type Reading as Understood,
} from './read/index.ts';

/** First cell of a range, without its sheet. */
const firstCell = (range: string): string => range.replace(/^.*!/, '').split(':')[0]!;

const isIn = (sheet: string, own: string): boolean => sheet === '' || sheet === own;

/**
 * @param mode the mode that is chosen so far
 * @param said answers and roles the user gave for these cells
 */
export function readSelection(grid: Grid, mode?: string, said: Said = { answers: {}, roles: {} }): Reading {
  const rows = grid.values.length;
  const columns = grid.values[0]?.length ?? 0;
  const found = read(grid, { ...(mode === undefined ? {} : { mode }), ...said });
  const flowOf = flowReader(found, grid);
  // One line that calls itself the net cash flow is the whole deal's, and tells nothing apart.
  const [only, ...more] = found.sources;
  const isWhole = only !== undefined && !more.length && headSays(only.name) === 'net';
  const sources = (isWhole ? [] : found.sources).map(({ name, flows }): Source => ({
    name,
    flows: flows.map(flowOf),
  }));
  const cells = found.terms.map((t) => t.cell);
  const unit = found.timeline?.unit ?? 'year';
  return {
    sheet: grid.sheet,
    address: rangeAddress(grid.row, grid.column, rows, columns),
    flows: found.flows.map(flowOf),
    dated: unit === 'date',
    unit: unit === 'quarter' || unit === 'month' ? unit : 'year',
    ...(sources.length ? { sources } : {}),
    terms: [
      ...found.terms.map(({ id, value, from, cell }) => ({
        id,
        value,
        ...(from === undefined ? {} : { from }),
        cell,
      })),
      ...unitInHeads(found, grid),
    ],
    ...(cells.length ? { termsAddress: around(cells, grid.column) } : {}),
    issues: issuesOf(found, grid),
    notes: found.notes.filter((n) => n.severity === 'info'),
    status: found.status,
    lines: found.lines,
    questions: found.questions,
    said,
  };
}

/** The unit of the amounts where a head or a title names it: `净现金流（万元）`. */
function unitInHeads({ unit, terms }: Understood, grid: Grid): ReadTerm[] {
  if (unit === null || terms.some((t) => t.id === 'unit')) return [];
  const cells = grid.values.flatMap((line, r) =>
    line.flatMap((value, c) =>
      typeof value === 'string' && moneyUnit(value) === unit
        ? cellAddress(grid.row + r, grid.column + c)
        : [],
    ),
  );
  return cells.slice(0, 1).map((cell) => ({ id: 'unit', value: unit, cell }));
}

/** Flows with what was wrong or doubtful at their cells. */
function flowReader({ faults, notes }: Understood, grid: Grid): (flow: Flow) => ReadFlow {
  const faulty = new Map(faults.filter((f) => isIn(f.sheet, grid.sheet)).map((f) => [f.cell, f]));
  const warnings = notes.filter((n) => n.severity === 'warning');
  // A note of several cells is of those among them that are no plain numbers.
  const isDoubtful = (cell: string) =>
    warnings.some(
      ({ range }) => range === cell || (isWithin(cell, range) && typeof valueAt(grid, cell) !== 'number'),
    );
  return ({ period, date, amount, cell }) => ({
    period,
    ...(date === undefined ? {} : { date }),
    amount,
    cell,
    ...(isDoubtful(cell) ? { doubtful: true } : {}),
    ...(amount === null && faulty.has(cell) ? { error: String(valueAt(grid, cell) ?? '') } : {}),
  });
}

function issuesOf({ faults, notes }: Understood, grid: Grid): CellIssue[] {
  const warnings = notes.filter((n: Note) => n.severity === 'warning');
  return [
    ...faults.map(({ code, cell, message }): CellIssue => {
      const value = cell ? valueAt(grid, cell) : null;
      const isPercent = code === 'rateOutOfRange' && typeof value === 'number' && value > 1 && value <= 100;
      return {
        severity: 'error',
        code: code === 'emptySelection' ? code : 'read',
        cell: cell || cellAddress(grid.row, grid.column),
        message,
        ...(isPercent ? { repair: { cell, value: value / 100 } } : {}),
      };
    }),
    ...warnings.map(({ range, message }): CellIssue => ({
      severity: 'warning',
      code: 'read',
      cell: firstCell(range),
      message,
    })),
  ];
}

function isWithin(cell: string, range: string): boolean {
  const [from, to = from] = range.split(':').map(placeOf);
  const { row, column } = placeOf(cell);
  return row >= from!.row && row <= to!.row && column >= from!.column && column <= to!.column;
}

function valueAt({ row, column, values }: Grid, cell: string): CellValue {
  const at = placeOf(cell);
  return values[at.row - row]?.[at.column - column] ?? null;
}

/** Zero-based row and column of a cell. */
function placeOf(cell: string): { row: number; column: number } {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
  return {
    row: Number(digits) - 1,
    column: [...letters].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1,
  };
}

/** The range that holds these cells and the labels left of them, from column `first` on. */
function around(cells: readonly string[], first: number): string {
  const places = cells.map(placeOf);
  const top = Math.min(...places.map((p) => p.row));
  const left = Math.max(first, Math.min(...places.map((p) => p.column)) - 1);
  const [bottom, right] = [Math.max(...places.map((p) => p.row)), Math.max(...places.map((p) => p.column))];
  return rangeAddress(top, left, bottom - top + 1, right - left + 1);
}
