import { isoOf, serialOf } from '../../../src/engine/index.ts';
import type { ReadableGrid, Reading, Value } from '../../../src/sheet/read/index.ts';

/** A cell as tests write it: `{ date }` is a serial day in a format of dates, `{ percent }` one in a format of percent. */
export type TestCell =
  Value | { readonly date: string } | { readonly percent: number } | { readonly formula: string };

/** Rows of cells as a sheet. */
export function sheetOf(
  sheet: string,
  rows: readonly (readonly TestCell[])[],
  at: { row?: number; column?: number } = {},
): ReadableGrid {
  const is = (cell: TestCell, key: string): boolean =>
    typeof cell === 'object' && cell !== null && key in cell;
  return {
    sheet,
    row: at.row ?? 0,
    column: at.column ?? 0,
    values: rows.map((row) =>
      row.map((cell): Value => {
        if (typeof cell !== 'object' || cell === null) return cell;
        if ('date' in cell) return serialOf(cell.date);
        if ('percent' in cell) return cell.percent;
        return 'formula' in cell ? null : cell;
      }),
    ),
    numberFormats: rows.map((row) =>
      row.map((cell) => (is(cell, 'date') ? 'yyyy-mm-dd' : is(cell, 'percent') ? '0.00%' : 'General')),
    ),
    formulas: rows.map((row) => row.map((cell) => is(cell, 'formula'))),
  };
}

export const d = (date: string): TestCell => ({ date });

export const amounts = (reading: Reading): (number | null)[] => reading.flows.map((f) => f.amount);
export const dates = (reading: Reading): string[] =>
  reading.flows.flatMap((f) => (f.date === undefined ? [] : [isoOf(f.date)]));
export const roles = (reading: Reading): Record<string, string> =>
  Object.fromEntries(reading.lines.map((l) => [l.head || l.range, l.role]));
export const terms = (reading: Reading): Record<string, number | string> =>
  Object.fromEntries(
    reading.terms.map((t) => [t.from === undefined ? t.id : `${t.id} from ${t.from}`, t.value]),
  );
export const faults = (reading: Reading): string[] => reading.faults.map((f) => `${f.code} ${f.cell}`);
export const questions = (reading: Reading): string[] => reading.questions.map((q) => `${q.code} ${q.range}`);
export const notes = (reading: Reading): string[] => reading.notes.map((n) => `${n.code} ${n.range}`);

/** What was read, for the message of a failed test. */
export const inWords = (reading: Reading): string =>
  [
    `${reading.status} ${reading.sheet}!${reading.range} ${reading.direction} ${JSON.stringify(reading.timeline)}`,
    ...reading.lines.map((l) => `  ${l.range} ${l.head}: ${l.role} (${l.why.en})`),
    `  ${JSON.stringify(reading.flows.map((f) => f.amount))} ${dates(reading).join(' ')}`,
    ...[...reading.questions, ...reading.faults].map((q) => `  ${q.code}: ${q.message.en}`),
  ].join('\n');
