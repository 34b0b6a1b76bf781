import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds that keeps somebody out, each with the first place. */
async function barriers(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe);
  // The pane in the page is looked at by itself.
  const { violations } = (await frame.evaluate(
    `axe.run(document, { iframes: false, resultTypes: ['violations'] })`,
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.length} such as ${nodes[0]!.html.slice(0, 160)}`);
}

describe('The preview for everybody', function () {
  const host = paneOverService();
  const { button, click } = host;
  let page: Page;

  const pane = () => page.frames().find((frame) => frame.url().includes('taskpane'))!;

  const noBarrier = async (frame: () => Frame) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await barriers(frame()), [], colorScheme);
    }
  };

  for (const locale of languages('zh-CN'))
    it(`has no barrier that axe knows in page and pane, light or dark (${locale})`, async () => {
      ({ page } = await host.open(locale));
      const workbook = () => page.mainFrame();
      await click('F8');
      await page.keyboard.type('=WATERFALL.CARRY(');
      await page.locator('#prompt li').first().waitFor();
      await noBarrier(workbook);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await host.type('C6', 'see note');
      await click('F3');
      await page.locator('#error-card').getByRole('button').waitFor();
      await noBarrier(workbook);
      await host.type('C6', '3000');
      await noBarrier(pane);
      await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
      await button(locale === 'en' ? 'Use selection' : '读取选区').click();
      await button(locale === 'en' ? 'Run' : '开始测算').click();
      await page
        .frameLocator('iframe')
        .getByText(locale === 'en' ? 'checks pass' : '项核对全部通过')
        .first()
        .waitFor();
      await noBarrier(pane);
    });

  it('names the cells, the formula bar and the name box', async () => {
    ({ page } = await host.open('en'));
    await page.getByRole('application', { name: 'Cells of the sheet' }).waitFor();
    await page.getByRole('textbox', { name: 'Formula bar' }).waitFor({ state: 'attached' });
    await page.getByRole('textbox', { name: 'Selected cells' }).waitFor();
    await page.getByRole('region', { name: 'Workbook' }).waitFor();
    await page.locator('#language input[value="zh-CN"]').check();
    await page.getByRole('application', { name: '工作表单元格' }).waitFor();
  });
});
