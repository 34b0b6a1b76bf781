import type { BrowserContext, FrameLocator } from 'playwright-core';
import type { Locale } from '../../src/engine/definition.ts';
import { closeWorkbook, openWorkbook, sharedBrowser, type Workbook } from '../preview/browser.ts';
import { gridOf } from '../preview/grid.ts';
import { sharedService, type ServiceProcess } from './service.ts';

export interface WorkbookWithPane extends Workbook {
  readonly pane: FrameLocator;
}

/** The preview workbook with the real pane, over a service; each test opens it anew. */
export function paneOverService() {
  let browser: BrowserContext;
  let service: ServiceProcess;
  let opened: WorkbookWithPane | undefined;

  before(async () => {
    service = await sharedService();
    browser = await sharedBrowser();
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || !opened) return;
    const shown = await opened.pane
      .locator('body')
      .innerText({ timeout: 10_000 })
      .catch(() => 'nothing');
    process.stderr.write(
      `${this.currentTest.fullTitle()}: the pane showed\n${shown}\nand the page complained of: ${opened.complaints.join('; ')}\n`,
    );
  });
  after(() => closeWorkbook(browser));

  const open = async (locale: Locale): Promise<WorkbookWithPane> => {
    const workbook = await openWorkbook(browser, `${service.url}/?locale=${locale}`);
    return (opened = { ...workbook, pane: workbook.page.frameLocator('iframe') });
  };
  /** A button of the pane, by its whole name or by a pattern. */
  const button = (name: string | RegExp) =>
    opened!.pane.getByRole('button', { name, exact: typeof name === 'string' });

  return {
    open,
    /** Opened, the sample's deal run in the mode with a catch-up, and one view of the results in front. */
    async openResults(locale: Locale, view: string): Promise<WorkbookWithPane> {
      const workbook = await open(locale);
      const { page, pane } = workbook;
      const zh = locale === 'zh-CN';
      await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
      await button(zh ? '读取选区' : 'Use selection').click();
      await pane.locator('#mode').selectOption('european');
      await button(zh ? '开始测算' : 'Run').click();
      await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
      await pane.locator(`#sub-${view}`).click();
      return workbook;
    },
    /** Ends the service as a crash would. */
    crash: () => service.kill(),
    /** Starts it again at the address it had. */
    restart: async () => void (service = await sharedService()),
    ...gridOf(() => opened!.page),
    button,
  };
}
