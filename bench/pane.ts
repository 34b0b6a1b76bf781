/** How quick the built add-in is in the preview workbook, in Chromium: cells, what is typed, sheets; all, or those named. */
import type { Frame, Page } from 'playwright-core';
import { MODE_SETTING } from '../src/sheet/saved-modes.ts';
import { launch, openWorkbook, paneOf } from '../test/preview/browser.ts';
import { startService } from '../test/e2e/service.ts';

const CELLS = 10_000;
const WIDTH = 12;
const ROUNDS = 3;

const service = await startService();
const browser = await launch();
declare global {
  interface Window {
    /** Tasks of more than 50 ms of the page and the pane, since they were last asked for. */
    tasks: number[];
    /** From each key to the page that shows it. */
    keys: number[];
  }
}

async function open(): Promise<{ page: Page; pane: Frame }> {
  const { page } = await openWorkbook(browser, `${service.url}/?locale=en`);
  const pane = paneOf(page);
  await pane.locator('#run').waitFor();
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => {
      window.tasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: 'longtask' });
  });
  return { page, pane };
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
const ms = (time: number): string => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
const seconds = (time: number): string => `${(time / 1000).toFixed(2)} s`;
const longest = async (page: Page): Promise<string> => {
  const [most] = await page.evaluate(() => window.tasks.splice(0).sort((a, b) => b - a));
  return most === undefined ? 'none over 50 ms' : ms(most);
};

/** Fills a sheet of cash, a formula a row, and gives how long it takes until all show what new cash gives. */
async function recalculated(page: Page, pane: Frame, formula: string): Promise<number> {
  await pane.evaluate(
    async ([name, rows]) => {
      await Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Many');
        sheet.getRange(`M1:M${rows}`).formulas = Array.from({ length: rows }, (_, r) => [
          `=${name}(A${r + 1}:L${r + 1})`,
        ]);
        await context.sync();
      });
    },
    [formula, CELLS] as const,
  );
  await page.evaluate(() => window.preview.settled());
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const started = performance.now();
    await pane.evaluate(
      async ([rows, width, by]) => {
        await Excel.run(async (context) => {
          context.workbook.worksheets.getItem('Many').getRange(`A1:L${rows}`).values = Array.from(
            { length: rows },
            (_, r) =>
              Array.from({ length: width }, (__, c) => (c ? 100 + ((r * 7 + c * by) % 50) : -900 - by)),
          );
          await context.sync();
        });
      },
      [CELLS, WIDTH, round * 3] as const,
    );
    await page.evaluate(() => window.preview.settled());
    times.push(performance.now() - started);
  }
  return median(times);
}

async function cells(): Promise<void> {
  const { page, pane } = await open();
  await pane.evaluate(() =>
    Excel.run(async (context) => {
      context.workbook.worksheets.add('Many');
      await context.sync();
    }),
  );
  const sum = await recalculated(page, pane, 'SUM');
  const own = await recalculated(page, pane, 'WATERFALL.IRR');
  const builtIn = await recalculated(page, pane, 'IRR');
  console.log(
    `${CELLS.toLocaleString()} WATERFALL.IRR cells of ${WIDTH} flows, all changed: ${seconds(own)}, ` +
      `${(own / sum).toFixed(2)} x SUM, ${(own / builtIn).toFixed(2)} x IRR of the grid`,
  );
}

/** The sample, run in the mode with a catch-up. */
async function runSample(pane: Frame, page: Page): Promise<void> {
  await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
  await pane.getByRole('button', { name: 'Use selection' }).click();
  await pane.locator('#mode').selectOption('european');
  await pane.locator('#run').click();
  await pane.getByText(/checks pass/).waitFor();
}

/** Types into a field as a hand does; from each key to the page that shows it, laid out. */
async function typed(page: Page, pane: Frame, field: string, text: string): Promise<number[]> {
  await pane.evaluate(() => {
    window.keys = [];
    let started = 0;
    addEventListener('input', () => (started = performance.now()), true);
    // The pane is drawn in between.
    addEventListener('input', () => {
      document.body.getBoundingClientRect();
      window.keys.push(performance.now() - started);
    });
  });
  await pane.locator(field).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text, { delay: 90 });
  return pane.evaluate(() => window.keys);
}

async function whatIf(): Promise<void> {
  const { page, pane } = await open();
  await runSample(pane, page);
  await pane.locator('#sub-whatIf').click();
  await typed(page, pane, '#what-hurdle_rate', '7.25');
  await longest(page);
  const times = await typed(page, pane, '#what-hurdle_rate', '9.125');
  console.log(
    `a key in What if, until its figures stand: ${ms(median(times))}, at most ${ms(Math.max(...times))} ` +
      `(a frame has 16.7 ms); longest task ${await longest(page)}`,
  );
  await pane.locator('#sub-risk').click();
  await typed(page, pane, '#grid-across-values', '1-50 by 1');
  const down = await typed(page, pane, '#grid-down-values', '0.5-25 by 0.5');
  const shown = await pane.locator('table.heat tbody button').count();
  console.log(`a map of ${shown} pairs, computed and shown: ${ms(down.at(-1)!)}`);
}

async function form(): Promise<void> {
  const { page, pane } = await open();
  await pane.locator('input[name=source][value=form]').check();
  await pane.locator('input[name=period][value=month]').check();
  await pane.locator('#year-1').click();
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    Array.from({ length: 360 }, (_, i) => 100 + i).join('\n'),
  );
  await page.keyboard.press('Control+V');
  await pane.locator('#year-360').waitFor();
  await longest(page);
  const times = await typed(page, pane, '#year-180', '1234567.89');
  console.log(
    `a key in the form of 360 months: ${ms(median(times))}, at most ${ms(Math.max(...times))}; ` +
      `longest task ${await longest(page)}`,
  );
}

/** Seconds of a processor that the pages took so far: what else the machine does is not in it. */
async function processor(): Promise<number> {
  const session = await browser.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime : 0), 0);
}

/** A deal of so many months in cells, in a mode of the workbook; its sheet is written and shown. */
async function sheet(months: number, definition: object, live: boolean): Promise<void> {
  const { page, pane } = await open();
  await pane.evaluate(
    ([setting, given, periods]) =>
      Excel.run(async (context) => {
        const mode = { version: 1, key: '1', name: 'Bench', definition: given };
        context.workbook.settings.add(setting, JSON.stringify(mode));
        const made = context.workbook.worksheets.add('Months');
        made.getRangeByIndexes(0, 0, periods + 2, 2).values = [
          ['Month', 'Net cash flow'],
          [0, -1_000_000],
          ...Array.from({ length: periods }, (_, k) => [k + 1, (1_900_000 / periods) * (0.5 + (k % 3) / 2)]),
        ];
        made.activate();
        await context.sync();
      }),
    [`${MODE_SETTING}1`, definition, months] as const,
  );
  await page.evaluate((range) => window.preview.select('Months', range), `A1:B${months + 2}`);
  await pane.locator('#use-selection').click();
  await pane.locator('#mode').selectOption({ label: 'Bench' });
  await pane.locator('#run').click();
  await pane.getByText(/checks pass/).waitFor();
  if (!live) await pane.getByRole('checkbox', { name: /Live formulas/ }).uncheck();
  // What the pane fetches ahead is here, as it is for a hand.
  await page.waitForTimeout(1000);
  await longest(page);
  const before = await processor();
  const started = performance.now();
  await pane.locator('#write').click();
  await pane.locator('footer', { hasText: /Written to sheet/ }).waitFor();
  const written = performance.now() - started;
  const computed = (await processor()) - before;
  await page.evaluate(() => window.preview.settled());
  console.log(
    `a sheet of ${months} periods${live ? ', live formulas' : ''}, from the click until it is shown: ${seconds(written)}, ` +
      `${computed.toFixed(2)} s of a processor; its formulas computed after ${seconds(performance.now() - started)}; longest task ${await longest(page)}`,
  );
}

const SIX = {
  classes: [{ id: 'lp', share: 1 }],
  tiers: [
    { id: 'capital', kind: 'returnOfCapital', to: ['lp'] },
    { id: 'pref', kind: 'preferredReturn', to: ['lp'], rate: 0.08, compounding: 'annual' },
    { id: 'catch', kind: 'catchUp', share: 1, carry: 0.2 },
    ...[0.12, 0.15].map((rate, i) => ({
      id: `hurdle${i}`,
      kind: 'hurdle',
      of: 'lp',
      metric: 'irr',
      rate,
      split: { lp: 0.8 - i / 10, gp: 0.2 + i / 10 },
    })),
    { id: 'rest', kind: 'split', shares: { lp: 0.6, gp: 0.4 } },
  ],
};
const CLASSES = Array.from({ length: 50 }, (_, i) => `class${i + 1}`);
const FIFTY = {
  classes: CLASSES.map((id) => ({ id, share: 0.02 })),
  tiers: [
    { id: 'capital', kind: 'returnOfCapital', to: CLASSES },
    { id: 'pref', kind: 'preferredReturn', to: CLASSES, rate: 0.08, compounding: 'annual' },
    { id: 'rest', kind: 'split', shares: Object.fromEntries(CLASSES.map((id) => [id, 0.02])) },
  ],
};

const figures: Readonly<Record<string, () => Promise<void>>> = {
  cells,
  whatIf,
  form,
  sheet: () => sheet(40, SIX, true),
  pieces: () => sheet(1200, FIFTY, false),
};
const asked = process.argv.slice(2);
for (const [name, print] of Object.entries(figures)) if (!asked.length || asked.includes(name)) await print();
await browser.close();
await service.kill();
