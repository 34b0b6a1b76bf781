import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { MODE_SETTING } from '../../src/sheet/saved-modes.ts';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

const SHARES = { a: 0.25, b: 0.15, c: 0.15, d: 0.15, e: 0.15, f: 0.15 };
const CLASSES = Object.keys(SHARES);
const definition = (zh: boolean) => ({
  classes: Object.entries(SHARES).map(([id, share]) => ({
    id,
    share,
    name: zh ? `投资人 ${id.toUpperCase()} 类` : `Investor class ${id.toUpperCase()}`,
  })),
  tiers: [
    { id: 'capital', kind: 'returnOfCapital', to: CLASSES },
    { id: 'pref', kind: 'preferredReturn', to: CLASSES, rate: 0.08, compounding: 'annual' },
    { id: 'catch', kind: 'catchUp', share: 1, carry: 0.2 },
    {
      id: 'rest',
      kind: 'split',
      shares: { ...Object.fromEntries(Object.entries(SHARES).map(([id, s]) => [id, s * 0.8])), gp: 0.2 },
    },
  ],
});
const CASH = [-350_000_000, 20_000_000.5, 45_000_000, 60_000_000, 80_000_000, 400_000_000.25, 12_345_678.9];

describe('Six classes with amounts of nine digits in a narrow pane', function () {
  const { open } = paneOverService();
  let page: Page;
  let pane: FrameLocator;

  const widen = async (width: number) => {
    await page.evaluate((px) => {
      const frame = document.querySelector('iframe')!;
      for (const part of [frame, frame.parentElement!]) part.style.cssText += `;flex:none;width:${px}px`;
    }, width);
    await pane.locator('body').evaluate(
      (_, px) =>
        new Promise<void>((done) => {
          const look = () => (innerWidth === px ? requestAnimationFrame(() => done()) : setTimeout(look, 20));
          look();
        }),
      width,
    );
  };
  /** What is wider than its place: text of tables beyond the pane, places that scroll sideways. */
  const cut = (within = 'main:not([hidden])') =>
    pane.locator('body').evaluate(
      (_, place) =>
        [
          ...document.querySelectorAll(
            `${place}, ${place} :is(table, th, td, .scroll, .entry input, .entry .unit, .was)`,
          ),
        ]
          .filter((one) => {
            const box = one.getBoundingClientRect();
            return box.right > innerWidth || one.scrollWidth > one.clientWidth + 1;
          })
          .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 60)}`),
      within,
    );

  for (const locale of languages('zh-CN')) {
    const zh = locale === 'zh-CN';
    it(`shows every column of its tables at 320, 360 and 600 pixels (${locale})`, async () => {
      ({ page, pane } = await open(locale));
      await pane.locator('body').evaluate(
        (_, { setting, mode, cash }) =>
          Excel.run(async (context) => {
            context.workbook.settings.add(setting, JSON.stringify(mode));
            const sheet = context.workbook.worksheets.add('Big');
            sheet.getRangeByIndexes(0, 0, cash.length, 2).values = cash;
            sheet.activate();
            await context.sync();
          }),
        {
          setting: `${MODE_SETTING}1`,
          mode: { version: 1, key: '1', name: 'Six', definition: definition(zh) },
          cash: [['Year', 'Net cash flow'], ...CASH.map((amount, year) => [year, amount])],
        },
      );
      await page.evaluate(() => window.preview.select('Big', 'A1:B8'));
      await pane.locator('#use-selection').click();
      await pane.locator('#mode').selectOption({ label: 'Six' });
      await pane.locator('#run').click();
      await pane.locator('.verdict').waitFor();
      for (const width of [320, 360, 600]) {
        await pane.locator('#sub-overview').click();
        await widen(width);
        assert.deepEqual(await cut(), [], `overview at ${width}`);
        await pane.locator('#sub-whatIf').click();
        await pane.locator('#what-exit').fill('9,112,345,678.90');
        await pane.locator('table.moved').waitFor();
        assert.deepEqual(await cut(), [], `what if at ${width}`);
        await pane.locator('#sub-risk').click();
        await pane.locator('table.tornado').waitFor();
        assert.deepEqual(await cut('table.tornado'), [], `sensitivity at ${width}`);
        await pane.locator('#sub-solveFor').click();
        await pane.locator('#solve-lever').waitFor();
        assert.deepEqual(await cut(), [], `solved at ${width}`);
        await pane.locator('#sub-whatIf').click();
        if (width === 320) await pane.locator('#keep').click();
        await pane.locator('footer .pair button').first().click();
        await pane.locator('table.compare').waitFor();
        assert.deepEqual(await cut(), [], `compared at ${width}`);
        await pane.locator('footer .pair button').first().click();
      }
      // Of a narrow table of tiers one is shown at a time.
      await widen(320);
      await pane.locator('#sub-overview').click();
      await pane.locator('#tier-shown').selectOption(zh ? '2. 优先回报' : '2. Preferred return');
      assert.match(
        await pane.locator('table.tiers thead').innerText(),
        zh ? /优先回报\s+支付\s+期末/ : /Preferred return\s+Paid\s+Closing/,
      );
      assert.match(await pane.locator('table.tiers tfoot').innerText(), /128,984,007/);
    });
  }
});
