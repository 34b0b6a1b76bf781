import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { standInHost } from './host.ts';

describe('the preview workbook', function () {
  const host = standInHost();
  const { cell, run, settled } = host;
  let page: Page;
  let pane: Frame;
  beforeEach(() => void ({ page, pane } = host.opened()));

  describe('a sheet the pane makes', () => {
    const make = () =>
      pane.evaluate(`Excel.run({ mergeUndoGroup: true }, async (context) => {
        const sheet = context.workbook.worksheets.add('Detail 1');
        const range = sheet.getRange('A1:C3');
        range.values = [['', 'Paid', 'Left'], [1, 1000, '=B2*2'], [2, 2500, '=B3*2']];
        sheet.getRange('B5').values = [['Across']];
        sheet.getRange('B5:C5').format.horizontalAlignment = 'CenterAcrossSelection';
        sheet.getRange('B2:C3').numberFormat = '#,##0.00;-#,##0.00;"–"';
        const head = sheet.getRange('A1:C1');
        head.format.font.bold = true;
        head.format.fill.color = '#F1F3F5';
        head.format.borders.getItem('EdgeBottom').style = 'Double';
        head.format.horizontalAlignment = 'Right';
        sheet.getRange('A:A').format.columnWidth = 90;
        sheet.freezePanes.freezeAt(sheet.getRange('A1:A1'));
        const chart = sheet.charts.add('ColumnStacked', sheet.getRange('A1:C3'), 'Columns');
        chart.title.text = 'Paid by year';
        chart.setPosition('E2', 'I14');
        chart.series.getItemAt(0).format.fill.clear();
        chart.series.getItemAt(1).format.fill.setSolidColor('#BC5310');
        chart.series.getItemAt(1).chartType = 'Line';
        sheet.pageLayout.orientation = 'Landscape';
        sheet.activate();
        await context.sync();
      })`);

    it('has values, formulas, formats and a chart', async () => {
      await make();
      await settled();
      assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal', 'Detail 1']);
      assert.equal((await cell('C3', 'Detail 1')).value, 5000);
      assert.equal((await cell('C3', 'Detail 1')).text, '5,000.00');
      const style = await page.evaluate(() => window.preview.style('Detail 1', 'A1'));
      assert.deepEqual([style.bold, style.fill, style.align], [true, '#F1F3F5', 'Right']);
      const [chart] = await page.evaluate(() => window.preview.charts('Detail 1'));
      assert.equal(chart?.title, 'Paid by year');
      assert.deepEqual(chart.categories, ['1', '2']);
      assert.deepEqual(
        chart.series.map(({ name, line, fill }) => [name, line, fill]),
        [
          ['Paid', false, null],
          ['Left', true, '#BC5310'],
        ],
      );
    });

    it('shows the chart and draws it again when a cell changes', async () => {
      await make();
      const drawn = page.locator('.chart svg[aria-label="Paid by year"]');
      // It may first be drawn before the sheet's formulas are computed.
      await drawn.filter({ hasText: '5,000' }).waitFor();
      await run(async (context) => {
        context.workbook.worksheets.getItem('Detail 1').getRange('B3').values = [[40000]];
        await context.sync();
      });
      await settled();
      await page.waitForFunction(() => document.querySelector('.chart')?.textContent?.includes('80,000'));
    });

    it('is undone in one step', async () => {
      await make();
      await settled();
      await page.evaluate(() => window.preview.undo());
      await page.waitForFunction(() => window.preview.sheets().length === 1);
    });

    it('shows signs where a number is wider than its column, keeps it when it is edited, and never for a text', async () => {
      const texts = () =>
        run(async (context) => {
          const cells = context.workbook.worksheets.getItem('Deal').getRange('H20:H23').load('text');
          await context.sync();
          return cells.text.map(([text]) => text!);
        });
      await run(async (context) => {
        const cells = context.workbook.worksheets.getItem('Deal').getRange('H20:H23');
        cells.formulas = [[350_000_000], ['=H20*2'], ['350 000 000 words'], [0.123456789]];
        cells.numberFormat = [['#,##0.00'], ['#,##0.00'], ['General'], ['General']];
        cells.format.columnWidth = 45;
        await context.sync();
      });
      await settled();
      const [amount, formula, words, short] = await texts();
      assert.match(`${amount} ${formula}`, /^#{5,8} #{5,8}$/);
      assert.deepEqual([words, short], ['350 000 000 words', '0.123456789']);
      await host.click('H20');
      await page.keyboard.press('F2');
      await page.keyboard.type('1', { delay: 20 });
      await page.keyboard.press('Enter');
      await settled();
      assert.equal((await cell('H20')).value, 3_500_000_001);
      await run(async (context) => {
        context.workbook.worksheets.getItem('Deal').getRange('H:H').format.autofitColumns();
        await context.sync();
      });
      assert.deepEqual((await texts()).slice(0, 2), ['3,500,000,001.00', '7,000,000,002.00']);
    });

    it('reads back what was set', async () => {
      await make();
      const read = await run(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Detail 1');
        const head = sheet.getRange('A1:C1').load('format/fill/color,format/columnWidth,format/font/bold');
        const border = head.format.borders.getItem('EdgeBottom').load('style');
        const used = sheet.getUsedRange().load('address');
        const layout = sheet.pageLayout.load('orientation');
        const sheets = context.workbook.worksheets.load('items/name');
        const count = sheet.charts.getCount();
        await context.sync();
        return [
          head.format.fill.color,
          head.format.columnWidth,
          head.format.font.bold,
          border.style,
          used.address,
          layout.orientation,
          sheets.items.map(({ name }) => name),
          count.value,
        ];
      });
      assert.deepEqual(read, [
        '#F1F3F5',
        90,
        true,
        'Double',
        "'Detail 1'!A1:C5",
        'Landscape',
        ['Deal', 'Detail 1'],
        1,
      ]);
    });
  });
});
