/** Amounts that are sums of those before them in their lines. */
import { halfUnit, isNothing, numberIn } from './cells.ts';
import type { LayoutLine } from './layout.ts';
import type { Cell } from './model.ts';

/** The number at a position of a line. */
export const amountAt = (line: LayoutLine, p: number): number | undefined => amountOf(line.cells[p]!);

const amountOf = (cell: Cell): number | undefined => numberIn(cell) ?? undefined;

/** A cell is the sum of others, of which at least so many are not 0. */
export function isSumOf(cell: Cell, of: readonly Cell[], least = 2): boolean {
  const amount = amountOf(cell);
  if (amount === undefined || amount === 0) return false;
  let sum = 0;
  let slack = halfUnit(amount);
  let shown = 0;
  for (const other of of) {
    const part = amountOf(other);
    if (part === undefined || part === 0) continue;
    sum += part;
    slack += halfUnit(part);
    shown++;
  }
  return (
    shown >= least &&
    Math.abs(sum - amount) <=
      Math.min(slack, 0.01 * Math.abs(amount)) + 1e-9 * Math.max(Math.abs(sum), Math.abs(amount))
  );
}

/** The amounts at a position are sums of what precedes it; a running line stands as it stood. */
export function sumsUp(
  numeric: readonly LayoutLine[],
  p: number,
  all: readonly number[],
  since: readonly number[] = all,
): boolean {
  const filled = numeric.filter((l) => amountAt(l, p) !== undefined && !isNothing(l.cells[p]!));
  const cellsAt = (line: LayoutLine, at: readonly number[]) => at.map((q) => line.cells[q]!);
  const sums = filled.filter((l) => [since, all].some((at) => isSumOf(l.cells[p]!, cellsAt(l, at))));
  const last = all.at(-1);
  return (
    sums.length > 0 &&
    filled.every(
      (l) =>
        sums.includes(l) ||
        ['derived', 'share', 'result', 'value'].includes(String(l.says)) ||
        (last !== undefined && amountAt(l, last) === amountAt(l, p)) ||
        isMeanwhileZero(l, p, all),
    )
  );
}

/** The total of a fiscal year leaves out what came before it. */
export const sumsUpLast = (numeric: readonly LayoutLine[], p: number, since: readonly number[]): boolean =>
  since.some((_, from) => sumsUp(numeric, p, since.slice(from)));

/** One part of a line may be its only one: its total repeats it. */
function isMeanwhileZero(line: LayoutLine, p: number, all: readonly number[]): boolean {
  const parts = all.map((at) => amountAt(line, at) ?? 0).filter((v) => v !== 0);
  return parts.length === 1 && parts[0] === amountAt(line, p);
}
