/** Where the figures of a statement come from: cells of the run's detail sheet, or the run itself. */
import type { Column } from '../../engine/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { SheetMap } from '../plan.ts';

/** The detail sheet of the same run, where it stands. */
export interface Linked {
  readonly sheet: string;
  readonly map: SheetMap;
}

export interface StatementSource {
  /** Formula, without the equals sign, of what a column holds in some periods; a number where no cell has it. */
  sum(keys: readonly string[], values: Column, from: number, to: number): string;
  /** What a class paid in. */
  paidIn(party: string, values: Column, from: number, to: number): string;
  /** One cell of the detail sheet; null where it has none. */
  cell(address: string | undefined): string | null;
  /** Every figure is a formula over the detail sheet. */
  readonly linked: Linked | null;
}

const quoted = (sheet: string, address: string): string => `'${sheet.replaceAll("'", "''")}'!${address}`;

export function sourceOf(linked: Linked | null): StatementSource {
  const live = linked?.map.live === true ? linked : null;
  const there = (column: number, from: number, to: number) => {
    const { sheet, map } = live!;
    const row = map.firstRow + from;
    return from === to
      ? quoted(sheet, cellAddress(row, column))
      : `SUM(${quoted(sheet, rangeAddress(row, column, to - from + 1, 1))})`;
  };
  const given = (values: Column, from: number, to: number) =>
    String(values.slice(from, to + 1).reduce((a, b) => a + b, 0));
  return {
    sum(keys, values, from, to) {
      const columns = live ? keys.map((key) => live.map.columns.indexOf(key)) : [];
      return columns.length && columns.every((c) => c >= 0)
        ? columns.map((c) => there(c, from, to)).join('+')
        : given(values, from, to);
    },
    paidIn(party, values, from, to) {
      const column = live?.map.links?.paidIn[party];
      return column === undefined ? given(values, from, to) : there(column, from, to);
    },
    cell: (address) => (live && address ? quoted(live.sheet, address) : null),
    linked: live,
  };
}
