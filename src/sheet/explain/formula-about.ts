/** A cell with one of our functions, and what all explanations of it share. */
import { total, type Locale } from '../../engine/index.ts';
import { cellIssueMessage, formatAmount, say } from '../../i18n/index.ts';
import type { Lines, RangeGrid } from '../deal-ranges.ts';
import { rangeAddress, type CellValue, type Grid } from '../grid.ts';
import type { CellIssue } from '../reading.ts';
import type { Call } from './call.ts';
import type { ExplainedInput } from './columns.ts';
import type { CellExplanation } from './index.ts';

/** A cell, and what the arguments of its formula hold now. */
export interface FormulaCell {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  /** Where the formula stands: elsewhere for a cell that a table spills into. */
  readonly anchor: { readonly row: number; readonly column: number };
  readonly formula: string;
  readonly call: Call;
  readonly value: CellValue;
  /** By argument; null where it names no cells. */
  readonly grids: readonly (Grid | null)[];
  /** By argument, of those that are formulas: the cells each of them names, in their order. */
  readonly named: readonly (readonly (Grid | null)[])[];
}

/** A function as the host describes it, in the user's language. */
export interface Signature {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string }[];
}

export interface About {
  readonly cell: FormulaCell;
  readonly signature: Signature | undefined;
  readonly locale: Locale;
}

export interface Told {
  readonly sentences: readonly string[];
  readonly inputs: readonly ExplainedInput[];
  readonly rule?: string;
  /** Why there is no figure. */
  readonly why?: readonly string[];
  /** Everything there is to say. */
  readonly whole?: CellExplanation;
}

/** More would be read by nobody. */
const MOST_CELLS = 60;

/** The one value of an argument; undefined where it is left out or only Excel knows it. */
export function scalar({ call, grids }: FormulaCell, at: number): CellValue | undefined {
  const argument = call.arguments[at];
  if (argument?.kind === 'value') return argument.value;
  return grids[at]?.values[0]?.[0];
}

/** Rows to the last that is not blank, with the size that was given. */
export function trimmed(grid: Grid): RangeGrid {
  const last = grid.values.findLastIndex((row) => row.some((v) => v !== null && v !== '' && v !== 0));
  return {
    ...grid,
    values: grid.values.slice(0, last + 1),
    height: grid.values.length,
    width: grid.values[0]?.length ?? 0,
  };
}

export const faultAt = (issue: CellIssue, locale: Locale): string => {
  const words = cellIssueMessage(issue, locale);
  if (!issue.cell || words.includes(issue.cell)) return words;
  return say({ en: '{cell}: {words}', 'zh-CN': '{cell}：{words}' }, locale, { cell: issue.cell, words });
};

export const elsewhere = ({ sheet }: Grid, cell: FormulaCell): { sheet?: string } =>
  sheet === cell.sheet ? {} : { sheet };

export const parameterName = ({ signature }: About, place: number): string =>
  signature?.parameters[place]?.name ?? String(place + 1);

/** A range as one line: a single cell with what it holds, more with their sum. */
function rangeLine({ cell, locale }: About, label: string, grid: Grid): ExplainedInput {
  const { values, row, column } = grid;
  const numbers = values.flat().filter((v): v is number => typeof v === 'number');
  const only = values.flat().length === 1 ? values[0]![0]! : null;
  const sum = formatAmount(total(numbers), locale);
  return {
    label,
    amount: null,
    text:
      only === null
        ? numbers.length
          ? `Σ ${sum}`
          : ''
        : typeof only === 'number'
          ? formatAmount(only, locale)
          : String(only),
    cell: rangeAddress(row, column, values.length, values[0]?.length ?? 1),
    ...elsewhere(grid, cell),
  };
}

/** The ranges among the arguments. */
export const rangesOf = (about: About): (ExplainedInput & { readonly place: number })[] =>
  about.cell.grids.flatMap((grid, place) =>
    grid ? [{ place, ...rangeLine(about, parameterName(about, place), grid) }] : [],
  );

/** The cells that formulas among the arguments name, each as a link. */
export const formulaCells = (about: About): ExplainedInput[] =>
  about.cell.call.arguments.flatMap((argument, place) =>
    argument.kind === 'formula'
      ? about.cell.named[place]!.flatMap((grid) =>
          grid ? [rangeLine(about, parameterName(about, place), grid)] : [],
        )
      : [],
  );

/** The cells of a series, the first of them, each under the name of its place. */
export function flowCells(
  grid: Grid,
  { columns, cellOf }: Lines,
  cell: FormulaCell,
  locale: Locale,
  nameOf: (i: number) => string,
): ExplainedInput[] {
  return columns[0]!.slice(0, MOST_CELLS).map((amount, i) => ({
    label: nameOf(i),
    amount,
    text: formatAmount(amount, locale),
    cell: cellOf(0, i),
    ...elsewhere(grid, cell),
  }));
}
