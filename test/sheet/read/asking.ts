/** Blocks of cells that are to be read, or asked about. */
import assert from 'node:assert/strict';
import { readSelection, type Reading } from '../../../src/sheet/read/index.ts';
import { amounts, inWords, questions, sheetOf, type TestCell } from './grids.ts';

export type Rows = TestCell[][];
type Answers = Readonly<Record<string, string>>;

export const read = (rows: Rows, answers: Answers = {}): Reading =>
  readSelection(sheetOf('S', rows), { answers });

/** Lines under their heads, one a row: the first is the years. */
export const across = (...lines: [string, ...TestCell[]][]): Rows => lines;
export const years = (n: number): [string, ...number[]] => [
  'Year',
  ...Array.from({ length: n }, (_, t) => t),
];

/** It asks these questions and no others. */
export const asks = (rows: Rows, ...found: string[]): void => {
  const reading = read(rows);
  assert.equal(reading.status, 'question', inWords(reading));
  assert.deepEqual(questions(reading), found, inWords(reading));
};

/** It is read without a question, once these are answered. */
export const reads = (rows: Rows, flows: number[], answers: Answers = {}): Reading => {
  const reading = read(rows, answers);
  assert.equal(reading.status, 'ready', inWords(reading));
  assert.deepEqual(amounts(reading), flows, inWords(reading));
  return reading;
};
