import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { closeWorkbook, openPreview, sharedBrowser, type Opened } from './browser.ts';
import { gridOf } from './grid.ts';
import { sharedPages } from './serve.ts';

/** The preview with the stand-in add-in, opened anew for each test of a suite; a test passes only if the page did not complain. */
export function standInHost() {
  let browser: BrowserContext;
  let url: string;
  let opened: Opened;

  before(async () => {
    url = await sharedPages();
    browser = await sharedBrowser();
  });
  after(() => closeWorkbook(browser));
  beforeEach(async () => void (opened = await openPreview(browser, url)));
  afterEach(function () {
    if (this.currentTest?.state === 'passed') assert.deepEqual(opened.complaints, []);
  });

  /** What the pane does in a batch; the body is a function of the context. */
  const run = <T>(work: (context: Excel.RequestContext) => Promise<T>): Promise<T> =>
    opened.pane.evaluate(`Excel.run(${String(work)})`) as Promise<T>;
  /** The code and message a batch is refused with. */
  const refusal = (work: (context: Excel.RequestContext) => Promise<unknown>) =>
    opened.pane.evaluate(
      `Excel.run(${String(work)}).then(() => null, (error) => ({ code: error.code, message: error.message, own: error instanceof Error }))`,
    ) as Promise<{ code?: string; message: string; own: boolean } | null>;

  return {
    /** What is open in this test. */
    opened: () => opened,
    ...gridOf(() => opened.page),
    run,
    refusal,
  };
}
