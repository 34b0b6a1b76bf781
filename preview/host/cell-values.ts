import type { CellInput, CellView, Rect } from '../grid/index.ts';
import { checkFormula, checkText } from './limits.ts';
import { typedText } from './typed-text.ts';

const errors = new Set([
  '#DIV/0!',
  '#NAME?',
  '#VALUE!',
  '#NUM!',
  '#N/A',
  '#REF!',
  '#SPILL!',
  '#CALC!',
  '#NULL!',
  '#GETTING_DATA',
  '#BUSY!',
  '#CYCLE!',
  '#ERROR!',
  '#CONNECT!',
  '#BLOCKED!',
  '#FIELD!',
  '#UNKNOWN!',
]);

export const isErrorText = (value: unknown): value is string =>
  typeof value === 'string' && errors.has(value);

/** What Excel makes of a value written to a cell; undefined leaves the cell as it is. */
export function inputOf(value: unknown): CellInput | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'value', value };
  if (typeof value !== 'string') throw new Error('InvalidArgument: a cell takes texts, numbers and booleans');
  if (value === '') return { kind: 'blank' };
  if (value.startsWith('=') && value.length > 1) {
    checkFormula(value);
    return { kind: 'formula', formula: value };
  }
  checkText(value);
  if (value.startsWith("'")) return { kind: 'value', value: value.slice(1) };
  return { kind: 'value', value: typedText(value) };
}

/** A whole array of the range's shape, or one value for every cell. */
export function spread<T>(given: unknown, { rows, columns }: Rect, convert: (value: unknown) => T): T[][] {
  if (!Array.isArray(given))
    return Array.from({ length: rows }, () => Array.from({ length: columns }, () => convert(given)));
  const fits = given.length === rows && given.every((row) => Array.isArray(row) && row.length === columns);
  if (!fits)
    throw new Error(
      "InvalidArgument: The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  return (given as unknown[][]).map((row) => row.map(convert));
}

export function valueType({ value }: CellView): string {
  if (value === '') return 'Empty';
  if (typeof value === 'number') return 'Double';
  if (typeof value === 'boolean') return 'Boolean';
  return isErrorText(value) ? 'Error' : 'String';
}
