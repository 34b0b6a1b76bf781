import { readFileSync } from 'node:fs';

/** A row of the published vectors as a cell takes it: a range may stand for its values. */
export interface ReturnCase {
  id: string;
  kind: string;
  values?: number[];
  dates?: string[] | string[][];
  range?: unknown[][];
  guess?: number;
  dayCount?: string;
  roots?: number[];
  index?: number[];
  nav?: number;
  financeRate?: number;
  reinvestRate?: number;
  expected: number | { error: string };
  tolerance: number;
}
export const returns = JSON.parse(
  readFileSync(new URL('../cases/returns.json', import.meta.url), 'utf8'),
) as ReturnCase[];
