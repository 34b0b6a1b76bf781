import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from '../e2e/host.ts';

describe('The pane in an Excel that is not at its best', function () {
  const host = paneOverService();
  const { button, cell, click, settled, type } = host;
  let page: Page;
  let pane: FrameLocator;
  const open = async (locale: 'en' | 'zh-CN' = 'en') => void ({ page, pane } = await host.open(locale));
  const sheets = () => page.evaluate(() => window.preview.sheets());
  const notice = (text: string | RegExp) => pane.getByText(text).first().waitFor();

  /** The sample's deal, computed. */
  const run = async (zh = false) => {
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await button(zh ? '读取选区' : 'Use selection').click();
    await button(zh ? '开始测算' : 'Run').click();
    await notice(zh ? '项核对全部通过' : 'checks pass');
  };

  for (const locale of ['en', 'zh-CN'] as const) {
    const zh = locale === 'zh-CN';
    it(`says that the structure is protected and leaves nothing behind, or what a sheet lacks without a printer (${locale})`, async () => {
      await open(locale);
      await run(zh);
      await page.evaluate(() => void (window.preview.excel.structureProtected = true));
      await button(zh ? '写入明细表' : 'Write detail sheet').click();
      await notice(zh ? /受保护，请在“审阅”中取消保护/ : /is protected\. Unprotect it in the Review tab/);
      assert.deepEqual(await sheets(), ['Deal']);
      await page.evaluate(() => {
        window.preview.excel.structureProtected = false;
        window.preview.excel.printer = false;
      });
      await button(zh ? '写入明细表' : 'Write detail sheet').click();
      await notice(zh ? /不完整。打印设置：/ : /but not whole\. The print set-up: Excel refused/);
      assert.equal((await sheets()).length, 2);
    });
  }

  it('explains a sheet after the workbook was closed and opened again under other ids', async () => {
    await open();
    await run();
    await button('Write detail sheet').click();
    await notice(/^Written to sheet/);
    await settled();
    await page.evaluate(() => window.preview.reopen());
    await pane.getByRole('tab', { name: 'Explain' }).click();
    await click('F18');
    await pane
      .locator('#told')
      .getByText(/min\(2,000; 9,000\) = 2,000/)
      .waitFor();
  });

  it('follows the workbook although a cell was edited when the page was loaded', async () => {
    await open();
    await run();
    await click('E22');
    await page.keyboard.type('1');
    await page.evaluate(() => document.querySelector('iframe')!.contentWindow!.location.reload());
    await pane.getByRole('tab', { name: 'Explain' }).waitFor();
    await page.keyboard.press('Enter');
    await pane.getByRole('tab', { name: 'Explain' }).click();
    await click('C4');
    await notice(/Deal!C4 has none of our functions/);
    await click('C5');
    await notice(/Deal!C5 has none of our functions/);
  });

  it('runs nothing while calculation is manual and cells wait for it', async () => {
    await open();
    await run();
    await page.evaluate(() => void (window.preview.excel.calculation = 'Manual'));
    await pane.getByRole('tab', { name: 'Input' }).click();
    await page.frames().at(-1)!.evaluate(`Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Deal').getRange('C8').formulas = [['=2*3000']];
      await context.sync();
    })`);
    await button(/^Run/).click();
    await notice(/Calculation is set to manual/);
  });

  it('enters formulas again without writing into what a spill covers', async () => {
    await open();
    await page.evaluate(() => void (window.preview.excel.covered = 'anchor'));
    await page.evaluate(() => window.preview.runAction('repairFormulas'));
    await notice(/^5 formulas entered again/);
    await settled();
    assert.deepEqual([(await cell('E14')).value, (await cell('F15')).value], ['Party', 10_000]);
  });

  it('computes the same over blanks in whichever form they arrive', async () => {
    await open();
    for (const [i, blanks] of (['zero', 'null', 'empty'] as const).entries()) {
      await page.evaluate((given) => void (window.preview.excel.blanks = given), blanks);
      const [irr, carry] = [`E${20 + 2 * i}`, `E${21 + 2 * i}`];
      await type(irr, '=WATERFALL.IRR(C3:C10)');
      const { value } = await cell(irr);
      assert.ok(Math.abs(Number(value) - 0.1200576195419627) < 1e-9, `${blanks}: ${value}`);
      await type(carry, '=WATERFALL.CARRY(F12,B11:C13,C3:C10)');
      assert.equal((await cell(carry)).value, 520, blanks);
    }
  });
});
