import assert from 'node:assert/strict';
import type { Lever, Measure, Party } from '../../src/functions/deals.ts';

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

const functions = await import('../../src/functions/functions.ts');
await functions.loadWaterfall();
await functions.loadStudies();
const { Mode } = functions;

/** How Excel hands over a blank: on the desktop, on the web, and as an older build does. */
const BLANKS = [0, null, ''];
const isRange = (value: unknown): value is unknown[][] => Array.isArray(value) && Array.isArray(value[0]);
const withBlanks = (given: unknown, blank: unknown) =>
  isRange(given)
    ? given.map((row) => row.map((cell) => (cell === '' || cell === null ? blank : cell)))
    : given;

type Outcome = { readonly value: unknown } | { readonly error: unknown };
const outcomeOf = (call: () => unknown): Outcome => {
  try {
    return { value: call() };
  } catch (error) {
    return { error };
  }
};
const told = (outcome: Outcome) =>
  'value' in outcome ? outcome.value : [String(outcome.error), (outcome.error as { code?: string }).code];

type Functions = typeof functions;
/** Those that answer one number, as a matrix of one cell. */
type Single =
  | ('irr' | 'npv' | 'mirr' | 'dpi' | 'rvpi' | 'tvpi' | 'moic' | 'payback')
  | ('kspme' | 'directalpha' | 'lnpme' | 'pmeplus' | 'payout' | 'carry' | 'clawback' | 'solve');
/** Cells hold names as plain text, those that Excel completes and others. */
type Typed<P extends unknown[]> = { [I in keyof P]: P[I] extends Party | Measure | Lever ? string : P[I] };
type Cells = {
  readonly [K in keyof Functions]: Functions[K] extends (...given: infer P extends unknown[]) => infer R
    ? (...given: Typed<P>) => K extends Single ? number : R
    : Functions[K];
};

/**
 * The custom functions; they register themselves, so they are loaded when Excel's side is there. Whatever they are asked,
 * they are asked under every form of a blank, and must say the same.
 */
export const cells = Object.fromEntries(
  Object.entries(functions).map(([name, member]) => {
    if (typeof member !== 'function' || name.startsWith('load')) return [name, member];
    const call = (...given: unknown[]) => {
      const outcomes = BLANKS.map((blank) =>
        outcomeOf(() => (member as (...a: unknown[]) => unknown)(...given.map((g) => withBlanks(g, blank)))),
      );
      for (const outcome of outcomes) assert.deepEqual(told(outcome), told(outcomes[0]!), name);
      const [first] = outcomes;
      if ('error' in first!) throw first.error as Error;
      const { value } = first!;
      const isOne = isRange(value) && value.length === 1 && value[0]!.length === 1;
      return isOne && typeof value[0]![0] === 'number' ? value[0]![0] : value;
    };
    return [name, call];
  }),
) as unknown as Cells;

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
