// npm run help:pictures: takes the pictures of the help from the built product, in Chromium, into src/help/images.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { startService } from '../test/e2e/service.ts';
import { launch, openWorkbook } from '../test/preview/browser.ts';
import { gridOf } from '../test/preview/grid.ts';

const WIDE = { width: 1180, height: 760 };
/** Of a picture of the pane alone. */
const TALL = { width: 1180, height: 900 };
const QUALITY = 0.9;
/** For the grid to paint and the pane to lay itself out again, ms. */
const SETTLED = 1500;

interface Scene {
  readonly page: Page;
  readonly pane: FrameLocator;
  readonly word: (en: string, zh: string) => string;
  /** Keeps what is seen now: the whole window, or the pane alone. */
  readonly take: (name: string, of?: 'window' | 'pane') => Promise<void>;
}

/** WebP as the browser writes it: a third of a PNG. */
const toWebP = (page: Page, png: string): Promise<string> =>
  page.evaluate(
    async ([data, quality]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d')!.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality).split(',')[1]!;
    },
    [png, QUALITY] as const,
  );

async function tour({ page, pane, word, take }: Scene): Promise<void> {
  const button = (en: string, zh: string) => pane.getByRole('button', { name: word(en, zh), exact: true });
  const tab = (en: string, zh: string) => pane.getByRole('tab', { name: word(en, zh), exact: true });
  const checked = () => pane.getByText(/checks pass|项核对全部通过/).waitFor();

  await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
  await take('select');
  await button('Use selection', '读取选区').click();
  await pane.getByText(word('5 annual flows', '5 期年度现金流')).click();
  await take('roles', 'pane');
  await button('Edit tiers', '编辑层级').click();
  await pane.getByText(word('With this deal', '以本项目为例')).waitFor();
  await take('tiers', 'pane');
  await page.keyboard.press('Escape');
  await button('Run', '开始测算').click();
  await checked();
  await take('results', 'pane');
  await tab('What if', '假设推演').click();
  // Four steps of a quarter of a point: the hurdle at 9 %.
  await pane.getByLabel(word('Hurdle rate', '门槛收益率'), { exact: true }).last().focus();
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowUp');
  await take('what-if', 'pane');
  await tab('Risk', '风险').click();
  await pane.locator('input[name=risk-by][value=simulation]').check();
  await button('Simulate', '开始模拟').click();
  await button('Simulate again', '重新模拟').waitFor();
  await pane.locator('#risk-measure').evaluate((field) => field.scrollIntoView());
  await take('simulation', 'pane');
  await tab('Overview', '概览').click();
  await button('Write detail sheet', '写入明细表').click();
  await pane
    .getByText(/^Written to sheet|^已写入/)
    .first()
    .waitFor();
  await page.evaluate(() => window.preview.settled());
  await take('detail');
  await tab('Explain', '溯源').click();
  await gridOf(() => page).click('F18');
  await pane.locator('#told').waitFor();
  await take('explain');
}

const service = await startService();
const browser = await launch();
for (const locale of ['en', 'zh-CN'] as const) {
  const folder = path.join(import.meta.dirname, '../src/help/images', locale);
  mkdirSync(folder, { recursive: true });
  const { page } = await openWorkbook(browser, `${service.url}/?locale=${locale}`);
  const scene: Scene = {
    page,
    pane: page.frameLocator('iframe'),
    word: (en, zh) => (locale === 'en' ? en : zh),
    take: async (name, of = 'window') => {
      await page.setViewportSize(of === 'pane' ? TALL : WIDE);
      await page.waitForTimeout(SETTLED);
      const seen = of === 'pane' ? page.locator('iframe') : page;
      const png = await seen.screenshot({ animations: 'disabled' });
      writeFileSync(path.join(folder, `${name}.webp`), await toWebP(page, png.toString('base64')), 'base64');
    },
  };
  await tour(scene);
  await page.close();
}
await browser.close();
await service.kill();
