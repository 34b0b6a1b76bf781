import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

describe('What is seldom said of the uncertainty, in the pane, by keyboard', function () {
  const host = paneOverService();
  const { button } = host;
  let page: Page;
  let pane: FrameLocator;

  /** A fund with three deals, run, and its simulation open with all its fields. */
  async function open(locale: 'en' | 'zh-CN'): Promise<void> {
    const zh = locale === 'zh-CN';
    ({ page, pane } = await host.open(locale));
    await page.locator('#sample').selectOption('northfield');
    await pane.getByText('Deal!B2:F17').waitFor();
    await button(zh ? '开始测算' : 'Run').press('Enter');
    await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
    await pane.locator('#sub-risk').press('Enter');
    await pane.locator('input[name=risk-by][value=simulation]').press('Space');
    await pane.locator('details.more summary').press('Enter');
  }
  const type = async (label: string, text: string) => {
    await pane.getByLabel(label, { exact: true }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text, { delay: 10 });
  };

  for (const locale of languages('zh-CN')) {
    const zh = locale === 'zh-CN';
    const simulate = zh ? '开始模拟' : 'Simulate';
    it(`faults are told at their fields, and what is said is drawn (${locale})`, async () => {
      await open(locale);
      await pane.locator('body').evaluate(() =>
        Excel.run(async (context) => {
          const range = context.workbook.worksheets.getItem('Deal').getRange('N2:N6');
          range.values = [['Change'], [0.04], [-0.02], [0.11], [0.01]];
          context.workbook.worksheets.getItem('Deal').getRange('N3:N6').numberFormat = '0.0%' as never;
          await context.sync();
        }),
      );
      await page.evaluate(() => window.preview.select('Deal', 'C3:C5'));
      await pane.locator('#use-history').press('Enter');
      await pane.getByText(zh ? /C3 不是百分比格式的数字/ : /C3 is no number in a percent format/).waitFor();
      await page.evaluate(() => window.preview.select('Deal', 'N2:N6'));
      await pane.locator('#use-history').press('Enter');
      await pane.getByText(zh ? 'Deal!N2:N6：4 个变动率' : 'Deal!N2:N6: 4 changes').waitFor();

      await pane.locator('#risk-term').focus();
      await page.keyboard.press('ArrowDown');
      const term = zh ? '优先回报 · 收益率' : 'Preferred return · rate';
      const ends = zh ? ['最低', '最可能', '最高'] : ['least', 'likely', 'most'];
      await type(`${term}: ${ends[0]}`, '6');
      await button(simulate).press('Enter');
      await pane
        .getByText(zh ? '三个值均需填写，且由低到高。' : 'All three, from the least to the most.')
        .waitFor();
      await type(`${term}: ${ends[1]}`, '8');
      await type(`${term}: ${ends[2]}`, '10');
      await pane.locator('input[name=risk-sampling][value=random]').focus();
      await page.keyboard.press('ArrowRight');
      await button(simulate).press('Enter');
      const done = pane.getByText(zh ? /由服务计算/ : /computed by the service/);
      await done.waitFor();

      await type(zh ? '项目之间的相关系数' : 'Correlation between deals', '0.3');
      await pane.getByText(zh ? /^请先填写核销比例/ : /^Enter write-offs/).waitFor();
      await type(zh ? '单个项目波动率' : 'Volatility of a deal', '30');
      await pane.getByText(zh ? /^请清空此项/ : /^Clear this/).waitFor();
      await pane.locator('#forget-history').press('Enter');
      await type(zh ? '现金流波动率' : 'Volatility of cash', '');
      await page.keyboard.press('Backspace');
      await pane.getByText(zh ? /^请清空此项/ : /^Clear this/).waitFor({ state: 'detached' });
      await button(zh ? '重新模拟' : 'Simulate again').press('Enter');
      const drivers = pane.getByRole('region', { name: zh ? /^驱动因素/ : /^What drives/ });
      await drivers
        .getByText(zh ? '物流' : 'Logistics', { exact: true })
        .first()
        .waitFor();
      assert.match(await drivers.innerText(), new RegExp(term));
      assert.equal(await pane.locator('table.percentiles tbody tr').first().locator('td').count(), 5);
    });
  }
});
