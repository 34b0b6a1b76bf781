import type { BrowserContext, FrameLocator } from 'playwright-core';
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

  return {
    open: async (locale: 'en' | 'zh-CN'): Promise<WorkbookWithPane> => {
      const workbook = await openWorkbook(browser, `${service.url}/?locale=${locale}`);
      return (opened = { ...workbook, pane: workbook.page.frameLocator('iframe') });
    },
    /** Ends the service as a crash would. */
    crash: () => service.kill(),
    /** Starts it again at the address it had. */
    restart: async () => void (service = await sharedService()),
    ...gridOf(() => opened!.page),
    /** A button of the pane, by its whole name or by a pattern. */
    button: (name: string | RegExp) =>
      opened!.pane.getByRole('button', { name, exact: typeof name === 'string' }),
  };
}
