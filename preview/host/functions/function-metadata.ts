import type { Choice, FunctionHelp } from '../../grid/index.ts';

/** functions.json as Excel reads it, as far as the preview does. */
export interface FunctionsMetadata {
  readonly allowErrorForDataTypeAny?: boolean;
  readonly enums?: readonly EnumMetadata[];
  readonly functions: readonly FunctionMetadata[];
}

export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly parameters: readonly ParameterMetadata[];
  readonly result?: { readonly type?: string; readonly dimensionality?: 'scalar' | 'matrix' };
  readonly options?: {
    readonly stream?: boolean;
    readonly cancelable?: boolean;
    readonly requiresAddress?: boolean;
    readonly requiresParameterAddresses?: boolean;
  };
}

export interface ParameterMetadata {
  readonly name: string;
  readonly description?: string;
  readonly dimensionality?: 'scalar' | 'matrix';
  readonly type?: string;
  readonly optional?: boolean;
  readonly repeating?: boolean;
  readonly customEnumId?: string;
}

interface EnumMetadata {
  readonly id: string;
  readonly values: readonly {
    readonly name: string;
    readonly stringValue?: string;
    readonly numberValue?: number;
    readonly tooltip?: string;
  }[];
}

export const namespace = 'WATERFALL';

/**
 * What the page shows while a formula is typed.
 * @param more what a list of choices has besides, at the time: where the call names a mode, in place of the fixed ones
 */
export function helpOf(
  { name, description, parameters }: FunctionMetadata,
  { enums = [] }: FunctionsMetadata,
  more: (enumId: string, mode: string | undefined) => readonly Choice[],
): FunctionHelp {
  const fixed = (id: string | undefined): Choice[] =>
    (enums.find((one) => one.id === id)?.values ?? []).map(
      ({ name: label, stringValue, numberValue, tooltip }) => ({
        text: stringValue === undefined ? String(numberValue) : `"${stringValue}"`,
        words: tooltip || label,
      }),
    );
  const modeAt = parameters.findIndex((parameter) => parameter.customEnumId === 'Mode');
  return {
    name: `${namespace}.${name}`.toUpperCase(),
    description: description ?? '',
    parameters: parameters.map(({ name, description = '', optional, repeating = false, customEnumId }) => {
      return {
        name,
        detail: description,
        required: !optional,
        repeats: repeating,
        choices(given) {
          if (customEnumId === undefined) return [];
          const mode = /^"((?:[^"]|"")+)"$/.exec(given[modeAt] ?? '')?.[1]?.replaceAll('""', '"');
          const known = more(customEnumId, mode);
          if (mode !== undefined && customEnumId !== 'Mode' && known.length) return known;
          const choices = fixed(customEnumId);
          return [...choices, ...known.filter(({ text }) => !choices.some((one) => one.text === text))];
        },
      };
    }),
  };
}
