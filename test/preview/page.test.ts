import assert from 'node:assert/strict';
import { paneOf } from './browser.ts';
import { standInHost } from './host.ts';

describe('the preview workbook', function () {
  this.timeout(30_000);
  const host = standInHost();

  /** The pane of the new sample or language has run its script. */
  const paneReplaced = () =>
    host.page.waitForFunction(() =>
      Boolean(
        document.querySelector('iframe')?.contentWindow &&
        'seen' in document.querySelector('iframe')!.contentWindow!,
      ),
    );

  it('keeps document settings until another sample is opened', async () => {
    await host.pane.evaluate(`Office.context.document.settings.set('run', { mode: 'flat' })`);
    assert.deepEqual(await host.pane.evaluate(`Office.context.document.settings.get('run')`), {
      mode: 'flat',
    });
    await host.page.locator('#sample').selectOption('harbor');
    await host.page.waitForFunction(() => window.preview.getCell('Deal', 'C3').value === -25000000);
    await paneReplaced();
    assert.equal(await paneOf(host.page).evaluate(`Office.context.document.settings.get('run')`), null);
  });

  it('speaks Chinese when asked, in the page, the sheet and to the add-in', async () => {
    await host.page.locator('#language input[value="zh-CN"]').check();
    await host.page.waitForFunction(() => window.preview.getCell('Deal', 'B2').value === '年度');
    assert.equal(await host.page.title(), 'Waterfall 预览');
    assert.equal(await host.page.evaluate(() => document.documentElement.lang), 'zh-CN');
    await paneReplaced();
    assert.equal(await paneOf(host.page).evaluate('Office.context.displayLanguage'), 'zh-CN');
  });

  it('runs an action of the ribbon', async () => {
    await host.page.evaluate(() => window.preview.runAction('hello'));
    assert.equal(await host.pane.evaluate('said'), 'hello');
  });
});
