import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';

describe('Figures of somebody else beside those of a run', function () {
  const { button, openResults } = paneOverService();
  let page: Page;
  let pane: FrameLocator;

  it('are read, where they part is named, and the reading that gives theirs', async () => {
    ({ page, pane } = await openResults('en', 'reconcile'));
    const theirs = [
      ['Year', 'LP', 'GP'],
      [1, 1000, 0],
      [2, 2000, 0],
      [3, 3000, 0],
      [4, 4000, 0],
      [5, 4598.83, 401.17],
    ];
    const frame = page.frames().find((f) => f.url().includes('taskpane.html'))!;
    const write = (rows: (string | number)[][]) =>
      frame.evaluate(
        (values) =>
          Excel.run(async (context) => {
            context.workbook.worksheets.getItem('Deal').getRange('H2:J7').values = values;
            await context.sync();
          }),
        rows,
      );
    await write(theirs);
    await page.evaluate(() => window.preview.select('Deal', 'H2:J7'));
    await pane.locator('#use-claimed').click();
    await pane.getByText('8 of 10 figures match to the cent; 2 part').waitFor();
    await pane.getByText('year 5 · LP · from Catch-up on').waitFor();
    assert.match(
      await pane.locator('.readings li').first().innerText(),
      /No catch-up[\s\S]*all 10, off 0\.0/,
    );
    await button('Write to a sheet').click();
    await pane.getByText('Written to sheet Reconcile.').first().waitFor();
    await page.evaluate(() => window.preview.settled());
    const cells = await page.evaluate(() =>
      ['A1', 'A14', 'B14', 'D14', 'E14', 'E16'].map((at) => window.preview.getCell('Reconcile', at)),
    );
    assert.deepEqual(
      cells.map(({ text }) => text),
      ['Reconciliation with Deal!H2:J7', 'year 5', 'LP', '4,598.83', '598.83', '1,197.66'],
    );
    assert.equal(cells[3]!.formula, '=Deal!I7');
    await page.evaluate(() => window.preview.select('Deal', 'H2:J7'));
    await write(theirs.map((line, r) => line.map((x, c) => (r && c ? Number(x) * 10_000 : x))));
    await pane.locator('#use-claimed').click();
    await button('Read them times 0.0001').click();
    await pane.getByText('8 of 10 figures match').waitFor();
    await write(theirs.map((line, r) => (r === 2 ? [9, 'abc', 0] : line)));
    await pane.locator('#use-claimed').click();
    await pane.getByText('This is not a period or date of the deal.').waitFor();
    await button('H4').click();
    await page.waitForFunction(() => window.preview.getSelection() === 'Deal!H4');
  });
});
