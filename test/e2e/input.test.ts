import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

describe('What is given to the pane, and how it is mended, by mouse and keyboard', function () {
  const host = paneOverService();
  const { button, crash, restart, type } = host;
  let page: Page;
  let pane: FrameLocator;

  const open = async (locale: 'en' | 'zh-CN') => {
    ({ page, pane } = await host.open(locale));
  };

  for (const locale of languages('zh-CN'))
    it(`mode, terms, tiers in words and Run of a selected deal fit one screen of 350 x 780 (${locale})`, async () => {
      await open(locale);
      await page.setViewportSize({ width: 1200, height: 824 });
      await page.addStyleTag({ content: '#pane { width: 351px !important }' });
      await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
      await pane.locator('#use-selection').click();
      const measured = await pane.locator('#view-input').evaluate((view) => {
        const rect = (selector: string) =>
          view.ownerDocument.querySelector(selector)!.getBoundingClientRect();
        return {
          screen: [view.ownerDocument.defaultView!.innerWidth, view.ownerDocument.defaultView!.innerHeight],
          tiers: view.querySelectorAll('.order li').length,
          room: rect('footer').top - rect('.order').bottom,
          runEnds: rect('#run').bottom,
          scrolls: view.scrollHeight > view.clientHeight,
          small: [...view.querySelectorAll('button, select, summary, .entry, .segments label')]
            .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 24)
            .map((e) => e.outerHTML),
        };
      });
      assert.deepEqual(measured.screen, [350, 780]);
      assert.equal(measured.tiers, 3);
      assert.ok(measured.room >= 16, `the tiers end ${measured.room} px above the footer`);
      assert.ok(measured.runEnds <= 780, `Run ends at ${measured.runEnds} px`);
      assert.equal(measured.scrolls, false, 'the view scrolls');
      assert.deepEqual(measured.small, [], 'targets of 24 px at least');
    });

  it('a fault in a cell is named, selected, repaired, and nothing is written before', async () => {
    await open('en');
    await type('C6', 'abc');
    await type('C11', '8');
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await button('Use selection').click();
    await pane.getByText('Nothing was computed').waitFor();
    const alert = pane.getByRole('alert');
    assert.match(await alert.innerText(), /abc/);
    assert.match(await alert.innerText(), /Hurdle rate at C11 is 8: a rate lies between 0 % and 100 %/);
    await alert.getByRole('button', { name: /C6/ }).click();
    await page.waitForFunction(() => window.preview.getSelection() === 'Deal!C6');
    await button(/Write 8 %/).click();
    await page.waitForFunction(() => window.preview.getCell('Deal', 'C11').value === 0.08);
    await type('C6', '3000');
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await button('Use selection').click();
    await pane.getByText(/no issues/).waitFor();
    assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal']);
  });

  it('of hundreds of faulty cells a hundred are listed, and how many more there are', async () => {
    await open('en');
    const frame = page.frames().find((f) => f.url().includes('taskpane.html'))!;
    await frame.evaluate(() =>
      Excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem('Deal').getRange('H2:I322');
        const rows = Array.from({ length: 320 }, (_, i) => [i + 1, i % 2 ? 'abc' : 10]);
        range.values = [['Year', 'Cash'], ...rows];
        await context.sync();
      }),
    );
    await page.evaluate(() => window.preview.select('Deal', 'H2:I322'));
    await button('Use selection').click();
    const alert = pane.getByRole('alert');
    await alert.getByText('60 more are not listed.').waitFor();
    assert.match(await alert.innerText(), /160 cells/);
    assert.equal(await alert.locator('li.issue').count(), 100);
  });

  it('an entry that is refused stays inside the pane, and is mended without losing the focus', async () => {
    await open('en');
    await pane.locator('input[name=source][value=form]').check();
    // Enter goes down the column, as in cells.
    for (const [i, amount] of ['1e15', '2000', '3000', '4000', '5000'].entries()) {
      await pane.locator(`#year-${i + 1}`).fill(amount);
      await page.keyboard.press('Enter');
      await pane.locator(`#year-${i + 2}:focus`).waitFor();
    }
    await button('Run').click();
    await pane.getByText('1 entry needs a change').waitFor();
    assert.equal(
      await pane.locator('#year-1-hint').innerText(),
      'Cash flow 1 must be at most 10,000,000,000,000, not 1E+15.',
    );
    const inside = await pane.locator('table.form').evaluate((table) => {
      const right = table.parentElement!.getBoundingClientRect().right;
      return [...table.querySelectorAll('input, .hint')].every(
        (e) => e.getBoundingClientRect().right <= right && e.scrollWidth <= e.clientWidth,
      );
    });
    assert.ok(inside, 'the form is as wide as its card');
    // The first key takes the alert away, which stands before the form.
    await pane.getByRole('button', { name: 'Go to Year 1' }).click();
    await pane.locator('#year-1:focus').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await pane.getByRole('alert').waitFor({ state: 'detached' });
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('000');
    assert.equal(await pane.locator('#year-1').inputValue(), '1000');
  });

  it('a double click on Run runs, and presses nothing that comes in its place', async () => {
    for (const pause of [30, 150]) {
      await open('en');
      const { x, y, width, height } = (await button('Run').boundingBox())!;
      await page.mouse.move(x + width / 2, y + height / 2);
      for (const clickCount of [1, 2]) {
        await page.mouse.down({ clickCount });
        await page.mouse.up({ clickCount });
        await page.waitForTimeout(pause);
      }
      await pane.getByText(/checks pass/).waitFor();
      assert.ok(await pane.getByRole('checkbox', { name: /Live formulas/ }).isChecked());
      assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal']);
      // Two clicks that are meant are two.
      const live = pane.getByText('Live formulas');
      await live.dblclick();
      assert.ok(await pane.getByRole('checkbox', { name: /Live formulas/ }).isChecked());
    }
  });

  it('the menu closes by Escape from its button and by Tab out of it, and the focus is never lost', async () => {
    await open('en');
    const more = pane.locator('#more');
    const menu = pane.locator('#menu');
    await more.click();
    await menu.waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    assert.ok(await more.evaluate((e) => e === document.activeElement));
    await more.click();
    await menu.getByRole('link', { name: 'Help' }).focus();
    await page.keyboard.press('Tab');
    await menu.waitFor({ state: 'detached' });
    assert.ok(await pane.locator('#view-input :focus').count(), 'the focus goes on into the view');
    // A button that goes with what it did hands the focus to its view.
    await crash();
    await button('Run').click();
    await button('Try again').waitFor();
    await restart();
    await button('Try again').press('Enter');
    await pane.getByText('Service reachable again').first().waitFor();
    assert.ok(await pane.locator('#view-results').evaluate((e) => e === document.activeElement));
  });

  it('a long unit leaves room for the number before it', async () => {
    await open('en');
    await pane.locator('#term-unit').fill('thousands of United States dollars');
    const investment = pane.locator('#term-investment_amount');
    assert.equal(await investment.inputValue(), '10,000.00');
    const room = await investment.evaluate((e) => ({ needed: e.scrollWidth, given: e.clientWidth }));
    assert.ok(room.needed <= room.given, `${room.needed} px of ${room.given}`);
    for (const entry of await pane.locator('.entry:has(.unit)').all()) {
      const [edge, end] = await entry.evaluate((e) =>
        [e, e.lastElementChild!].map((part) => part.getBoundingClientRect().right),
      );
      assert.ok(end! <= edge!, 'each unit stands inside its entry');
    }
  });
});
