import type { PlanCell } from '../../sheet/index.ts';

/**
 * A numbered name Excel takes and no sheet has: `Detail 1`, or `Detail 2` when that is taken.
 * `plain`: without a number where that is free.
 */
export function uniqueSheetName(wanted: string, taken: readonly string[], plain = false): string {
  const legal =
    wanted
      .replace(/[\\/?*:[\]\s]+/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet';
  const names = new Set(taken.map((name) => name.toLowerCase()));
  if (plain && legal.length <= 31 && !names.has(legal.toLowerCase())) return legal;
  const [, stem = legal, digits] = /^(.*?)\s*(\d*)$/.exec(legal) ?? [];
  for (let n = Number(digits || (plain ? 2 : 1)); ; n++) {
    const number = ` ${n}`;
    const name = stem.slice(0, 31 - number.length).trimEnd() + number;
    if (!names.has(name.toLowerCase())) return name;
  }
}

/** Excel on the web takes 5 MB a request; smaller ones keep progress moving and Cancel quick. */
const BYTES_AT_ONCE = 1_000_000;

/** Lines of a plan in groups that fit into one request. */
export function chunksOf(
  cells: readonly (readonly PlanCell[])[],
  bytesAtOnce = BYTES_AT_ONCE,
): { row: number; lines: readonly (readonly PlanCell[])[] }[] {
  const chunks: { row: number; lines: (readonly PlanCell[])[] }[] = [];
  let bytes = Infinity;
  cells.forEach((line, row) => {
    // A character may take three bytes.
    const size = line.reduce<number>(
      (sum, cell) => sum + 3 + (typeof cell === 'string' ? 3 * cell.length : 18),
      0,
    );
    if (bytes + size > bytesAtOnce) {
      chunks.push({ row, lines: [] });
      bytes = 0;
    }
    chunks[chunks.length - 1]!.lines.push(line);
    bytes += size;
  });
  return chunks;
}

/** Points of a column as wide as this many digits, with 5 px of margin. @param digit its pixels */
export const columnPoints = (characters: number, digit = 7): number => (digit * characters + 5) * 0.75;

/** Answers of Excel on the web may have 5 MB: so many cells with values and formats are well below it. */
const CELLS_AT_ONCE = 20_000;

/** A block of cells in pieces of whole rows: the first row of each, from 0, and how many. */
export function piecesOf(rows: number, columns: number): { row: number; rows: number }[] {
  const most = Math.max(1, Math.floor(CELLS_AT_ONCE / columns));
  return Array.from({ length: Math.ceil(rows / most) }, (_, i) => ({
    row: i * most,
    rows: Math.min(most, rows - i * most),
  }));
}
