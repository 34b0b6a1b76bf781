import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { closeWorkbook, openPreview, sharedBrowser, VIEWPORT, type Opened } from './browser.ts';
import { gridOf } from './grid.ts';
import { sharedPages } from './serve.ts';

/** The cells of the sample that tests type into, and what they hold. */
const FREE = 'E20:J40';
const LAST_AMOUNTS = 'C7:C8';

/**
 * The preview with the stand-in add-in; a test passes only if the page did not complain.
 * @param opening once for all tests of a suite, which leave no more than cells and sheets, or anew for each
 */
export function standInHost(opening: 'once' | 'anew' = 'once') {
  let browser: BrowserContext;
  let url: string;
  let opened: Opened | undefined;

  before(async () => {
    url = await sharedPages();
    browser = await sharedBrowser();
  });
  after(() => closeWorkbook(browser));
  beforeEach(async () => {
    if (opened) await tidy();
    else {
      opened = await openPreview(browser, url);
      await opened.page.evaluate('globalThis.excelAtFirst = { ...preview.excel }');
    }
  });
  afterEach(function () {
    const passed = this.currentTest?.state === 'passed';
    const { complaints } = opened!;
    if (!passed || opening === 'anew') opened = undefined;
    if (passed) assert.deepEqual(complaints, []);
  });

  /** What the pane does in a batch; the body is a function of the context. */
  const run = <T>(work: (context: Excel.RequestContext) => Promise<T>): Promise<T> =>
    opened!.pane.evaluate(`Excel.run(${String(work)})`) as Promise<T>;
  /** The code and message a batch is refused with. */
  const refusal = (work: (context: Excel.RequestContext) => Promise<unknown>) =>
    opened!.pane.evaluate(
      `Excel.run(${String(work)}).then(() => null, (error) => ({ code: error.code, message: error.message, own: error instanceof Error }))`,
    ) as Promise<{ code?: string; message: string; own: boolean } | null>;

  const grid = gridOf(() => opened!.page);

  /** Takes back what a test left in the workbook. */
  async function tidy(): Promise<void> {
    const { page, pane } = opened!;
    await page.mouse.move(0, 0);
    await page.setViewportSize(VIEWPORT);
    await page.evaluate('void Object.assign(preview.excel, excelAtFirst)');
    await pane.evaluate(`Excel.run(async (context) => {
      const sheets = context.workbook.worksheets.load('items/name');
      const deal = sheets.getItem('Deal');
      deal.activate();
      deal.getRange('${FREE}').clear();
      deal.getRange('${LAST_AMOUNTS}').values = [[4000], [5000]];
      deal.getRange('A1').select();
      await context.sync();
      for (const sheet of sheets.items) if (sheet.name !== 'Deal') sheet.delete();
      await context.sync();
    })`);
    await grid.settled();
  }

  return {
    /** What is open in this test. */
    opened: () => opened!,
    ...grid,
    run,
    refusal,
  };
}
