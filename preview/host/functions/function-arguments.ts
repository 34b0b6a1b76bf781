import { CellError } from '../../grid/cell-error.ts';
import type { Answer, Argument, Cell, CellPlace } from '../../grid/index.ts';
import type { FunctionMetadata, ParameterMetadata } from './function-metadata.ts';

/** How an Excel hands over cells: its platforms differ. */
export interface Forms {
  readonly errorsAllowed: boolean;
  readonly blanks: 'empty' | 'zero' | 'null';
  isDataType(cell: CellPlace): boolean;
}

/** The arguments of a call as Excel passes them, or the error the cell shows without a call. */
export function convertArguments(
  { parameters }: FunctionMetadata,
  given: readonly Argument[],
  forms: Forms,
): { values: unknown[] } | { fault: CellError; message: string } {
  const values: unknown[] = [];
  for (const [i, parameter] of parameters.entries()) {
    if (parameter.repeating) {
      const rest = given.slice(i).map((argument) => convert(parameter, argument, forms));
      const fault = rest.find((value) => value instanceof CellError);
      if (fault) return { fault, message: '' };
      values.push(rest);
      return { values };
    }
    const argument = given[i];
    if (!argument || argument.omitted) {
      if (!parameter.optional)
        return { fault: new CellError('#VALUE!'), message: `${parameter.name} is missing.` };
      values.push(null);
      continue;
    }
    const value = convert(parameter, argument, forms);
    if (value instanceof CellError)
      return {
        fault: value,
        message: value.code === '#VALUE!' ? `${parameter.name} is not a ${parameter.type}.` : '',
      };
    values.push(value);
  }
  if (given.length > parameters.length)
    return { fault: new CellError('#VALUE!'), message: 'Too many arguments.' };
  return { values };
}

function convert(parameter: ParameterMetadata, { cells, place }: Argument, forms: Forms): unknown {
  const keeps = forms.errorsAllowed && (parameter.type ?? 'any') === 'any';
  const fault = cells.flat().find((cell) => cell instanceof CellError);
  if (fault && !keeps) return fault;
  if (parameter.dimensionality === 'matrix')
    return cells.map((line, r) =>
      line.map((cell, c) => {
        if (cell === '') return place ? blank[forms.blanks] : cell;
        const at = place && { sheet: place.sheet, row: place.rect.row + r, column: place.rect.column + c };
        return at && forms.isDataType(at) && typeof cell === 'number' ? dataType(cell) : cell;
      }),
    );
  if (cells.length !== 1 || cells[0]!.length !== 1) return new CellError('#VALUE!');
  return scalar(parameter.type ?? 'any', cells[0]![0]!);
}

const blank = { empty: '', zero: 0, null: null } as const;

/** A formatted number as functions are given it that take any type. */
const dataType = (value: number) => ({
  type: 'FormattedNumber',
  basicType: 'Double',
  basicValue: value,
  numberFormat: '$#,##0.00',
});

/** A blank is 0, false or an empty text, by the parameter's type. */
function scalar(type: string, cell: Cell): unknown {
  if (type === 'number') {
    const number = cell === '' ? 0 : Number(cell);
    return Number.isNaN(number) ? new CellError('#VALUE!') : number;
  }
  if (type === 'string') return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
  if (type === 'boolean') {
    if (typeof cell === 'string' && cell !== '' && !/^(true|false)$/i.test(cell))
      return new CellError('#VALUE!');
    return typeof cell === 'string' ? /^true$/i.test(cell) : Boolean(cell);
  }
  return cell;
}

/** An error thrown in or returned from another window: known by its looks, since `instanceof` does not reach across. */
const errorOf = (value: unknown): { code: string; message: string } | null => {
  if (typeof value !== 'object' || value === null || !('code' in value)) return null;
  const { code, message } = value as { code: unknown; message?: unknown };
  return typeof code === 'string' && code.startsWith('#')
    ? { code, message: typeof message === 'string' ? message : '' }
    : null;
};

export interface Outcome {
  readonly answer: Answer;
  /** What a user is told about the errors, by the place in the answer. */
  readonly messages: readonly { readonly row: number; readonly column: number; readonly text: string }[];
}

/** Excel shows the text of these two only. */
const speaks = (code: string) => code === '#VALUE!' || code === '#N/A';

export function outcomeOf(value: unknown): Outcome {
  const messages: { row: number; column: number; text: string }[] = [];
  const cell = (one: unknown, row: number, column: number): Cell => {
    const error = errorOf(one);
    if (error) {
      if (error.message && speaks(error.code)) messages.push({ row, column, text: error.message });
      return new CellError(error.code);
    }
    if (typeof one === 'number' || typeof one === 'string' || typeof one === 'boolean') return one;
    return one === null || one === undefined ? '' : new CellError('#VALUE!');
  };
  if (!Array.isArray(value)) return { answer: cell(value, 0, 0), messages };
  const answer = value.map((row: unknown, r) =>
    Array.isArray(row) ? row.map((one, c) => cell(one, r, c)) : [cell(row, r, 0)],
  );
  return { answer: answer.length ? answer : new CellError('#CALC!'), messages };
}

export function failure(thrown: unknown): Outcome {
  const error = errorOf(thrown);
  if (error) return outcomeOf(thrown);
  const text = (thrown as { message?: unknown } | null)?.message;
  return {
    answer: new CellError('#VALUE!'),
    messages: typeof text === 'string' ? [{ row: 0, column: 0, text }] : [],
  };
}
