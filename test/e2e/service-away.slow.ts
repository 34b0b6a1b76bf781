import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';

describe('While the service is away', function () {
  const host = paneOverService();
  const { button, cell, crash, restart, type } = host;
  let page: Page;
  let pane: FrameLocator;

  const open = async (locale: 'en' | 'zh-CN') => {
    ({ page, pane } = await host.open(locale));
  };

  it('without the service cells still compute, the pane computes by itself and says so, and recovers', async () => {
    await open('en');
    await crash();
    await type('C8', '6000');
    const { value: carry } = await cell('F6');
    assert.ok(typeof carry === 'number' && Math.abs(carry - 720) < 1e-9, String(carry));
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await button('Use selection').click();
    await button('Run').click();
    await pane.getByText('Service not reachable').first().waitFor();
    await pane.getByText(/Computed here with the same engine/).waitFor();
    await pane.getByText(/checks pass/).waitFor();
    await restart();
    await button('Try again').click();
    await pane.getByText('Service reachable again').first().waitFor();
    await button('Run again').click();
    await pane.getByText(/service, \d+ ms/).waitFor();
  });

  it('a session that ended is renewed and the run is made', async () => {
    await open('en');
    await button('Run').click();
    await pane.getByText(/service, \d+ ms/).waitFor();
    await crash();
    await restart();
    await pane.getByRole('tab', { name: 'Input' }).click();
    await pane.locator('#mode').selectOption('flat_periodic');
    await button('Run').click();
    await pane
      .getByRole('heading', { name: /Current return first/ })
      .first()
      .waitFor();
    await pane.getByText('The session had ended; a new one was opened.').first().waitFor();
  });
});
