import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { paneOf } from './browser.ts';
import { standInHost } from './host.ts';

describe('the preview workbook', function () {
  const host = standInHost('anew');
  const { cell, click, settled, type } = host;
  let page: Page;
  let pane: Frame;
  beforeEach(() => void ({ page, pane } = host.opened()));

  /** The pane of the new sample or language has run its script. */
  const paneReplaced = () =>
    page.waitForFunction(() =>
      Boolean(
        document.querySelector('iframe')?.contentWindow &&
        'seen' in document.querySelector('iframe')!.contentWindow!,
      ),
    );

  it('keeps document settings until another sample is opened', async () => {
    await pane.evaluate(`Office.context.document.settings.set('run', { mode: 'flat' })`);
    assert.deepEqual(await pane.evaluate(`Office.context.document.settings.get('run')`), { mode: 'flat' });
    await page.locator('#sample').selectOption('harbor');
    await page.waitForFunction(() => window.preview.getCell('Deal', 'C3').value === -25000000);
    await paneReplaced();
    assert.equal(await paneOf(page).evaluate(`Office.context.document.settings.get('run')`), null);
  });

  it('speaks Chinese when asked, in the page, the sheet and to the add-in', async () => {
    await page.locator('#language input[value="zh-CN"]').check();
    await page.waitForFunction(() => window.preview.getCell('Deal', 'B2').value === '年度');
    assert.equal(await page.title(), 'Waterfall 预览');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
    await paneReplaced();
    assert.equal(await paneOf(page).evaluate('Office.context.displayLanguage'), 'zh-CN');
  });

  it('a formula is typed over while its result still follows from what was entered before', async () => {
    await type('G4', '=F4&"!"');
    await click('F4');
    await page.keyboard.type('Year end', { delay: 20 });
    await page.keyboard.press('Tab');
    await page.keyboard.type('C');
    await settled();
    await page.keyboard.type('alls', { delay: 20 });
    await page.keyboard.press('Enter');
    await settled();
    const { value, formula } = await cell('G4');
    assert.deepEqual({ value, formula }, { value: 'Calls', formula: '' });
  });

  it('runs an action of the ribbon', async () => {
    await page.evaluate(() => window.preview.runAction('hello'));
    assert.equal(await pane.evaluate('said'), 'hello');
  });
});
