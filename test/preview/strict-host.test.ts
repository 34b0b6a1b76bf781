import assert from 'node:assert/strict';
import { CellError } from '../../preview/grid/cell-error.ts';
import type { Argument } from '../../preview/grid/index.ts';
import { convertArguments, type Forms } from '../../preview/host/functions/function-arguments.ts';
import { typedFormat, typedText } from '../../preview/host/typed-text.ts';
import { withMemoryWorkbook } from './memory-workbook.ts';

describe('The preview, as strict as Excel', () => {
  const opened = withMemoryWorkbook();
  const refusal = async (
    work: (sheet: Excel.Worksheet, context: Excel.RequestContext) => unknown,
    options: Excel.RunOptions = {},
  ): Promise<string | null> => {
    try {
      await Excel.run(options, async (context) => {
        await work(context.workbook.worksheets.getItem('Deal'), context);
        await context.sync();
      });
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const put = (value: unknown) => (sheet: Excel.Worksheet) =>
    void (sheet.getRange('A1').formulas = [[value]] as string[][]);

  describe('refuses what is beyond its limits', () => {
    for (const [what, value, code] of [
      ['a formula of 8,193 characters', `=${'1+'.repeat(4096)}`, 'FormulaLengthExceedsLimit'],
      ['a formula of 8,192 characters', `=${'1+'.repeat(4095)}1`, null],
      ['256 arguments', `=SUM(${Array(256).fill(1).join()})`, 'InvalidArgument'],
      ['255 arguments', `=SUM(${Array(255).fill(1).join()})`, null],
      ['65 levels', `=${'ABS('.repeat(65)}1${')'.repeat(65)}`, 'InvalidArgument'],
      ['64 levels', `=${'ABS('.repeat(64)}1${')'.repeat(64)}`, null],
      ['a text of 32,768 characters', 'x'.repeat(32_768), 'InvalidArgument'],
      ['a text of 32,767 characters', 'x'.repeat(32_767), null],
    ] as const)
      it(what, async () => assert.equal(await refusal(put(value)), code));

    it('a column past XFD', async () => {
      assert.equal(
        await refusal((sheet) => void sheet.getRangeByIndexes(0, 16_383, 1, 2)),
        'InvalidArgument',
      );
      assert.equal(await refusal((sheet) => void sheet.getRangeByIndexes(0, 16_383, 1, 1)), null);
    });

    it('256 series of a chart, and a series without a name', async () => {
      const chart = (sheet: Excel.Worksheet, more: number) => {
        const made = sheet.charts.add('Line', sheet.getRange('A1:A3'), 'Columns');
        for (let i = 0; i < more; i++) made.series.add(`s${i}`);
        return made;
      };
      assert.equal(await refusal((sheet) => void chart(sheet, 254)), null);
      assert.equal(await refusal((sheet) => void chart(sheet, 255)), 'InvalidArgument');
      assert.equal(
        await refusal((sheet) => void (chart(sheet, 0).series.getItemAt(0).name = '')),
        'InvalidArgument',
      );
    });

    it('a footer of more than 255 characters in its three parts', async () => {
      const footer = (left: number, center: number) => (sheet: Excel.Worksheet) => {
        const parts = sheet.pageLayout.headersFooters.defaultForAllPages;
        parts.leftFooter = 'x'.repeat(left);
        parts.centerFooter = 'x'.repeat(center);
      };
      assert.equal(await refusal(footer(200, 49)), null);
      assert.equal(await refusal(footer(200, 50)), 'InvalidArgument');
    });

    it('a request or an answer of more than the web takes, whole', async () => {
      const many = Array.from({ length: 1000 }, () => ['x'.repeat(2000)]);
      assert.equal(await refusal((sheet) => void (sheet.getRange('A1:A1000').values = many)), null);
      const large = Array.from({ length: 1000 }, () => ['x'.repeat(6000)]);
      assert.equal(
        await refusal((sheet) => void (sheet.getRange('B1:B1000').values = large)),
        'RequestPayloadSizeLimitExceeded',
      );
      assert.equal(
        opened().grid.usedRect(opened().grid.activeSheet())!.columns,
        1,
        'nothing of it was written',
      );
      opened().host.excel.responseBytes = 1_000_000;
      assert.equal(
        await refusal(async (sheet, context) => {
          sheet.getRange('A1:A1000').load('values');
          await context.sync();
        }),
        'ResponsePayloadSizeLimitExceeded',
      );
    });

    it('settings of more than 1 MB together', async () => {
      const keep = (key: string, size: number) => (_: unknown, context: Excel.RequestContext) =>
        void context.workbook.settings.add(key, 'x'.repeat(size));
      assert.equal(await refusal(keep('a', 600_000)), null);
      assert.equal(await refusal(keep('b', 600_000)), 'InvalidArgument');
      assert.equal(await refusal(keep('a', 900_000)), null);
    });
  });

  describe('refuses in an undo group', () => {
    const group = { mergeUndoGroup: true };
    const made = (context: Excel.RequestContext) => context.workbook.worksheets.add('Two');
    it('what Excel cannot undo: a place among the tabs, a name, a deletion', async () => {
      assert.equal(await refusal((_, c) => void (made(c).position = 0), group), 'UndoNotSupported');
      assert.equal(
        await refusal((_, c) => c.workbook.worksheets.getItem('Two').delete(), group),
        'UndoNotSupported',
      );
      assert.equal(await refusal((s) => void (s.name = 'Other'), group), 'UndoNotSupported');
      assert.equal(await refusal((_, c) => c.workbook.worksheets.getItem('Two').delete()), null);
    });
    it('more than a thousand formulas', async () => {
      const formulas = (count: number) => (sheet: Excel.Worksheet) =>
        void (sheet.getRangeByIndexes(0, 0, count, 1).formulas = Array.from({ length: count }, () => ['=1']));
      assert.equal(await refusal(formulas(1000), group), null);
      assert.equal(await refusal(formulas(1001), group), 'UndoNotSupported');
      assert.equal(await refusal(formulas(1001)), null);
    });
  });

  it('refuses changes of a protected sheet and of a protected structure', async () => {
    const { host } = opened();
    host.excel.protectedSheets = new Set(['Deal']);
    assert.equal(await refusal(put('x')), 'AccessDenied');
    assert.equal(
      await refusal((sheet) => void (sheet.getRange('A1').format.font.bold = true)),
      'AccessDenied',
    );
    assert.equal(await refusal((_, context) => void context.workbook.worksheets.add('Two')), null);
    host.excel.structureProtected = true;
    assert.equal(
      await refusal((_, context) => void context.workbook.worksheets.add('Three')),
      'AccessDenied',
    );
    assert.equal(
      await refusal((_, context) => context.workbook.worksheets.getItem('Two').delete()),
      'AccessDenied',
    );
  });

  it('refuses the n-th request, of which nothing is then done', async () => {
    const { host, grid } = opened();
    const first = host.requests;
    host.excel.refuse = (request) => (request === first + 1 ? 'GeneralException' : null);
    assert.equal(await refusal(put(1)), null);
    assert.equal(await refusal(put(2)), 'GeneralException');
    assert.equal(grid.read(grid.activeSheet(), { row: 0, column: 0, rows: 1, columns: 1 })[0]![0]!.value, 1);
    assert.equal(await refusal(put(3)), null);
  });

  it('makes of an entered text what Excel makes of it', () => {
    const day = (iso: string) => Date.parse(iso) / 86_400_000 + 25_569;
    for (const [text, value] of [
      ['12', 12],
      ['-1,234.5', -1234.5],
      ['(12)', -12],
      ['¥12', 12],
      ['1E5', 100_000],
      ['8%', 0.08],
      ['TRUE', true],
      ['false', false],
      ['１２', 12],
      ['2024-01-31', day('2024-01-31')],
      ['1/2/2024', day('2024-01-02')],
      ['31-Dec-2024', day('2024-12-31')],
      ['Dec 2024', day('2024-12-01')],
      ['2024年12月31日', day('2024-12-31')],
      ['12:00', 0.5],
      ['Detail 1', 'Detail 1'],
      ['Mayor 5th', 'Mayor 5th'],
      ['1.2.3', '1.2.3'],
      ['x8%', 'x8%'],
      ['2024-13-01', '2024-13-01'],
    ] as const)
      assert.equal(typedText(text), value, text);
    for (const text of ['3-4', 'May 5', '5-Jan']) assert.equal(typeof typedText(text), 'number', text);
    const formats = ['2020-12-31', '2020年12月31日', '8%', '8.5 %', '1,000', 'R&D'].map(typedFormat);
    assert.deepEqual(formats, ['yyyy-mm-dd', 'yyyy-mm-dd', '0%', '0.00%', null, null]);
  });

  describe('hands cells to functions', () => {
    const metadata = {
      id: 'F',
      name: 'F',
      parameters: [{ name: 'values', type: 'any', dimensionality: 'matrix' as const }],
    };
    const range: Argument = {
      omitted: false,
      isRange: true,
      cells: [[300], [''], ['x']],
      place: { sheet: 'Deal', rect: { row: 4, column: 1, rows: 3, columns: 1 } },
    };
    const handed = (forms: Partial<Forms>, given = range) => {
      const converted = convertArguments(metadata, [given], {
        errorsAllowed: false,
        blanks: 'empty',
        isDataType: () => false,
        ...forms,
      });
      assert.ok('values' in converted);
      return converted.values[0];
    };

    it('with blanks as 0 on the desktop, as null on the web', () => {
      assert.deepEqual(handed({ blanks: 'zero' }), [[300], [0], ['x']]);
      assert.deepEqual(handed({ blanks: 'null' }), [[300], [null], ['x']]);
      assert.deepEqual(handed({ blanks: 'empty' }), [[300], [''], ['x']]);
    });

    it('with data types as objects', () => {
      assert.deepEqual(handed({ isDataType: ({ row, column }) => row === 4 && column === 1 }), [
        [{ type: 'FormattedNumber', basicType: 'Double', basicValue: 300, numberFormat: '$#,##0.00' }],
        [''],
        ['x'],
      ]);
    });

    it('never with an error, which the cell then shows', () => {
      const converted = convertArguments(metadata, [{ ...range, cells: [[new CellError('#N/A')]] }], {
        errorsAllowed: false,
        blanks: 'zero',
        isDataType: () => false,
      });
      assert.ok('fault' in converted && converted.fault.code === '#N/A');
    });
  });
});
