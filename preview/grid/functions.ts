import { BooleanNumber, type IDisposable, type Nullable } from '@univerjs/presets';
import {
  ArrayValueObject,
  BaseFunction,
  BooleanValueObject,
  ErrorType,
  ErrorValueObject,
  FunctionType,
  IDescriptionService,
  IFunctionService,
  NumberValueObject,
  StringValueObject,
  type BaseReferenceObject,
  type BaseValueObject,
  type FunctionVariantType,
} from '@univerjs/preset-sheets-core';
import type { Core } from './core.ts';
import { CellError } from './cell-error.ts';
import type { Answer, Argument, Cell, GridFunction } from './types.ts';

const errorTypes = new Set<string>(Object.values(ErrorType));

function cellOf(value: Nullable<BaseValueObject>): Cell {
  if (!value || value.isNull()) return '';
  if (value.isError()) return new CellError((value as ErrorValueObject).getErrorType());
  if (value.isNumber()) return Number(value.getValue());
  if (value.isBoolean()) return Boolean(value.getValue());
  return String(value.getValue());
}

function argumentOf(variant: FunctionVariantType): Argument {
  if (variant.isReferenceObject()) {
    const reference = variant as BaseReferenceObject;
    const { startRow, startColumn, endRow, endColumn } = reference.getRangePosition();
    const rect = {
      row: startRow,
      column: startColumn,
      rows: endRow - startRow + 1,
      columns: endColumn - startColumn + 1,
    };
    const cells = reference
      .toArrayValueObject()
      .getArrayValue()
      .map((row) => row.map(cellOf));
    return { omitted: false, isRange: true, cells, place: { sheet: reference.getSheetId(), rect } };
  }
  const value = variant as BaseValueObject;
  if (value.isArray())
    return {
      omitted: false,
      isRange: true,
      cells: (value as ArrayValueObject).getArrayValue().map((row) => row.map(cellOf)),
    };
  return { omitted: value.isNull(), isRange: false, cells: [[cellOf(value)]] };
}

function valueObject(cell: Cell): BaseValueObject {
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? NumberValueObject.create(cell) : ErrorValueObject.create(ErrorType.NUM);
  if (typeof cell === 'boolean') return BooleanValueObject.create(cell);
  if (typeof cell === 'string') return StringValueObject.create(cell);
  return ErrorValueObject.create((errorTypes.has(cell.code) ? cell.code : ErrorType.VALUE) as ErrorType);
}

function answerObject(answer: Answer): BaseValueObject {
  if (!Array.isArray(answer)) return valueObject(answer as Cell);
  const rows = answer as readonly (readonly Cell[])[];
  const columns = Math.max(1, ...rows.map((row) => row.length));
  return ArrayValueObject.create({
    calculateValueList: rows.map((row) =>
      Array.from({ length: columns }, (_, c) => valueObject(row[c] ?? '')),
    ),
    rowCount: rows.length,
    columnCount: columns,
    unitId: '',
    sheetId: '',
    row: -1,
    column: -1,
  });
}

class Executor extends BaseFunction {
  /** Without references a blank cell, a left-out argument and a zero look alike, and addresses are lost. */
  override needsReferenceObject = true;
  readonly #call: GridFunction['call'];

  constructor({ help, call }: GridFunction) {
    super(help.name);
    this.#call = call;
  }

  override calculate(...variants: BaseValueObject[]): BaseValueObject {
    return answerObject(
      this.#call((variants as FunctionVariantType[]).map(argumentOf), {
        sheet: this.subUnitId ?? '',
        row: this.row,
        column: this.column,
      }),
    );
  }
}

/** Makes functions known to formulas and to the editor's completion, until the returned function is called. */
export function registerFunctions(core: Core, functions: readonly GridFunction[]): () => void {
  const service = core.injector.get(IFunctionService);
  const descriptions = core.injector.get(IDescriptionService);
  const names = functions.map(({ help }) => help.name);
  service.registerExecutors(...functions.map((one) => new Executor(one)));
  const described: IDisposable = descriptions.registerDescriptions(
    functions.map(({ help }) => ({
      functionName: help.name,
      functionType: FunctionType.User,
      description: help.description,
      abstract: help.description,
      functionParameter: help.parameters.map((parameter) => ({
        name: parameter.name,
        detail: parameter.detail,
        example: '',
        require: parameter.required ? BooleanNumber.TRUE : BooleanNumber.FALSE,
        repeat: parameter.repeats ? BooleanNumber.TRUE : BooleanNumber.FALSE,
      })),
    })),
  );
  // A formula parsed while its function was unknown stays an error until it is parsed again.
  service.deleteFormulaAstCacheKey(...names);
  return () => {
    described.dispose();
    service.unregisterExecutors(...names);
  };
}
