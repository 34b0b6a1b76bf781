/** A workbook of the tests, and what is to be read of it. */
import type { ReadableGrid, ReadOptions } from '../../../src/sheet/read/index.ts';
import type { TestCell } from './grids.ts';

export type Language = 'en' | 'zh-CN';

export interface Workbook {
  readonly title: string;
  readonly sheets: readonly ReadableGrid[];
  readonly status: 'ready' | 'question' | 'refused';
  readonly flows: readonly number[];
  readonly dates?: readonly string[];
  readonly unit?: string;
  readonly sheet?: string;
  readonly mode?: string;
  /** Questions, faults and warnings that must be told. */
  readonly told?: readonly string[];
  readonly roles?: Readonly<Record<string, string>>;
  readonly terms?: Readonly<Record<string, number | string>>;
  readonly sources?: Readonly<Record<string, readonly number[]>>;
  readonly options?: ReadOptions;
}

/** A block of one sheet, and what is to be read of it. */
export interface Block {
  readonly title: string;
  readonly rows: TestCell[][];
  /** Read without a question. */
  readonly flows?: readonly number[];
  readonly dates?: readonly string[];
  readonly terms?: Readonly<Record<string, number | string>>;
  readonly roles?: Readonly<Record<string, string>>;
  readonly unit?: string;
  /** Asked or refused, with its code and place. */
  readonly asked?: string;
}
