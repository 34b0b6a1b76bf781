/** Ranges of a formula's cash, contributions and dates, cell beside cell, by the rules of every function. */
import { quotedText, readingText } from '../i18n/reading.ts';
import type { Text } from '../i18n/text.ts';
import { cellAddress, type Grid } from './grid.ts';
import { cellsOf, isNothing, wordsIn } from './read/cells.ts';
import { headSays, isTotalName, readRanges, type RangeColumn } from './read/index.ts';
import type { CellIssue, Source } from './reading.ts';

/** A range whose rows end with its last cell that is not blank. */
export interface RangeGrid extends Grid {
  /** Rows and columns as they were given, where that is known. */
  readonly height?: number;
  readonly width?: number;
}

/** A range of which each cell stands beside that of the others. */
export interface Lines {
  /** Numbers of each range, as long as each other; dates are serial days. */
  readonly columns: readonly (readonly number[])[];
  /** Address of a number. */
  cellOf(column: number, row: number): string;
}

type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: CellIssue[] };

const refused = (cell: string, message: Text): Read<never> => ({
  ok: false,
  issues: [{ severity: 'error', code: 'read', cell, message }],
});

const heightOf = ({ height, values }: RangeGrid): number => height ?? values.length;
const widthOf = ({ width, values }: RangeGrid): number => width ?? values[0]?.length ?? 0;
const firstCell = ({ row, column }: Grid): string => cellAddress(row, column);

/** With blanks down to a row. */
function padded<T extends Grid>(grid: T, rows: number, width: number): T {
  const more = Array.from({ length: Math.max(0, rows - grid.values.length) }, () =>
    new Array<null>(width).fill(null),
  );
  return { ...grid, values: [...grid.values, ...more] };
}

/** @param ranges with their sizes as they were given: those that differ are refused, even if only blanks at their ends make the difference */
export function readLines(
  ranges: readonly { readonly grid: RangeGrid; readonly kind: RangeColumn['kind'] }[],
): Read<Lines> {
  for (const { grid } of ranges) {
    const [rows, columns] = [heightOf(grid), widthOf(grid)];
    // Read row by row a block would take one line for the periods of another.
    if (rows < 2 || columns < 2) continue;
    const cell = firstCell(grid);
    const last = cellAddress(grid.row + rows - 1, grid.column + columns - 1);
    return refused(cell, readingText('severalLines', { range: `${cell}:${last}`, rows, columns }));
  }
  const sizes = ranges.map(({ grid }) => heightOf(grid) * widthOf(grid));
  const other = sizes.findIndex((size) => size !== sizes[0]);
  const isSized = ranges.every(({ grid }) => grid.height !== undefined);
  if (isSized && other > 0) {
    const cell = firstCell(ranges[other]!.grid);
    return refused(cell, readingText('lengthsDiffer', { cell, first: sizes[0]!, second: sizes[other]! }));
  }
  // Rows that hold nothing but blanks do not come along: the shorter range is blank where the longer goes on.
  const widths = ranges.map(({ grid }) => widthOf(grid));
  const isAlike = widths.every((width) => width === widths[0]);
  const longest = Math.max(...ranges.map(({ grid }) => grid.values.length));
  const columns = ranges.map(({ grid, kind }) => ({
    kind,
    grid: padded(grid, isAlike ? longest : heightOf(grid), widthOf(grid)),
  }));
  const found = readRanges(columns);
  if (!found.ok) return refused(found.fault.cell, found.fault.message);
  const addresses = columns.map(({ grid }) =>
    grid.values.flatMap((line, r) => line.map((_, c) => cellAddress(grid.row + r, grid.column + c))),
  );
  const at = new Map((addresses[0] ?? []).map((address, i) => [address, i]));
  const rows = found.cells.map((cell) => at.get(cell)!);
  return {
    ok: true,
    value: { columns: found.columns, cellOf: (column, row) => addresses[column]![rows[row]!] ?? '' },
  };
}

/** The last row, where it is the total of several columns: one column may come to it by chance. */
function lastTotal(columns: readonly (readonly number[])[]): number | undefined {
  const last = (columns[0]?.length ?? 0) - 1;
  const isSum = (column: readonly number[]) => {
    const sum = column.slice(0, last).reduce((a, b) => a + b, 0);
    const amount = column[last]!;
    return amount !== 0 && Math.abs(sum - amount) <= 1e-9 * Math.abs(amount);
  };
  return columns.length > 1 && last > 1 && columns.every(isSum) ? last : undefined;
}

/** Cash told apart by columns, or by rows where the range is wider than high, with dates beside them if there are any. */
export function readSources(
  cash: RangeGrid,
  dates: RangeGrid | undefined,
): Read<{ readonly sources: Source[]; readonly days: readonly number[] | undefined; readonly lines: Lines }> {
  const { values } = cash;
  const down = values.length >= (values[0]?.length ?? 0);
  const along = down ? { height: heightOf(cash), width: 1 } : { height: 1, width: widthOf(cash) };
  const lines = (
    down
      ? (values[0] ?? []).map((_, c) => ({
          ...cash,
          column: cash.column + c,
          values: values.map((line) => [line[c] ?? null]),
        }))
      : values.map((line, r) => ({ ...cash, row: cash.row + r, values: [line] }))
  )
    .map((line): RangeGrid => ({ ...line, ...(cash.height === undefined ? {} : along) }))
    .filter((line) => !cellsOf(line).flat().every(isNothing));
  for (const line of lines) {
    const head = cellsOf(line).flat()[0]!;
    const name = wordsIn(head);
    const params = { cell: head.address, received: quotedText(name ?? '') };
    if (name !== null && isTotalName(name)) return refused(head.address, readingText('totalNoDeal', params));
    if (name !== null && name.length > 1 && headSays(name) === 'period')
      return refused(head.address, readingText('periodNoDeal', params));
  }
  if (lines.length === 0)
    return {
      ok: true,
      value: { sources: [], days: undefined, lines: { columns: [], cellOf: () => firstCell(cash) } },
    };
  const read = readLines([
    ...lines.map((grid) => ({ grid, kind: 'amount' as const })),
    ...(dates ? [{ grid: dates, kind: 'date' as const }] : []),
  ]);
  if (!read.ok) return read;
  const { columns, cellOf } = read.value;
  const sources = lines.map((line, s): Source => {
    const head = cellsOf(line).flat()[0];
    return {
      name: (head && wordsIn(head)) ?? String(s + 1),
      flows: columns[s]!.map((amount, i) => ({ period: i, amount, cell: cellOf(s, i) })),
    };
  });
  const days = dates ? columns[lines.length] : undefined;
  const total = lastTotal(columns.slice(0, lines.length));
  if (total !== undefined) {
    const [cell, last] = [cellOf(0, total), cellOf(lines.length - 1, total)];
    return refused(cell, readingText('totalRow', { range: `${cell}:${last}` }));
  }
  return {
    ok: true,
    value: { sources, days, lines: { columns, cellOf } },
  };
}
