/** Ranges as Excel hands them over: blanks as 0, null or "", data types as objects, whole columns with a million rows. */
import { gridAt, type CellValue, type Grid } from '../sheet/index.ts';

export interface Range {
  /** Rows down to the last that holds more than blanks and zeros: Excel's desktop hands blanks over as 0. */
  readonly rows: readonly (readonly CellValue[])[];
  /** Rows and columns as they were given. */
  readonly height: number;
  readonly width: number;
  /** Where it stands, such as `Deal!B2:B12`; empty where the host does not tell. */
  readonly address: string;
}

type Invocation = CustomFunctions.Invocation | undefined;

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || value === 0;

/** What a cell holds: a data type counts as the value it carries; one that carries none is named by its text. */
function valueOf(given: unknown): CellValue {
  if (typeof given !== 'object' || given === null) return (given ?? null) as CellValue;
  const { basicValue, text, type } = given as { basicValue?: unknown; text?: unknown; type?: unknown };
  if (typeof basicValue === 'number' || typeof basicValue === 'string' || typeof basicValue === 'boolean')
    return basicValue;
  return `[${String(text ?? type ?? 'object')}]`;
}

/** @param parameter its place among the function's parameters */
export function rangeOf(values: unknown[][], parameter: number, invocation: Invocation): Range {
  let last = values.length - 1;
  while (last >= 0 && values[last]!.every(isNothing)) last--;
  return {
    rows: values.slice(0, last + 1).map((row) => row.map(valueOf)),
    height: values.length,
    width: values[0]?.length ?? 0,
    address: invocation?.parameterAddresses?.[parameter] ?? '',
  };
}

/** An optional range; one blank cell is a range left out, as an empty argument is. */
export function optionalRange(
  values: unknown[][] | null | undefined,
  parameter: number,
  invocation: Invocation,
): Range | undefined {
  if (values === null || values === undefined) return undefined;
  const range = rangeOf(values, parameter, invocation);
  return range.rows.length === 0 && range.height <= 1 && range.width <= 1 ? undefined : range;
}

export const gridOf = ({ rows, address }: Range): Grid => gridAt(rows, address);

/** Cells in reading order; those behind a range that is one row end where its blanks and zeros begin. */
export function cellsIn({ rows, height }: Range): readonly CellValue[] {
  const cells = rows.flat();
  if (height > 1) return cells;
  let last = cells.length - 1;
  while (last >= 0 && isNothing(cells[last])) last--;
  return cells.slice(0, last + 1);
}

/** How many cells were given. */
export const sizeOf = ({ height, width }: Range): number => height * width;
