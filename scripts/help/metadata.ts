/** The functions as Excel knows them: English from their comments, Chinese from its file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateCustomFunctionsMetadata } from 'custom-functions-metadata';
import type { Locale } from '../../src/engine/index.ts';

export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly description: string;
    readonly optional?: boolean;
    readonly dimensionality?: string;
  }[];
}

const file = (name: string) => path.join(import.meta.dirname, '../../src/functions', name);
const FILES = ['returns.ts', 'market.ts', 'deals.ts'].map(file);

export async function functionsMetadata(): Promise<Readonly<Record<Locale, readonly FunctionMetadata[]>>> {
  const { metadataJson, errors } = await generateCustomFunctionsMetadata(FILES);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  const functions = (json: string) => (JSON.parse(json) as { functions: FunctionMetadata[] }).functions;
  return {
    en: functions(metadataJson),
    'zh-CN': functions(readFileSync(file('functions.zh-CN.json'), 'utf8')),
  };
}
