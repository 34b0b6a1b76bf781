/**
 * Ranges as analysts have them, read into flows and terms: columns or rows, headers, dates or years beside
 * the amounts, a terms block below, above or beside. Every doubt is told with its cell, nothing is guessed silently.
 */
import { addressAround, cellsOf, isBlank, transpose } from './cells.ts';
import { cellAddress, rangeAddress, type Grid } from './grid.ts';
import { runsDown } from './axis.ts';
import { withPlainDates } from './plain-dates.ts';
import { readFlows } from './read-flows.ts';
import { readTerms } from './read-terms.ts';
import type { CellIssue, Reading } from './reading.ts';
import { sourcesBeside } from './sources-beside.ts';

/** What a selection holds. */
export function readSelection(grid: Grid): Reading {
  const rows = grid.values.length;
  const columns = grid.values[0]?.length ?? 0;
  const issues: CellIssue[] = [];
  const cells = withPlainDates(cellsOf(grid), issues);
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

  const { terms, used } = readTerms(cells, issues);
  const rest = cells.map((line) => line.map((c) => (used.has(c) ? { ...c, value: null } : c)));
  const asColumns = transpose(rest);
  const { flows, dated, cash } = readFlows(runsDown(rest, asColumns) ? asColumns : rest, issues);
  const sources = sourcesBeside(cash, flows);
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
