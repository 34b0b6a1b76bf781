import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { paneOverService } from './host.ts';

describe('Formulas of the add-in in the preview', function () {
  const host = paneOverService();
  const { cell, click, settled, type } = host;
  let page: Page;
  beforeEach(async () => void ({ page } = await host.open('en')));

  const at = (a1: string) => page.evaluate((one) => window.preview.cellRect(one), a1);
  /** Waits until a cell of the deal holds a formula, and is computed. */
  const formula = async (a1: string, wanted: string) => {
    await page.waitForFunction(
      ([one, text]) => window.preview.getCell('Deal', one!).formula === text,
      [a1, wanted],
    );
    await settled();
  };
  const irr = async () => Number((await cell('F3')).value);
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

  it('follow a row that is inserted with the mouse, and its undoing', async () => {
    near(await irr(), 0.1200576);
    const head = await at('A5');
    const heads = { x: head.left - 20, y: head.top + head.height / 2 };
    await page.mouse.click(heads.x, heads.y);
    await page.mouse.click(heads.x, heads.y, { button: 'right' });
    // In its middle it has a field for how many.
    await page.getByText('rows above').click({ position: { x: 5, y: 5 } });
    await formula('F3', '=WATERFALL.IRR(C3:C9)');
    await formula('F7', '=WATERFALL.CARRY(F13,B12:C14,C3:C9)');
    await formula('E15', '=WATERFALL.SUMMARY(F13,B12:C14,C3:C9)');
    // A blank keeps its period: later cash is a year further on.
    assert.ok((await irr()) < 0.1);
    await type('C5', '1500');
    assert.ok((await irr()) > 0.12);
    assert.equal((await cell('E18')).value, 'Total');
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => window.preview.getCell('Deal', 'C5').text === '');
    await page.keyboard.press('Control+z');
    await formula('F3', '=WATERFALL.IRR(C3:C8)');
    await formula('E14', '=WATERFALL.SUMMARY(F12,B11:C13,C3:C8)');
    near(await irr(), 0.1200576);
    assert.equal((await cell('E17')).value, 'Total');
  });

  it('are filled down by dragging, each with its own cells, and taken away again', async () => {
    await type('E20', '=WATERFALL.DPI(C$3:C4)');
    const [first, last] = [await at('E20'), await at('E24')];
    // The library takes drags of what is selected some seconds after the workbook was opened.
    while ((await cell('E24')).formula === '') {
      await click('F20');
      await click('E20');
      await page.mouse.move(first.left + first.width - 1, first.top + first.height - 1);
      await page.mouse.down();
      await page.mouse.move(last.left + last.width / 2, last.top + last.height / 2, { steps: 8 });
      await page.mouse.up();
      await page.waitForTimeout(300);
    }
    await formula('E24', '=WATERFALL.DPI(C$3:C8)');
    near(Number((await cell('E24')).value), 1.5);
    near(Number((await cell('E21')).value), 0.3);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => window.preview.getCell('Deal', 'E24').text === '');
    assert.equal((await cell('E20')).formula, '=WATERFALL.DPI(C$3:C4)');
  });

  it('are computed again when an amount is undone and done again', async () => {
    await type('C8', '9000');
    const changed = await irr();
    assert.ok(changed > 0.17);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => window.preview.getCell('Deal', 'C8').value === 5000);
    await settled();
    near(await irr(), 0.1200576);
    await page.keyboard.press('Control+y');
    await page.waitForFunction(() => window.preview.getCell('Deal', 'C8').value === 9000);
    await settled();
    near(await irr(), changed);
  });
});
