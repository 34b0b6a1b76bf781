import { amountIn, dateIn, isTotalName, type Line } from './cells.ts';
import type { ReadFlow, Source } from './reading.ts';

/** The lines of amounts of a block, where there are several; one beside the other as far as `flows`, the last of them, reach. */
export function sourcesBeside(lines: readonly Line[], flows: readonly ReadFlow[]): Source[] | undefined {
  const last = lines.find((line) => line.some((c) => c.address === flows[0]?.cell));
  if (!last) return undefined;
  const first = last.findIndex((c) => c.address === flows[0]!.cell);
  const sources = lines.flatMap((line): Source[] => {
    const cells = line.slice(first, first + flows.length);
    const isSource = cells.some((c) => amountIn(c) !== null && dateIn(c) === null) && !isYears(cells);
    if (!isSource) return [];
    const head = line.slice(0, first).findLast((c) => typeof c.value === 'string' && c.value.trim() !== '');
    return [
      {
        name: head ? String(head.value).trim() : line[first]!.address,
        flows: cells.map((cell, i) => ({
          ...flows[i]!,
          amount: cell.value === null || cell.value === '' ? 0 : amountIn(cell),
          cell: cell.address,
        })),
      },
    ];
  });
  const apart = withoutTotal(sources);
  return apart.length > 1 ? apart : undefined;
}

/** Heads of a line that may sum the others; a third deal may happen to be as large as two. */
const SUM_NAME = /\b(net|fund|portfolio|combined|all)\b|净|基金|组合/i;

/** A last line that is called a total, or by its head and its amounts sums the others, is no deal or pot of its own. */
function withoutTotal(sources: readonly Source[]): Source[] {
  const others = sources.slice(0, -1);
  const last = sources[sources.length - 1];
  if (!last) return [];
  const sums = () =>
    last.flows.every(({ amount }, i) => {
      const sum = others.reduce((total, { flows }) => total + (flows[i]!.amount ?? 0), 0);
      return Math.abs(sum - (amount ?? 0)) <= 1e-9 * Math.abs(sum);
    });
  return isTotalName(last.name) || (others.length > 1 && SUM_NAME.test(last.name) && sums())
    ? others
    : [...sources];
}

/** Whole numbers that count up by one. */
function isYears(line: Line): boolean {
  const numbers = line.map((c) => c.value).filter((v): v is number => typeof v === 'number');
  return (
    numbers.length > 1 &&
    numbers.every((v, i) => Number.isInteger(v) && (i === 0 || v === numbers[i - 1]! + 1))
  );
}
