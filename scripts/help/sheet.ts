/** The sheet over which the examples of the help compute: the preview's sample deal, and beside it what some functions need. */
import { dealBook } from '../../preview/sample-book.ts';
import { samples } from '../../preview/samples.ts';
import { formatAmount, formatPercent, helpWord } from './words.ts';
import type { Locale } from '../../src/engine/index.ts';
import { compute, type Sheet } from './formula.ts';
import { cell, escape, figure, table, type Cell } from './html.ts';
import type { FunctionMetadata } from './metadata.ts';

const INDEX = [100, 104, 110, 118, 121, 130];
const HURDLES = [0.06, 0.07, 0.08, 0.09, 0.1];
const EXITS = [4000, 5000, 6000];
const OTHERS_READING = 'european_hard_hurdle';

/** Cells that the help shows, in the words of its language. */
export function exampleSheet(locale: Locale, metadata: readonly FunctionMetadata[]): Sheet {
  const sheet = new Map<string, string | number>();
  const put = (column: string, first: number, values: readonly (string | number)[]) =>
    values.forEach((value, i) => sheet.set(`${column}${first + i}`, value));
  for (const { row, column, value } of dealBook(samples[0]!, locale).data.sheets[0]!.cells)
    if (value !== undefined && typeof value !== 'boolean' && (column < 3 || row === 11))
      put(String.fromCharCode(65 + column), row + 1, [value]);
  const zh = locale === 'zh-CN';
  put('D', 2, [zh ? '指数' : 'Index', ...INDEX]);
  put('H', 2, [zh ? '门槛收益率' : 'Hurdle rate', ...HURDLES]);
  EXITS.forEach((exit, i) => put(String.fromCharCode('I'.charCodeAt(0) + i), 2, [exit]));
  // The administrator's figures: the same deal, with a return that compounds.
  const years = [4, 5];
  put('L', 2, [zh ? '期次' : 'Period', ...years.flatMap((k) => [k, k])]);
  put('M', 2, [zh ? '参与方' : 'Party', ...years.flatMap(() => ['LP', 'GP'])]);
  const theirs = (party: string, year: number) =>
    compute(
      `=WATERFALL.PAYOUT("${party}", "${OTHERS_READING}", B11:C13, C3:C8, , , ${year})`,
      sheet,
      metadata,
      locale,
    )[0]![0]!;
  put('N', 2, [
    zh ? '金额' : 'Amount',
    ...years.flatMap((k) => ['LP', 'GP'].map((party) => Math.round(Number(theirs(party, k)) * 100) / 100)),
  ]);
  return sheet;
}

const COLUMNS = [...'BCDFHIJKLMN'];
const isRate = (column: string, row: number) =>
  (column === 'C' && (row === 11 || row === 12)) || (column === 'H' && row > 2);

/** The sheet as a table with the letters of its columns and the numbers of its rows. */
export function sheetTable(sheet: Sheet, locale: Locale): string {
  const show = (column: string, row: number): Cell => {
    const value = sheet.get(`${column}${row}`);
    if (typeof value !== 'number') return cell(value ?? '');
    if (isRate(column, row)) return figure(formatPercent(value, locale));
    return figure(formatAmount(value, locale));
  };
  const rows = Array.from({ length: 12 }, (_, i) => i + 2);
  return table(
    helpWord('sheet', locale),
    [[cell(''), ...COLUMNS.map((c) => ({ html: escape(c) }))]],
    rows.map((row) => [cell(String(row)), ...COLUMNS.map((column) => show(column, row))]),
  );
}
