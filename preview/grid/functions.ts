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
import type { Answer, Argument, Cell, FunctionHelp, GridFunction } from './types.ts';

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

/** The functions of formulas: the library's own, and those the add-in brings. */
export class Functions {
  readonly #core: Core;
  readonly #brought = new Map<string, FunctionHelp>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Makes functions known to formulas and to prompts, until the returned function is called. */
  register(functions: readonly GridFunction[]): () => void {
    const service = this.#core.injector.get(IFunctionService);
    const names = functions.map(({ help }) => help.name);
    service.registerExecutors(...functions.map((one) => new Executor(one)));
    const described = this.#describe(functions.map(({ help }) => help));
    // A formula parsed while its function was unknown stays an error until it is parsed again.
    service.deleteFormulaAstCacheKey(...names);
    return () => {
      described.dispose();
      service.unregisterExecutors(...names);
      for (const name of names) this.#brought.delete(name);
    };
  }

  #describe(helps: readonly FunctionHelp[]): IDisposable {
    for (const help of helps) this.#brought.set(help.name, help);
    return this.#core.injector.get(IDescriptionService).registerDescriptions(
      helps.map(({ name, description, parameters }) => ({
        functionName: name,
        functionType: FunctionType.User,
        description,
        abstract: description,
        functionParameter: parameters.map((parameter) => ({
          name: parameter.name,
          detail: parameter.detail,
          example: '',
          require: parameter.required ? BooleanNumber.TRUE : BooleanNumber.FALSE,
          repeat: parameter.repeats ? BooleanNumber.TRUE : BooleanNumber.FALSE,
        })),
      })),
    );
  }

  /** What is known of a function by its name, in any case; null where there is none. */
  help(name: string): FunctionHelp | null {
    const brought = this.#brought.get(name.toUpperCase());
    if (brought) return brought;
    const info = this.#core.injector.get(IDescriptionService).getFunctionInfo(name);
    if (!info) return null;
    return {
      name: info.functionName,
      description: info.description,
      parameters: info.functionParameter.map(({ name, detail, require, repeat }) => ({
        name,
        detail,
        required: require === BooleanNumber.TRUE,
        repeats: repeat === BooleanNumber.TRUE,
        choices: () => [],
      })),
    };
  }

  /** Functions whose names begin so, with what they give. */
  from(prefix: string): { name: string; description: string }[] {
    return this.#core.injector
      .get(IDescriptionService)
      .getSearchListByNameFirstLetter(prefix)
      .map(({ name, desc }) => ({ name, description: desc }));
  }
}
