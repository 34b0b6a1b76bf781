import type { Browser, FrameLocator } from 'playwright-core';
import { launch, openWorkbook, type Workbook } from '../preview/browser.ts';
import { gridOf } from '../preview/grid.ts';
import { startService, type ServiceProcess } from './service.ts';

export interface WorkbookWithPane extends Workbook {
  readonly pane: FrameLocator;
}

/** The preview workbook with the real pane, over a service of the suite's own; each test opens it anew. */
export function paneOverService() {
  let browser: Browser;
  let service: ServiceProcess;
  let opened: WorkbookWithPane | undefined;

  before(async () => {
    service = await startService();
    browser = await launch();
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
  after(async () => {
    await browser.close();
    await service.kill();
  });

  return {
    open: async (locale: 'en' | 'zh-CN'): Promise<WorkbookWithPane> => {
      const workbook = await openWorkbook(browser, `${service.url}/?locale=${locale}`);
      return (opened = { ...workbook, pane: workbook.page.frameLocator('iframe') });
    },
    /** Ends the service as a crash would. */
    crash: () => service.kill(),
    /** Starts it again at the address it had. */
    restart: async () => void (service = await startService(service.port)),
    ...gridOf(() => opened!.page),
    /** A button of the pane, by its whole name or by a pattern. */
    button: (name: string | RegExp) =>
      opened!.pane.getByRole('button', { name, exact: typeof name === 'string' }),
  };
}
