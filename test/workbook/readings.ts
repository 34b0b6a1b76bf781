import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import type { understand } from '../../server/workbook/import/understand.ts';

/** What a request that was read computes. */
export const irrOf = (request: unknown): number => {
  const answer = calculate(request);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.irr!;
};

/** Faults of a reading with their cells. */
export const codes = (reading: ReturnType<typeof understand>) =>
  reading.faults.map((f) => `${f.severity} ${f.code} ${f.sheet}!${f.cell}`);
