/** A workbook of data as a file. */
import { writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { rangeAddress } from '../../../src/sheet/index.ts';
import type { Book, BookCell, BookSheet } from './document.ts';
import { filed } from './formula-names.ts';
import { styleOfFile } from './styles.ts';

type FileCell = NonNullable<WriteSheet['cells']> extends Map<string, infer C> ? C : never;

const DIGIT = 7;
const AROUND = 5;
const POINT = 72 / 96;

export async function xlsxOfBook(book: Book, at: Date): Promise<Buffer> {
  const styles = book.styles.map(styleOfFile);
  const bytes = await writeXlsx({
    sheets: book.sheets.map((sheet) => sheetOf(sheet, styles)),
    namedRanges: book.names.map(({ name, reference, sheet }) => ({
      name,
      range: filed(reference.replace(/^=/, '')),
      ...(sheet === undefined ? {} : { scope: sheet }),
    })),
    activeSheet: book.active,
    defaultFont: { name: 'Calibri', size: 11 },
    properties: { created: at, modified: at },
  });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function sheetOf(sheet: BookSheet, styles: readonly ReturnType<typeof styleOfFile>[]): WriteSheet {
  const cells = new Map<string, FileCell>();
  const last = { row: -1, column: -1 };
  for (const cell of sheet.cells) {
    const style = cell.style === undefined ? undefined : styles[cell.style];
    cells.set(`${cell.row},${cell.column}`, { ...contentOf(cell), ...(style ? { style } : {}) });
    last.row = Math.max(last.row, cell.row);
    last.column = Math.max(last.column, cell.column);
  }
  return {
    name: sheet.name,
    // The library writes the cells of rows it is given.
    rows: Array.from({ length: last.row + 1 }, () => []),
    cells,
    columns: spread(sheet.widths).map((pixels) =>
      pixels === undefined ? {} : pixels === 0 ? { hidden: true } : { width: (pixels - AROUND) / DIGIT },
    ),
    rowDefs: new Map(
      sheet.heights.flatMap(({ first, last: end, pixels }) =>
        Array.from({ length: end - first + 1 }, (_, i) => [
          first + i,
          pixels === 0 ? { hidden: true } : { height: pixels * POINT },
        ]),
      ),
    ),
    merges: sheet.merges.map(({ row, column, rows, columns }) => ({
      startRow: row,
      startCol: column,
      endRow: row + rows - 1,
      endCol: column + columns - 1,
    })),
    freezePane: sheet.freeze,
    view: { showGridLines: sheet.gridlines },
    ...(sheet.hidden ? { hidden: true } : {}),
  };
}

function contentOf({ row, column, value, error, formula, spill }: BookCell): FileCell {
  if (formula === undefined) {
    if (value === undefined) return {};
    if (error) return { value, type: 'error' };
    // The library takes the words of an error for one, unless they are rich text.
    if (typeof value === 'string' && value.startsWith('#')) return { value, richText: [{ text: value }] };
    return typeof value === 'string' ? { value, type: 'string' } : { value };
  }
  // The words of an error would be kept as a text: without a value the formula is computed when the file is opened.
  const result = error || value === undefined ? {} : { formulaResult: value };
  const area = spill && rangeAddress(row, column, spill.rows, spill.columns);
  return {
    formula: filed(formula.slice(1)),
    ...result,
    ...(area ? { formulaType: 'array', formulaRef: area, formulaDynamic: true } : {}),
  };
}

/** Sizes by their place. */
function spread(sizes: BookSheet['widths']): (number | undefined)[] {
  const all: (number | undefined)[] = [];
  for (const { first, last, pixels } of sizes) for (let at = first; at <= last; at++) all[at] = pixels;
  return Array.from(all);
}
