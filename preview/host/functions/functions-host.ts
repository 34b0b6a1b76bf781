import { CellError, gettingData } from '../../grid/cell-error.ts';
import type { Answer, Argument, CellPlace, Choice, Grid, Rect } from '../../grid/index.ts';
import type { ExcelState } from '../excel-state.ts';
import { convertArguments, failure, outcomeOf, type Outcome } from './function-arguments.ts';
import { helpOf, namespace, type FunctionMetadata, type FunctionsMetadata } from './function-metadata.ts';
import { Pending } from './pending.ts';
import { Streams } from './streams.ts';

/** Its messages stand in cells from its own on. */
interface Said {
  readonly at: CellPlace;
  readonly messages: Outcome['messages'];
}

export type CustomFunction = (...args: unknown[]) => unknown;

/** Gives formulas the functions the add-in associates, called as Excel calls them. */
export class FunctionsHost {
  readonly #grid: Grid;
  readonly #excel: ExcelState;
  readonly #addressOf: (at: CellPlace, argument?: Argument) => string | undefined;
  readonly #pending: Pending;
  readonly #streams: Streams;
  readonly #implementations = new Map<string, CustomFunction>();
  readonly #promising = new Set<string>();
  /** What formulas say of their errors, by the cell and the function: some have several. */
  readonly #messages = new Map<string, Said>();
  #metadata: FunctionsMetadata = { functions: [] };
  #unregister: () => void = () => undefined;
  #timer = 0;
  #registered: () => void = () => undefined;
  /** The add-in's functions have been given to formulas for the first time. */
  readonly registered = new Promise<void>((done) => {
    this.#registered = done;
  });

  constructor(
    grid: Grid,
    excel: ExcelState,
    addressOf: (at: CellPlace, argument?: Argument) => string | undefined,
  ) {
    this.#grid = grid;
    this.#excel = excel;
    this.#addressOf = addressOf;
    this.#pending = new Pending((cell) => {
      grid.calculation.again(cell);
    });
    this.#streams = new Streams(grid, (cell) => {
      grid.calculation.again(cell, true);
    });
    // Another formula has nothing to do with what the one before it said.
    grid.on('edited', ({ sheet, rect }) => {
      for (const [key, { at }] of this.#messages)
        if (at.sheet === sheet && contains(rect, at)) this.#messages.delete(key);
    });
    grid.on('opened', () => {
      this.#messages.clear();
    });
  }

  get waiting(): number {
    return this.#pending.waiting + (this.#timer ? 1 : 0);
  }

  use(metadata: FunctionsMetadata): void {
    this.#metadata = metadata;
    this.#register();
  }

  associate(id: string, implementation: CustomFunction): void {
    this.#implementations.set(id.toUpperCase(), implementation);
    this.#register();
  }

  /** The add-in's window is gone, and its functions with it. */
  reset(): void {
    this.#implementations.clear();
    this.#promising.clear();
    this.forget();
  }

  /** Answers are asked for again, and those that come in a stream begin anew. */
  forget(): void {
    this.#streams.cancelAll();
    this.#pending.clear();
  }

  messageAt(sheet: string, row: number, column: number): string | undefined {
    for (const { at, messages } of this.#messages.values())
      if (at.sheet === sheet) {
        const found = messages.find((one) => at.row + one.row === row && at.column + one.column === column);
        if (found) return found.text;
      }
    return undefined;
  }

  /** Functions come one by one while the bundle runs: they are registered together, then every formula is computed. */
  #register(): void {
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      const found = this.#metadata.functions.flatMap((metadata) => {
        const implementation = this.#implementations.get(metadata.id.toUpperCase());
        return implementation ? [{ metadata, implementation }] : [];
      });
      if (!found.length) return;
      this.#unregister();
      this.#unregister = this.#grid.functions.register(
        found.map(({ metadata, implementation }) => ({
          help: helpOf(metadata, this.#metadata, (id, mode) => this.#listed(id, mode)),
          call: (args, at) => this.#call(metadata, implementation, args, at),
        })),
      );
      this.#grid.calculation.everything();
      this.#registered();
    });
  }

  /**
   * Choices that the add-in itself lists, a row each with its name first and its description last: `MODES()` those of the list
   * `Mode`, `CHOICES` those of the others for a mode.
   */
  #listed(enumId: string, mode: string | undefined): Choice[] {
    const id = `${enumId}S`.toUpperCase();
    const lists = this.#metadata.functions.some((f) => f.id === id && f.parameters.length === 0);
    const rows = lists
      ? this.#implementations.get(id)?.({ functionName: id })
      : this.#implementations.get('CHOICES')?.(enumId, mode);
    if (!Array.isArray(rows)) return [];
    return (rows as unknown[][])
      .slice(lists ? 1 : 0)
      .map((row) => ({ text: `"${String(row[0]).replaceAll('"', '""')}"`, words: String(row.at(-1)) }));
  }

  #call(
    metadata: FunctionMetadata,
    implementation: CustomFunction,
    given: readonly Argument[],
    at: CellPlace,
  ): Answer {
    const converted = convertArguments(metadata, given, {
      errorsAllowed: this.#metadata.allowErrorForDataTypeAny ?? false,
      blanks: this.#excel.blanks,
      isDataType: (cell) => this.#excel.dataTypes.has(this.#addressOf(cell) ?? ''),
    });
    if ('fault' in converted) {
      const messages = converted.message ? [{ row: 0, column: 0, text: converted.message }] : [];
      return this.#show({ answer: converted.fault, messages }, metadata, at);
    }
    const { values } = converted;
    const { stream, requiresAddress } = metadata.options ?? {};
    const keyed = () =>
      `${metadata.id}${requiresAddress ? this.#addressOf(at) : ''} ${JSON.stringify(values)}`;
    if (stream) {
      const start = (invocation: object) =>
        implementation(...values, Object.assign(invocation, this.#invocation(metadata, given, at)));
      return this.#show(this.#streams.at(at, `${namespace}.${metadata.name}`, keyed(), start), metadata, at);
    }
    // Functions that answer at once, as most do, are not slowed by keys for the cache.
    const known = this.#promising.has(metadata.id) ? this.#pending.find(keyed(), at) : null;
    if (known) return this.#show(known, metadata, at);
    const cancel: (() => void)[] = [];
    try {
      const invocation = {
        ...this.#invocation(metadata, given, at),
        set onCanceled(handler: () => void) {
          cancel[0] = handler;
        },
      };
      const result = implementation(...values, invocation);
      if (!isPromise(result)) return this.#show(outcomeOf(result), metadata, at);
      this.#promising.add(metadata.id);
      this.#pending.start(keyed(), at, result, () => cancel[0]?.());
      return new CellError(gettingData);
    } catch (thrown) {
      return this.#show(failure(thrown), metadata, at);
    }
  }

  #invocation({ id, options, result }: FunctionMetadata, given: readonly Argument[], at: CellPlace): object {
    return {
      functionName: id,
      isInValuePreview: false,
      ...(options?.requiresAddress ? { address: this.#addressOf(at) } : {}),
      ...(options?.requiresParameterAddresses &&
      (this.#excel.addresses === 'all' || result?.dimensionality === 'matrix')
        ? { parameterAddresses: given.map((argument) => this.#addressOf(at, argument)) }
        : {}),
    };
  }

  #show({ answer, messages }: Outcome, { id }: FunctionMetadata, at: CellPlace): Answer {
    const key = `${at.sheet} ${at.row} ${at.column} ${id}`;
    if (messages.length) this.#messages.set(key, { at, messages });
    else this.#messages.delete(key);
    return answer;
  }
}

const contains = ({ row, column, rows, columns }: Rect, at: CellPlace): boolean =>
  at.row >= row && at.row < row + rows && at.column >= column && at.column < column + columns;

/** Made in another window, a promise is no instance of this window's. */
const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
