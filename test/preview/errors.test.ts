import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { errorText } from '../../preview/errors/error-text.ts';
import { texts } from '../../preview/texts.ts';
import { standInHost } from './host.ts';

describe('an error in words', () => {
  for (const [message, formula, title, address] of [
    ['C6: n.a. (see note) is no amount.', '=IRR(C3:C8)', '#VALUE! · C6: n.a. (see note) is no amount', 'C6'],
    ['C6 holds a text. Mend it.', '=IRR(C3:C8)', '#VALUE! · C6 holds a text', 'C6'],
    ["'Q1 plan'!C6: not a date.", '=IRR(C3:C8)', "#VALUE! · 'Q1 plan'!C6: not a date", "'Q1 plan'!C6"],
    [
      'Hurdle is missing in B11:C13.',
      '=CARRY(F12,B11:C13)',
      '#VALUE! · Hurdle is missing in B11:C13',
      'B11:C13',
    ],
    [
      '“Approx. Value” of Q4 is no amount.',
      '=IRR(C3:C8)',
      '#VALUE! · “Approx. Value” of Q4 is no amount',
      null,
    ],
    ['C6：缺少日期。请补充。', '=IRR(C3:C8)', '#VALUE! · C6：缺少日期', 'C6'],
  ] as const)
    it(`says first what is wrong, and which cell: ${message}`, () => {
      const found = errorText('#VALUE!', message, formula, texts.en);
      assert.equal(found?.title, title);
      assert.equal(found?.address, address);
    });

  it('has none for an error that neither the add-in nor the page knows words for, or that was typed', () => {
    assert.equal(errorText('#REF!', undefined, '=A1', texts.en), null);
    assert.equal(errorText('#NUM!', undefined, '', texts.en), null);
  });
});

describe('the preview workbook', function () {
  const host = standInHost();
  const { click, run, settled } = host;
  let page: Page;
  beforeEach(async () => {
    ({ page } = host.opened());
    await run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Deal');
      sheet.getRange('E20').formulas = [['=WATERFALL.FAIL("value")']];
      sheet.getRange('J6').formulas = [['=WATERFALL.FAIL("value")']];
      await context.sync();
    });
    await settled();
  });

  const card = () => page.locator('#error-card');
  const boxOf = async (selector: string) => (await page.locator(selector).boundingBox())!;
  const cellBox = (a1: string) => page.evaluate((at) => window.preview.cellRect(at), a1);
  const apart = (
    a: { x: number; y: number; width: number; height: number },
    b: { left: number; top: number; width: number; height: number },
  ) =>
    a.x >= b.left + b.width || b.left >= a.x + a.width || a.y >= b.top + b.height || b.top >= a.y + a.height;

  it('shows an error beside its cell, outlines the cell at fault, and goes there', async () => {
    await click('E20');
    await card().getByText('#VALUE! · C6 holds a text').waitFor();
    assert.ok(apart(await boxOf('#error-card'), await cellBox('E20')));
    const fault = await cellBox('C6');
    const { x, y } = await boxOf('#error-outline');
    assert.ok(Math.abs(x - fault.left) <= 1 && Math.abs(y - fault.top) <= 1);
    await card().getByRole('button', { name: 'Go to C6' }).click();
    await page.waitForFunction(() => window.preview.getSelection() === 'Deal!C6');
    assert.equal(await card().isVisible(), false);
  });

  it('keeps the card inside the workbook, off its cell and off the cell at fault', async () => {
    await page.setViewportSize({ width: 1050, height: 700 });
    await page.evaluate(() => window.preview.select('Deal', 'J6'));
    await card().getByText('#VALUE! · C6 holds a text').waitFor();
    const workbook = await boxOf('#workbook');
    const at = await boxOf('#error-card');
    assert.ok(at.x >= workbook.x && at.x + at.width <= workbook.x + workbook.width);
    assert.ok(apart(at, await cellBox('J6')));
    await page.evaluate(() => window.preview.select('Deal', 'A1'));
    await page.evaluate(() => window.preview.select('Deal', 'E20'));
    await page.waitForFunction(() => document.querySelector<HTMLElement>('#error-outline')?.hidden === false);
    assert.ok(apart(await boxOf('#error-card'), await cellBox('C6')));
  });

  it('shows the error of a cell pointed at, and puts it away with Esc', async () => {
    await click('B4');
    const { left, top, width, height } = await cellBox('E20');
    await page.mouse.move(left + width / 2, top + height / 2, { steps: 3 });
    await card().getByText('#VALUE! · C6 holds a text').waitFor();
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'hidden' });
  });

  it('shows no error while a cell is typed into', async () => {
    await click('E20');
    await card().waitFor();
    await page.keyboard.type('=1');
    await card().waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await card().waitFor();
  });
});
