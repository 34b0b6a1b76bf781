/** Lines that stand beside a table and are not of it: another table with years of its own, measures with their labels. */
import { axisIn, isFilled, type Axis } from './axis.ts';
import { addressAround, amountIn, type Cell, type Line } from './cells.ts';
import type { CellIssue } from './reading.ts';

const isAmount = (cell: Cell): boolean => amountIn(cell) !== null;

function leaveOut(cells: readonly Cell[], issues: CellIssue[]): void {
  issues.push({
    severity: 'warning',
    code: 'leftOut',
    cell: cells[0]!.address,
    params: { range: addressAround(cells) },
  });
}

/** The lines up to a blank one behind which other years or dates stand. */
export function oneTable(lines: readonly Line[], issues: CellIssue[]): readonly Line[] {
  const axes = lines.map(axisIn);
  let blank = -1;
  let hasCash = false;
  for (let i = axes.findIndex(Boolean) + 1; i > 0 && i < lines.length; i++) {
    if (!isFilled(lines[i]!)) blank = hasCash ? i : blank;
    else if (!axes[i]) hasCash ||= lines[i]!.some(isAmount);
    else if (blank > 0) {
      const other = lines.filter((_, k) => k > blank && k !== i).flatMap((line) => line.filter(isAmount));
      if (other.length) leaveOut(other, issues);
      return lines.slice(0, blank);
    }
  }
  return lines;
}

/**
 * The lines of numbers without those at the end that are measures with their labels to the left of them: behind a blank
 * line, or far fewer than the amounts.
 * @param numeric lines that hold numbers
 * @param axes the years and dates of the block; without any, nothing tells measures from cash
 * @param all lines of the block, blank ones too
 */
export function withoutMeasures(
  numeric: readonly Line[],
  axes: readonly Axis[],
  all: readonly Line[],
  issues: CellIssue[],
): readonly Line[] {
  const ofAxes = new Set(axes.map((axis) => axis.line));
  const cash = numeric.filter((line) => !ofAxes.has(line));
  const corner = all[0]?.[0];
  if (!axes.length || cash.length < 2 || !corner) return numeric;
  const isDown = all[1]![0]!.column > corner.column;
  const labelOf = (cell: Cell): string => {
    const [row, column] = [cell.row - corner.row, cell.column - corner.column - 1];
    const label = (isDown ? all[column]?.[row] : all[row]?.[column])?.value;
    return typeof label === 'string' ? label.trim() : '';
  };
  const most = cash.reduce((a, b) => (b.filter(isAmount).length > a.filter(isAmount).length ? b : a));
  const amounts = most.filter(isAmount).length;
  const isMeasures = (line: Line): boolean => {
    const cells = line.filter(isAmount);
    const labels = cells.map(labelOf);
    if (line === most || labels[0] === '') return false;
    const isApart = all.slice(all.indexOf(most), all.indexOf(line)).some((between) => !isFilled(between));
    const allNamed = labels.every(Boolean);
    const allDiffer = new Set(labels).size === labels.length;
    // A lone cost at the first date is a deal's own.
    const areFew = 2 * cells.length <= amounts && cells.every((c) => amountIn(c)! > -1);
    return (
      (isApart && allNamed && (cells.length < amounts || allDiffer)) || (areFew && (isApart || allNamed))
    );
  };
  const end = cash.findLastIndex((line) => !isMeasures(line)) + 1;
  const left = new Set(cash.slice(end));
  if (left.size)
    leaveOut(
      [...left].flatMap((line) => line.filter(isAmount)),
      issues,
    );
  return numeric.filter((line) => !left.has(line));
}
