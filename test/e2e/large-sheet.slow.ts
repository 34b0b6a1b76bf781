import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { MODE_SETTING } from '../../src/sheet/saved-modes.ts';
import { paneOverService } from './host.ts';

const CLASSES = Array.from({ length: 50 }, (_, i) => `class${i + 1}`);
const DEFINITION = {
  classes: CLASSES.map((id) => ({ id, share: 0.02 })),
  tiers: [
    { id: 'capital', kind: 'returnOfCapital', to: CLASSES },
    { id: 'pref', kind: 'preferredReturn', to: CLASSES, rate: 0.08, compounding: 'annual' },
    { id: 'rest', kind: 'split', shares: Object.fromEntries(CLASSES.map((id) => [id, 0.02])) },
  ],
};

describe('A sheet of 50 classes, written in the preview workbook', function () {
  const { open, button } = paneOverService();
  let page: Page;
  let pane: FrameLocator;
  let complaints: string[];

  /** A deal of so many months in cells, read and run. */
  const run = async (locale: 'en' | 'zh-CN', months: number) => {
    ({ page, pane, complaints } = await open(locale));
    const zh = locale === 'zh-CN';
    await pane.locator('body').evaluate(
      async (_, { setting, definition, rows }) => {
        await Excel.run(async (context) => {
          const mode = { version: 1, key: '1', name: 'Fifty', definition };
          context.workbook.settings.add(setting, JSON.stringify(mode));
          const sheet = context.workbook.worksheets.add('Months');
          sheet.getRangeByIndexes(0, 0, rows.length, 2).values = rows;
          sheet.activate();
          await context.sync();
        });
      },
      {
        setting: `${MODE_SETTING}1`,
        definition: DEFINITION,
        rows: [
          ['Month', 'Net cash flow'],
          [0, -1_000_000],
          ...Array.from({ length: months }, (_, k) => [k + 1, 7001.37 + k]),
        ],
      },
    );
    await page.evaluate((range) => window.preview.select('Months', range), `A1:B${months + 2}`);
    await button(zh ? '读取选区' : 'Use selection').press('Enter');
    await button(`Months!A1:B${months + 2}`).waitFor();
    await pane.locator('#mode').selectOption({ label: 'Fifty' });
    await button(zh ? '开始测算' : 'Run').press('Enter');
    await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
    await pane.getByRole('checkbox', { name: zh ? /公式联动/ : /Live formulas/ }).uncheck();
  };
  const book = () =>
    pane.locator('body').evaluate(() =>
      Excel.run(async (context) => {
        const { worksheets, settings } = context.workbook;
        worksheets.load({ name: true });
        settings.load({ key: true, value: true });
        await context.sync();
        return {
          sheets: worksheets.items.map((s) => s.name),
          kept: settings.items.map((s) => [s.key, String(s.value)]),
        };
      }),
    );

  for (const locale of ['en', 'zh-CN'] as const) {
    const zh = locale === 'zh-CN';
    it(`says how far it is over 1,200 months, and Cancel leaves the workbook as it was (${locale})`, async () => {
      await run(locale, 1200);
      const before = await book();
      await button(zh ? '写入明细表' : 'Write detail sheet').press('Enter');
      await pane
        .getByText(zh ? /^正在写入：第 [\d,]+ 行，共 [\d,]+ 行$/ : /^Writing: row [\d,]+ of [\d,]+$/)
        .waitFor();
      // Cancel has the focus.
      await page.keyboard.press('Enter');
      await pane
        .getByText(zh ? '已取消，未作任何改动。' : 'Cancelled. Nothing was changed.')
        .first()
        .waitFor();
      assert.deepEqual(await book(), before);
      assert.ok(await button(zh ? '写入明细表' : 'Write detail sheet').isEnabled());
    });
  }

  it('is written whole, in pieces, with its charts', async () => {
    await run('en', 240);
    await button('Write detail sheet').press('Enter');
    await pane.getByText(/^Writing: row/).waitFor();
    await pane
      .getByText(/^Written to sheet/)
      .first()
      .waitFor();
    const { sheets } = await book();
    const total = await page.evaluate((name) => {
      for (let row = 1; row < 600; row++)
        if (window.preview.getCell(name, `A${row}`).value === 'Total')
          return window.preview.getCell(name, `B${row}`).value;
      return null;
    }, sheets.at(-1)!);
    assert.ok(typeof total === 'number' && Math.abs(total - 709_008.8) < 1e-6, String(total));
    assert.deepEqual(complaints, []);
  });
});
