/** Where the figures of a statement come from: cells of the run's detail sheet, or the run itself. */
import { total, type Column, type Result } from '../../engine/index.ts';
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
  /** All distributable cash. */
  cash(result: Result): string;
  /** A figure that no cell of the detail sheet gives: it is an error once its inputs are changed. */
  ofRun(formula: string): string;
  /** One cell of the detail sheet; null where it has none. */
  cell(address: string | undefined): string | null;
  /** Every figure is a formula over the detail sheet. */
  readonly linked: Linked | null;
}

export const quoted = (sheet: string, address: string): string =>
  `'${sheet.replaceAll("'", "''")}'!${address}`;

export function sourceOf(linked: Linked | null): StatementSource {
  const live = linked?.map.live === true ? linked : null;
  const range = (column: number, from: number, to: number) =>
    quoted(live!.sheet, rangeAddress(live!.map.firstRow + from, column, to - from + 1, 1));
  const there = (column: number, from: number, to: number) =>
    from === to
      ? quoted(live!.sheet, cellAddress(live!.map.firstRow + from, column))
      : `SUM(${range(column, from, to)})`;
  const [change] = Object.entries(live?.map.cells ?? {}).find(([, [what]]) => what === 'change') ?? [];
  const ofRun = (formula: string) =>
    !live
      ? formula
      : change === undefined
        ? 'NA()'
        : `IF(ABS(N(${quoted(live.sheet, change)}))<0.005,${formula},NA())`;
  const given = (values: Column, from: number, to: number) => String(total(values.slice(from, to + 1)));
  return {
    ofRun,
    cash({ cash, timeline }) {
      if (!live) return given(cash, 0, timeline.periods);
      const { columns } = live.map;
      const own = columns.filter((key) => key.startsWith('cash>'));
      // Without columns of its own, cash is what of the net flow is above zero.
      return (own.length ? own : ['net'])
        .map((key) => `SUMIF(${range(columns.indexOf(key), 0, timeline.periods)},">0")`)
        .join('+');
    },
    sum(keys, values, from, to) {
      const columns = live ? keys.map((key) => live.map.columns.indexOf(key)) : [];
      return columns.length && columns.every((c) => c >= 0)
        ? columns.map((c) => there(c, from, to)).join('+')
        : ofRun(given(values, from, to));
    },
    // Who has no column there is no class, and pays nothing in.
    paidIn(party, values, from, to) {
      const column = live?.map.links?.paidIn[party];
      return column === undefined ? given(values, from, to) : there(column, from, to);
    },
    cell: (address) => (live && address ? quoted(live.sheet, address) : null),
    linked: live,
  };
}
