import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { paneOverService } from './host.ts';

/** A fund model as Excel would have saved it: names of functions as in files, a chart, a conditional format. */
const model = () =>
  writeXlsx({
    sheets: [
      {
        name: 'Cash',
        rows: [
          ['Quarter', 'Net cash', null, 'Measure', 'Value'],
          ['Q4 2021', -18000000, null, 'IRR'],
          ['Q1 2022', 6500000, null, 'DPI'],
          ['Q2 2022', '<img src=x onerror="globalThis.ran = true">'],
          ['Q3 2022', 28400000],
        ],
        cells: new Map([
          [
            '1,1',
            {
              value: -18000000,
              style: { numFmt: '#,##0', font: { bold: true, color: { rgb: 'FF0000FF' } } },
            },
          ],
          ['1,4', { formula: '_xldudf_WATERFALL_IRR(B2:B5)', formulaResult: 0.5 }],
          ['2,4', { formula: '_xldudf_WATERFALL_DPI(Flows)', formulaResult: 9 }],
          ['3,4', { formula: 'SUM(B2:B3)', formulaResult: -11500000 }],
        ]),
        columns: [{ width: 20 }, { width: 20 }],
        merges: [{ startRow: 6, startCol: 0, endRow: 6, endCol: 3 }],
        charts: [
          {
            type: 'column',
            anchor: { from: { row: 9, col: 0 }, to: { row: 20, col: 4 } },
            series: [{ values: 'B2:B5' }],
          },
        ],
        conditionalRules: [
          { type: 'expression', priority: 1, range: 'B2', formula: 'B2<0', style: { font: { bold: true } } },
        ],
      },
      { name: 'Notes', rows: [['See the memo']] },
    ],
    namedRanges: [
      { name: 'Flows', range: 'Cash!$B$2:$B$3' },
      { name: 'Memo', range: 'Notes!$A$1', scope: 'Notes' },
    ],
  });

describe('An own workbook in the preview', function () {
  const host = paneOverService();
  const { cell, settled, type } = host;
  let page: Page;

  const line = async () => (await page.locator('#file > span').allInnerTexts()).filter(Boolean).join(' · ');
  const openModel = async () => {
    await page.locator('#file-input').setInputFiles({
      name: 'fund-model.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await model()),
    });
    await page.locator('#notice').getByText('Opened with 2 sheets').waitFor();
    await page.waitForFunction(() => window.preview.getCell('Cash', 'E3').text !== '');
    await settled();
  };
  const kept = () =>
    page.waitForFunction(() =>
      document.querySelector('#file-said')?.textContent?.includes('kept in this browser'),
    );
  const reload = async () => {
    await page.reload();
    await page.waitForFunction(() => (window as Partial<Window>).preview !== undefined);
    await page.evaluate(() => window.preview.ready);
    await settled();
  };
  const saved = async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    const bytes = await readFile((await download.path())!);
    return { name: download.suggestedFilename(), book: await readXlsx(bytes, { readStyles: true }) };
  };

  beforeEach(async () => void ({ page } = await host.open('en')));

  it('is opened with its values, formulas, formats and names, and says what was not kept', async () => {
    await openModel();
    assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Cash', 'Notes']);
    assert.equal((await cell('B2', 'Cash')).text, '-18,000,000');
    assert.equal((await cell('E3', 'Cash')).formula, '=WATERFALL.DPI(Flows)');
    assert.ok(Math.abs(Number((await cell('E3', 'Cash')).value) - 6.5 / 18) < 1e-9);
    assert.equal((await cell('E4', 'Cash')).value, -11500000);
    const style = await page.evaluate(() => window.preview.style('Cash', 'B2'));
    assert.deepEqual([style.bold, style.color, style.numberFormat], [true, '#0000FF', '#,##0']);
    const notice = await page.locator('#notice').innerText();
    assert.match(notice, /not kept: 1 chart and 1 conditional format\./);
    assert.match(notice, /your file is not changed/);
  });

  it('computes what it holds: a text among amounts is an error that names its cell, and is never run as a page', async () => {
    await openModel();
    assert.match((await cell('E2', 'Cash')).error!, /^B4/);
    await page.evaluate(() => window.preview.select('Cash', 'E2'));
    await page.locator('#error-card').getByRole('button', { name: 'Go to B4' }).waitFor();
    assert.equal(await page.evaluate('globalThis.ran'), undefined);
  });

  it('is kept over a reload with what was changed, and forgotten when asked', async () => {
    await openModel();
    await type('B4', '1250000');
    await kept();
    assert.match(await line(), /^fund-model\.xlsx · opened \d\d:\d\d, kept in this browser$/);
    // The last change is written after a moment of quiet.
    await page.waitForTimeout(1200);
    await reload();
    assert.match(await line(), /^fund-model\.xlsx · opened/);
    assert.equal((await cell('B4', 'Cash')).value, 1250000);
    assert.ok(Math.abs(Number((await cell('E3', 'Cash')).value) - 6.5 / 18) < 1e-9);
    assert.equal((await cell('E2', 'Cash')).error, null);
    await page.locator('#forget').click();
    await page.waitForFunction(() => window.preview.sheets()[0] === 'Deal');
    await page.locator('#forget').waitFor({ state: 'hidden' });
    await reload();
    assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal']);
    assert.equal(await line(), 'Riverside Logistics Park · 万元');
  });

  it('is saved as it is seen, functions named as Excel names them in files', async () => {
    await openModel();
    await type('B4', '1250000');
    const { name, book } = await saved();
    assert.equal(name, 'fund-model.xlsx');
    const [cash] = book.sheets;
    assert.equal(cash!.rows[3]![1], 1250000);
    assert.equal(cash!.cells!.get('1,4')!.formula, '_xldudf_WATERFALL_IRR(B2:B5)');
    assert.equal(cash!.cells!.get('1,1')!.style!.numFmt, '#,##0');
    assert.deepEqual(cash!.merges, [{ startRow: 6, startCol: 0, endRow: 6, endCol: 3 }]);
    assert.ok(Math.abs(cash!.columns![0]!.width! - 20) < 0.2);
    assert.deepEqual(
      book.namedRanges!.map(({ name: one, range, scope = '' }) => `${one} ${range} ${scope}`.trim()),
      ['Flows Cash!$B$2:$B$3', 'Memo Notes!$A$1 Notes'],
    );
  });

  it('saves the sample with its tables of formulas, and opens it again', async () => {
    const { book } = await saved();
    const summary = book.sheets[0]!.cells!.get('13,4')!;
    assert.equal(summary.formula, '_xldudf_WATERFALL_SUMMARY(F12,B11:C13,C3:C8)');
    assert.deepEqual([summary.formulaRef, summary.formulaDynamic], ['E14:J17', true]);
    await page.locator('#notice').getByText('Saved as Riverside Logistics Park · 万元.xlsx.').waitFor();
  });

  it('follows three lines for a newcomer, which are closed for good', async () => {
    const key = 'waterfall.preview.welcome';
    await page.addInitScript((one) => localStorage.removeItem(one), key);
    await reload();
    const welcome = page.locator('#welcome');
    assert.equal(await welcome.getByRole('listitem').count(), 3);
    await welcome.getByText('F3:F6 and E14 hold =WATERFALL functions').waitFor();
    await openModel();
    await welcome.waitFor({ state: 'hidden' });
    await page.locator('#sample').selectOption('garden');
    await welcome.getByRole('button', { name: 'Do not show again' }).click();
    await welcome.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate((one) => localStorage.getItem(one), key), 'seen');
    // The script above stays with the page.
    await page.close();
  });

  it('is refused in words where the file is none', async () => {
    await page.locator('#file-input').setInputFiles({
      name: 'deal.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('PK\u0003\u0004 and nothing else'),
    });
    await page.locator('#notice').getByText('The workbook is damaged').waitFor();
    assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal']);
  });

  it('asks before it takes the place of one that was changed, and says so where the service is away', async () => {
    await type('C4', '1500');
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.locator('#sample').selectOption('harbor');
    assert.equal(asked.length, 1);
    assert.equal((await cell('C4')).value, 1500);
    await host.crash();
    await page.locator('#save').click();
    await page.locator('#notice').getByText('The workbook was not saved.').waitFor();
    await host.restart();
  });
});
