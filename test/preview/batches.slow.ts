import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { standInHost } from './host.ts';

describe('the preview workbook', function () {
  const host = standInHost();
  const { cell, refusal, run, type } = host;
  let page: Page;
  let pane: Frame;
  beforeEach(() => void ({ page, pane } = host.opened()));

  describe('batches', () => {
    it('refuse a property that was not loaded', async () => {
      const refused = await refusal(async (context) => {
        const range = context.workbook.worksheets.getItem('Deal').getRange('C3:C8');
        await context.sync();
        return range.values;
      });
      assert.equal(refused?.code, 'PropertyNotLoaded');
      assert.equal(refused?.own, true, "an error of the pane's own window");
    });

    it('throw for what the host does not have', async () => {
      const refused = await refusal(async (context) => {
        const range = context.workbook.getSelectedRange() as unknown as { getPivotTables(): void };
        range.getPivotTables();
      });
      assert.equal(refused?.message, 'not implemented: Range.getPivotTables');
      const namespace = (await pane.evaluate(
        `(() => { try { return Excel.createWorkbook } catch (error) { return error.message } })()`,
      )) as string;
      assert.equal(namespace, 'not implemented: Excel.createWorkbook');
    });

    it('write nothing before sync', async () => {
      const before = await run(async (context) => {
        const range = context.workbook.worksheets.getActiveWorksheet().getRange('E20');
        range.values = [[7]];
        return (window.parent as Window & typeof globalThis).preview.getCell('Deal', 'E20').value;
      });
      assert.equal(before, '');
      assert.equal((await cell('E20')).value, 7);
    });

    it('read what a user selected with the mouse', async () => {
      const from = await page.evaluate(() => window.preview.cellRect('B2'));
      const to = await page.evaluate(() => window.preview.cellRect('C8'));
      await page.mouse.move(from.left + 9, from.top + 9);
      await page.mouse.down();
      await page.mouse.move(to.left + 9, to.top + 9, { steps: 4 });
      await page.mouse.up();
      const read = await run(async (context) => {
        const range = context.workbook.getSelectedRange().load('address,values,numberFormat,valueTypes,text');
        await context.sync();
        return {
          address: range.address,
          value: range.values[1],
          type: range.valueTypes[0],
          text: range.text[1],
          format: range.numberFormat[1]![1],
        };
      });
      assert.deepEqual(read, {
        address: 'Deal!B2:C8',
        value: [0, -10000],
        type: ['String', 'String'],
        text: ['0', '-10,000.00'],
        format: '#,##0.00;-#,##0.00',
      });
    });

    it('answer for missing objects with isNullObject, or refuse', async () => {
      assert.equal(
        await run(async (context) => {
          const sheet = context.workbook.worksheets.getItemOrNullObject('Nowhere').load('name');
          await context.sync();
          return sheet.isNullObject;
        }),
        true,
      );
      const refused = await refusal(async (context) => {
        context.workbook.worksheets.getItem('Nowhere').activate();
        await context.sync();
      });
      assert.equal(refused?.code, 'ItemNotFound');
    });

    it('refuse an array of another shape', async () => {
      const refused = await refusal(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange('E20:E21').values = [[1]];
        await context.sync();
      });
      assert.equal(refused?.code, 'InvalidArgument');
    });

    it('name cells of a sheet, by names that Excel takes', async () => {
      const address = await run(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Deal');
        sheet.names.add('hurdle_rate', sheet.getRange('C11'));
        const named = sheet.names.getItem('hurdle_rate').getRange();
        named.load({ address: true });
        await context.sync();
        return named.address;
      });
      assert.equal(address, 'Deal!C11');
      const refused = await refusal(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Deal');
        sheet.names.add('ABC1', sheet.getRange('C11'));
        await context.sync();
      });
      assert.equal(refused?.code, 'InvalidArgument');
    });

    it('tell edits and selections to who listens, until they stop listening', async () => {
      await pane.evaluate(`(async () => {
        globalThis.heard = [];
        await Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getActiveWorksheet();
          globalThis.listening = sheet.onChanged.add(async (event) => void heard.push(event.address));
          sheet.onSelectionChanged.add(async (event) => void heard.push('at ' + event.address));
          await context.sync();
        });
      })()`);
      await type('C8', '6000');
      await pane.waitForFunction(`heard.includes('C8') && heard.includes('at C9')`);
      await pane.evaluate('listening.remove(); listening.context.sync()');
      await type('C7', '1');
      assert.equal(await pane.evaluate(`heard.includes('C7')`), false);
    });
  });
});
