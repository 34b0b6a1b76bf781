import { paneOverService } from './e2e/host.ts';
import { mkdirSync } from 'node:fs';
mkdirSync('/tmp/h/risk-tmp', { recursive: true });
describe('walk', function () {
  const host = paneOverService();
  for (const locale of ['en', 'zh-CN'] as const)
    it(locale, async () => {
      const { page, pane } = await host.open(locale);
      page.setDefaultTimeout(8000);
      const zh = locale === 'zh-CN';
      page.on('console', (m) => console.log(m.type(), m.text()));
      page.on('pageerror', (e) => console.log('ERR', e.message));

      await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
      await host.button(zh ? '读取选区' : 'Use selection').click();
      await pane.locator('#mode').selectOption('european');
      await host.button(zh ? '开始测算' : 'Run').click();
      await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
      await page.screenshot({ path: `/tmp/h/risk-tmp/${locale}-0.png` });
      await pane.locator('#sub-risk').click({ timeout: 5000 });
      await pane.locator('input[name=risk-by][value=simulation]').click();
      await page.screenshot({ path: `/tmp/h/risk-tmp/${locale}-1.png` });
      await pane.locator('#risk-multiple\\.least').fill('0.5');
      await pane.locator('#risk-multiple\\.likely').fill('1');
      await pane.locator('#risk-multiple\\.most').fill('2');
      await pane.locator('#simulate').click();
      await pane.locator('#simulate').waitFor();
      for (let i = 0; i < 5; i++) {
        await page.waitForTimeout(300);
        await page.screenshot({ path: `/tmp/h/risk-tmp/${locale}-${2 + i}.png` });
        await pane.locator('main, [role=tabpanel]').first().evaluate((e) => {
          let s: Element | null = e;
          const all = [...document.querySelectorAll('*')].filter((x) => x.scrollHeight > x.clientHeight + 20 && getComputedStyle(x).overflowY === 'auto');
          (all[0] ?? document.scrollingElement)!.scrollBy(0, 520);
        });
      }
      await pane.locator('#write-simulation').click();
      await page.waitForTimeout(2500);
      await page.screenshot({ path: `/tmp/h/risk-tmp/${locale}-9.png` });
    });
});
