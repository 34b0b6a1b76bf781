/** Amounts that are sums of those before them in their lines. */
import { halfUnit, isNothing, numberIn } from './cells.ts';
import type { LayoutLine } from './layout.ts';

/** The number at a position of a line. */
export const amountAt = (line: LayoutLine, p: number): number | undefined => {
  const cell = line.cells[p]!;
  const number = numberIn(cell);
  return typeof number === 'number' ? number : undefined;
};

/** A cell of a line, and the sum of others of it. */
function isSumOf(line: LayoutLine, p: number, of: readonly number[]): boolean {
  const amount = amountAt(line, p);
  if (amount === undefined || amount === 0) return false;
  let sum = 0;
  let slack = halfUnit(amount);
  let shown = 0;
  for (const at of of) {
    const part = amountAt(line, at);
    if (part === undefined || part === 0) continue;
    sum += part;
    slack += halfUnit(part);
    shown++;
  }
  return (
    shown >= 2 &&
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
  const sums = filled.filter((l) => isSumOf(l, p, since) || isSumOf(l, p, all));
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
