/** What stands before and behind the years or dates of a table: an opening investment is its cash, all else is not. */
import {
  amountIn,
  addressAround,
  isBlank,
  isError,
  isTotalName,
  yearIn,
  type Cell,
  type Line,
} from './cells.ts';
import type { Axis } from './axis.ts';
import type { CellIssue } from './reading.ts';

interface Table {
  readonly axis: Axis;
  /** Places of the first and the last period. */
  readonly first: number;
  readonly last: number;
  readonly amounts: Line;
  /** The lines of numbers, the amounts among them. */
  readonly numbers: readonly Line[];
  readonly lines: readonly Line[];
}

/** The first and last place of the flows, with a word about each number before and behind them. */
export function outside(table: Table, issues: CellIssue[]): [first: number, last: number] {
  const { axis, first, last, amounts, numbers } = table;
  const numbersAt = (i: number): Cell[] =>
    [amounts, ...numbers].map((line) => line[i]!).filter((c) => amountIn(c) !== null || isError(c.value));
  const places = [...amounts.keys()].filter((i) => numbersAt(i).length > 0);
  const before = places.filter((i) => i < first).reverse();
  const behind = places.filter((i) => i > last);
  // An investment may stand above the first year without one.
  const startsAt = axis.kind === 'year' ? yearIn(axis.line[first]!) : null;
  const isOpening =
    before[0] === first - 1 && startsAt !== 0 && numbersAt(first - 1).some((c) => amountIn(c)! < 0);
  if (isOpening) before.shift();

  for (const [edge, [...rest]] of [
    [first, before],
    [last, behind],
  ] as const) {
    const isTotalNear = rest.length > 0 && isTotal(table, rest[0]!);
    if (isTotalNear) issues.push(totalLeftOut(numbersAt(rest.shift()!)[0]!, amounts.slice(first, last + 1)));
    const [near] = rest;
    if (near === undefined) continue;
    const isApart = isTotalNear || Math.abs(near - edge) > 1 || isLabelled(table, near);
    const cells = rest.flatMap(numbersAt);
    issues.push(
      isApart
        ? {
            severity: 'warning',
            code: 'leftOut',
            cell: numbersAt(near < first ? rest[rest.length - 1]! : near)[0]!.address,
            params: { range: addressAround(cells) },
          }
        : {
            severity: 'error',
            code: axis.kind === 'year' ? 'yearMissing' : 'mixedDates',
            cell: axis.line[near]!.address,
          },
    );
  }
  return [isOpening ? first - 1 : first, last];
}

/** A text of its own says what stands there: beside the years, or where the periods have none. */
const isLabelled = ({ axis, first, last, lines }: Table, i: number): boolean =>
  [axis.line, ...lines.filter((line) => !line.slice(first, last + 1).some(isText))].some((line) =>
    isText(line[i]!),
  );

const isText = (cell: Cell): boolean =>
  typeof cell.value === 'string' && !isBlank(cell.value) && amountIn(cell) === null && !isError(cell.value);

export const isNamedTotal = (lines: readonly Line[], i: number): boolean =>
  lines.some((line) => isTotalName(String(line[i]!.value ?? '')));

export const totalLeftOut = (total: Cell, of: readonly Cell[]): CellIssue => ({
  severity: 'warning',
  code: 'totalLeftOut',
  cell: total.address,
  params: { range: addressAround(of.filter((c) => !isBlank(c.value))) },
});

function isTotal({ axis, first, last, amounts, lines }: Table, i: number): boolean {
  if (isNamedTotal(lines, i)) return true;
  const value = amountIn(amounts[i]!);
  // Without a blank among years or dates nothing tells a total from a flow that happens to equal the sum.
  if (!value || last === first || !isBlank(axis.line[i]!.value)) return false;
  const from = amountIn(amounts[first]!)! < 0 ? first + 1 : first;
  // Excel's own SUM leaves numbers stored as text out.
  const asExcel = (cell: Cell) => (typeof cell.value === 'number' ? cell.value : null);
  return [from, first].some((start) =>
    [amountIn, asExcel].some((of) => {
      const sum = amounts.slice(start, last + 1).reduce((s, cell) => s + (of(cell) ?? 0), 0);
      return Math.abs(sum - value) <= 1e-9 * Math.abs(value);
    }),
  );
}
