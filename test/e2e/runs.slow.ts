import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';

describe('Runs and what was said of a range are kept with the workbook', function () {
  const host = paneOverService();
  const { button } = host;
  let page: Page;
  let pane: FrameLocator;

  /** The deal of the sample, from its cells. */
  async function run(): Promise<void> {
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await button('Use selection').click();
    await button('Run').click();
    await pane.getByText(/checks pass/).waitFor();
  }
  /** Closes the pane and opens it again over the same workbook. */
  async function reopen(): Promise<void> {
    const frame = page.frames().find((f) => f.url().includes('taskpane.html'))!;
    await frame.goto(frame.url());
    await pane.getByRole('tab', { name: 'Runs' }).waitFor();
  }

  it('a run is there when the pane is opened again, with its name, and its receipt verifies', async () => {
    ({ page, pane } = await host.open('en'));
    await run();
    await pane.getByRole('tab', { name: 'Runs' }).click();
    await pane.getByText('Kept in this workbook.').waitFor();
    await pane.locator('.receipt input').fill('Base case');
    await page.keyboard.press('Tab');
    await pane.locator('.runs .name', { hasText: 'Base case' }).waitFor();
    await reopen();
    await pane.getByRole('tab', { name: 'Runs' }).click();
    await pane.locator('.runs button', { hasText: 'Base case' }).click();
    await pane.getByText(/checks pass/).waitFor();
    await pane.getByRole('tab', { name: 'Runs' }).click();
    await pane.getByText('Receipt', { exact: true }).click();
    assert.equal(await pane.locator('.hash').count(), 2);
    await button('Verify').click();
    await pane.getByText(/the same in all \d+ figures/).waitFor();
    await button('Delete this run').click();
    await pane.locator('.runs .name', { hasText: 'Base case' }).waitFor({ state: 'detached' });
    await reopen();
    await pane.getByRole('tab', { name: 'Runs' }).click();
    assert.equal(await pane.locator('.runs li').count(), 0);
  });

  it('a run is named, deleted and taken back by keys alone, and is kept as before', async () => {
    ({ page, pane } = await host.open('en'));
    await run();
    await pane.getByRole('tab', { name: 'Runs' }).click();
    await pane.getByText('Kept in this workbook.').waitFor();
    await pane.locator('.runs > li > button').focus();
    await page.keyboard.press('F2');
    await pane.locator('.receipt input:focus').waitFor();
    await page.keyboard.type('Case A');
    await page.keyboard.press('Tab');
    await pane.locator('.runs .name', { hasText: 'Case A' }).waitFor();
    await pane.locator('.runs > li > button').first().focus();
    await page.keyboard.press('Delete');
    await pane.getByText('“Case A” is deleted.').waitFor();
    assert.equal(await pane.locator('.runs .name').count(), 0);
    await pane.locator('#undo-run:focus').waitFor();
    await page.keyboard.press('Enter');
    await pane.locator('.runs .name', { hasText: 'Case A' }).waitFor();
    await pane.locator('.runs > li > button').first().focus();
    await page.keyboard.press('Space');
    await pane.getByText('Kept in this workbook.').waitFor();
    assert.equal(await pane.getByRole('tab', { name: 'Runs' }).getAttribute('aria-selected'), 'true');
    await reopen();
    await pane.getByRole('tab', { name: 'Runs' }).click();
    await pane.locator('.runs .name', { hasText: 'Case A' }).waitFor();
    assert.equal(await pane.locator('.runs .name').count(), 1);
  });

  it('two runs are told apart input by input, each with its cell and what it did', async () => {
    ({ page, pane } = await host.open('en'));
    const { cell, type } = host;
    await run();
    await type('C8', '4500');
    await type('C11', '9%');
    assert.equal((await cell('C11')).value, 0.09);
    await pane.getByRole('tab', { name: 'Input' }).click();
    await run();
    await pane.getByRole('tab', { name: 'Runs' }).click();
    const against = pane.getByLabel('Difference to');
    await against.selectOption({ index: 1 });
    const steps = pane.locator('table.steps');
    await steps.getByText('Hurdle rate 8 % → 9 %').waitFor();
    const rows = (await steps.locator('tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' '));
    assert.deepEqual(rows, ['C8 Cash 5 5,000 → 4,500 ▼ −100.00', 'C11 Hurdle rate 8 % → 9 % ▼ −60.00']);
    await pane.getByText('LP IRR 11.04 % → 10.38 %: Cash 5 −0.78 pp, Hurdle rate +0.12 pp.').waitFor();
    await button('C11').click();
    assert.equal(await page.evaluate(() => window.preview.getSelection()), 'Deal!C11');
  });

  it('a run that its inputs no longer give is written only by its own button, and its sheet says so', async () => {
    ({ page, pane } = await host.open('en'));
    await run();
    await host.type('C8', '4500');
    const footer = pane.locator('#view-results ~ footer');
    await footer.getByRole('button', { name: 'Run again' }).waitFor();
    assert.equal(await pane.getByRole('button', { name: 'Write detail sheet' }).count(), 0);
    await button('Write LP statements').click();
    await pane
      .getByText(/^The input has changed since the run of/)
      .first()
      .waitFor();
    await pane.locator('#sub-risk').click();
    await button('Write grid to a sheet').click();
    await pane.locator('footer').getByText('so nothing was written. Run again').waitFor();
    assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal']);
    await pane.locator('#sub-overview').click();
    await button(/^Write the run of [\d:]+ all the same$/).click();
    await pane
      .getByText(/^Written to sheet/)
      .first()
      .waitFor();
    const [, sheet] = await page.evaluate(() => window.preview.sheets());
    assert.match(
      (await host.cell('A3', sheet)).text,
      /^Written from the run of .*; its inputs have changed since\.$/,
    );
    await footer.getByRole('button', { name: 'Run again' }).click();
    await button('Write detail sheet').waitFor();
  });

  it('a question is answered by a click, remembered, and asked again where a head has changed', async () => {
    ({ page, pane } = await host.open('en'));
    const frame = () => page.frames().find((f) => f.url().includes('taskpane.html'))!;
    const write = (rows: (string | number)[][]) =>
      frame().evaluate(
        (values) =>
          Excel.run(async (context) => {
            context.workbook.worksheets.getItem('Deal').getRange('H2:J5').values = values;
            await context.sync();
          }),
        rows,
      );
    const rows = [
      ['Year', 'Alpha', 'Beta'],
      [0, -100, -60],
      [1, 30, 20],
      [2, 140, 90],
    ];
    await write(rows);
    const use = async () => {
      await page.evaluate(() => window.preview.select('Deal', 'H2:J5'));
      await button('Use selection').click();
    };
    await use();
    const question = pane.locator('fieldset.question');
    await question.getByText(/could be the cash flow/).waitFor();
    await pane.getByText('Answer the question to run.').waitFor();
    await question.getByText('Alpha (I2:I5)').click();
    await button('Read it so').click();
    await question.waitFor({ state: 'detached' });
    await pane.getByText('2 annual flows').waitFor();
    await reopen();
    await use();
    await pane.getByText('2 annual flows').waitFor();
    assert.equal(await question.count(), 0);
    await pane.locator('.lines > summary').click();
    await pane.getByLabel('Role of Beta').selectOption('net');
    await pane.getByLabel('Role of Alpha').selectOption('leftOut');
    await pane.getByText('−60').first().waitFor();
    await write(rows.map((r, i) => (i ? r : ['Year', 'Alpha', 'Gamma'])));
    await use();
    await question.getByText(/could be the cash flow/).waitFor();
  });
});
