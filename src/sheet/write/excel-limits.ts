/**
 * What Excel takes at most. Both writers of sheets, the pane's and the file's, check it here: Excel refuses a whole request
 * for one formula too long, and opens a file with one as damaged.
 */
import type { SheetPlan } from '../plan.ts';

export const EXCEL_LIMITS = {
  rows: 1_048_576,
  columns: 16_384,
  /** Characters of a formula, its equals sign included. */
  formula: 8192,
  /** Bytes of a formula as Excel keeps it. */
  formulaBytes: 16_384,
  arguments: 255,
  nesting: 64,
  text: 32_767,
  /** Characters of a text inside a formula. */
  textInFormula: 255,
  series: 255,
  chartTitle: 255,
  /** Characters of a footer, its codes included. */
  footer: 255,
  sheetName: 31,
} as const;

export type Excess =
  'rows' | 'columns' | 'formula' | 'arguments' | 'nesting' | 'textInFormula' | 'text' | 'series';

/** The first limit that a plan is beyond, or null: then Excel takes it. */
export function beyondExcel({ cells, charts }: SheetPlan): Excess | null {
  if (cells.length > EXCEL_LIMITS.rows) return 'rows';
  if (cells.some((line) => line.length > EXCEL_LIMITS.columns)) return 'columns';
  for (const line of cells)
    for (const cell of line) {
      if (typeof cell !== 'string') continue;
      const tooLong = cell.length > EXCEL_LIMITS.text ? 'text' : null;
      const excess = cell.startsWith('=') ? formulaExcess(cell) : tooLong;
      if (excess) return excess;
    }
  return charts.some(({ series }) => series.length > EXCEL_LIMITS.series) ? 'series' : null;
}

/** Shorter formulas can be beyond no limit: 65 levels have as many brackets on either side. */
const SHORT = 2 * EXCEL_LIMITS.nesting;

export function formulaExcess(formula: string): Excess | null {
  if (formula.length <= SHORT) return null;
  if (formula.length > EXCEL_LIMITS.formula || bytesOf(formula) > EXCEL_LIMITS.formulaBytes) return 'formula';
  const counts: number[] = [];
  for (const [token] of formula.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[(),]/g)) {
    if (token.startsWith('"') && token.length - 2 > EXCEL_LIMITS.textInFormula) return 'textInFormula';
    if (token === '(') counts.push(1);
    else if (token === ')') counts.pop();
    else if (token === ',' && counts.length) counts[counts.length - 1]! += 1;
    if (counts.length > EXCEL_LIMITS.nesting) return 'nesting';
    if ((counts.at(-1) ?? 0) > EXCEL_LIMITS.arguments) return 'arguments';
  }
  return null;
}

/** An estimate from above: a reference takes 7 bytes, a range 13, a number 9, a function 4, an operator 1. */
function bytesOf(formula: string): number {
  let bytes = 0;
  for (const [token] of formula.matchAll(
    /\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?|[A-Z]+\(|\d[\d.]*(E[-+]?\d+)?|"[^"]*"|[-+*/^&=<>%]/g,
  ))
    bytes += token.includes(':')
      ? 13
      : token.endsWith('(')
        ? 4
        : /^\d/.test(token)
          ? 9
          : token.startsWith('"')
            ? 2 * token.length
            : token.length > 1
              ? 7
              : 1;
  return bytes;
}

/** A text cut to what Excel takes, with a sign of it. */
export const cutTo = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** The page numbers of a footer, in Excel's codes. */
const PAGES = '&P / &N';
/** `&L`, `&C` and `&R` stand before the three parts. */
const PARTS = 6;

/** The parts of a footer as Excel writes them: an ampersand begins a code and is doubled, and too long a title is cut. */
export function footerOf({ left, center, small }: SheetPlan['print']['footer']): {
  readonly left: string;
  readonly center: string;
  readonly right: string;
} {
  // A size is a number after an ampersand: a digit of the text may not follow it.
  const size = small ? '&8 ' : '';
  const coded = (text: string) => text.replaceAll('&', '&&');
  const middle = coded(cutTo(center, 100));
  const room = EXCEL_LIMITS.footer - PARTS - PAGES.length - middle.length - 3 * size.length;
  let most = Math.min(left.length, room);
  while (coded(cutTo(left, most)).length > room) most--;
  return { left: size + coded(cutTo(left, most)), center: size + middle, right: size + PAGES };
}
