import assert from 'node:assert/strict';

/** What a custom function throws, as Excel defines it. */
class CellError extends Error {
  readonly code: string;
  constructor(code: string, message?: string) {
    super(message);
    this.code = code;
  }
}

/** Excel's side of custom functions: where a function is registered, and how it refuses. */
export const excel = globalThis as unknown as {
  CustomFunctions: object;
  Office?: { context: { displayLanguage: string } };
};
excel.CustomFunctions = {
  Error: CellError,
  ErrorCode: { invalidValue: '#VALUE!', invalidNumber: '#NUM!' },
  associate: () => undefined,
};

/** The custom functions; they register themselves, so they are loaded when Excel's side is there. */
export const cells = await import('../../src/functions/functions.ts');
await cells.loadWaterfall();
const { Mode } = cells;

/** An invocation whose parameters stand at these addresses. */
export const at = (...addresses: string[]) =>
  ({ address: '', functionName: '', parameterAddresses: addresses }) as unknown as CustomFunctions.Invocation;
export const column = (values: unknown[]) => values.map((v) => [v]);
export const CASH = column(['Net cash flow', -10_000, 1000, 2000, 3000, 4000, 5000]);
/** The same cash as a mode takes it: a mode with pots has a column for each. */
export const cashOf = (mode: string) =>
  mode === Mode.RealEstate ? CASH.map(([v], i) => [v, i === 0 ? 'Sale' : i < 6 ? 0 : 2000]) : CASH;
export const TERMS = [
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
  ['Unit', '万元'],
];

/** What the cell shows in place of an answer; fails when there is an answer, or a fault of ours. */
export const refused = (call: () => unknown): { code: string; message: string } => {
  try {
    const value = call();
    throw new Error(`answered ${JSON.stringify(value)}`);
  } catch (error) {
    if (error instanceof CellError) return error;
    throw error;
  }
};

export const close = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `expected ${expected}, actual ${actual}`);
