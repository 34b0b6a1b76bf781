import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { CHAPTERS, LOCALES } from '../../scripts/help/pages.ts';
import { sharedBrowser } from './browser.ts';
import { sharedPages } from './serve.ts';

const PAGES = ['index', ...CHAPTERS, 'all'];
const addressOf = (locale: string, id: string) =>
  id === 'index' ? (locale === 'en' ? '/help/index.html' : '/help/zh-CN.html') : `/help/${locale}/${id}.html`;

describe('The help in a browser', function () {
  let browser: BrowserContext;
  let page: Page;
  let url: string;
  let complaints: string[];
  before(async () => {
    url = await sharedPages();
    browser = await sharedBrowser();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    await page.setViewportSize({ width: 1200, height: 800 });
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });
  const open = (locale: string, id: string) => page.goto(url + addressOf(locale, id));
  const found = () => page.locator('#found a').allInnerTexts();

  const SEARCHES = [
    { locale: 'en', words: 'catch up european', title: /European, full catch-up/, status: /^\d+ places/ },
    { locale: 'en', words: 'goal seek', title: /Why data tables and Goal Seek/, status: /^\d+ places/ },
    { locale: 'zh-CN', words: '模拟运算表', title: /为什么模拟运算表/, status: /^找到 \d+ 处/ },
    { locale: 'zh-CN', words: '优先劣后', title: /优先劣后/, status: /^找到 \d+ 处/ },
    { locale: 'zh-CN', words: '#ＳＰＩＬＬ！ 空白', title: /单元格错误/, status: /^找到 \d+ 处/ },
  ] as const;
  for (const { locale, words, title, status } of SEARCHES)
    it(`finds “${words}” and leads there by keyboard (${locale})`, async () => {
      await open(locale, 'data');
      const field = page.getByRole('searchbox', { name: locale === 'en' ? 'Search the help' : '搜索帮助' });
      await field.fill(words);
      await page.getByRole('status').getByText(status).waitFor();
      const first = (await found())[0]!;
      assert.match(first, title);
      await field.press('Enter');
      await page.waitForURL((url) => !url.pathname.endsWith('/data.html'));
      const { hash } = new URL(page.url());
      assert.ok(hash === '' || (await page.locator(decodeURIComponent(hash)).isVisible()), hash);
    });

  it('says that nothing was found, and clears with Esc', async () => {
    await open('zh-CN', 'tour');
    const field = page.getByRole('searchbox');
    await field.fill('不存在的词语');
    await page.getByRole('status').getByText('未找到“不存在的词语”').waitFor();
    await field.press('Escape');
    assert.equal(await page.getByRole('status').innerText(), '');
    assert.equal(await field.inputValue(), '');
  });

  for (const locale of LOCALES)
    it(`is read at 360 and at 1200 pixels without scrolling sideways (${locale})`, async () => {
      for (const id of PAGES) {
        await page.setViewportSize({ width: 360, height: 800 });
        await open(locale, id);
        for (const width of [360, 1200]) {
          await page.setViewportSize({ width, height: 800 });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${id} is ${wide} wide at ${width}`);
          assert.equal(await page.getByRole('navigation').isVisible(), width === 1200, id);
        }
      }
    });

  it('is dark where the system is, and black on white on paper', async () => {
    const colors = () =>
      page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color];
      });
    await open('en', 'modes');
    assert.deepEqual(await colors(), ['rgb(255, 255, 255)', 'rgb(26, 31, 37)']);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await colors(), ['rgb(31, 33, 36)', 'rgb(240, 242, 244)']);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    assert.deepEqual(await colors(), ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  });

  it('prints without navigation, each chapter on a page of its own', async () => {
    await open('zh-CN', 'all');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('banner').isVisible(), false);
    assert.equal(await page.getByRole('navigation').isVisible(), false);
    const breaks = await page
      .locator('section.chapter')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).breakBefore));
    assert.deepEqual(
      breaks,
      CHAPTERS.map(() => 'page'),
    );
  });

  it('begins with a link past what stands around the text', async () => {
    await open('en', 'tour');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'MAIN');
  });
});
