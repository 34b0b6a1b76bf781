/** The inputs of a scenario as formulas over the detail sheet of its run: what the scenario does not change follows there. */
import { CASH, EXIT } from '../../engine/index.ts';
import { cellAddress, gridAt } from '../grid.ts';
import type { SheetPlan } from '../plan.ts';
import type { InputCells, LinkedFlow } from './detail-about.ts';
import { quoted, type Linked } from './statement-source.ts';

/** What a scenario changes of the cash; its sheet then has a term of this id. */
export interface CashChanges {
  /** Period of the exit, where its cash is set; null where it is the run's. */
  readonly exit: number | null;
  /** All cash is multiplied. */
  readonly factor: boolean;
}

const HOLDS_CASH = /^(net|(in\.|deal\d+\.)?cash>.*)$/;

interface Input {
  readonly key: string;
  readonly period: number;
  readonly cell: string;
}

/** Cells of the tables that hold a number of their own: the inputs, beside some zeros of columns that are none. */
function numbersOf({ sheet, map }: Linked, cells: SheetPlan['cells']): Input[] {
  const { firstRow, periods, columns, deals } = map;
  const at = (key: string, first: number, column: number): Input[] =>
    Array.from({ length: periods + 1 }, (_, period) => period).flatMap((period) =>
      typeof cells[first + period]?.[column] === 'number'
        ? [{ key, period, cell: quoted(sheet, cellAddress(first + period, column)) }]
        : [],
    );
  return [
    ...columns.flatMap((key, c) => at(key, firstRow, c)),
    ...(deals?.columns.flatMap((key, c) => at(key, deals.firstRow, deals.from + c)) ?? []),
  ];
}

/** Cells of the run's sheet that hold the cash of a period. */
export const cashCells = (linked: Linked, cells: SheetPlan['cells'], period: number): string[] =>
  numbersOf(linked, cells).flatMap((input) =>
    input.period === period && HOLDS_CASH.test(input.key) ? [input.cell] : [],
  );

/** @param cells of the run's sheet */
export function inputsOfScenario(
  linked: Linked,
  cells: SheetPlan['cells'],
  { exit, factor }: CashChanges,
): InputCells {
  const { terms = {}, calls } = linked.map.links ?? {};
  const exits = exit === null ? [] : cashCells(linked, cells, exit);
  const flowOf = ({ key, period, cell }: Input): LinkedFlow => {
    const isExit = period === exit;
    if (!HOLDS_CASH.test(key) || (!isExit && !factor)) return cell;
    return (cellOf) => {
      // Pots and deals keep their parts of the exit.
      const own = !isExit
        ? cell
        : exits.length === 1
          ? cellOf(EXIT)
          : `${cell}*${cellOf(EXIT)}/(${exits.join('+')})`;
      return factor ? `${own}*${cellOf(CASH)}` : own;
    };
  };
  const flows = new Map<string, Map<number, LinkedFlow>>();
  for (const input of numbersOf(linked, cells)) {
    const column = flows.get(input.key) ?? new Map<number, LinkedFlow>();
    flows.set(input.key, column.set(input.period, flowOf(input)));
  }
  const listed = Object.entries(calls?.columns ?? {}).map(([head, column]) => {
    const rows = Array.from({ length: calls!.rows }, (_, i) => cellAddress(calls!.row + i, column));
    return [head, rows.map((cell) => quoted(linked.sheet, cell))] as const;
  });
  const valueOf = (cell: string) => {
    const { row, column } = gridAt([], cell);
    return Number(cells[row]![column]);
  };
  return {
    terms: new Map(Object.entries(terms).map(([id, cell]) => [id, quoted(linked.sheet, cell)])),
    held: new Map(Object.entries(terms).map(([id, cell]) => [id, valueOf(cell)])),
    flows,
    calls: new Map(listed),
  };
}
