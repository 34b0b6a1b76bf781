import { chromium, type BrowserContext, type Frame, type Page } from 'playwright-core';
import type { Preview } from '../../preview/inspect.ts';

export const VIEWPORT = { width: 1440, height: 900 };

/** A browser with a profile of its own in a temporary folder: it keeps the compiled grid, which one without does not. */
export const launch = (args: readonly string[] = []): Promise<BrowserContext> =>
  chromium.launchPersistentContext('', {
    viewport: VIEWPORT,
    colorScheme: 'light',
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Without a graphics card, drawing directly takes a sixth less CPU than emulating one.
      '--disable-gpu',
      '--disable-gpu-compositing',
      // What draws in a process of its own costs a fifth of all in messages and copies.
      '--in-process-gpu',
      '--num-raster-threads=1',
      '--disable-features=SpareRendererForSitePerProcess,PaintHolding',
      ...args,
    ],
  });

/** Pages of tests live too short for optimised code to pay for its making. */
const SHORT_LIVED = '--js-flags=--no-opt --no-maglev --min-semi-space-size=32';

let shared: Promise<BrowserContext> | undefined;

/** One browser for all suites of a process, which ends with it: a new one would start and compile the grid for each. */
export const sharedBrowser = (): Promise<BrowserContext> => (shared ??= launch([SHORT_LIVED]));

/** Far beyond what anything takes, also where other work shares the machine. */
const PATIENCE = 60_000;

/** A page of the preview, and whatever it complained of. */
export interface Workbook {
  readonly page: Page;
  readonly complaints: string[];
}

/** With FORMS=web the preview is Excel on the web: what it gives functions and reads of cells differs from the desktop's. */
const FORMS = process.env['FORMS'] === 'web' ? { blanks: 'null', addresses: 'all', covered: 'anchor' } : {};

async function newPage(browser: BrowserContext): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  // tsx marks functions with a helper that pages do not have.
  await page.addInitScript('globalThis.__name = (one) => one');
  // Lines for a newcomer would take room from the cells.
  await page.addInitScript(`localStorage.setItem('waterfall.preview.welcome', 'seen')`);
  await page.addInitScript((forms) => {
    let preview: Preview | undefined;
    Object.defineProperty(window, 'preview', {
      get: () => preview,
      set: (made: Preview) => void Object.assign((preview = made).excel, forms),
      configurable: true,
    });
  }, FORMS);
  return page;
}

/** Leaves what a test had open. */
async function reset(page: Page): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll();
  await page.mouse.move(0, 0);
  await page.setViewportSize(VIEWPORT);
  await page.emulateMedia({ media: null, colorScheme: 'light' });
}

/** Erases what the browser keeps of an address. */
async function forget(page: Page, address: string): Promise<void> {
  await page.context().clearPermissions();
  const { origin } = new URL(address);
  // A file of the same origin, which stores nothing.
  await page.goto(`${origin}/functions.json`);
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' });
  await session.detach();
}

/** The page of each browser: a new one takes a second more. */
const pages = new WeakMap<BrowserContext, Page>();

/** Ends the page of a browser, in which every workbook opened so far takes memory. */
export async function closeWorkbook(browser: BrowserContext): Promise<void> {
  await pages.get(browser)?.close();
}

/** Opens the preview at an address as if for the first time; its sample is computed. */
export async function openWorkbook(browser: BrowserContext, address: string): Promise<Workbook> {
  let page = pages.get(browser);
  if (!page || page.isClosed()) pages.set(browser, (page = await newPage(browser)));
  else await reset(page);
  await forget(page, address);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The file opened between tests has no icon for the browser to fetch.
    if (message.location().url.endsWith('/favicon.ico')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(address);
  await page.waitForFunction(() => (window as Partial<Window>).preview !== undefined);
  await page.evaluate(() => window.preview.ready);
  return { page, complaints };
}

export interface Opened extends Workbook {
  readonly pane: Frame;
}

/** The preview with the stand-in add-in in its pane. */
export async function openPreview(browser: BrowserContext, url: string): Promise<Opened> {
  const opened = await openWorkbook(browser, `${url}/?locale=en`);
  return { ...opened, pane: paneOf(opened.page) };
}

export const paneOf = (page: Page): Frame =>
  page.frames().find((frame) => frame.url().includes('taskpane.html'))!;

declare global {
  interface Window {
    readonly preview: Preview;
  }
}
