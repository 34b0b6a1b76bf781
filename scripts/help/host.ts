/** Excel's side of the custom functions, as far as a formula of the help needs it. */
import type { Locale } from '../../src/engine/index.ts';

class CellError extends Error {
  readonly code: string;
  constructor(code: string, message?: string) {
    super(message ?? code);
    this.code = code;
  }
}

const globals = globalThis as unknown as Record<'CustomFunctions' | 'Office', unknown>;

/** Runs something while functions find an Excel in this language; what stood there before comes back. */
export function inExcel<T>(locale: Locale, work: () => T): T {
  const { CustomFunctions, Office } = globals;
  globals.CustomFunctions = {
    Error: CellError,
    ErrorCode: { invalidValue: '#VALUE!', invalidNumber: '#NUM!', notAvailable: '#N/A' },
  };
  globals.Office = { context: { displayLanguage: locale } };
  try {
    return work();
  } finally {
    Object.assign(globals, { CustomFunctions, Office });
  }
}
