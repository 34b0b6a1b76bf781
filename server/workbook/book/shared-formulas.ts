/** Formulas a file holds once for many cells. */
import { cellAddress } from '../../../src/sheet/index.ts';
import { outsideTexts } from './formula-names.ts';

const COLUMNS = 16_384;
const ROWS = 1_048_576;
/** Neither a function nor a name that only looks like a cell. */
const CELL = /(?<![\p{L}\p{N}_.$])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\p{L}\p{N}_.(])/giu;
const WHOLE_COLUMNS = /(?<![\p{L}\p{N}_.$:])(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})(?![\p{L}\p{N}_.(:])/giu;
const WHOLE_ROWS = /(?<![\p{L}\p{N}_.$:])(\$?)([1-9]\d{0,6}):(\$?)([1-9]\d{0,6})(?![\p{L}\p{N}_.(:])/gu;

/** A formula as it stands so many rows down and columns to the right; a reference that leaves the sheet is `#REF!`. */
export function shifted(formula: string, rows: number, columns: number): string {
  const column = (mark: string, letters: string): string | null => {
    if (mark) return mark + letters;
    const at = [...letters.toUpperCase()].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1 + columns;
    return at < 0 || at >= COLUMNS ? null : cellAddress(0, at).slice(0, -1);
  };
  const row = (mark: string, digits: string): string | null => {
    if (mark) return mark + digits;
    const at = Number(digits) + rows;
    return at < 1 || at > ROWS ? null : String(at);
  };
  const both = (a: string | null, b: string | null, between: string) =>
    a === null || b === null ? '#REF!' : a + between + b;
  return outsideTexts(formula, (part) =>
    part
      .replace(CELL, (_, m1: string, letters: string, m2: string, digits: string) =>
        both(column(m1, letters), row(m2, digits), ''),
      )
      .replace(WHOLE_COLUMNS, (_, m1: string, first: string, m2: string, last: string) =>
        both(column(m1, first), column(m2, last), ':'),
      )
      .replace(WHOLE_ROWS, (_, m1: string, first: string, m2: string, last: string) =>
        both(row(m1, first), row(m2, last), ':'),
      ),
  );
}
