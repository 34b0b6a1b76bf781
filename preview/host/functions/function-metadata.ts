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

/** What the page shows while a formula is typed. */
export function helpOf(
  { name, description, parameters }: FunctionMetadata,
  { enums = [] }: FunctionsMetadata,
): FunctionHelp {
  const choicesOf = (id: string | undefined): Choice[] =>
    (enums.find((one) => one.id === id)?.values ?? []).map(
      ({ name: label, stringValue, numberValue, tooltip }) => ({
        text: stringValue === undefined ? String(numberValue) : `"${stringValue}"`,
        words: tooltip || label,
      }),
    );
  return {
    name: `${namespace}.${name}`.toUpperCase(),
    description: description ?? '',
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      detail: parameter.description ?? '',
      required: !parameter.optional,
      repeats: parameter.repeating ?? false,
      choices: choicesOf(parameter.customEnumId),
    })),
  };
}
