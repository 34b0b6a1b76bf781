import { excelNamespace } from './excel-namespace.ts';
import { Frame, type FrameWindow } from './add-in-window.ts';
import type { CustomFunction } from './functions/functions-host.ts';
import { officeNamespace, type Surroundings } from './office-namespace.ts';
import { kinds } from './objects/index.ts';
import type { WorkbookHost } from './workbook-host.ts';

const codes = {
  invalidValue: '#VALUE!',
  notAvailable: '#N/A',
  divisionByZero: '#DIV/0!',
  invalidNumber: '#NUM!',
  nullReference: '#NULL!',
  invalidName: '#NAME?',
  invalidReference: '#REF!',
};

function customFunctionsNamespace(frame: Frame, host: WorkbookHost): object {
  return frame.strict('CustomFunctions', {
    associate: (id: string | Record<string, CustomFunction>, implementation?: CustomFunction) => {
      const pairs = typeof id === 'string' ? [[id, implementation] as const] : Object.entries(id);
      for (const [name, one] of pairs) if (one) host.functions.associate(name, one);
    },
    Error: class extends frame.window.Error {
      readonly code: string;
      constructor(code: string, message?: string) {
        super(message ?? '');
        this.code = code;
      }
    },
    ErrorCode: codes,
  });
}

/** Makes a window an add-in's window. Gives the way to take it back. */
export function install(window: FrameWindow, host: WorkbookHost, around: Surroundings): () => void {
  const frame = new Frame(window, kinds);
  const globals: Record<string, unknown> = {
    Office: officeNamespace(frame, host, around),
    Excel: excelNamespace(frame, host),
    CustomFunctions: customFunctionsNamespace(frame, host),
    OfficeExtension: frame.strict('OfficeExtension', { Error: frame.OfficeError, config: {} }),
  };
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(window, name, { value, configurable: true, enumerable: true });
  return () => {
    frame.dispose();
    host.functions.reset();
  };
}
