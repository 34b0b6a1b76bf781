/** Dates whose cells lost their format: plain numbers below or beside a head that says date. */
import { isoOf } from '../engine/index.ts';
import { addressAround, transpose, type Cell, type Line } from './cells.ts';
import type { CellIssue } from './reading.ts';

const HEAD = /^(dates?|日期)$/i;
/** 1950 to 2099: what an amount under such a head is hardly ever, and a date of a deal always. */
const isSerial = ({ value }: Cell): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 18_264 && value < 73_051;

/** The cells with those dates formatted as such, each run of them told at its first cell. */
export function withPlainDates(cells: readonly Line[], issues: CellIssue[]): Line[] {
  const found = new Set<Cell>();
  for (const line of [...cells, ...transpose(cells)])
    line.forEach(({ value }, head) => {
      if (typeof value !== 'string' || !HEAD.test(value.trim())) return;
      const rest = line.slice(head + 1);
      const end = rest.findIndex((cell) => !isSerial(cell) || cell.format.includes('y'));
      const run = end < 0 ? rest : rest.slice(0, end);
      if (run.length < 2) return;
      for (const cell of run) found.add(cell);
      issues.push({
        severity: 'warning',
        code: 'plainDates',
        cell: run[0]!.address,
        received: run[0]!.value,
        params: { range: addressAround(run), date: isoOf(run[0]!.value as number) },
      });
    });
  if (found.size === 0) return [...cells];
  return cells.map((line) => line.map((c) => (found.has(c) ? { ...c, format: 'yyyy-mm-dd' } : c)));
}
