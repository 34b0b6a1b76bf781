/** Sheets of our own making are known by their heads and labels, in either language. */
import type { Text } from '../../../../src/i18n/index.ts';
import { cellsOf, type Cell, type Grid } from '../../../../src/sheet/index.ts';

export const isCalled = (value: unknown, text: Text): boolean =>
  typeof value === 'string' && [text.en, text['zh-CN']].includes(value.trim());

/** The rows below the heads, which are all in one row; undefined where the sheet has not these heads. */
export function rowsUnder(grid: Grid, heads: Readonly<Record<string, Text>>, needed: readonly string[]) {
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
