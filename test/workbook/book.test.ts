import assert from 'node:assert/strict';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Book, BookCell } from '../../server/workbook/book/document.ts';
import { bookSchema } from '../../server/workbook/book/document.ts';
import { filed, typed } from '../../server/workbook/book/formula-names.ts';
import { shifted } from '../../server/workbook/book/shared-formulas.ts';
import { xlsxOfBook } from '../../server/workbook/book/write.ts';
import { openWorkbook } from '../../server/workbook/import/read-in-child.ts';
import { openedAfresh } from '../support/spreadsheet.ts';

const at = new Date('2026-11-29T12:00:00Z');
const open = async (bytes: Uint8Array) => {
  const outcome = await openWorkbook({ bytes, kind: 'xlsx', as: 'book' });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.reading;
};

const book: Book = {
  sheets: [
    {
      name: 'Cash flows',
      hidden: false,
      gridlines: false,
      cells: [
        { row: 0, column: 0, value: 'Year', style: 0 },
        { row: 1, column: 0, value: -1000.5, style: 1 },
        { row: 2, column: 0, value: 1200 },
        { row: 3, column: 0, value: true },
        { row: 4, column: 0, value: '#N/A', error: true },
        { row: 5, column: 0, value: '#N/A' },
        { row: 6, column: 0, value: '=A1' },
        { row: 7, column: 0, value: 46355, style: 2 },
        { row: 1, column: 2, value: 0.2, formula: '=WATERFALL.IRR.ALL(A2:A3)', style: 1 },
        { row: 2, column: 2, value: 1200, formula: '=IFS(TRUE,A3)' },
        { row: 3, column: 2, value: '#VALUE!', error: true, formula: '=WATERFALL.DPI(A1)' },
        {
          row: 9,
          column: 2,
          value: 'Party',
          formula: '=WATERFALL.SUMMARY(A1,A2:B3,A2:A3)',
          spill: { rows: 2, columns: 3 },
        },
      ],
      widths: [
        { first: 0, last: 1, pixels: 124 },
        { first: 3, last: 3, pixels: 0 },
      ],
      heights: [{ first: 0, last: 0, pixels: 32 }],
      merges: [{ row: 12, column: 0, rows: 1, columns: 3 }],
      freeze: { rows: 1, columns: 0 },
    },
    {
      name: "It's",
      hidden: true,
      gridlines: true,
      cells: [{ row: 0, column: 0, formula: "='Cash flows'!A3*2", value: 2400 }],
      widths: [],
      heights: [],
      merges: [],
      freeze: { rows: 0, columns: 0 },
    },
  ],
  styles: [
    { bold: true, fill: '#F1F3F5', align: 'right', wrap: true, bottom: { style: 'thin', color: '#1A1F25' } },
    { format: '#,##0.00;-#,##0.00', color: '#0000FF', size: 12, font: 'Arial', italic: true },
    { format: 'yyyy-mm-dd' },
  ],
  names: [{ name: 'Cash', reference: "='Cash flows'!$A$2:$A$3" }],
  active: 0,
};

describe('A workbook saved and opened again', () => {
  let bytes: Buffer;
  let opened: Awaited<ReturnType<typeof open>>;
  before(async () => {
    bytes = await xlsxOfBook(book, at);
    opened = await open(bytes);
  });

  const sorted = (cells: readonly BookCell[]) =>
    [...cells].sort((a, b) => a.row - b.row || a.column - b.column);

  it('has the same values, formulas and tables', () => {
    const plain = (cells: readonly BookCell[]) => sorted(cells).map(({ style: _, ...cell }) => cell);
    const without = book.sheets[0]!.cells.map((cell) =>
      cell.formula && cell.error ? { ...cell, value: undefined, error: undefined } : cell,
    );
    assert.deepEqual(plain(opened.book.sheets[0]!.cells), JSON.parse(JSON.stringify(plain(without))));
    assert.deepEqual(plain(opened.book.sheets[1]!.cells), plain(book.sheets[1]!.cells));
  });

  it('has the same looks, widths, heights, merged cells, frozen rows and names', () => {
    const lookAt = (row: number) => {
      const { style } = opened.book.sheets[0]!.cells.find((cell) => cell.row === row)!;
      return opened.book.styles[style!];
    };
    assert.deepEqual(lookAt(0), { size: 11, font: 'Calibri', ...book.styles[0] });
    assert.deepEqual(lookAt(1), book.styles[1]);
    assert.equal(lookAt(7)!.format, 'yyyy-mm-dd');
    const { cells: _, widths, ...looks } = opened.book.sheets[0]!;
    const { cells: __, widths: ___, ...given } = book.sheets[0]!;
    assert.deepEqual(looks, given);
    assert.deepEqual(
      widths.map(({ first, pixels }) => [first, pixels]),
      [
        [0, 124],
        [1, 124],
        [3, 0],
      ],
    );
    assert.deepEqual(opened.book.names, book.names);
    assert.equal(opened.book.sheets[1]!.hidden, true);
    assert.deepEqual(opened.not_kept, []);
  });

  it('is what its own schema takes', () => {
    assert.deepEqual(bookSchema.safeParse(opened.book).error?.issues ?? [], []);
  });

  it('names functions in the file as Excel does', async () => {
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    const formulas = [...sheets[0]!.cells!.values()].map(({ formula }) => formula).filter(Boolean);
    assert.deepEqual(formulas, [
      '_xldudf_WATERFALL_IRR_ALL(A2:A3)',
      '_xlfn.IFS(TRUE,A3)',
      '_xldudf_WATERFALL_DPI(A1)',
      '_xldudf_WATERFALL_SUMMARY(A1,A2:B3,A2:A3)',
    ]);
  });

  it('is computed by another spreadsheet as it stands', async () => {
    const sheets = await openedAfresh(bytes, ['Cash flows']);
    assert.equal(sheets['Cash flows']![1]![0], '-1000.5');
    assert.equal(sheets['Cash flows']![2]![2], '1200');
  });
});

describe('A workbook that is opened', () => {
  it('says what of it is left behind', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Deal',
          rows: [
            ['Year', 'Cash'],
            [1, 5],
          ],
          charts: [
            {
              type: 'column',
              anchor: { from: { row: 3, col: 0 }, to: { row: 9, col: 4 } },
              series: [{ values: 'B2' }],
            },
          ],
          conditionalRules: [
            {
              type: 'expression',
              priority: 1,
              range: 'B2',
              formula: 'B2>1',
              style: { font: { bold: true } },
            },
          ],
          dataValidations: [{ type: 'list', values: ['a', 'b'], range: 'A2' }],
          tables: [{ name: 'Cash', range: 'A1:B2', columns: [{ name: 'Year' }, { name: 'Cash' }] }],
          cells: new Map([['1,0', { value: 1, comment: { text: 'a note' } }]]),
          protection: { sheet: true },
          rowDefs: new Map([[1, { outlineLevel: 1 }]]),
        },
      ],
    });
    const { not_kept } = await open(bytes);
    assert.deepEqual(
      not_kept.map(({ what, count }) => `${what} ${count}`),
      [
        'charts 1',
        'conditionalFormats 1',
        'validations 1',
        'tables 1',
        'comments 1',
        'protection 1',
        'groups 1',
      ],
    );
  });

  it('has a formula that its file holds once in every cell it is for', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Deal',
          rows: [[], []],
          cells: new Map([
            [
              '0,1',
              {
                formula: 'A1*$C$1',
                formulaType: 'shared',
                formulaSharedIndex: 0,
                formulaRef: 'B1:B2',
                formulaResult: 3,
              },
            ],
            ['1,1', { formula: '', formulaType: 'shared', formulaSharedIndex: 0, formulaResult: 4 }],
          ]),
        },
      ],
    });
    const { book: found } = await open(bytes);
    assert.deepEqual(
      found.sheets[0]!.cells.map(({ formula, value }) => [formula, value]),
      [
        ['=A1*$C$1', 3],
        ['=A2*$C$1', 4],
      ],
    );
  });
});

describe('Formulas', () => {
  for (const [formula, moved] of [
    ['SUM(A1:B2)+Sheet2!C$3', 'SUM(B3:C4)+Sheet2!D$3'],
    ['"A1"&\'A1 plan\'!A1&LOG10(A1)', '"A1"&\'A1 plan\'!B3&LOG10(B3)'],
    ['SUM(A:A,$B:C,2:$3)', 'SUM(B:B,$B:D,4:$3)'],
    ['A1048576', '#REF!'],
    ['Rate1x+Q_1', 'Rate1x+Q_1'],
  ] as const)
    it(`move with their references: ${formula}`, () => {
      assert.equal(shifted(formula, 2, 1), moved);
    });

  it('have their names changed outside texts alone, there and back', () => {
    const formula =
      'LET(a,WATERFALL.IRR.ALL(A1:A3),"WATERFALL.IRR("&FILTER(a,a>0)&iferror(ifs(1,2),Waterfall.dpi(A1)))';
    assert.equal(
      filed(formula),
      '_xlfn.LET(a,_xldudf_WATERFALL_IRR_ALL(A1:A3),"WATERFALL.IRR("&_xlfn._xlws.FILTER(a,a>0)&iferror(_xlfn.IFS(1,2),_xldudf_WATERFALL_DPI(A1)))',
    );
    assert.equal(
      typed(filed('WATERFALL.IRR.ALL(A1)+XLOOKUP(1,A1,B1)')),
      'WATERFALL.IRR.ALL(A1)+XLOOKUP(1,A1,B1)',
    );
  });
});
