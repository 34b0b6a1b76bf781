import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { excelTexts } from '../../src/i18n/excel.ts';
import { repairedFormula, repairFormulas } from '../../src/taskpane/excel/repair-formulas.ts';
import { troubleOf } from '../../src/taskpane/excel/refusals.ts';
import { readRange, readSelected, refuseUncalculated } from '../../src/taskpane/excel/read-cells.ts';
import { withMemoryWorkbook } from '../preview/memory-workbook.ts';

/** Codes that Microsoft documents for Office.js and Excel, and the start of what a user is told. */
const TOLD: readonly (readonly [code: string, words: string])[] = [
  ['AccessDenied', 'The workbook or sheet is protected'],
  ['ActivityLimitReached', 'Excel is busy'],
  ['ApiNotAvailable', 'This version of Excel cannot'],
  ['ApiNotFound', 'This version of Excel cannot'],
  ['Conflict', 'The workbook was changed at the same time'],
  ['EmptyChartSeries', 'Excel refused (EmptyChartSeries)'],
  ['FilteredRangeConflict', 'A filter, a merged cell'],
  ['FormulaLengthExceedsLimit', 'This is more than Excel takes'],
  ['GeneralException', 'Excel refused (GeneralException)'],
  ['HostRestartNeeded', 'Excel asks to be restarted'],
  ['InactiveWorkbook', 'Another workbook is in front'],
  ['InsertDeleteConflict', 'A filter, a merged cell'],
  ['InvalidArgument', 'Excel refused (InvalidArgument)'],
  ['InvalidOperation', 'Excel is busy'],
  ['InvalidOperationInCellEditMode', 'A cell is being edited'],
  ['InvalidReference', 'Deal!A1 no longer exists'],
  ['InvalidRequest', 'Excel refused (InvalidRequest)'],
  ['InvalidSelection', 'Select one block of cells'],
  ['ItemAlreadyExists', 'The workbook was changed at the same time'],
  ['ItemNotFound', 'Deal!A1 no longer exists'],
  ['MemoryLimitReached', 'Excel has no memory left'],
  ['MergedRangeConflict', 'A filter, a merged cell'],
  ['NonBlankCellOffSheet', 'This is more than Excel takes'],
  ['NotImplemented', 'This version of Excel cannot'],
  ['OperationCellsExceedLimit', 'This is more than Excel takes'],
  ['PivotTableRangeConflict', 'A filter, a merged cell'],
  ['RangeExceedsLimit', 'This is more than Excel takes'],
  ['RequestAborted', 'Excel is busy'],
  ['RequestPayloadSizeLimitExceeded', 'This is more than Excel takes'],
  ['ResponsePayloadSizeLimitExceeded', 'The selection is too large'],
  ['ServiceNotAvailable', 'Excel is busy'],
  ['Unauthenticated', 'Excel asks to be restarted'],
  ['UndoNotSupported', 'Excel cannot undo this in one step'],
  ['UnsupportedFeature', 'This sheet does not allow it'],
  ['UnsupportedOperation', 'This sheet does not allow it'],
  ['UnsupportedSheet', 'This sheet does not allow it'],
  ['SomethingNew', 'Excel refused (SomethingNew)'],
];

describe('A refusal of Excel', () => {
  for (const [code, words] of TOLD)
    it(`${code} is told with what to do, in both languages`, () => {
      const { key, params = {} } = troubleOf({ code }, 'Deal!A1');
      const said = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
      assert.ok(said(key.en).startsWith(words), said(key.en));
      assert.match(key['zh-CN'], /[\u4e00-\u9fff]/);
      assert.doesNotMatch(said(key['zh-CN']), /undefined/);
    });
});

describe('Every batch of the pane', () => {
  it('waits while a cell is edited, and is no undo group', () => {
    const folder = 'src/taskpane';
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const source = readFileSync(path.join(folder, file), 'utf8');
      for (const [call] of source.matchAll(/Excel\.run\(\w+/g)) assert.equal(call, 'Excel.run(RUN', file);
      assert.doesNotMatch(source, /mergeUndoGroup/, file);
    }
  });
});

describe('Formulas that Excel could not compute before the add-in was there', () => {
  const opened = withMemoryWorkbook();
  const formulaAt = (sheet: string, row: number, column: number) => {
    const { grid, host } = opened();
    return grid.read(host.sheetByName(sheet)!, { row, column, rows: 1, columns: 1 })[0]![0]!.formula;
  };
  const enter = (sheet: string, rows: (string | number)[][]) =>
    Excel.run(async (context) => {
      context.workbook.worksheets
        .getItem(sheet)
        .getRangeByIndexes(0, 0, rows.length, rows[0]!.length).formulas = rows;
      await context.sync();
    });

  it('get their real names back', () => {
    for (const [stored, entered] of [
      ['=_xldudf_WATERFALL_IRR(A1:A6)', '=WATERFALL.IRR(A1:A6)'],
      ['=1+_xldudf_waterfall_irr_all(A1:A6)', '=1+WATERFALL.IRR.ALL(A1:A6)'],
      ["='[2]'!_xldudf_WATERFALL_NPV(0.1,A1:A6)", '=WATERFALL.NPV(0.1,A1:A6)'],
      ['=[2]!_xldudf_WATERFALL_NPV(0.1,A1:A6)', '=WATERFALL.NPV(0.1,A1:A6)'],
      ['=WATERFALL.IRR(A1:A6)', '=WATERFALL.IRR(A1:A6)'],
      ['=SUM(A1:A6)', null],
      ['WATERFALL.IRR(A1)', null],
      [12, null],
    ] as const)
      assert.equal(repairedFormula(stored), entered, String(stored));
  });

  it('are entered again on every sheet; a sheet that is protected is named', async () => {
    const { grid, host } = opened();
    grid.addSheet('Two');
    grid.addSheet('Locked');
    await enter('Deal', [['=WATERFALL.IRR(B1:B6)', 5]]);
    await enter('Two', [['=A1'], ['=IF(A1,WATERFALL.IRR.ALL(B1:B6),0)']]);
    await enter('Locked', [['=WATERFALL.NPV(0.1,B1:B6)']]);
    host.cells.openedWithout('WATERFALL');
    const shown = await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Two').getRange('A2').load('formulas,values');
      await context.sync();
      return [range.formulas[0]![0], range.values[0]![0]];
    });
    assert.deepEqual(shown, ['=IF(A1,_xldudf_WATERFALL_IRR_ALL(B1:B6),0)', '#NAME?']);
    host.excel.protectedSheets = new Set(['Locked']);
    assert.deepEqual(await repairFormulas(), { count: 2, locked: ['Locked'] });
    assert.equal(formulaAt('Two', 1, 0), '=IF(A1,WATERFALL.IRR.ALL(B1:B6),0)');
    host.excel.protectedSheets = new Set();
    assert.deepEqual(await repairFormulas(), { count: 3, locked: [] });
  });
});

describe('Cells read from Excel', () => {
  const opened = withMemoryWorkbook();
  const fill = (rows: number, columns: number) =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Deal').getRangeByIndexes(0, 0, rows, columns);
      range.values = Array.from({ length: rows }, (_, r) =>
        Array.from({ length: columns }, (__, c) => r * columns + c),
      );
      await context.sync();
    });

  it('come in answers that the web allows, none lost', async () => {
    await fill(30_000, 4);
    opened().host.excel.responseBytes = 1_500_000;
    const grid = await readRange('Deal', 'A1:D30000');
    assert.deepEqual(
      grid!.values.flat(),
      Array.from({ length: 120_000 }, (_, i) => i),
    );
    assert.equal(grid!.numberFormats!.length, 30_000);
  });

  it('are refused where days count from 1904, and only where there are dates', async () => {
    await fill(3, 1);
    opened().host.excel.from1904 = true;
    assert.ok(await readRange('Deal', 'A1:A3'));
    await Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Deal').getRange('A2').numberFormat = [['yyyy-mm-dd']];
      await context.sync();
    });
    await assert.rejects(
      readRange('Deal', 'A1:A3'),
      (error) => troubleOf(error).key === excelTexts.trouble1904,
    );
    opened().host.excel.from1904 = false;
    assert.deepEqual((await readRange('Deal', 'A1:A3'))!.values, [[0], [1], [2]]);
  });

  it('are not taken where calculation is manual and something waits for it', async () => {
    const { host } = opened();
    await refuseUncalculated();
    host.excel.calculation = 'Manual';
    await fill(3, 1);
    await assert.rejects(refuseUncalculated(), (error) => troubleOf(error).key === excelTexts.troubleManual);
    host.cells.calculated();
    await refuseUncalculated();
  });

  it('wait while a cell is edited', async () => {
    const { grid } = opened();
    await fill(2, 1);
    grid.editing = true;
    grid.select(grid.activeSheet(), { row: 0, column: 0, rows: 2, columns: 1 });
    const read = readSelected();
    setTimeout(() => (grid.editing = false), 60);
    assert.deepEqual((await read)!.values, [[0], [1]]);
  });
});
