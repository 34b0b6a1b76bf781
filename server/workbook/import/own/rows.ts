/** Sheets of our own making are known by their heads and labels, in either language. */
import type { Text } from '../../../../src/i18n/index.ts';
import { cellsOf, numberIn, periodNamed } from '../../../../src/sheet/read/cells.ts';
import type { Cell, ReadableGrid } from '../../../../src/sheet/read/index.ts';

export const isCalled = (value: unknown, text: Text): boolean =>
  typeof value === 'string' && [text.en, text['zh-CN']].includes(value.trim());

/** The rows below the heads, which are all in one row; undefined where the sheet has not these heads. */
export function rowsUnder(
  grid: ReadableGrid,
  heads: Readonly<Record<string, Text>>,
  needed: readonly string[],
) {
  const cells = cellsOf(grid);
  const at = cells.findIndex((row) => needed.every((key) => row.some((c) => isCalled(c.value, heads[key]!))));
  if (at < 0) return undefined;
  const columnOf = Object.fromEntries(
    Object.entries(heads).map(([key, text]) => [key, cells[at]!.findIndex((c) => isCalled(c.value, text))]),
  );
  return cells.slice(at + 1).map(
    (row) =>
      (key: string): Cell | undefined =>
        row[columnOf[key] ?? -1],
  );
}

/** Without what is left out. */
export const given = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** A number, also as text that can be read in one way only; else null. */
export const numberAt = (cell: Cell): number | null =>
  cell.parsed?.kind === 'ambiguous' ? null : (numberIn(cell) ?? null);

/** Serial day of a date, also as text that names its day in one way only; else null. */
export function dayAt(cell: Cell): number | null {
  if (cell.day !== undefined) return cell.day;
  const named = periodNamed(cell);
  return named?.kind === 'date' && !named.endOf ? named.day : null;
}
