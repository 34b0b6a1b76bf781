import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { standInHost } from './host.ts';

describe('the preview workbook', function () {
  const host = standInHost();
  const { cell, click, run, settled, type } = host;
  let page: Page;
  let pane: Frame;
  beforeEach(() => void ({ page, pane } = host.opened()));

  describe('custom functions', () => {
    it('compute a formula typed with the keyboard', async () => {
      await type('E20', '=WATERFALL.SUMOF(C3:C8)');
      const { value, formula } = await cell('E20');
      assert.equal(value, 5000);
      assert.equal(formula, '=WATERFALL.SUMOF(C3:C8)');
    });

    it('are those that were typed, ended by one Enter, also where the typing paused in a name', async () => {
      await click('E20');
      await page.keyboard.type('=WATERFALL.SEE');
      await page.waitForTimeout(400);
      await page.keyboard.type('.ONE(C8:C9)');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.preview.getSelection() === 'Deal!E21');
      assert.equal((await cell('E20')).formula, '=WATERFALL.SEE.ONE(C8:C9)');
    });

    it('follow their inputs', async () => {
      await type('E20', '=WATERFALL.SUMOF(C3:C8)');
      await type('C8', '6000');
      assert.equal((await cell('E20')).value, 6000);
    });

    it('get blanks as the desktop gives them, left-out arguments as null, and addresses', async () => {
      await type('E20', '=WATERFALL.SEE.ALL(B8:C10,C4)');
      const seen = await pane.evaluate('seen.at(-1)');
      assert.deepEqual(seen, {
        values: [
          [5, 5000],
          [0, 0],
          [0, 0],
        ],
        scalar: 1000,
        optional: null,
        parameterAddresses: ['Deal!B8:C10', 'Deal!C4'],
        name: 'SEE',
        preview: false,
      });
    });

    it('get blanks as the web gives them, and data types as objects', async () => {
      await page.evaluate(() => {
        window.preview.excel.blanks = 'null';
        window.preview.excel.dataTypes = new Set(['Deal!C8']);
      });
      await type('E20', '=WATERFALL.SEE.ALL(C8:C9,C4)');
      const { values } = (await pane.evaluate('seen.at(-1)')) as { values: unknown };
      assert.deepEqual(values, [
        [{ type: 'FormattedNumber', basicType: 'Double', basicValue: 5000, numberFormat: '$#,##0.00' }],
        [null],
      ]);
    });

    it('get addresses only where their result is a matrix', async () => {
      await type('E20', '=WATERFALL.SEE.ONE(C8:C9)');
      const seen = (await pane.evaluate('seen.at(-1)')) as { parameterAddresses?: unknown };
      assert.equal(seen.parameterAddresses, undefined);
    });

    it('spill, and give #SPILL! when a cell is in the way', async () => {
      await type('E20', '=WATERFALL.GRID(2,3)');
      assert.equal((await cell('G21')).value, 6);
      assert.equal((await cell('G21')).formula, '');
      await type('E24', '1');
      await type('E23', '=WATERFALL.GRID(2,2)');
      assert.equal((await cell('E23')).value, '#SPILL!');
    });

    it('show the words of #VALUE! beside the cell, and those of the page for #NUM!, which has none', async () => {
      await type('E20', '=WATERFALL.FAIL("value")');
      await click('E20');
      assert.deepEqual(await cell('E20').then(({ value, error }) => ({ value, error })), {
        value: '#VALUE!',
        error: 'C6 holds a text',
      });
      await page.locator('#error-card').getByText('#VALUE! · C6 holds a text').waitFor();
      await type('E21', '=WATERFALL.FAIL("num")');
      await click('E21');
      assert.deepEqual(await cell('E21').then(({ value, error }) => ({ value, error })), {
        value: '#NUM!',
        error: '',
      });
      await page.locator('#error-card').getByText('#NUM! · no answer').waitFor();
    });

    it('leave no words behind for the next formula of their cell', async () => {
      await type('E20', '=WATERFALL.FAIL("value")');
      assert.equal((await cell('E20')).error, 'C6 holds a text');
      for (const other of ['=1/0', '=WATERFALL.FAIL("num")', '=WATERFALL.LATEFAIL()']) {
        await type('E20', other);
        assert.equal((await cell('E20')).error, other.includes('LATE') ? 'The service is away' : '', other);
      }
    });

    it('may answer later, once for equal arguments', async () => {
      await run(async (context) => {
        context.workbook.worksheets.getItem('Deal').getRange('E20:E22').formulas = [
          ['=WATERFALL.LATER(C4)'],
          ['=WATERFALL.LATER(C4)'],
          ['=E20+1'],
        ];
        await context.sync();
      });
      await settled();
      assert.equal((await cell('E21')).value, 2000);
      assert.equal((await cell('E22')).value, 2001);
      assert.equal(await pane.evaluate('calls'), 1);
    });

    it('may fail later', async () => {
      await type('E20', '=WATERFALL.LATEFAIL()');
      assert.deepEqual(await cell('E20').then(({ value, error }) => ({ value, error })), {
        value: '#N/A',
        error: 'The service is away',
      });
    });

    it('stream until the formula is gone', async () => {
      await type('E20', '=WATERFALL.TICK(5)');
      await page.waitForFunction(() => Number(window.preview.getCell('Deal', 'E20').value) > 7);
      await click('E20');
      await page.keyboard.press('Delete');
      await pane.waitForFunction('canceled >= 1');
      await settled();
      assert.equal((await cell('E20')).value, '');
    });
  });
});
