import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import type { Preview } from '../../preview/inspect.ts';
import { functionsMetadata, functionsScript, panePage } from './stand-in.ts';

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

/** Far beyond what anything takes, also where other work shares the machine. */
const PATIENCE = 60_000;

/** A page of the preview, and whatever it complained of. */
export interface Workbook {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens the preview at an address; its sample is computed. `prepare` comes before anything is asked for. */
export async function openWorkbook(
  browser: Browser,
  address: string,
  prepare?: (page: Page) => Promise<void>,
): Promise<Workbook> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  // tsx marks functions with a helper that pages do not have.
  await page.addInitScript('globalThis.__name = (one) => one');
  // Lines for a newcomer would take room from the cells.
  await page.addInitScript(`localStorage.setItem('waterfall.preview.welcome', 'seen')`);
  await prepare?.(page);
  await page.goto(address);
  await page.waitForFunction(() => 'preview' in window);
  await page.evaluate(() => window.preview.ready);
  return { page, complaints };
}

export interface Opened extends Workbook {
  readonly pane: Frame;
}

/** The preview with the stand-in add-in in its pane. */
export async function openPreview(browser: Browser, url: string, query = '?locale=en'): Promise<Opened> {
  const opened = await openWorkbook(browser, `${url}/${query}`, async (page) => {
    await page.route('**/preview/taskpane.html*', (route) =>
      route.fulfill({ contentType: 'text/html', body: panePage }),
    );
    await page.route('**/stand-in.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: functionsScript }),
    );
    await page.route('**/functions*.json', (route) => route.fulfill({ json: functionsMetadata }));
    await page.route('**/assets/**', (route) => route.fulfill({ contentType: 'image/png', body: '' }));
  });
  return { ...opened, pane: paneOf(opened.page) };
}

export const paneOf = (page: Page): Frame =>
  page.frames().find((frame) => frame.url().includes('taskpane.html'))!;

declare global {
  interface Window {
    readonly preview: Preview;
  }
}
