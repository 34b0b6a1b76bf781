import { amountIn, dateIn, type Line } from './cells.ts';
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
  return sources.length > 1 ? sources : undefined;
}

/** Whole numbers that count up by one. */
function isYears(line: Line): boolean {
  const numbers = line.map((c) => c.value).filter((v): v is number => typeof v === 'number');
  return (
    numbers.length > 1 &&
    numbers.every((v, i) => Number.isInteger(v) && (i === 0 || v === numbers[i - 1]! + 1))
  );
}
