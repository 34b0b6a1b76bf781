import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

const WORDS = {
  en: {
    write: 'Lay out inputs',
    newSheet: 'On a new sheet',
    use: 'Use selection',
    run: 'Run',
    passed: /checks pass/,
    written: (range: string) => `Example inputs are in ${range}.`,
    example: 'Example, overwrite',
    american: 'American, deal by deal',
    inTheWay: /Nothing was written: E12, F12, E14, F14 … \(10 cells\) on Deal would be overwritten/,
    sheet: 'Inputs',
    deals: ['Deal A', 'Deal B', 'Deal C'],
  },
  'zh-CN': {
    write: '写入输入区',
    newSheet: '写入新工作表',
    use: '读取选区',
    run: '开始测算',
    passed: /项核对全部通过/,
    written: (range: string) => `示例已写入 ${range}`,
    example: '示例，请覆盖',
    american: '美式（逐项目核算）',
    inTheWay: /未写入，“Deal”中以下单元格已有内容：E12、F12、E14、F14 等 10 格。/,
    sheet: '输入',
    deals: ['项目A', '项目B', '项目C'],
  },
} as const;

describe('Inputs for a mode, written from the pane', function () {
  const host = paneOverService();
  const { button, cell, click, settled, type } = host;
  let page: Page;
  let pane: FrameLocator;
  const open = async (locale: 'en' | 'zh-CN') => void ({ page, pane } = await host.open(locale));
  const choose = (mode: string) => pane.locator('#mode').selectOption(mode);
  const said = (text: string | RegExp) => pane.getByText(text).first().waitFor();
  /** What the general partner received, as the pane shows it: whole. */
  const received = async () => {
    const row = pane.locator('table.parties tr', { hasText: 'GP' }).first();
    return Number((await row.locator('td').nth(1).innerText()).replaceAll(',', ''));
  };
  const isShown = (value: unknown, shown: number) =>
    assert.ok(Math.abs(Number(value) - shown) <= 0.5, `${String(value)} is not ${shown}`);

  for (const locale of languages('en')) {
    const words = WORDS[locale];

    it(`stand at the cursor, are read as the input and run; formulas over them agree (${locale})`, async () => {
      await open(locale);
      await click('B22');
      await choose('american');
      await button(words.write).click();
      await said(words.written('Deal!B22:E36'));
      assert.equal(await page.evaluate(() => window.preview.getSelection()), 'Deal!B22:E36');
      assert.ok(String((await cell('B22')).value).startsWith(words.example));
      assert.equal((await cell('C23')).value, words.american);
      assert.deepEqual(
        await Promise.all(['C30', 'D30', 'E30'].map(async (a1) => (await cell(a1)).value)),
        words.deals,
      );
      assert.equal(await pane.locator('#mode').inputValue(), 'american');
      for (const deal of words.deals) await pane.getByRole('row', { name: new RegExp(`^${deal}`) }).waitFor();
      await button(words.run).click();
      await said(words.passed);
      const paid = await received();
      for (const [blanks, a1] of [
        ['zero', 'H24'],
        ['null', 'H25'],
      ] as const) {
        await page.evaluate((given) => void (window.preview.excel.blanks = given), blanks);
        await type(a1, '=WATERFALL.CARRY(C23,B24:D28,C30:E36,B30:B36)');
        isShown((await cell(a1)).value, paid);
      }
    });

    it(`are not written over cells in use, but on a new sheet, by keys alone (${locale})`, async () => {
      await open(locale);
      await click('D9');
      await choose('european');
      await pane.locator('#writeInputs').focus();
      await page.keyboard.press('Enter');
      await said(words.inTheWay);
      assert.equal((await cell('D9')).text, '');
      await pane.locator('#newSheet:focus').waitFor();
      await page.keyboard.press('Enter');
      await said(words.written(`${words.sheet}!A1:C14`));
      assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal', words.sheet]);
      await settled();
      assert.equal(await pane.locator('#mode').inputValue(), 'european');
      await button(words.run).click();
      await said(words.passed);
    });

    for (const [sample, mode, gp] of [
      ['northfield', 'american', 'J16'],
      ['linden', 're_operating_and_capital', 'I16'],
      ['quayside', 'jv_irr_hurdles', 'G16'],
    ] as const)
      it(`are a sample in the menu of the preview: ${mode} (${locale})`, async () => {
        await open(locale);
        await page.locator('#sample').selectOption(sample);
        await page.waitForFunction((a1) => typeof window.preview.getCell('Deal', a1).value === 'number', gp);
        await settled();
        await button(words.use).click();
        await pane.locator('#mode').waitFor();
        await pane
          .getByText(/Deal!B2:/)
          .first()
          .waitFor();
        assert.equal(await pane.locator('#mode').inputValue(), mode);
        await button(words.run).click();
        await said(words.passed);
        isShown((await cell(gp)).value, await received());
      });
  }
});
